import Verification

/// What one claim of a bundle knows: the answers to its own questions, as if it had been asked alone.
///
/// Claims of a bundle share questions and answers, and nothing else (decision 23): what was asked for another claim only is not evidence for this
/// one. Otherwise a marriage that somebody asked about beside it would turn "no record of a death" into "not dead", and whoever asks for more
/// would be told something else about the same thing.
struct ClaimShare: Sendable {
    private(set) var evidence: Evidence
    /// Who the subject is by that evidence.
    private(set) var subject: Identity
    /// What the claim wants to know besides, and nobody asked yet.
    private(set) var missing: [Question] = []
    /// How often answers came in; alone the claim has as many rounds.
    private var rounds = 0
    /// The claim has heard everything that it wants to know.
    private var isSettled = false

    /// Nothing yet, before the same registers.
    init(of bundle: Evidence) {
        evidence = Evidence(today: bundle.today, subject: bundle.subject, coverage: bundle.coverage)
        subject = Identity(of: bundle.subject, in: evidence)
    }

    /// Takes in the answers to what the claim wants to know, and to what it wants to know in view of them.
    mutating func take(from bundle: Evidence, for planned: PlannedClaim) {
        missing = []
        while !isSettled, rounds < Plan.maximumRounds {
            var wanted = QuestionList()
            Merging.ask(planned.claim, sources: planned.sources, evidence: evidence, subject: subject, &wanted)
            let fresh = wanted.questions.filter { !evidence.answers.contains($0) && evidence.isConnected($0.registry) }
            let answers = fresh.compactMap { bundle.answers[$0] }
            guard !fresh.isEmpty, answers.count == fresh.count else {
                missing = fresh
                isSettled = fresh.isEmpty
                return
            }
            take(answers)
            rounds += 1
        }
    }

    /// Takes in what there is of the rest, where not everything that the claim wanted to know could be asked.
    mutating func takeRest(from bundle: Evidence) {
        take(missing.compactMap { bundle.answers[$0] })
        missing = []
    }

    private mutating func take(_ answers: [Answer]) {
        if answers.isEmpty { return }
        for answer in answers { evidence.add(answer) }
        subject = Identity(of: evidence.subject, in: evidence)
    }
}
