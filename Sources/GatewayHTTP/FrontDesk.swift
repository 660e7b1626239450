import Gateway
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import ServiceContextModule
import Telemetry

/// Takes whole requests to the routes, and turns whatever comes back into an answer, a log line and a count.
struct FrontDesk: Reception {
    private let routes: RouterResponder<EdgeContext>
    private let clients: ClientDirectory
    private let references: ReferenceSource
    private let random: @Sendable () -> UInt64
    private let meters = EdgeMeters()
    private let requestLog: RequestLog?
    private let logger: Logger

    init(
        routes: RouterResponder<EdgeContext>, clients: ClientDirectory, references: ReferenceSource, random: @escaping @Sendable () -> UInt64,
        requestLog: RequestLog?, logger: Logger
    ) {
        self.routes = routes
        self.clients = clients
        self.references = references
        self.random = random
        self.requestLog = requestLog
        self.logger = logger
    }

    func client(certificateNames: [String]) -> Client? { clients.client(certificateNames: certificateNames) }

    func answer(_ request: ReceivedRequest) async -> PreparedAnswer {
        let arrival = Arrival(logger: logger, request: request, reference: references.next(), trace: trace(of: request.head))
        let endpoint = Endpoint(path: request.target.path)
        var context = ServiceContext.current ?? .topLevel
        context.trace = arrival.trace
        let answer = await ServiceContext.withValue(context) { await respond(to: arrival, at: endpoint) }
        note(answer, endpoint, request.head, request.client, arrival.reference, arrival.trace, request.arrivedAt)
        return answer
    }

    func refusal(_ code: ProblemCode, of head: HTTPRequestHead?, client: Client?) -> PreparedAnswer {
        let reference = references.next()
        let endpoint = head.flatMap { RequestTarget($0.uri, host: $0.headers.first(name: "host") ?? "") }.flatMap { Endpoint(path: $0.path) }
        let allow = code == .methodNotAllowed ? endpoint?.allow ?? "GET, HEAD, POST" : nil
        let answer = Problem(code, allow: allow).answer(reference: reference)
        meters.problem(code)
        note(answer, endpoint, head, client, reference, head.map(trace) ?? TraceContext(random: random), .now())
        return answer
    }

    func noteBareRefusal(status: Int) {
        meters.bareRefusal(status: status)
        logger.debug("connection refused", metadata: ["status": "\(status)"])
    }

    private func respond(to arrival: Arrival, at endpoint: Endpoint?) async -> PreparedAnswer {
        do {
            let head = arrival.request.head
            guard let endpoint else { throw Problem(.notFound) }
            guard let method = HTTPRequest.Method(head.method.rawValue), endpoint.methods.contains(method) else {
                throw Problem(.methodNotAllowed, detail: "Use one of: \(endpoint.allow)", allow: endpoint.allow)
            }
            // HEAD is GET whose body is not sent (RFC 9110 section 9.3.2).
            let request = Request(
                head: HTTPRequest(method: method == .head ? .get : method, scheme: nil, authority: nil, path: arrival.request.target.path),
                body: RequestBody(buffer: arrival.request.body))
            return try await PreparedAnswer(routes.respond(to: request, context: EdgeContext(source: arrival)))
        } catch {
            return answer(to: error, arrival, endpoint)
        }
    }

    /// Expected errors are problems; an unexpected one is logged loudly and answered blandly.
    private func answer(to error: any Error, _ arrival: Arrival, _ endpoint: Endpoint?) -> PreparedAnswer {
        let problem: Problem
        if let known = Problem(error) {
            problem = known
        } else {
            problem = Problem(.internalError, detail: "The fault has been noted under the reference")
            logger.error(
                "unexpected error in a handler",
                metadata: [
                    "reference": "\(arrival.reference)", "route": "\(endpoint?.rawValue ?? "-")",
                    "errorType": "\(String(reflecting: type(of: error)))",
                ])
        }
        meters.problem(problem.code)
        return problem.answer(reference: arrival.reference)
    }

    private func trace(of head: HTTPRequestHead) -> TraceContext {
        let parents = head.headers["traceparent"]
        guard parents.count == 1 else { return TraceContext(random: random) }
        let states = head.headers["tracestate"]
        let parent = TraceContext(traceparent: parents[0], tracestate: states.isEmpty ? nil : states.joined(separator: ","))
        return parent?.child(random: random) ?? TraceContext(random: random)
    }

    /// Counts the request and leaves a line about it.
    private func note(
        _ answer: PreparedAnswer, _ endpoint: Endpoint?, _ head: HTTPRequestHead?, _ client: Client?, _ reference: String, _ trace: TraceContext,
        _ arrivedAt: NIODeadline
    ) {
        let duration = .now() - arrivedAt
        meters.answered(endpoint, status: answer.status.code, after: duration)
        requestLog?.note(
            .init(
                client: client?.name ?? "-", durationMicroseconds: duration.nanoseconds / 1000, method: head?.method.rawValue ?? "-",
                reference: reference, route: endpoint?.rawValue ?? "-", status: answer.status.code, traceID: trace.traceID))
    }
}

extension PreparedAnswer {
    /// What a handler returned, with its body gathered. The length is stated when it is written, not here.
    init(_ response: Response) async throws {
        var collected = ByteBuffer()
        if response.body.contentLength != 0 { try await response.body.write(BodyCollector { collected.writeImmutableBuffer($0) }) }
        var fields = response.headers
        fields[.contentLength] = nil
        self.init(status: response.status, fields: fields, body: collected)
    }
}

/// Gathers a response body, which in this house is one buffer.
private struct BodyCollector: ResponseBodyWriter {
    let append: (ByteBuffer) -> Void

    mutating func write(_ buffer: ByteBuffer) async throws { append(buffer) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
