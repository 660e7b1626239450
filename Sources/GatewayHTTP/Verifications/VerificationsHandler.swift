import Gateway
import HTTPTypes
import NIOCore
import NIOHTTP1
import Recording
import StrictJSON
import Verification

/// `POST /v1/verifications`: decode, ask and record, encode.
struct VerificationsHandler: Sendable {
    let recording: Recording

    /// From reading to encoding with one and the same generation, whatever succeeds it meanwhile.
    func ask(_ request: ReceivedRequest, from client: Client, of generation: Generation) async throws -> PreparedAnswer {
        let wait = WaitPreference(request.head.headers)
        let body = Array(request.body.readableBytesView)
        let asked: (inquiry: Inquiry, key: RequestKey?)
        do {
            asked = try read(request, body, client, generation.verifying)
        } catch {
            try await note(error, client)
            throw error
        }
        let recorded = try await recording.verify(
            asked.inquiry, for: client, within: .seconds(wait.seconds), by: generation.verifying, key: asked.key,
            encode: generation.encoding.encode)
        var answer = try answer(recorded, generation)
        if let applied = wait.applied, let name = HTTPField.Name("Preference-Applied") { answer.fields[name] = applied }
        return answer
    }

    private func read(
        _ request: ReceivedRequest, _ body: [UInt8], _ client: Client, _ verifying: any Verifying
    ) throws -> (inquiry: Inquiry, key: RequestKey?) {
        let head = request.head
        try Negotiation.requireAcceptsJSON(head)
        try Negotiation.requireJSONBody(head)
        let key = try IdempotencyKey.read(head.headers).map { RequestKey(client: client.name, key: $0, body: body) }
        _ = try Query(request.target.query, names: [])
        let json = try JSON(parsing: body, limits: .request)
        let problems = ProblemList()
        let inquiry = Inquiry.read(json, catalogue: verifying.catalogue, today: verifying.legalDate(), into: problems)
        guard let inquiry, problems.isEmpty else { throw Problem(invalid: problems.all) }
        return (inquiry, key)
    }

    private func answer(_ recorded: RecordedAnswer, _ generation: Generation) throws(Problem) -> PreparedAnswer {
        switch recorded {
        case .answered(let reply): return .json(reply.bytes)
        case .replayed(let reply): return .replayed(reply.bytes)
        case .interrupted(let interrupted):
            return .replayed(generation.encoding.encode(interrupted.result(today: generation.verifying.legalDate())))
        case .running: throw Problem(.stillRunning, detail: "The same request is being answered", retryAfterSeconds: 1)
        case .keyTaken: throw Problem(.keyTaken, detail: "Idempotency-Key was used with another body within seven days")
        }
    }

    /// A refusal of somebody known leaves an entry: where it was wrong, never what stood there.
    private func note(_ error: any Error, _ client: Client) async throws(RecordingFailure) {
        guard let problem = Problem(error) else { return }
        try await recording.refused(client: client, clerk: nil, code: problem.code.rawValue, problems: problem.mistakes)
    }
}

extension PreparedAnswer {
    /// An answer that was given before (draft-ietf-httpapi-idempotency-key-header).
    fileprivate static func replayed(_ bytes: [UInt8]) -> PreparedAnswer {
        var answer = json(bytes)
        if let name = HTTPField.Name("Idempotency-Replayed") { answer.fields[name] = "true" }
        return answer
    }
}
