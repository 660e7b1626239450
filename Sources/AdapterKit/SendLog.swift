import Synchronization

/// Every send that one exchange takes, a repeated one and a fetch of a credential as well: each is an entry of the ledger.
///
/// A transport is made once for a department and knows nothing of exchanges; the log of the exchange at hand comes to it with the task.
package final class SendLog: Sendable {
    /// One request that was handed to the transport.
    package struct Send: Sendable, Hashable {
        /// Milliseconds from the send to its end.
        package let elapsedMilliseconds: Int
        /// Why there was no response; nil when there was one, whatever it said.
        package let failure: OutboundFailure?

        package init(elapsedMilliseconds: Int, failure: OutboundFailure?) {
            self.elapsedMilliseconds = elapsedMilliseconds
            self.failure = failure
        }
    }

    /// That of the exchange which the present task works for.
    @TaskLocal package static var current: SendLog?

    private let noted = Mutex<[Send]>([])

    package init() {}

    /// What was sent so far, in the order in which it ended.
    package var sends: [Send] { noted.withLock { $0 } }

    func note(_ send: Send) { noted.withLock { $0.append(send) } }
}

/// Passes on what it is given and notes it in the log of the exchange that it belongs to.
package struct NotedOutbound: Outbound {
    private let outbound: any Outbound

    package init(_ outbound: any Outbound) { self.outbound = outbound }

    package func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        guard let log = SendLog.current else { return try await outbound.send(request, deadline: deadline) }
        let start = ContinuousClock.now
        do {
            let response = try await outbound.send(request, deadline: deadline)
            log.note(SendLog.Send(elapsedMilliseconds: start.duration(to: .now).wholeMilliseconds, failure: nil))
            return response
        } catch {
            log.note(SendLog.Send(elapsedMilliseconds: start.duration(to: .now).wholeMilliseconds, failure: error))
            throw error
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
