import StrictJSON
import Verification

/// The parts of an oracle line that most people have little of: left out where they are empty.
struct OracleCircumstances {
    let society: Society

    init(_ society: Society) { self.society = society }

    static func span(_ span: Span, _ writer: inout JSONWriter) {
        writer.beginObject()
        spanMembers(span, &writer)
        writer.endObject()
    }

    private static func spanMembers(_ span: Span, _ writer: inout JSONWriter) {
        writer.text("from", span.from.description)
        if let until = span.until { writer.text("until", until.description) }
    }

    /// A list of objects, left out where it is empty.
    private func objects<Element>(
        _ name: StaticString, _ elements: [Element], _ writer: inout JSONWriter, _ fill: (inout JSONWriter, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        writer.list(name, elements) { writer, element in
            writer.beginObject()
            fill(&writer, element)
            writer.endObject()
        }
    }

    func write(_ life: Life, _ writer: inout JSONWriter) {
        writePapers(life.papers, &writer)
        writeWork(life.work, &writer)
        writeWealth(life.wealth, &writer)
        writeConduct(life.conduct, &writer)
    }

    private func writePapers(_ papers: Papers, _ writer: inout JSONWriter) {
        objects("documents", papers.documents, &writer) { writer, document in
            writer.text("type", document.type)
            writer.text("number", document.number)
            writer.text("validFrom", document.validFrom.description)
            writer.text("validUntil", document.validUntil.description)
            writer.name("revoked")
            writer.bool(document.isRevoked)
        }
        objects("crossings", papers.crossings, &writer) { writer, crossing in
            writer.text("date", crossing.date.description)
            writer.text("direction", crossing.isEntry ? "entry" : "exit")
        }
        objects("encounters", papers.encounters, &writer) { writer, encounter in
            writer.text("date", encounter.date.description)
            writer.text("visit", encounter.visit)
        }
    }

    private func writeWork(_ work: Work, _ writer: inout JSONWriter) {
        objects("jobs", work.jobs, &writer) { writer, job in
            if let employer = job.employer { writer.text("employer", society.enterprises[employer].name) }
            Self.spanMembers(job.span, &writer)
            writer.name("wage")
            writer.integer(job.wage)
        }
        if !work.unemployed.isEmpty { writer.list("unemployed", work.unemployed) { Self.span($1, &$0) } }
        if !work.hardships.isEmpty { writer.list("hardships", work.hardships) { Self.span($1, &$0) } }
        let years = (Coverage.firstTaxYear(society.plan)...society.today.year).map { ($0, work.income(in: $0, until: passedMonth)) }
        if years.contains(where: { $0.1 > 0 }) {
            writer.name("income")
            writer.beginObject()
            for (year, sum) in years {
                writer.name(escaping: String(year))
                writer.integer(sum)
            }
            writer.endObject()
        }
        guard let file = work.file else { return }
        writer.name("file")
        writer.beginObject()
        writer.text("custodian", file.custodian)
        writer.name("facts")
        writer.beginObject()
        for fact in file.facts {
            writer.name(escaping: fact.name)
            writer.string(fact.value)
        }
        writer.endObject()
        writer.endObject()
    }

    /// The first day of the last month that is over.
    private var passedMonth: CalendarDate { society.today.firstOfMonth(adding: -1) }

    private func writeWealth(_ wealth: Wealth, _ writer: inout JSONWriter) {
        objects("rights", wealth.rights, &writer) { writer, right in
            writer.text("right", right.right)
            writer.text("area", PlaceTable.code(of: right.division))
            writer.text("address", right.address)
            Self.spanMembers(right.span, &writer)
            writer.name("isRegistered")
            writer.bool(!right.isContract)
        }
        objects("leases", wealth.leases, &writer) { writer, lease in
            writer.text("address", lease.address)
            Self.spanMembers(lease.span, &writer)
        }
        objects("vehicles", wealth.vehicles, &writer) { writer, vehicle in
            writer.text("plate", vehicle.plate)
            Self.spanMembers(vehicle.span, &writer)
        }
        for (name, list) in [("deposits" as StaticString, wealth.deposits), ("securities", wealth.securities)] {
            objects(name, list, &writer) { writer, holding in
                writer.text("institution", holding.institution)
                writer.text("asset", holding.asset)
                writer.name("amount")
                writer.integer(holding.amount)
            }
        }
        objects("shares", wealth.shares, &writer) { writer, share in
            writer.text("creditCode", society.enterprises[share.enterprise].creditCode)
            writer.name("percent")
            writer.integer(share.percent)
        }
        objects("premises", wealth.premises, &writer) { writer, premises in
            writer.text("address", premises.address)
            writer.text("date", premises.date.description)
        }
    }

    private func writeConduct(_ conduct: Conduct, _ writer: inout JSONWriter) {
        objects("convictions", conduct.convictions, &writer) { writer, conviction in
            writer.text("offence", conviction.offence.description)
            writer.text("effective", conviction.effective.description)
            writer.name("sealed")
            writer.bool(conviction.isSealed)
        }
        objects("proceedings", conduct.proceedings, &writer) { writer, proceeding in
            writer.text("date", proceeding.date.description)
            writer.text("stage", proceeding.stage)
        }
        objects("rehabilitations", conduct.rehabilitations, &writer) { writer, agreement in
            writer.text("institution", agreement.institution)
            writer.text("measure", agreement.measure)
            Self.spanMembers(agreement.span, &writer)
            writer.text("performance", agreement.performance)
        }
        objects("falseCommitments", conduct.falseCommitments, &writer) { writer, breach in
            writer.text("date", breach.date.description)
            if let repaired = breach.repaired { writer.text("repaired", repaired.description) }
        }
        guard let held = conduct.disability else { return }
        writer.name("disability")
        writer.beginObject()
        writer.text("number", held.number)
        writer.name("category")
        writer.integer(held.category)
        writer.name("level")
        writer.integer(held.level)
        writer.text("validFrom", held.validFrom.description)
        writer.text("validUntil", held.validUntil.description)
        writer.endObject()
    }
}
