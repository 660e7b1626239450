import Gateway
package import Lives
package import Oracle
package import Verification

/// The gateway's findings about everybody of a society, set beside what is true.
package struct Comparison: Sendable {
    /// How each claim went.
    package internal(set) var tallies: [ClaimKind: Tally] = [:]
    /// Findings that are wrong or say more than anybody can know.
    package internal(set) var disagreements: [Disagreement] = []
    /// Why findings are as they are, counted.
    package internal(set) var reasons: [ClaimKind: [ReasonCode: Int]] = [:]
    /// Findings that are so on the day which they name, and were no longer so on the later one that was asked about.
    package internal(set) var overtaken = 0
    /// Records that could not be told.
    package internal(set) var unreadable = 0
    package internal(set) var lives = 0
    package var questions: Int { tallies.values.reduce(0) { $0 + $1.asked } }

    package init() {}

    /// Asks about the people of one society.
    package init(_ society: Society, by shipped: Shipped) {
        let registers = Registers(of: society, declaring: shipped.closedWorlds)
        var inquirer = Inquirer(registers, shipped)
        var questionnaire = Questionnaire(Oracle(society))
        for person in society.lives.indices {
            inquirer.turn()
            for posed in questionnaire.about(person) { take(posed, inquirer.ask(posed), registers) }
        }
        lives = society.lives.count
        unreadable = registers.unreadable
    }

    private mutating func take(_ posed: Posed, _ asked: Inquirer.Reply, _ registers: Registers) {
        let finding = asked.finding
        let judgement = posed.judge(finding.verdict, finding.value, asOf: finding.asOf)
        if judgement == .right, posed.judge(finding.verdict, finding.value) != .right { overtaken += 1 }
        tallies[posed.claim.kind, default: Tally()].add(posed.truth, asked.finding.verdict, judgement)
        reasons[posed.claim.kind, default: [:]][asked.finding.reason, default: 0] += 1
        guard judgement == .wrong || judgement == .unfounded else { return }
        disagreements.append(Disagreement(posed, asked, judgement, registers))
    }

    /// Takes in another society's.
    package mutating func add(_ other: Comparison) {
        for (kind, tally) in other.tallies { tallies[kind, default: Tally()].add(tally) }
        for (kind, counts) in other.reasons { reasons[kind, default: [:]].merge(counts, uniquingKeysWith: +) }
        disagreements += other.disagreements
        overtaken += other.overtaken
        lives += other.lives
        unreadable += other.unreadable
    }

    /// Disagreements about nothing that was not disagreed about in the same society without mistakes.
    package func disagreements(besides clean: Comparison) -> [Disagreement] {
        let known = Set(clean.disagreements.map(\.key))
        return disagreements.filter { !known.contains($0.key) }
    }
}

/// Counts of one claim.
package struct Tally: Sendable {
    package private(set) var asked = 0
    /// By what is true: so, not so, and nobody knows.
    package private(set) var isSo = 0
    package private(set) var isNotSo = 0
    package private(set) var verdicts: [Verdict: Int] = [:]
    package private(set) var judgements: [Judgement: Int] = [:]

    mutating func add(_ truth: Truth, _ verdict: Verdict, _ judgement: Judgement) {
        asked += 1
        switch truth {
        case .value(.word("contains")), .value(.word("part-of")), .value(.word("different")), .no: isNotSo += 1
        case .yes, .value: isSo += 1
        case .unknowable: break
        }
        verdicts[verdict, default: 0] += 1
        judgements[judgement, default: 0] += 1
    }

    mutating func add(_ other: Tally) {
        asked += other.asked
        isSo += other.isSo
        isNotSo += other.isNotSo
        verdicts.merge(other.verdicts, uniquingKeysWith: +)
        judgements.merge(other.judgements, uniquingKeysWith: +)
    }
}

/// A finding that is not so, with what could have led to it.
package struct Disagreement: Sendable {
    package let claim: ClaimKind
    package let judgement: Judgement
    package let verdict: Verdict
    /// The finding warns: a caution other than those which stand at every answer of its kind, or a hint that a registry's data need checking.
    package let isFlagged: Bool
    /// Spoilt records among the answers.
    package let seen: Set<DefectClass>
    /// Why registries that were asked did not show something that happened to these people.
    package let hidden: Set<HiddenEvent.Cause>
    /// One of these people married outside of the mainland, which no register here holds.
    package let isAbroad: Bool
    /// One of them, or a spouse, had no household registration and is dead.
    package let hasUnseenDeath: Bool
    package let text: String
    let key: String

    init(_ posed: Posed, _ asked: Inquirer.Reply, _ judgement: Judgement, _ registers: Registers) {
        let finding = asked.finding
        claim = posed.claim.kind
        self.judgement = judgement
        verdict = finding.verdict
        isFlagged = !finding.cautions.filter { $0 != .otherHeirsNotExcluded && $0 != .survivalUnchecked }.isEmpty || !finding.corrections.isEmpty
        seen = asked.spoilt
        let registries = Set(asked.evidence.answers.map(\.question.registry))
        isAbroad = posed.people.contains { person in
            registers.society.lives[person].unions.contains { registers.society.unions[$0].place == .abroad }
        }
        let society = registers.society
        let couples = posed.people.flatMap { person in [person] + society.lives[person].unions.map { society.unions[$0].partner(of: person) } }
        // What a spouse's life hides decides about a marriage too.
        hidden = Set(couples.flatMap { registers.hiddenOf[$0] ?? [] }.filter { registries.contains($0.registry) }.map(\.cause))
        hasUnseenDeath = couples.contains { society.lives[$0].origin != .mainland && society.lives[$0].death != nil }
        let people = posed.people.map(Society.id).joined(separator: " ")
        let parameters = posed.claim.parameters.map { parameter -> String in
            switch parameter.value {
            case .date(let date): "\(parameter.name)=\(date)"
            case .text(let text): "\(parameter.name)=\(text)"
            case .integer(let number): "\(parameter.name)=\(number)"
            case .month(let year, let month): "\(parameter.name)=\(year)-\(month)"
            case .words(let words): "\(parameter.name)=\(words)"
            case .period(let from, let to): "\(from?.description ?? "")…\(to?.description ?? "")"
            case .claimants(let claimants): "\(claimants.map(\.relation))"
            case .flag, .person, .persons: parameter.name
            }
        }
        key = "\(posed.claim.kind.rawValue) \(people) \(parameters.joined(separator: " "))"
        text =
            "\(judgement.rawValue): \(key): \(finding.verdict.rawValue) \(finding.reason.rawValue) \(finding.value.map { "\($0)" } ?? "") "
            + "\(finding.cautions.map(\.rawValue)) asOf \(finding.asOf) truth \(posed.truth) seed \(registers.society.plan.seed)/\(registers.society.plan.persons)"
    }
}
