import AdapterKit
import Synchronization

/// Answers from what the registry said the first time: what is left of an exchange without its transport.
final class RecordedOutbound: Outbound {
    private let registry: any Outbound
    private let recorded = Mutex<[String: OutboundResponse]>([:])

    init(of registry: any Outbound) { self.registry = registry }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        if let response = recorded.withLock({ $0[request.path] }) { return response }
        let response = try await registry.send(request, deadline: deadline)
        recorded.withLock { $0[request.path] = response }
        return response
    }
}
