internal import AdapterKit
internal import Logging
internal import Verification

/// Log lines about a department when its state changes, so that a dead one does not fill the log: the first failure of a kind, and the
/// first answer after failures.
struct HealthLog {
    private let logger: Logger
    private var last: OutboundFailure.Kind?

    init(logger: Logger) { self.logger = logger }

    /// - Parameter words: libcurl's own description if nothing went out yet, so that it cannot hold anything of a request or answer.
    mutating func failed(_ failure: OutboundFailure, words: String) {
        defer { last = failure.kind }
        let level: Logger.Level = last == failure.kind ? .debug : .warning
        logger.log(
            level: level, "department does not answer",
            metadata: [
                "kind": "\(failure.kind.rawValue)", "delivery": "\(failure.delivery.rawValue)", "detail": "\(failure.detail)",
                "curl": "\(words)",
            ])
    }

    mutating func answered() {
        guard last != nil else { return }
        last = nil
        logger.notice("department answers again")
    }

    func broken(code: Int32) { logger.critical("libcurl failed", metadata: ["multi-code": "\(code)"]) }
}
