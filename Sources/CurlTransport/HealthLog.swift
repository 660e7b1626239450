internal import AdapterKit
internal import Logging
internal import Verification

/// Log lines about a department when its state changes, so that neither a dead nor a wavering one fills the log: the first failure of a kind,
/// but one in five seconds at most, and the first answer after a failure that was told.
struct HealthLog {
    private let logger: Logger
    private var last: OutboundFailure.Kind?
    private var lastWarning: ContinuousClock.Instant?
    private var isToldToFail = false

    init(logger: Logger) { self.logger = logger }

    /// - Parameter words: libcurl's own description if nothing went out yet, so that it cannot hold anything of a request or answer.
    mutating func failed(_ failure: OutboundFailure, words: String) {
        let now = ContinuousClock.now
        var level = Logger.Level.debug
        if last != failure.kind, lastWarning.map({ $0.duration(to: now) >= .seconds(5) }) ?? true {
            level = .warning
            lastWarning = now
            isToldToFail = true
            last = failure.kind
        }
        logger.log(
            level: level, "department does not answer",
            metadata: [
                "kind": "\(failure.kind.rawValue)", "delivery": "\(failure.delivery.rawValue)", "detail": "\(failure.detail)",
                "curl": "\(words)",
            ])
    }

    mutating func answered() {
        guard isToldToFail else { return }
        isToldToFail = false
        last = nil
        logger.notice("department answers again")
    }

    func broken(code: Int32) { logger.critical("libcurl failed", metadata: ["multi-code": "\(code)"]) }
}
