import Verification

extension Projection {
    func projectWork(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            switch draft.registry {
            case .employment:
                for span in life.work.unemployed { draft.event("unemployed", on: span.from, [("person", .person(person))] + self.span(span)) }
                for span in life.work.hardships { draft.event("hardship", on: span.from, [("person", .person(person))] + self.span(span)) }
            case .socialInsurance: projectContributions(of: person, life, into: &draft)
            case .tax: projectIncome(of: person, life, into: &draft) { _ in true }
            default: projectIncome(of: person, life, into: &draft) { $0.employer.map { society.enterprises[$0].isPublic } ?? false }
            }
        }
    }

    private func projectContributions(of person: Int, _ life: Life, into draft: inout RegistryDraft) {
        for back in 0..<society.plan.insuranceMonths {
            let month = society.today.firstOfMonth(adding: back - society.plan.insuranceMonths)
            for job in life.work.jobs where job.span.covers(month) {
                var fields: [(String, ProjectedRecord.Value)] = [
                    ("person", .person(person)), ("period", .period(year: month.year, month: month.month)),
                ]
                if let employer = job.employer { fields.append(("employer", .text(society.enterprises[employer].name))) }
                fields += [("base", .integer(job.wage)), ("payer", .text(job.employer == nil ? "flexible" : "employer"))]
                draft.event("contribution", on: month.firstOfMonth(adding: 1), fields)
            }
        }
    }

    /// Whole years, and the months of this one and of the last quarter before it.
    private func projectIncome(of person: Int, _ life: Life, into draft: inout RegistryDraft, from isPaid: (Work.Job) -> Bool) {
        let paid = life.work.jobs.filter(isPaid)
        guard !paid.isEmpty else { return }
        for year in Coverage.firstTaxYear(society.plan)...society.today.year {
            var sum = 0
            for month in 1...12 {
                let first = CalendarDate(year, month, 1)
                guard first.firstOfMonth(adding: 1) <= society.today else { break }
                let wage = paid.reduce(0) { $1.span.covers(first) ? $0 + $1.wage : $0 }
                sum += wage
                guard first >= society.today.firstOfMonth(adding: -society.today.month - 2), wage > 0 else { continue }
                draft.event(
                    "income", on: first.firstOfMonth(adding: 1),
                    [("person", .person(person)), ("period", .period(year: year, month: month)), ("amount", .integer(wage))])
            }
            guard year < society.today.year, sum > 0 else { continue }
            draft.event(
                "income", on: CalendarDate(year + 1, 1, 1),
                [("person", .person(person)), ("period", .period(year: year, month: nil)), ("amount", .integer(sum))])
        }
    }

    func projectProperty(into draft: inout RegistryDraft) {
        if draft.registry == .marketEntities { projectEnterprises(into: &draft) }
        for (person, life) in society.lives.enumerated() {
            switch draft.registry {
            case .realEstate, .housing: projectRealEstate(of: person, life, into: &draft)
            case .bankHoldings: holdings(life.wealth.deposits, of: person, into: &draft)
            case .securities: holdings(life.wealth.securities, of: person, into: &draft)
            default:
                for share in life.wealth.shares {
                    draft.event(
                        "share", on: nil,
                        [
                            ("person", .person(person)), ("creditCode", .text(society.enterprises[share.enterprise].creditCode)),
                            ("percent", .integer(share.percent)),
                        ])
                }
            }
        }
    }

    private func projectRealEstate(of person: Int, _ life: Life, into draft: inout RegistryDraft) {
        let isHousing = draft.registry == .housing
        for right in life.wealth.rights where right.isContract == isHousing {
            let since = Coverage.electronicSince(right.division)
            draft.event(
                "right", on: right.span.from,
                [
                    ("owner", .person(person)), ("right", .text(right.right)), ("area", .text(PlaceTable.code(of: right.division))),
                    ("address", .text(right.address)),
                ] + title(right.span), isCovered: isHousing || since.map { $0 <= right.span.from } ?? false)
        }
        guard isHousing else { return }
        for lease in life.wealth.leases {
            draft.event("lease", on: lease.span.from, [("tenant", .person(person)), ("address", .text(lease.address))] + span(lease.span))
        }
    }

    private func holdings(_ list: [Wealth.Holding], of person: Int, into draft: inout RegistryDraft) {
        for holding in list {
            draft.event(
                "holding", on: nil,
                [
                    ("person", .person(person)), ("institution", .text(holding.institution)), ("asset", .text(holding.asset)),
                    ("amount", .integer(holding.amount)),
                ])
        }
    }

    private func projectEnterprises(into draft: inout RegistryDraft) {
        for enterprise in society.enterprises where !enterprise.isPublic {
            var fields: [(String, ProjectedRecord.Value)] = [("creditCode", .text(enterprise.creditCode)), ("name", .text(enterprise.name))]
            if let person = enterprise.legalRepresentative { fields.append(("legalRepresentative", .person(person))) }
            draft.event("entity", on: nil, fields + [("status", .text(enterprise.isClosed ? "注销" : "存续"))])
        }
    }

    func projectOthers(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            let who: (String, ProjectedRecord.Value) = ("person", .person(person))
            switch draft.registry {
            case .disability:
                guard let held = life.conduct.disability else { continue }
                draft.event(
                    "certificate", on: held.validFrom,
                    [
                        who, ("number", .text(held.number)), ("category", .integer(held.category)), ("level", .integer(held.level)),
                        ("validFrom", .date(held.validFrom)), ("validUntil", .date(held.validUntil)),
                    ])
            case .rehabilitation:
                for agreement in life.conduct.rehabilitations {
                    draft.event(
                        "agreement", on: agreement.span.from,
                        [who, ("institution", .text(agreement.institution)), ("measure", .text(agreement.measure))] + span(agreement.span)
                            + [("performance", .text(agreement.performance))])
                }
            case .personalFiles:
                guard let file = life.work.file else { continue }
                draft.event("file", on: nil, [who, ("custodian", .text(file.custodian)), ("facts", .facts(file.facts))])
            case .localGovernment:
                for premises in life.wealth.premises {
                    draft.event(
                        "premises", on: premises.date,
                        [("applicant", .person(person)), ("address", .text(premises.address)), ("date", .date(premises.date))])
                }
            default:
                for breach in life.conduct.falseCommitments {
                    draft.event(
                        "false-commitment", on: breach.date,
                        [who, ("date", .date(breach.date)), ("repaired", breach.repaired.map { .date($0) } ?? .flag(false))])
                }
            }
        }
    }
}
