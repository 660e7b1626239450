import Ledger
import Logging
import Recording
import ServiceLifecycle

/// Forgets in time: at start, and four times a day.
struct ForgettingService: Service, CustomStringConvertible {
    let recording: Recording
    let rules: RetentionRules
    let logger: Logger

    var description: String { "forgetting" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await recording.forget(by: rules)
                    if count > 0 { logger.notice("entries forgotten", metadata: ["count": "\(count)"]) }
                } catch {
                    logger.error("forgetting failed, it is tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(6 * 3600))
            }
        }
    }
}
