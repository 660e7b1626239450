import Lives
import Mocks
import Testing
import Verification

/// What the gateway says, compared with what is true: in a world without mistakes and without lag it must never be wrong, only silent.
@Suite struct SoundnessTests {
    /// How one claim went.
    struct Tally: Sendable {
        var right = 0
        var wrong = 0
        var silent: [Verdict: Int] = [:]
        var unknown = 0
        var total: Int { right + wrong + unknown + silent.values.reduce(0, +) }
    }

    static func ask(_ generated: Generated, people: [Int]) async throws -> (answers: [(TruthQuestion, Finding)], tallies: [ClaimKind: Tally]) {
        let rig = try WalkRig(try generated.world())
        var questions = TruthQuestions(generated.society)
        let asked = people.flatMap { questions.about($0) }
        var all: [(TruthQuestion, Finding)] = []
        var tallies: [ClaimKind: Tally] = [:]
        try await withThrowingTaskGroup(of: [(TruthQuestion, Finding)].self) { group in
            let lanes = 8
            for lane in 0..<lanes {
                group.addTask {
                    var answers: [(TruthQuestion, Finding)] = []
                    for place in stride(from: lane, to: asked.count, by: lanes) {
                        answers.append((asked[place], try await rig.finding(asked[place].claim, about: asked[place].subject)))
                    }
                    return answers
                }
            }
            for try await answers in group {
                all += answers
                for (question, finding) in answers {
                    let judgement = judge(question, finding)
                    var tally = tallies[question.claim.kind] ?? Tally()
                    switch judgement {
                    case true?: tally.right += 1
                    case false?: tally.wrong += 1
                    case nil where finding.verdict == .confirmed || finding.verdict == .refuted: tally.unknown += 1
                    case nil: tally.silent[finding.verdict, default: 0] += 1
                    }
                    tallies[question.claim.kind] = tally
                }
            }
        }
        return (all, tallies)
    }

    /// Right, wrong, or nothing that could be either.
    static func judge(_ question: TruthQuestion, _ finding: Finding) -> Bool? {
        switch finding.verdict {
        case .confirmed where question.value != nil: finding.value == question.value
        case .confirmed: question.isTrue
        case .refuted where question.value != nil: false
        case .refuted: question.isTrue.map { !$0 }
        case .identityMismatch where question.claim.kind == .identityMatch: question.isTrue.map { !$0 }
        default: nil
        }
    }

    static func describe(_ wrong: (TruthQuestion, Finding), in society: Society) -> String {
        let (question, finding) = wrong
        let truth = question.value.map { "\($0)" } ?? question.isTrue.map { "\($0)" } ?? "?"
        let parameters = question.claim.parameters.filter { if case .person = $0.value { false } else { true } }.map { "\($0.name)=\($0.value)" }
        return "\(question.claim.kind.rawValue) of \(Society.id(question.person)) \(parameters) with \(question.other.map(Society.id) ?? "-"): "
            + "\(finding.verdict) \(finding.reason) \(finding.value.map { "\($0)" } ?? "") since \(finding.since?.description ?? "-") \(finding.cautions.map(\.rawValue)), truth \(truth)"
    }

    /// What no registry of the mainland can exclude: a marriage abroad after one that is over, and the death of a spouse who is not registered
    /// here. The answer says so (decision 19).
    static func isSaid(_ question: TruthQuestion, _ finding: Finding, in society: Society) -> Bool {
        guard question.claim.kind.rawValue.hasPrefix("marital.") else { return false }
        let unions = [question.person, question.other].compactMap(\.self).flatMap { society.lives[$0].unions }.map { society.unions[$0] }
        return finding.cautions.contains(.coverageLimited) && unions.contains { $0.place == .abroad }
            || finding.cautions.contains(.spouseLifeUnchecked)
                && unions.contains { union in [union.a, union.b].contains { society.lives[$0].origin != .mainland } }
    }

    @Test(arguments: [2, 31, 108] as [UInt64]) func withoutMistakesNothingWrongIsSaid(_ seed: UInt64) async throws {
        let generated = try Generated(persons: 600, seed: seed)
        let (answers, tallies) = try await Self.ask(generated, people: Array(stride(from: 0, to: 600, by: 6)))
        Self.printShares(tallies)
        let wrong = answers.filter { Self.judge($0.0, $0.1) == false && !Self.isSaid($0.0, $0.1, in: generated.society) }
        #expect(wrong.isEmpty, "\(Self.list(wrong, generated))")
        let said = answers.filter { Self.judge($0.0, $0.1) == false && Self.isSaid($0.0, $0.1, in: generated.society) }
        for entry in said { print("wrong with its caution: " + Self.describe(entry, in: generated.society)) }
        let conflicts = answers.filter { $0.1.verdict == .conflict }
        #expect(conflicts.isEmpty, "\(Self.list(conflicts, generated))")
    }

    @Test func withMistakesAndLagEveryWrongAnswerHasItsCause() async throws {
        let generated = try Generated(persons: 600, seed: 12, defects: .standard, lag: .standard)
        let (answers, tallies) = try await Self.ask(generated, people: Array(stride(from: 0, to: 600, by: 9)))
        Self.printShares(tallies)
        let wrong = answers.filter { Self.judge($0.0, $0.1) == false }
        let touched = Set(generated.summary.hiddenOf.keys).union(generated.summary.defectsOf.keys)
        let near = generated.society.unions.filter { touched.contains($0.a) || touched.contains($0.b) }.flatMap { [$0.a, $0.b] }
        let causes = Dictionary(grouping: wrong) { entry in Self.causes(of: entry.0, in: generated).joined(separator: " ") }
        for cause in causes.keys.sorted() {
            print("wrong with \(cause.isEmpty ? "no cause of his or her own" : cause): \(causes[cause]?.count ?? 0)")
            for entry in (causes[cause] ?? []).prefix(3) { print("  " + Self.describe(entry, in: generated.society)) }
        }
        let unexplained = wrong.filter { entry in !touched.union(near).contains(entry.0.person) }
        #expect(unexplained.isEmpty, "\(Self.list(unexplained, generated))")
    }

    /// The mistakes and gaps that concern the people of a question.
    private static func causes(of question: TruthQuestion, in generated: Generated) -> [String] {
        let people = [question.person, question.other].compactMap(\.self)
        let defects = people.flatMap { generated.summary.defectsOf[$0] ?? [] }.filter { judged.contains($0.registry) }.map { "\($0.kind.rawValue)" }
        let gaps = people.flatMap { generated.summary.hiddenOf[$0] ?? [] }.filter { judged.contains($0.registry) }
            .map { "\($0.cause.rawValue)(\($0.registry))" }
        return Set(defects + gaps).sorted()
    }

    private static let judged: Set<RegistryID> = [
        .population, .exitEntry, .crimeRecord, .marriage, .funeral, .deathCertificate, .healthService, .courtJudgment,
    ]

    private static func list(_ answers: [(TruthQuestion, Finding)], _ generated: Generated) -> String {
        "\(answers.count):\n" + answers.prefix(40).map { describe($0, in: generated.society) }.joined(separator: "\n")
    }

    /// The shares of answers for each claim: what the gateway could say at all.
    private static func printShares(_ tallies: [ClaimKind: Tally]) {
        for kind in tallies.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let tally = tallies[kind] else { continue }
            let silent = tally.silent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
            print("\(kind.rawValue): \(tally.total) asked, right \(tally.right), wrong \(tally.wrong), unknown \(tally.unknown)", silent)
        }
    }
}
