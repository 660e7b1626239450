import Verification

extension PopulationRecord {
    /// The fact that a registry makes of this record, and the parties written in it. Nil for kinds that are no fact (`proceeding`) or whose
    /// department does not stand yet.
    func projection(in registry: RegistryID, of population: Population) -> (Fact, [Party])? {
        switch registry {
        case .crimeRecord: judgment(population)
        case .marriage: marital(population)
        case .funeral: cremation(population)
        case .deathCertificate: death(population)
        case .healthService: encounter(population)
        case .courtJudgment: decision(population)
        default: nil
        }
    }

    /// A person as this record writes him or her: the truth, or what `as` says instead.
    func written(_ person: Int, in population: Population) -> Party {
        let truth = population.persons[person]
        let writing = writing(of: person)
        return Party(name: writing?.name ?? truth.name, number: writing?.number ?? truth.number)
    }

    private func writtenPerson(_ field: String, in population: Population) -> Party? { person(field).map { written($0, in: population) } }

    private func judgment(_ population: Population) -> (Fact, [Party])? {
        guard kind == "judgment", let holder = writtenPerson("person", in: population), let effective = date("effective") else { return nil }
        let judgment = CriminalJudgment(
            holder: holder, effective: effective, offenceDate: date("offenceDate"), isSealed: flag("sealed") ?? false)
        return (.criminalJudgment(judgment), [holder])
    }

    private func marital(_ population: Population) -> (Fact, [Party])? {
        guard let entryKind = MaritalEntryKind(rawValue: kind), let date = date("date") else { return nil }
        if entryKind == .refusalToResume {
            guard let declarant = writtenPerson("by", in: population) else { return nil }
            return (.marital(MaritalEntry(kind: entryKind, a: declarant, b: nil, date: date)), [declarant])
        }
        guard let a = writtenPerson("a", in: population), let b = writtenPerson("b", in: population) else { return nil }
        return (.marital(MaritalEntry(kind: entryKind, a: a, b: b, date: date, original: self.date("original"))), [a, b])
    }

    private func cremation(_ population: Population) -> (Fact, [Party])? {
        guard let holder = writtenPerson("person", in: population), let date = date("date") else { return nil }
        return (.cremation(Cremation(holder: holder, died: self.date("died"), date: date)), [holder])
    }

    private func death(_ population: Population) -> (Fact, [Party])? {
        guard let holder = writtenPerson("person", in: population) else { return nil }
        return (.death(DeathCertificate(holder: holder, date: date("date"), certificateNumber: text("certificate"))), [holder])
    }

    private func encounter(_ population: Population) -> (Fact, [Party])? {
        guard let holder = writtenPerson("person", in: population), let date = date("date"), let visit = text("visit") else { return nil }
        return (.encounter(Encounter(holder: holder, date: date, visit: visit)), [holder])
    }

    private func decision(_ population: Population) -> (Fact, [Party])? {
        guard let kind = CourtDecisionKind(rawValue: kind) else { return nil }
        let standing: CourtDecisionStanding = text("status").flatMap { CourtDecisionStanding(rawValue: $0) } ?? .effective
        let parties = ["a", "b", "person", "child", "father"].compactMap { writtenPerson($0, in: population) }
        var effective = date("effective") ?? date("date")
        var foreignDate = date("foreignDate")
        if kind == .foreignDivorce {
            // It was presented, not recognised: dated abroad, without effect here.
            foreignDate = date("date")
            effective = nil
        }
        if standing != .effective { effective = nil }
        let decision = CourtDecision(
            kind: kind, standing: standing, parties: parties, effective: effective, accident: date("accident"), foreignDate: foreignDate)
        return (.decision(decision), parties)
    }
}
