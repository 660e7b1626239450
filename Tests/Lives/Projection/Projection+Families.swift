import Verification

extension Projection {
    func projectMarriages(into draft: inout RegistryDraft) {
        for union in society.unions {
            let isHere = union.place != .abroad
            func row(_ kind: String, _ date: CalendarDate, original: CalendarDate? = nil, reference: String? = nil) {
                var fields: [(String, ProjectedRecord.Value)] = [("a", .person(union.a)), ("b", .person(union.b)), ("date", .date(date))]
                if let original { fields.append(("original", .date(original))) }
                if let reference { fields.append(("reference", .text(reference))) }
                draft.event(kind, on: date, fields, isCovered: isHere)
            }
            row(union.place == .foreignRelated ? "marriage-foreign" : "marriage", union.start, reference: union.certificate)
            for day in union.applications { row("divorce-application", day) }
            if let ending = union.ending, ending.cause == .registration {
                row("divorce", ending.date, reference: "L" + union.certificate.dropFirst())
                for day in union.divorceReissues where day <= society.today { row("reissued-divorce", day, original: ending.date) }
            }
            if let voided = union.voided, voided.kind == .annulled { row("annulled", voided.date) }
            for day in union.reissues { row("reissued-marriage", day, original: union.start) }
            if let refusal = union.refusal {
                draft.event("refusal-to-resume", on: refusal.date, [("by", .person(refusal.by)), ("date", .date(refusal.date))], isCovered: isHere)
            }
        }
    }

    func projectJudgments(into draft: inout RegistryDraft) {
        for (place, union) in society.unions.enumerated() {
            func couple(_ kind: String, _ date: CalendarDate, _ fields: [(String, ProjectedRecord.Value)]) {
                draft.event(
                    kind, on: date,
                    [("a", .person(union.a)), ("b", .person(union.b))] + fields
                        + [("case", .text("(\(date.year))粤99\(NumberIssuer.padded(union.division, 2))民初\(place + 1)号"))])
            }
            for suit in union.suits { couple("divorce", suit.date, [("status", .text(suit.outcome.rawValue)), ("date", .date(suit.date))]) }
            if let ending = union.ending, ending.cause == .judgment {
                couple("divorce", ending.date, [("status", .text("effective")), ("effective", .date(ending.date))])
            }
            if let voided = union.voided, voided.kind != .annulled { couple(voided.kind.rawValue, voided.date, [("effective", .date(voided.date))]) }
        }
        for (person, life) in society.lives.enumerated() {
            for declaration in life.declarations {
                var fields: [(String, ProjectedRecord.Value)] = [("person", .person(person)), ("date", .date(declaration.date))]
                if let accident = declaration.accident { fields.append(("accident", .date(accident))) }
                draft.event(
                    declaration.kind.rawValue, on: declaration.date,
                    fields + [("case", .text("(\(declaration.date.year))粤9901民特\(person + 1)号"))])
            }
            if let day = life.paternityJudgment, let father = life.father {
                draft.event("paternity", on: day, [("child", .person(person)), ("father", .person(father)), ("effective", .date(day))])
            }
        }
    }

    func projectFamilies(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            if draft.registry == .funeral {
                guard let death = life.death, death.isCremated else { continue }
                let day = min(death.date.adding(days: 2 + person % 4), society.today)
                draft.event("cremation", on: day, [("person", .person(person)), ("died", .date(death.date)), ("date", .date(day))])
                continue
            }
            for adoption in life.adoptions {
                let common: [(String, ProjectedRecord.Value)] = [("child", .person(person)), ("parents", .persons(adoption.parents))]
                draft.event("adoption", on: adoption.date, common + [("date", .date(adoption.date))])
                if let day = adoption.dissolved {
                    let isMinor = day.years(since: life.born) < 18
                    draft.event("dissolution", on: day, common + [("date", .date(day))] + (isMinor ? [("birthParentsResume", .flag(true))] : []))
                }
            }
        }
    }

    func projectHealth(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            switch draft.registry {
            case .birth:
                guard let mother = life.mother else { continue }
                var fields: [(String, ProjectedRecord.Value)] = [("child", .person(person)), ("mother", .person(mother))]
                if let father = life.father, life.paternityJudgment == nil { fields.append(("father", .person(father))) }
                fields.append(("date", .date(life.born)))
                if let division = life.birthDivision { fields.append(("place", .text(PlaceTable.name(of: division)))) }
                if let certificate = life.birthCertificate { fields.append(("certificate", .text(certificate))) }
                draft.event("birth", on: life.born, fields)
            case .fertility:
                guard let mother = life.mother else { continue }
                // Health workers were not told of every seventh child.
                draft.event(
                    "child", on: life.born, [("mother", .person(mother)), ("child", .person(person)), ("date", .date(life.born))],
                    isCovered: (person &* 2_654_435_761) >> 4 % 7 != 0)
            case .deathCertificate:
                guard let death = life.death else { continue }
                draft.event(
                    "death", on: death.date,
                    [
                        ("person", .person(person)), ("date", .date(death.date)),
                        ("certificate", .text("99-\(death.date.year)-" + NumberIssuer.padded(person + 1, 7))),
                    ], isCovered: death.manner != .unnatural)
            default:
                for encounter in life.papers.encounters {
                    draft.event(
                        "encounter", on: encounter.date,
                        [("person", .person(person)), ("date", .date(encounter.date)), ("visit", .text(encounter.visit))])
                }
            }
        }
    }
}
