import Logging
import Verification

/// The lines that a reload leaves. They hold places and reasons of configuration files, never their values where these could be secret.
struct ReloadLog {
    private let logger: Logger
    /// Lines of one kind for one reload; a file of nonsense must not fill the log.
    private static let maximumLines = 100

    init(_ logger: Logger) { self.logger = logger }

    func applied(_ generation: Int, kept: Int, made: Int, _ differences: [RouteDifference]) {
        logger.notice(
            "configuration applied",
            metadata: [
                "generation": "\(generation)", "departmentsKept": "\(kept)", "departmentsMade": "\(made)",
                "claimsThatChangeRoute": "\(differences.count)",
            ])
        let steps = differences.flatMap { difference in difference.steps.map { (difference.claim, $0) } }
        for (claim, step) in steps.prefix(Self.maximumLines) {
            logger.notice("claim changes route", metadata: ["claim": "\(claim.rawValue)", "change": "\(step.line)"])
        }
        more(steps.count)
    }

    func unchanged(_ generation: Int) {
        logger.notice("configuration unchanged", metadata: ["generation": "\(generation)"])
    }

    func refused(_ mistakes: [MistakeList.Mistake], stays generation: Int) {
        logger.error("configuration refused, nothing has changed", metadata: ["generation": "\(generation)", "count": "\(mistakes.count)"])
        for mistake in mistakes.prefix(Self.maximumLines) {
            logger.error(
                "mistake in the configuration",
                metadata: ["file": "\(mistake.file)", "pointer": "\(mistake.pointer)", "reason": "\(mistake.reason)"])
        }
        more(mistakes.count)
    }

    private func more(_ count: Int) {
        if count > Self.maximumLines { logger.notice("more of them are not shown", metadata: ["count": "\(count - Self.maximumLines)"]) }
    }
}
