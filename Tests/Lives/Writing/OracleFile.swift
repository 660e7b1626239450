import StrictJSON
import Verification

/// Writes the oracle: a header line, then one line for each person with what is true at `today`, what registries do not show of it, and
/// which mistakes were put in. `Config/population-oracle.schema.json` describes both kinds of lines.
struct OracleFile {
    static let formatVersion = 1

    let projection: Projection
    let summary: Summary
    private var society: Society { projection.society }
    private var today: CalendarDate { society.today }

    init(_ projection: Projection, _ summary: Summary) {
        self.projection = projection
        self.summary = summary
    }

    func write(to write: @escaping ([UInt8]) throws -> Void) throws {
        var sink = ByteSink(write)
        try sink.append(bytes: header() + [UInt8(ascii: "\n")])
        for person in society.lives.indices { try sink.append(bytes: line(person) + [UInt8(ascii: "\n")]) }
        try sink.flush()
    }

    private func header() -> [UInt8] {
        JSONWriter.object { writer in
            writer.text("format", "mock-registries-oracle")
            writer.name("version")
            writer.integer(Self.formatVersion)
            // In quotes: beyond 2⁵³ readers of JSON disagree about numbers.
            writer.text("seed", String(society.plan.seed))
            writer.text("today", today.description)
            writer.text("defects", society.plan.defects.description)
            writer.text("lag", society.plan.lag.rawValue)
            writer.name("insuranceMonths")
            writer.integer(society.plan.insuranceMonths)
            writer.name("persons")
            writer.integer(society.lives.count)
            for (name, counts) in [("events", summary.events), ("hidden", summary.hidden), ("defects ", summary.defects)] {
                writer.name(escaping: name == "defects " ? "injected" : name)
                writer.beginObject()
                for (key, count) in counts {
                    writer.name(escaping: key)
                    writer.integer(count)
                }
                writer.endObject()
            }
            writer.list("places", society.places.changes) { writer, change in
                writer.beginObject()
                writer.text("kind", change.kind.rawValue)
                writer.text("date", change.date.description)
                writer.list("from", change.from) { $0.string($1) }
                writer.list("to", change.to) { $0.string($1) }
                writer.endObject()
            }
        }
    }

    private func line(_ person: Int) -> [UInt8] {
        let life = society.lives[person]
        return JSONWriter.object { writer in
            writer.text("id", Society.id(person))
            writer.text("name", life.name)
            writer.text("number", life.number)
            writer.text("sex", life.sex.rawValue)
            writer.text("born", life.born.description)
            writer.text("origin", life.origin.rawValue)
            if let ethnicity = life.ethnicity { writer.text("ethnicity", ethnicity) }
            formers("formerNames", "name", life.formerNames, &writer)
            formers("formerNumbers", "number", life.formerNumbers, &writer)
            writeLife(person, life, &writer)
            writeMarital(person, life, &writer)
            writeKin(person, life, &writer)
            writeStays(life, &writer)
            OracleCircumstances(society).write(life, &writer)
            writeView(person, &writer)
        }
    }

    private func formers(_ list: StaticString, _ key: StaticString, _ formers: [Life.Former], _ writer: inout JSONWriter) {
        guard !formers.isEmpty else { return }
        writer.list(list, formers) { writer, former in
            writer.beginObject()
            writer.text(key, former.text)
            writer.text("until", former.until.description)
            writer.text("reason", former.reason.rawValue)
            writer.endObject()
        }
    }

    private func writeLife(_ person: Int, _ life: Life, _ writer: inout JSONWriter) {
        writer.name("life")
        writer.beginObject()
        let state = life.death != nil ? "dead" : society.isAbsent(person, on: today) ? "missing" : "alive"
        writer.text("state", state)
        if let death = life.death {
            writer.text("died", death.date.description)
            writer.text("manner", death.manner.rawValue)
        }
        writer.name("isDeclaredDead")
        writer.bool(society.isDeclaredDead(person, on: today))
        writer.name("isDeclaredMissing")
        writer.bool(society.isDeclaredMissing(person, on: today))
        if !life.declarations.isEmpty {
            writer.list("declarations", life.declarations) { writer, declaration in
                writer.beginObject()
                writer.text("kind", declaration.kind.rawValue)
                writer.text("date", declaration.date.description)
                if let accident = declaration.accident { writer.text("accident", accident.description) }
                writer.endObject()
            }
        }
        if !life.absences.isEmpty { writer.list("absences", life.absences) { OracleCircumstances.span($1, &$0) } }
        if let day = life.emigrated { writer.text("emigrated", day.description) }
        if !life.service.isEmpty { writer.list("service", life.service) { OracleCircumstances.span($1, &$0) } }
        if life.isUnregistered {
            writer.name("isUnregistered")
            writer.bool(true)
        }
        writer.endObject()
    }

