import AdapterKit
import ArgumentParser
import CurlTransport
import Verification

/// What descriptions cost (an exchange by one, compared with the native adapter of the same dialect, and many that are configured), and what the
/// merge rules cost.
@main
struct GatewayExchange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway-exchange", abstract: "Measures parts of the gateway in process.",
        subcommands: [Exchanges.self, Crowd.self, Merge.self],
        defaultSubcommand: Exchanges.self)
}

/// Asks the same by code and by description.
struct Exchanges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchanges",
        abstract: "Asks running mock registries the same questions natively and by description, and compares the CPU of the asking process.",
        discussion: """
            Both ways ask over the same connections, in interleaved rounds (native, described, described, native), and have to get the same facts. \
            Exit codes: 0 every ratio is within the gate, 1 one is above it, 64 wrong usage or different facts.
            """)

    @Option(help: "The state folder of running mock registries that serve population.json.")
    var state: String
    @Option(help: "The folder with the descriptions.")
    var descriptions: String
    @Option(help: "Rounds for each question.")
    var rounds = 7
    @Option(help: "Exchanges of each of the four turns of a round.")
    var exchanges = 2_000
    @Option(help: "Exchanges at once.")
    var atOnce = 32
    @Option(help: "The ratio that is still accepted.")
    var gate = 1.25
    @Option(help: "Only this dataset.")
    var registry: String?
    @Option(help: "Only answers with so many rows.")
    var rows: Int?
    @Flag(help: "Leave out the transport: answers come from what the registry said the first time.")
    var recorded = false

    func validate() throws {
        guard (1...1_000).contains(rounds), (1...10_000_000).contains(exchanges), (1...64).contains(atOnce) else {
            throw ValidationError("--rounds is 1 to 1000, --exchanges 1 to 10000000, --at-once 1 to 64")
        }
    }

    func run() async throws {
        let state = try State(state)
        print("| dataset | form | rows | native µs | described µs | ratio, median [min–max] |")
        print("|---|---|---|---|---|---|")
        var isWithin = true
        for dialect in Dialect.all where registry.map({ $0 == dialect.registry.rawValue }) ?? true {
            let pool = try state.pool(to: dialect.authority)
            for subject in Subject.all where rows.map({ $0 == subject.rows }) ?? true {
                let contest = try Contest(
                    dialect, subject, description: State.json("\(descriptions)/\(dialect.authority).json"),
                    secrets: state.secrets(dialect.secrets, of: dialect.authority),
                    outbound: recorded ? RecordedOutbound(of: pool) : pool)
                let score = try await play(contest)
                print(score.row(of: contest))
                isWithin = isWithin && score.ratio.median <= gate
            }
            await pool.shutdown()
        }
        print("\ngate: a described exchange costs at most \(gate) × the CPU of a native one: \(isWithin ? "kept" : "MISSED")")
        if !isWithin { throw ExitCode(1) }
    }

    private func play(_ contest: Contest) async throws -> Score {
        try await contest.check()
        func cost(_ adapter: any RegistryAdapter, _ exchanges: Int) async throws -> Double {
            try await contest.cost(of: adapter, exchanges: exchanges, atOnce: min(atOnce, exchanges))
        }
        // Connections are made, caches are warm.
        _ = (try await cost(contest.native, max(exchanges / 4, 1)), try await cost(contest.described, max(exchanges / 4, 1)))
        var score = Score()
        for _ in 0..<rounds {
            let first = try await cost(contest.native, exchanges)
            let described = try await cost(contest.described, exchanges) + cost(contest.described, exchanges)
            score.add(native: (first + (try await cost(contest.native, exchanges))) / 2, described: described / 2)
        }
        return score
    }
}
