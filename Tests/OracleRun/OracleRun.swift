import ArgumentParser
import Comparison
import FoundationEssentials
import Glibc
import Lives
import Oracle
import StrictJSON
import Verification

/// Compares the gateway's findings with what is true of very many generated people.
@main
struct OracleRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway-oracle",
        abstract: "Compares what the merge rules find with what is true of generated lives, and prints a table.",
        discussion: """
            Societies of a few thousand people are made one after the other, so that memory stays bounded. Half of them stand before \
            punctual registries, half before late ones, and none makes a mistake: every yes and every no has to be so. Then each class \
            of mistakes is injected in turn, and what comes of it is counted. Exit code 1: a finding is wrong that should not be.
            """)

    @Option(help: "Lives without mistakes.") var lives = 1_000_000
    @Option(help: "Lives for each class of mistakes.") var spoilt = 20_000
    @Option(help: "People of one society.") var society = 10_000
    @Option(help: "The first society's seed; the following ones count up.") var seed: UInt64 = 1
    @Option(help: "Societies at a time.") var lanes = 2
    @Option(help: "Disagreements that are written out, of each kind.") var show = 5
    @Flag(help: "Also counts the reasons of findings, claim by claim.") var explain = false
    @Option(help: "The folder with catalogue.json and adapters.json.") var config = "Config"

    func run() async throws {
        let campaign = Campaign(societySize: society, today: CalendarDate(dayNumber: 20_513), shipped: try shipped())
        let honest = await compareHonest(campaign)
        print(Table.claims(honest))
        for (claim, reasons) in honest.reasons.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where explain {
            let counts = reasons.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map { "\($0.key.rawValue) \($0.value)" }
            print("\(claim.rawValue): \(counts.joined(separator: ", "))")
        }
        for gap in Gap.allCases { list(honest.disagreements.filter { $0.gap == gap }, "without mistakes, \(gap.rawValue)") }
        let silent = await compareSpoilt(campaign)
        let wrong = honest.disagreements.count { $0.gap == .unexplained }
        print(
            "\n\(honest.lives) lives, \(honest.questions) questions: \(wrong) wrong or unfounded, "
                + Gap.allCases.dropLast().map { gap in "\(honest.disagreements.count { $0.gap == gap }) with a warning for \(gap.rawValue)" }
                .joined(separator: ", ")
                + "; \(honest.overtaken) right for the day that they name and overtaken since; \(silent) silent with mistakes")
        if wrong + silent > 0 { throw ExitCode(1) }
    }

    private func shipped() throws -> Shipped {
        func file(_ name: String) throws -> JSON {
            try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: config + "/" + name))), limits: .file)
        }
        return try Shipped(catalogue: file("catalogue.json"), adapters: file("adapters.json"))
    }

    /// Results come as they are ready; their sum does not depend on it.
    private func compareHonest(_ campaign: Campaign) async -> Comparison {
        let societies = (lives + society - 1) / society
        var sum = Comparison()
        await withTaskGroup(of: Comparison.self) { group in
            for place in 0..<societies {
                if place >= lanes, let next = await group.next() { take(next, &sum) }
                group.addTask { campaign.honest(seed: seed + UInt64(place), lag: place.isMultiple(of: 2) ? .none : .delays) }
            }
            for await next in group { take(next, &sum) }
        }
        return sum
    }

    private func take(_ next: Comparison, _ sum: inout Comparison) {
        sum.add(next)
        note("\(sum.lives) lives, \(sum.questions) questions, \(sum.disagreements.count) disagreements")
    }

    private func compareSpoilt(_ campaign: Campaign) async -> Int {
        var counts: [(name: String, lives: Int, questions: Int, outcomes: [Outcome: Int])] = Campaign.Mischief.all.map { ($0.name, 0, 0, [:]) }
        var silent: [Disagreement] = []
        for place in 0..<((spoilt + society - 1) / society) {
            for (column, result) in campaign.mischievous(Campaign.Mischief.all, seed: seed + 1_000_000 + UInt64(place)).enumerated() {
                counts[column].lives += result.comparison.lives
                counts[column].questions += result.comparison.questions
                for disagreement in result.disagreements {
                    let outcome = disagreement.outcome(of: result.mischief)
                    counts[column].outcomes[outcome, default: 0] += 1
                    if outcome == .silent { silent.append(disagreement) }
                }
            }
            note("\((place + 1) * society) lives with each class of mistakes, \(silent.count) silent disagreements")
        }
        print("\n" + Table.mischiefs(counts))
        list(silent, "silent")
        return silent.count
    }

    private func list(_ disagreements: [Disagreement], _ title: String) {
        for (claim, entries) in Dictionary(grouping: disagreements, by: \.claim).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("\n\(title), \(claim.rawValue): \(entries.count)")
            for entry in entries.prefix(show) {
                print("  \(entry.text) seen \(entry.seen.map(\.rawValue).sorted()) hidden \(entry.hidden.map(\.rawValue).sorted())")
            }
        }
    }

    /// A line of progress, apart from the table.
    private func note(_ text: String) { _ = Array((text + "\n").utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) } }
}