    private func writeMarital(_ person: Int, _ life: Life, _ writer: inout JSONWriter) {
        writer.name("marital")
        writer.beginObject()
        if let truth = society.marital(person, on: today) {
            writer.text("status", truth.status.rawValue)
            if let since = truth.since { writer.text("since", since.description) }
            if let spouse = truth.spouse { writer.text("spouse", Society.id(spouse)) }
        }
        writer.list("marriages", life.unions) { writer, place in
            let union = society.unions[place]
            writer.beginObject()
            writer.text("spouse", Society.id(union.partner(of: person)))
            writer.text("place", union.place.rawValue)
            writer.text("certificate", union.certificate)
            writer.list("terms", union.terms) { writer, term in
                writer.beginObject()
                writer.text("from", term.from.description)
                if let ended = term.ended {
                    writer.text("until", ended.date.description)
                    writer.text("end", Self.word(ended.cause))
                }
                writer.endObject()
            }
            if let voided = union.voided {
                writer.text("void", voided.kind.rawValue)
                writer.text("voidSince", voided.date.description)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    private static func word(_ end: Union.End) -> String {
        switch end {
        case .registration: "registration"
        case .judgment: "judgment"
        case .death: "death"
        case .declaration: "declared-death"
        }
    }

    private func writeKin(_ person: Int, _ life: Life, _ writer: inout JSONWriter) {
        writer.name("birth")
        writer.beginObject()
        if let division = life.birthDivision { writer.text("place", PlaceTable.name(of: division)) }
        if let certificate = life.birthCertificate { writer.text("certificate", certificate) }
        if let mother = life.mother { writer.text("mother", Society.id(mother)) }
        if let father = life.father { writer.text("father", Society.id(father)) }
        if let day = life.paternityJudgment { writer.text("paternityJudgment", day.description) }
        writer.endObject()
        writer.list("legalParents", society.legalParents(of: person, on: today)) { $0.string(Society.id($1)) }
        writer.list("children", life.children) { $0.string(Society.id($1)) }
        let adopted = life.adoptedChildren.filter { society.legalParents(of: $0, on: today).contains(person) }
        if !adopted.isEmpty { writer.list("adoptedChildren", adopted) { $0.string(Society.id($1)) } }
        guard !life.adoptions.isEmpty else { return }
        writer.list("adoptions", life.adoptions) { writer, adoption in
            writer.beginObject()
            writer.list("parents", adoption.parents) { $0.string(Society.id($1)) }
            writer.text("date", adoption.date.description)
            if let day = adoption.dissolved { writer.text("dissolved", day.description) }
            writer.endObject()
        }
    }

    private func writeStays(_ life: Life, _ writer: inout JSONWriter) {
        writer.list("stays", life.stays) { writer, stay in
            let household = society.households[stay.household]
            writer.beginObject()
            writer.text("household", "H\(stay.household + 1)")
            writer.text("division", PlaceTable.code(of: household.division))
            writer.text("address", household.address)
            writer.text("relation", NumberIssuer.padded(stay.relation, 2))
            writer.text("from", stay.from.description)
            if let until = stay.until { writer.text("until", until.description) }
            writer.endObject()
        }
    }

    private func writeView(_ person: Int, _ writer: inout JSONWriter) {
        if let hidden = summary.hiddenOf[person] {
            writer.list("hidden", hidden) { writer, event in
                writer.beginObject()
                writer.text("registry", event.registry.rawValue)
                writer.text("event", event.kind)
                if let date = event.date { writer.text("date", date.description) }
                writer.text("cause", event.cause.rawValue)
                writer.endObject()
            }
        }
        guard let labels = summary.defectsOf[person] else { return }
        writer.list("defects", labels) { writer, label in
            writer.beginObject()
            writer.text("class", label.kind.rawValue)
            writer.text("registry", label.registry.rawValue)
            if let record = label.record {
                writer.name("record")
                writer.integer(record)
            }
            writer.endObject()
        }
    }
}
