import Verification

extension ParentageCase {
    /// Is the person a parent of the child? Confirmed by the fold; refuted only by contrary evidence, that is where the parents on record are
    /// complete and different, or where the person's place is taken or was given up, and nothing speaks for a step-parent (Civil Code 1072;
    /// `domain.md` A.4.8).
    func conclusion(on person: Identity, _ hearing: inout Hearing) -> Conclusion {
        if let obstacle = obstacle(&hearing) { return obstacle }
        if let contradiction = contradiction(&hearing) { return contradiction }
        if includes(person, parents.certain, &hearing) { return Conclusion(.confirmed, .recorded, restsOn: heard) }
        if includes(person, parents.doubtful, &hearing) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if isUnderOtherName(person, parents.certain + parents.doubtful) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let household = HouseholdTies(of: child, and: person, in: registers, aboutOthers, until: hearing.at, &hearing)
        let isExcluded = parents.exclude(person) || includes(person, parents.ended, &hearing)
        guard isExcluded else {
            if household.saysParent || household.isAmbiguous {
                // Households write down a step-parent like a parent, and never who adopted: beside a parent on record they prove nothing,
                // and it is said alike of a child by birth and of an adopted one (P5, P11). Nor do they tell birth from adoption.
                let isAlone = parents.isNobodyOnRecord && household.saysParent && mode == .legal
                if !isAlone || household.namesAnother { return Conclusion(.inconclusive, .recordsAmbiguous) }
                if child.isTooOld(forParentBornOn: person.birthDates) { return impossible(&hearing) }
                return Conclusion(.confirmed, .recorded, restsOn: heard)
            }
            return notFound(person, &hearing)
        }
        if let block = block(among: mode.contrary, hearing) { return Conclusion(block) }
        if household.isPresentlyParent { return Conclusion(.conflict, .sourcesDisagree, restsOn: heard) }
        if household.isPresentlyAmbiguous || isPerhapsStepParent(person, on: hearing.at) {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        // A step-parent's marriage may lie where the marriage register does not reach (P1).
        if mayHaveStepParentsUnseen(in: hearing.evidence) || mayHaveMarriedUnseen(person, on: hearing.at, in: hearing.evidence) {
            return Conclusion(.inconclusive, .coverageGap)
        }
        // Under a name and number that nobody has linked yet the person may well be one of those on record (P13).
        guard person.isEstablished, person.isClosed else { return Conclusion(.inconclusive, .identityNotEstablished) }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: heard)
    }

    /// An empty place, an early birth, a birth elsewhere: nothing found, which is not a no.
    private func notFound(_ person: Identity, _ hearing: inout Hearing) -> Conclusion {
        if let block = block(among: mode.contrary, hearing) { return Conclusion(block) }
        let births = registers.filter { $0.registry == .birth }
        let isEarly = births.contains {
            $0.silence(on: hearing.claim.kind, from: child.birthDate, to: hearing.at, in: hearing.evidence) == .notCovered
        }
        if isEarly { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isEarly ? .coverageGap : .noRecordFound, restsOn: heard)
    }

    func includes(_ person: Identity, _ parents: [Parent], _ hearing: inout Hearing) -> Bool {
        var isAmong = false
        for writing in parents.flatMap(\.writings) where hearing.isPerson(writing, person) { isAmong = true }
        return isAmong
    }

    private func isUnderOtherName(_ person: Identity, _ parents: [Parent]) -> Bool {
        parents.flatMap(\.writings).contains { Attribution(of: $0, to: person) == .otherName }
    }
}

extension Parents {
    /// Nobody beside these can be a parent: there are two already, or the one on record is of the person's own sex.
    ///
    /// The same whether they are parents by birth or by adoption: a single adopter leaves the other place as open as an empty field of a birth
    /// record does (P11).
    func exclude(_ person: Identity) -> Bool {
        if certain.count > 1 { return true }
        guard let only = certain.first?.sex, let sex = person.registeredSex, doubtful.isEmpty else { return false }
        return only == sex
    }
}

extension Identity {
    /// What the register says, where it does not contradict the number; the number's word where the register says nothing.
    var registeredSex: Sex? {
        let registered = Set(registrations.compactMap { $0.sex.flatMap(Sex.init(rawValue:)) })
        guard registered.count < 2 else { return nil }
        guard let known = registered.first else { return sex }
        return sex == nil || sex == known ? known : nil
    }
}
