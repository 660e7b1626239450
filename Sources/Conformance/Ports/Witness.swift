import AdapterKit
import Synchronization

/// Sees every request that one question sends, and may spoil what comes back. It belongs to the task that asks, so that one port serves many
/// questions at once.
final class Witness: Sendable {
    /// The one of the running task.
    @TaskLocal static var current: Witness?

    /// What to make of the answer to a request; `index` counts the requests of the question.
    typealias Spoiling =
        @Sendable (_ index: Int, _ request: OutboundRequest, _ genuine: OutboundResponse) -> Result<OutboundResponse, OutboundFailure>

    /// One request and what the adapter got for it.
    struct Exchange: Sendable {
        let request: OutboundRequest
        let deadline: ContinuousClock.Instant
        /// Nil while it runs.
        var result: Result<OutboundResponse, OutboundFailure>?

        var response: OutboundResponse? { if case .success(let response)? = result { response } else { nil } }
    }

    private let spoiling: Spoiling?
    private let state = Mutex<[Exchange]>([])
    /// Recorded answers that the question has had (``KeptAnswers``).
    private let taken = Mutex<Set<Int>>([])
    private let sending: AsyncStream<Void>.Continuation
    /// Yields whenever a request is about to go out.
    let sends: AsyncStream<Void>

    init(spoiling: Spoiling? = nil) {
        self.spoiling = spoiling
        (sends, sending) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var exchanges: [Exchange] { state.withLock { $0 } }

    /// The first of these that the question has not had yet, else the last.
    func take(oneOf indices: [Int]) -> Int {
        taken.withLock { taken in
            let index = indices.first { !taken.contains($0) } ?? indices[indices.count - 1]
            taken.insert(index)
            return index
        }
    }

    fileprivate func begin(_ request: OutboundRequest, _ deadline: ContinuousClock.Instant) -> Int {
        defer { sending.yield() }
        return state.withLock {
            $0.append(Exchange(request: request, deadline: deadline))
            return $0.count - 1
        }
    }

    fileprivate func end(
        _ index: Int, _ request: OutboundRequest, _ result: Result<OutboundResponse, OutboundFailure>
    ) -> Result<OutboundResponse, OutboundFailure> {
        var result = result
        if let spoiling, case .success(let response) = result { result = spoiling(index, request, response) }
        state.withLock { $0[index].result = result }
        return result
    }
}

/// A port through which a ``Witness`` looks. Adds a header to every request where one is given (the session of mock registries).
struct WitnessedPort: Outbound {
    let inner: any Outbound
    let extra: OutboundRequest.Header?

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        let witness = Witness.current
        let index = witness?.begin(request, deadline) ?? 0
        var marked = request
        if let extra { marked.headers.append(extra) }
        var result: Result<OutboundResponse, OutboundFailure>
        do {
            result = .success(try await inner.send(marked, deadline: deadline))
        } catch {
            result = .failure(error)
        }
        if let witness { result = witness.end(index, request, result) }
        return try result.get()
    }
}
