import Gateway
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import ServiceContextModule
import Telemetry

/// Takes whole requests to the routes, and turns whatever comes back into an answer, a log line and a count.
struct FrontDesk: Reception {
    private let routes: Routes
    private let clients: ClientDirectory
    private let references: ReferenceSource
    private let random: @Sendable () -> UInt64
    private let meters = EdgeMeters()
    private let requestLog: RequestLog?
    private let logger: Logger

    init(
        routes: Routes, clients: ClientDirectory, references: ReferenceSource, random: @escaping @Sendable () -> UInt64,
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
        let reference = references.next()
        let trace = trace(of: request.head)
        let endpoint = Endpoint(path: request.target.path)
        var context = ServiceContext.current ?? .topLevel
        context.trace = trace
        let answer = await ServiceContext.withValue(context) { await respond(to: request, at: endpoint, reference) }
        note(answer, endpoint, request.head, request.client, reference, trace, request.arrivedAt)
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

    private func respond(to request: ReceivedRequest, at endpoint: Endpoint?, _ reference: String) async -> PreparedAnswer {
        do {
            guard let endpoint else { throw Problem(.notFound) }
            guard let method = HTTPRequest.Method(request.head.method.rawValue), endpoint.methods.contains(method) else {
                throw Problem(.methodNotAllowed, detail: "Use one of: \(endpoint.allow)", allow: endpoint.allow)
            }
            return try await routes.answer(to: request, at: endpoint)
        } catch {
            return answer(to: error, reference, endpoint)
        }
    }

    /// Expected errors are problems; an unexpected one is logged loudly and answered blandly.
    private func answer(to error: any Error, _ reference: String, _ endpoint: Endpoint?) -> PreparedAnswer {
        let problem: Problem
        if let known = Problem(error) {
            problem = known
        } else {
            problem = Problem(.internalError, detail: "The fault has been noted under the reference")
            logger.error(
                "unexpected error in a handler",
                metadata: [
                    "reference": "\(reference)", "route": "\(endpoint?.rawValue ?? "-")",
                    "errorType": "\(String(reflecting: type(of: error)))",
                ])
        }
        meters.problem(problem.code)
        return problem.answer(reference: reference)
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
