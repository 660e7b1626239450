package import Verification

/// What each registry holds of a society: one registry at a time, because the whole is large.
package struct Projection: Sendable {
    package let society: Society
    /// Whoever used another person's number, that person, and until when.
    package let sharedNumbers: [(user: Int, owner: Int, until: CalendarDate)]

    package init(of society: Society) {
        self.society = society
        sharedNumbers = Self.shareNumbers(society)
    }

    /// The records of one registry, with what it does not show and what is wrong in it.
    package struct Holding: Sendable {
        package let registry: RegistryID
        package let coverageFrom: CalendarDate?
        /// Everything that happened by this day is in it, as far as the registry ever hears of it.
        package let completeUntil: CalendarDate
        /// The areas by which it is kept, with the day since when each is electronic; empty for a registry that is not kept by area.
        package let areas: [CoveredArea]
        package let records: [ProjectedRecord]
        package let hidden: [HiddenEvent]
        package let defects: [DefectLabel]
    }

    package func holding(of registry: RegistryID) -> Holding {
        var draft = RegistryDraft(registry, of: society)
        switch registry {
        case .population, .hukouArchive, .exitEntry, .crimeRecord, .traffic: projectPublicSecurity(into: &draft)
        case .doorplate, .placename: projectPlaces(into: &draft)
        case .marriage: projectMarriages(into: &draft)
        case .adoption, .funeral: projectFamilies(into: &draft)
        case .birth, .deathCertificate, .healthService, .fertility: projectHealth(into: &draft)
        case .courtJudgment: projectJudgments(into: &draft)
        case .employment, .socialInsurance, .tax, .payroll: projectWork(into: &draft)
        case .realEstate, .housing, .bankHoldings, .securities, .marketEntities: projectProperty(into: &draft)
        default: projectOthers(into: &draft)
        }
        injectFalseDeaths(into: &draft)
        if registry == .population {
            for entry in sharedNumbers {
                draft.addLabel(DefectLabel(kind: .sharedNumber, registry: registry, record: nil, persons: [entry.user, entry.owner]))
            }
        }
        draft.finish()
        return Holding(
            registry: registry, coverageFrom: Coverage.from(registry, society.plan), completeUntil: Coverage.until(registry, society.plan),
            areas: Coverage.areas(of: registry), records: draft.records, hidden: draft.hidden, defects: draft.labels)
    }

    /// The registries in the order of the file.
    package static let registries = RecordKind.registries

    private static func shareNumbers(_ society: Society) -> [(user: Int, owner: Int, until: CalendarDate)] {
        let rate = society.plan.defects[.sharedNumber]
        guard rate > 0 else { return [] }
        var result: [(user: Int, owner: Int, until: CalendarDate)] = []
        for user in society.lives.indices {
            var dice = Dice(seed: society.plan.seed, for: .falseDeath, user, of: 1_000)
            let life = society.lives[user]
            guard dice.chance(perMillion: rate), life.origin == .mainland, life.born < CalendarDate(1985, 1, 1) else { continue }
            for _ in 0..<200 {
                let owner = dice.below(society.lives.count)
                let other = society.lives[owner]
                guard owner != user, other.origin == .mainland, other.sex == life.sex, abs(other.born.year - life.born.year) <= 3 else { continue }
                result.append((user, owner, CalendarDate(2009, 6, 30)))
                break
            }
        }
        return result
    }

    /// Somebody who lives has a certificate of death, or is struck off as dead.
    private func injectFalseDeaths(into draft: inout RegistryDraft) {
        let rate = society.plan.defects[.falseDeath]
        guard rate > 0, draft.registry == .deathCertificate || draft.registry == .population else { return }
        for person in society.lives.indices {
            var dice = Dice(seed: society.plan.seed, for: .falseDeath, person)
            let life = society.lives[person]
            guard dice.chance(perMillion: rate), life.death == nil, life.origin == .mainland, life.emigrated == nil, life.absences.isEmpty else {
                continue
            }
            let isCertificate = dice.percent(50)
            let first = max(life.born.adding(days: 1), CalendarDate(2014, 1, 2))
            let date = first >= society.today ? society.today : first.adding(days: dice.below(Int(society.today.dayNumber - first.dayNumber) + 1))
            guard isCertificate == (draft.registry == .deathCertificate) else { continue }
            draft.addFalse(
                isCertificate
                    ? ProjectedRecord(kind: "death", fields: [("person", .person(person)), ("date", .date(date))], writings: [])
                    : ProjectedRecord(
                        kind: "status",
                        fields: [("person", .person(person)), ("status", .text("cancelled")), ("reason", .text("death")), ("date", .date(date))],
                        writings: []),
                .falseDeath)
        }
    }
}
