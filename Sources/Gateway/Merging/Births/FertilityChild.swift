import Verification

/// `fertility.child`: is this a child that the person had? (Population and Family Planning Law; item 14 of the list; `domain.md` A.4.9.)
///
/// A birth certificate or an entry of the voluntary fertility registration confirms it; nothing ever denies it: births before 1996, abroad, in
/// other provinces are in neither. A child that was adopted by others is told of to nobody (Civil Code 1110): the answer is that of a register
/// which holds nothing. A child of the person's own year of birth or older contradicts the days of birth: that is corrected, not believed (P9).
enum FertilityChild {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        guard let child = hearing.claim.person("child") else { return }
        let registers = hearing.sources.required + hearing.sources.advisory
        hearing.ask(registers.filter { $0 != .adoption }, about: hearing.subject, &questions)
        let identity = Identity(of: child, in: hearing.evidence)
        identity.ask(in: hearing.evidence, &questions)
        if identity.admitsQuestions { hearing.ask(registers, about: identity, &questions) }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let stated = hearing.claim.person("child") else { return Conclusion(.inconclusive, .identityNotEstablished) }
        let child = Identity(of: stated, in: hearing.evidence)
        if let conclusion = Gate.conclusion(onOther: child, &hearing) { return conclusion }
        if hearing.subject.mayBeOne(with: child) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        var aside = hearing
        let adoption = aside.testimony(of: .adoption, about: child)
        hearing.takeCourse(of: aside)
        if aside.sawVariant { hearing.noteVariant() }
        let people = [hearing.subject, child]
        let births = people.map { hearing.testimony(of: .birth, about: $0) }
        let registrations = people.map { hearing.testimony(of: .fertility, about: $0) }
        // Whether the child was adopted must be known before anything is told, in either case (P11).
        if let block = hearing.block(among: births + [adoption]) { return Conclusion(block) }
        if adoption.mayLack(since: child.birthDate, to: hearing.at, in: hearing.evidence) {
            hearing.note(.coverageLimited)
            return Conclusion(.inconclusive, .coverageGap)
        }
        if adoption.namesAnother || adoption.excludedOtherName { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let heard = [.birth, .adoption] + registrations.prefix(1).filter { _ in registrations.allSatisfy(\.isHeard) }.map(\.registry)
        let records = ParentageRecords(of: child, in: [adoption], &hearing)
        let isOthers = Parents(byLaw: records, of: child, on: hearing.at, among: people, marriages: KnownMarriages(in: [], among: people))
            .wereReplaced
        var isTheirs = false
        for fact in births.flatMap(\.facts) + registrations.flatMap(\.facts) {
            guard case .record(let record) = fact, record.isChild(child, of: hearing.subject, &hearing) else { continue }
            isTheirs = true
        }
        if isTheirs, !isOthers, child.isTooOld(forParentBornOn: hearing.subject.birthDates) {
            hearing.note(.datesDisagree, in: .population)
            return Conclusion(.conflict, .sourcesDisagree, restsOn: heard)
        }
        if isTheirs, !isOthers { return Conclusion(.confirmed, .recorded, restsOn: heard) }
        let isEarly = births[1].silence(on: hearing.claim.kind, from: child.birthDate, to: hearing.at, in: hearing.evidence) == .notCovered
        if isEarly { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isEarly ? .coverageGap : .noRecordFound, restsOn: heard)
    }
}

extension Record {
    /// The record says that the child is the person's.
    fileprivate func isChild(_ child: Identity, of person: Identity, _ hearing: inout Hearing) -> Bool {
        guard kind.word == "birth" || kind.word == "child", let party = party("child") else { return false }
        if party.number == nil, let stated = date("date"), let born = child.birthDate, stated != born { return false }
        let parents = [self.party("mother"), self.party("father")].compactMap { $0 }
        var isParent = false
        for parent in parents where hearing.isPerson(parent, person) { isParent = true }
        return isParent && hearing.isPerson(party, child)
    }
}
