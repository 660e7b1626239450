import AdapterKit
import Synchronization
import Verification

/// A registry of paper: gives the answers that the real one gave once, so that hundreds of spoilt ones cost it nothing.
///
/// A request gets the answer to that recorded request which is most like it (method and path, then equal headers, then an equal body), the
/// answers to equally similar ones in their order. That serves token requests, submissions and looks without knowing what they are.
final class KeptAnswers: Outbound {
    private let kept: [(request: OutboundRequest, response: OutboundResponse)]
    /// For each question that runs, the recorded exchanges that it used up.
    private let used = Mutex<[ObjectIdentifier: Set<Int>]>([:])

    init(_ exchanges: [Witness.Exchange]) {
        kept = exchanges.compactMap { exchange in exchange.response.map { (exchange.request, $0) } }
    }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        if Task.isCancelled { throw OutboundFailure(.cancelled, delivery: .didNotHappen, detail: "cancelled") }
        let likeness = kept.map { Self.likeness($0.request, request) }
        guard let best = likeness.max(), best > 0 else {
            throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "no such request was recorded")
        }
        let alike = likeness.indices.filter { likeness[$0] == best }
        let asker = Witness.current.map { ObjectIdentifier($0) }
        let index = used.withLock { used -> Int in
            guard let asker else { return alike[0] }
            let fresh = alike.first { used[asker]?.contains($0) != true } ?? alike[alike.count - 1]
            used[asker, default: []].insert(fresh)
            return fresh
        }
        return kept[index].response
    }

    /// Forgets a question that has ended.
    func forget(_ witness: Witness) { used.withLock { $0[ObjectIdentifier(witness)] = nil } }

    private static func likeness(_ one: OutboundRequest, _ other: OutboundRequest) -> Int {
        guard one.method == other.method, one.path.utf8.elementsEqual(other.path.utf8) else { return 0 }
        return 1 + one.headers.count { other.headers.contains($0) } * 2 + (one.body == other.body ? 1 : 0)
    }
}
