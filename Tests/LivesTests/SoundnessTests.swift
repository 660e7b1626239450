import Lives
import Mocks
import Testing
import Verification

/// What the gateway says, compared with what is true: in a world without mistakes and without lag it must never be wrong, only silent.
@Suite struct SoundnessTests {
    /// How one claim went.
    struct Tally: Sendable {
        var right = 0
        var silent: [Verdict: Int] = [:]
        var unknown = 0
        var total: Int { right + unknown + silent.values.reduce(0, +) }
    }

    static func ask(_ generated: Generated, people: [Int]) async throws -> (wrong: [(TruthQuestion, Finding)], tallies: [ClaimKind: Tally]) {
        let rig = try WalkRig(try generated.world())
        var questions = TruthQuestions(generated.society)
        let asked = people.flatMap { questions.about($0) }
        var wrong: [(TruthQuestion, Finding)] = []
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
                for (question, finding) in answers {
                    let judgement = judge(question, finding)
                    var tally = tallies[question.claim.kind] ?? Tally()
                    switch judgement {
                    case true?: tally.right += 1
                    case false?: wrong.append((question, finding))
                    case nil where finding.verdict == .confirmed || finding.verdict == .refuted: tally.unknown += 1
                    case nil: tally.silent[finding.verdict, default: 0] += 1
                    }
                    tallies[question.claim.kind] = tally
                }
            }
        }
        return (wrong, tallies)
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
            + "\(finding.verdict) \(finding.reason) \(finding.value.map { "\($0)" } ?? "") since \(finding.since?.description ?? "-"), truth \(truth)"
    }

    @Test func withoutMistakesNothingWrongIsSaid() async throws {
        let generated = try Generated(persons: 300, seed: 2)
        let (wrong, tallies) = try await Self.ask(generated, people: Array(generated.society.lives.indices))
        for kind in tallies.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let tally = tallies[kind] else { continue }
            let silent = tally.silent.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
            print("\(kind.rawValue): \(tally.total) asked, right \(tally.right), truth unknown \(tally.unknown), silent: \(silent)")
        }
        let shown = wrong.prefix(60).map { Self.describe($0, in: generated.society) }
        #expect(wrong.isEmpty, "\(wrong.count) wrong:\n\(shown.joined(separator: "\n"))")
    }
}
