import Verification

/// Grandparents and grandchildren: two steps of parentage over a person in the middle, whom nobody named. The verdict is the weaker of the
/// two steps (`domain.md` A.4.8; Civil Code 1074, 1128).
///
/// The middle is asked about under the registers' own number in a further round and told to nobody; what is wrong with his or her records is
/// no business of the asker's. There are as many middles as parents by law, however they became it (P11).
struct Generations: Sendable {
    private let elder: Identity
    /// Of the younger one.
    private let lower: ParentageCase
    private let middles: [(parent: Parent, identity: Identity?, isCertain: Bool)]
    private let mode: ParentageMode

    init(from elder: Identity, to younger: Identity, _ mode: ParentageMode, _ hearing: inout Hearing) {
        self.elder = elder
        self.mode = mode
        let lower = ParentageCase(of: younger, besides: [elder], mode: mode, &hearing)
        self.lower = lower
        var middles: [(parent: Parent, identity: Identity?, isCertain: Bool)] = []
        for parent in lower.parents.certain { middles.append((parent, hearing.identity(of: parent), true)) }
        for parent in lower.parents.doubtful { middles.append((parent, hearing.identity(of: parent), false)) }
        self.middles = middles
    }

    func ask(_ hearing: Hearing, _ questions: inout QuestionList) {
        // Where nothing can be said, nobody else is asked about, adopted or not (P11).
        var aside = hearing
        guard lower.obstacle(&aside) == nil else { return }
        for middle in middles {
            guard let identity = middle.identity else { continue }
            identity.ask(in: hearing.evidence, &questions)
            if identity.admitsQuestions { hearing.ask(mode.questions, about: identity, &questions) }
        }
    }

    func conclusion(_ hearing: inout Hearing) -> Conclusion {
        if let obstacle = lower.obstacle(&hearing) { return obstacle }
        if let contradiction = lower.contradiction(&hearing) { return contradiction }
        var steps: [Conclusion] = []
        var rests = lower.heard
        var isLimited = false
        for middle in middles {
            guard let identity = middle.identity, identity.admitsQuestions else {
                steps.append(Conclusion(.inconclusive, .recordsAmbiguous))
                continue
            }
            // The elder one is a parent, and nobody's own parent.
            if elder.has(number: identity.person.identifier.number), elder.mayBeOne(with: identity) {
                steps.append(Conclusion(.refuted, .recordedOtherwise))
                continue
            }
            var aside = hearing
            let upper = ParentageCase(of: identity, besides: [elder], mode: mode, &aside)
            var step = upper.conclusion(on: elder, &aside)
            if aside.sawVariant { hearing.noteVariant() }
            if step.verdict == .noRecord, aside.cautions.contains(.coverageLimited) { isLimited = true }
            if step.verdict == .confirmed, !middle.isCertain { step = Conclusion(.inconclusive, .recordsAmbiguous) }
            rests = rests.filter(upper.heard.contains)
            steps.append(step)
        }
        if steps.contains(where: { $0.verdict == .confirmed }) { return Conclusion(.confirmed, .recorded, restsOn: rests) }
        if let open = steps.filter({ $0.verdict != .refuted && $0.verdict != .noRecord }).min(by: { $0.weakness < $1.weakness }) {
            return open.verdict == .conflict ? Conclusion(.conflict, .sourcesDisagree, restsOn: rests) : open
        }
        if let block = lower.block(among: mode.contrary, hearing) { return Conclusion(block) }
        let isComplete = lower.parents.certain.count == 2 && lower.parents.doubtful.isEmpty
        if isComplete, steps.allSatisfy({ $0.verdict == .refuted }) { return Conclusion(.refuted, .recordedOtherwise, restsOn: rests) }
        return nothingFound(rests, isLimited, &hearing)
    }

    /// `isLimited`: the births of the middles lie before the certificates begin.
    private func nothingFound(_ rests: [RegistryID], _ isLimited: Bool, _ hearing: inout Hearing) -> Conclusion {
        let births = lower.registers.filter { $0.registry == .birth }
        let isEarly =
            isLimited
            || births.contains {
                $0.silence(on: hearing.claim.kind, from: lower.child.birthDate, to: hearing.at, in: hearing.evidence) == .notCovered
            }
        if isEarly { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isEarly ? .coverageGap : .noRecordFound, restsOn: rests)
    }
}

extension Conclusion {
    /// What keeps an answer open, in one order whichever step it comes from.
    fileprivate var weakness: Int {
        let reason = ReasonCode.allCases.firstIndex(of: self.reason) ?? 0
        return (Verdict.order.firstIndex(of: verdict) ?? 0) * ReasonCode.allCases.count + reason
    }
}
