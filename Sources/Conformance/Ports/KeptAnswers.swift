import AdapterKit
import Verification

/// A registry of paper: gives the answers that the real one gave once, so that hundreds of spoilt ones cost it nothing.
///
/// A request gets the answer to that recorded request which is most like it (method and path, then equal headers, then an equal body), the
/// answers to equally similar ones in their order. That serves token requests, submissions and looks without knowing what they are.
final class KeptAnswers: Outbound {
    private let kept: [(request: OutboundRequest, response: OutboundResponse)]

    /// - Parameter isImpatient: Keeps of requests that are alike only the last one's answer: a registry that was looked at until it was ready is
    ///   ready at the first look.
    init(_ exchanges: [Witness.Exchange], isImpatient: Bool = false) {
        let all = exchanges.compactMap { exchange in exchange.response.map { (request: exchange.request, response: $0) } }
        kept = all.enumerated().filter { index, one in !isImpatient || !all[(index + 1)...].contains { Self.isAlike($0.request, one.request) } }
            .map(\.element)
    }

    /// Whether two requests ask for the same, as far as can be seen from outside: the same place with the same body.
    private static func isAlike(_ one: OutboundRequest, _ other: OutboundRequest) -> Bool {
        one.method == other.method && one.path.utf8.elementsEqual(other.path.utf8) && one.body == other.body
    }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        if Task.isCancelled { throw OutboundFailure(.cancelled, delivery: .didNotHappen, detail: "cancelled") }
        let likeness = kept.map { Self.likeness($0.request, request) }
        guard let best = likeness.max(), best > 0 else {
            throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "no such request was recorded")
        }
        let alike = likeness.indices.filter { likeness[$0] == best }
        return kept[Witness.current?.take(oneOf: alike) ?? alike[0]].response
    }

    private static func likeness(_ one: OutboundRequest, _ other: OutboundRequest) -> Int {
        guard one.method == other.method, one.path.utf8.elementsEqual(other.path.utf8) else { return 0 }
        return 1 + one.headers.count { other.headers.contains($0) } * 2 + (one.body == other.body ? 1 : 0)
    }
}
