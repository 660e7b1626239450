import Metrics
import NIOCore

/// What is counted at the edge; every label has a closed list of values, and every metric is made once.
struct EdgeMeters: Sendable {
    private struct EndpointMeters: Sendable {
        /// By the first digit of the status.
        let requests: [Int: Counter]
        let duration: Metrics.Timer

        init(_ name: String) {
            requests = Dictionary(
                uniqueKeysWithValues: [2, 4, 5].map {
                    ($0, Counter(label: "gatewayd_http_requests_total", dimensions: [("route", name), ("status", "\($0)xx")]))
                })
            duration = Metrics.Timer(label: "gatewayd_http_request_seconds", dimensions: [("route", name)])
        }
    }

    private let endpoints: [Endpoint: EndpointMeters]
    private let elsewhere = EndpointMeters("other")
    private let problems: [ProblemCode: Counter]
    private let refusals: [Int: Counter]

    init() {
        endpoints = Dictionary(uniqueKeysWithValues: Endpoint.allCases.map { ($0, EndpointMeters($0.rawValue)) })
        problems = Dictionary(
            uniqueKeysWithValues: ProblemCode.allCases.map {
                ($0, Counter(label: "gatewayd_http_problems_total", dimensions: [("code", $0.rawValue)]))
            })
        refusals = Dictionary(
            uniqueKeysWithValues: [400, 408, 414, 431, 503].map {
                ($0, Counter(label: "gatewayd_http_connections_refused_total", dimensions: [("status", "\($0)")]))
            })
    }

    func answered(_ endpoint: Endpoint?, status: Int, after duration: TimeAmount) {
        let meters = endpoint.flatMap { endpoints[$0] } ?? elsewhere
        meters.requests[status / 100]?.increment()
        meters.duration.recordNanoseconds(duration.nanoseconds)
    }

    func problem(_ code: ProblemCode) { problems[code]?.increment() }

    /// A connection refused before there was a valid head, or (503) at once because there are too many.
    func bareRefusal(status: Int) { refusals[status]?.increment() }
}
