import CurlTransport
import Gateway
import GatewayHTTP
import Ledger
import Logging

/// Puts one generation of the configuration in the place of another: parse, validate, build, swap. What is wrong changes nothing.
actor Reloader {
    /// How a reload ended; the raw value is the label of `gatewayd_reloads_total`.
    enum Outcome: String, CaseIterable, Sendable {
        case applied, refused, unchanged
    }

    /// Where requests find the generation that they begin with.
    nonisolated let succession: Succession
    private let frame: AssembledGateway.Frame
    private let fixed: FixedFiles
    private let record: @Sendable (ConfigurationRecord) async -> Bool
    private let meters = ReloadMeters()
    private(set) var present: AssembledGateway
    private var number = 1
    /// Pools that are in no generation to come; they close themselves when the last verification that can ask through them has ended.
    private var retired: [CurlPool.Ending] = []

    /// - Parameters:
    ///   - fixed: Files that a reload does not read, for a notice when they have changed.
    ///   - record: Writes down that another configuration is about to be in force; false when it could not, which keeps it from that.
    init(
        _ assembly: Assembly, fixed: FixedFiles = FixedFiles(paths: []),
        record: @escaping @Sendable (ConfigurationRecord) async -> Bool = { _ in true }
    ) {
        frame = assembly.frame
        self.fixed = fixed
        self.record = record
        present = assembly.first
        succession = Succession(Self.generation(1, assembly.gateway, meters))
        meters.serves(generation: 1, at: WallClock.milliseconds())
    }

    /// Reads the files again. Not to be called again before it has returned.
    func reload() async -> Outcome {
        let news = await OwnThread.run { [frame, fixed, present, number, meters] in
            News(AssembledGateway.build(in: frame, previous: present, into: MistakeList()), fixed.changed(), present) {
                Self.generation(number + 1, $0.gateway, meters)
            }
        }
        for path in news.stale { frame.logger.notice("file changed that takes a restart", metadata: ["file": "\(path)"]) }
        let outcome = await settle(news)
        meters.ended(outcome)
        return outcome
    }

    /// Ends all pools of all generations; what is still running in them fails.
    func shutdown() async {
        await present.shutdown()
        for ending in retired { await ending.shutdown() }
    }

    /// What a look at the files brought, made on a thread of its own.
    private struct News: Sendable {
        let outcome: AssembledGateway.Outcome
        let generation: Generation?
        let differences: [RouteDifference]
        /// Files that have changed and are not read again.
        let stale: [String]

        init(_ outcome: AssembledGateway.Outcome, _ stale: [String], _ present: AssembledGateway, _ generation: (AssembledGateway) -> Generation) {
            self.outcome = outcome
            self.stale = stale
            if case .built(let next) = outcome, !next.isLike(present) {
                self.generation = generation(next)
                differences = present.routes.differences(to: next.routes)
            } else {
                self.generation = nil
                differences = []
            }
        }
    }

    private func settle(_ news: News) async -> Outcome {
        switch news.outcome {
        case .refused(let mistakes, let endings):
            for ending in endings { await ending.shutdown() }
            ReloadLog(frame.logger).refused(mistakes, stays: number)
            return .refused
        case .built(let next):
            guard let generation = news.generation else {
                meters.serves(generation: number, at: WallClock.milliseconds())
                ReloadLog(frame.logger).unchanged(number)
                return .unchanged
            }
            let change = ConfigurationRecord(
                before: Self.digest(fixed, present), after: Self.digest(fixed, next),
                changes: news.differences.flatMap(\.lines))
            guard await record(change) else {
                for department in next.departments where !present.keeps(department) { await department.pool.shutdown() }
                frame.logger.error("configuration refused, nothing has changed: the ledger did not take it")
                return .refused
            }
            let gone = present.departments.filter { !next.keeps($0) }
            let kept = next.departments.count { present.keeps($0) }
            retired = retired.filter { !$0.hasCome } + gone.map(\.pool.ending)
            number += 1
            present = next
            succession.pass(to: generation)
            meters.serves(generation: number, at: WallClock.milliseconds())
            ReloadLog(frame.logger).applied(number, kept: kept, made: next.departments.count - kept, news.differences)
            return .applied
        }
    }

    /// SHA-256 over everything that is in force.
    static func digest(_ fixed: FixedFiles, _ gateway: AssembledGateway) -> Commitment {
        Commitment(of: fixed.digest.bytes + gateway.digest.bytes)
    }

    private static func generation(_ number: Int, _ gateway: Gateway, _ meters: ReloadMeters) -> Generation {
        meters.began()
        return Generation(number: number, verifying: gateway) { _ in meters.retired() }
    }
}
