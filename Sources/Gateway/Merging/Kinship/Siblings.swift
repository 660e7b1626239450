import Verification

/// Brothers and sisters: who shares at least one parent; half-blood and adoption count alike (Civil Code 1127; `domain.md` A.4.8).
///
/// Nobody is denied to be a brother or sister unless both have two parents on record, all four are known to be different people, and no
/// marriage joins these families: step-siblings who were raised together count, and no register tells who was.
struct Siblings: Sendable {
    private let first: ParentageCase
    private let second: ParentageCase
    private let mode: ParentageMode

    init(_ one: Identity, _ other: Identity, _ mode: ParentageMode, _ hearing: inout Hearing) {
        first = ParentageCase(of: one, besides: [], mode: mode, &hearing)
        second = ParentageCase(of: other, besides: [], mode: mode, &hearing)
        self.mode = mode
    }

    /// Who the parents are is looked up only where no common one has been found by number yet and it can matter (P10). Nobody named them: they
    /// are asked about under the registers' own numbers, and told to nobody.
    func ask(_ hearing: Hearing, _ questions: inout QuestionList) {
        // Where nothing can be said, nobody else is asked about, adopted or not (P11).
        var aside = hearing
        guard (first.obstacle(&aside) ?? second.obstacle(&aside)) == nil else { return }
        guard !sharesByNumber(first.parents.certain, second.parents.certain) else { return }
        for parent in [first, second].flatMap({ $0.parents.certain + $0.parents.doubtful }) {
            guard let identity = hearing.identity(of: parent) else { continue }
            identity.ask(in: hearing.evidence, &questions)
            if mode == .legal, isComplete, identity.admitsQuestions { hearing.ask([.marriage], about: identity, &questions) }
        }
    }

    func conclusion(_ hearing: inout Hearing) -> Conclusion {
        if let obstacle = first.obstacle(&hearing) ?? second.obstacle(&hearing) { return obstacle }
        if let contradiction = [first, second].compactMap({ $0.contradiction(&hearing) }).first {
            return Conclusion(contradiction.verdict, contradiction.reason, restsOn: heard)
        }
        switch shared(first.parents.certain, second.parents.certain, hearing) {
        case true?: return Conclusion(.confirmed, .recorded, restsOn: heard)
        case nil: return Conclusion(.inconclusive, .recordsAmbiguous)
        case false?: break
        }
        let all = [first, second].map { $0.parents.certain + $0.parents.doubtful }
        if shared(all[0], all[1], hearing) != false { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if let block = [first, second].compactMap({ $0.block(among: mode.contrary, hearing) }).max() { return Conclusion(block) }
        if isComplete { return denial(&hearing) }
        return nothingFound(&hearing)
    }

    private var heard: [RegistryID] { first.heard.filter(second.heard.contains) }

    private var isComplete: Bool {
        [first, second].allSatisfy { $0.parents.certain.count == 2 && $0.parents.doubtful.isEmpty }
    }

    private func sharesByNumber(_ mine: [Parent], _ theirs: [Parent]) -> Bool {
        mine.contains { one in theirs.contains { one.comparedByNumber(with: $0) == true } }
    }

    /// A parent of both: by number, or by the population register's word on linked numbers; nil where two may be one.
    private func shared(_ mine: [Parent], _ theirs: [Parent], _ hearing: Hearing) -> Bool? {
        var isOpen = false
        for one in mine {
            for other in theirs {
                if let isSame = one.comparedByNumber(with: other) {
                    if isSame { return true }
                    continue
                }
                guard let left = hearing.identity(of: one), let right = hearing.identity(of: other), left.isEstablished, right.isEstablished else {
                    isOpen = isOpen || one.mayBe(other)
                    continue
                }
                if left.mayBeOne(with: right) { return true }
                isOpen = isOpen || (one.mayBe(other) && !(left.isClosed && right.isClosed))
            }
        }
        return isOpen ? nil : false
    }

    private func denial(_ hearing: inout Hearing) -> Conclusion {
        let parents = [first, second].map { $0.parents.certain.compactMap(hearing.identity(of:)) }
        guard parents.allSatisfy({ $0.count == 2 }), parents.joined().allSatisfy({ $0.isEstablished && $0.isClosed }) else {
            return Conclusion(.inconclusive, .identityNotEstablished)
        }
        if mode == .legal {
            var aside = hearing
            let marriages = parents.joined().map { aside.testimony(of: .marriage, about: $0) }
            if aside.sawVariant { hearing.noteVariant() }
            if let block = hearing.block(among: marriages) { return Conclusion(block) }
            let known = KnownMarriages(in: marriages, among: parents.flatMap(\.self))
            let isJoined = first.parents.certain.contains { one in
                second.parents.certain.contains { known.everJoined(one, $0, by: hearing.at) }
            }
            if isJoined { return Conclusion(.inconclusive, .recordsAmbiguous) }
        }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: heard)
    }

    private func nothingFound(_ hearing: inout Hearing) -> Conclusion {
        let births = [first, second].flatMap(\.registers).filter { $0.registry == .birth }
        let isEarly = zip(births, [first.child, second.child]).contains { birth, child in
            birth.silence(on: hearing.claim.kind, from: child.birthDate, to: hearing.at, in: hearing.evidence) == .notCovered
        }
        if isEarly { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isEarly ? .coverageGap : .noRecordFound, restsOn: heard)
    }
}

extension Parent {
    /// True for one number under names that may be one; nil where the number alone does not decide.
    fileprivate func comparedByNumber(with other: Parent) -> Bool? {
        let shared = writings.contains { mine in
            other.writings.contains { theirs in
                guard let number = mine.number, let other = theirs.number, number.isSameNumber(as: other) else { return false }
                guard let name = mine.name, let known = theirs.name else { return true }
                return PersonName(recorded: name).compared(with: known).isSame
            }
        }
        return shared ? true : nil
    }
}
