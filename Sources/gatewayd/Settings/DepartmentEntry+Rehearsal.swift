import AdapterKit
import StrictJSON
import Verification

extension DepartmentEntry {
    /// Makes an adapter that can reach nobody, only to hear what is wrong with its settings: for a department that is not joined for another
    /// reason, so that all its mistakes come together.
    static func rehearse(_ adapter: any RegistryAdapter.Type, _ settings: AdapterSettings, into problems: ProblemList) {
        do throws(InvalidSettings) {
            _ = try adapter.init(
                settings: settings,
                environment: AdapterEnvironment(outbound: NoWayOut(), wallClock: { 0 }, randomBytes: { [UInt8](repeating: 0, count: $0) }))
        } catch {
            for problem in error.problems { problems.add(problem.pointer, problem.code, problem.reason) }
        }
    }
}

/// Sends nothing.
private struct NoWayOut: Outbound {
    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "there is no way out")
    }
}
