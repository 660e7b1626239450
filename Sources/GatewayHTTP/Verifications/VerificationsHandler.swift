import Gateway
import HTTPTypes
import NIOCore
import NIOHTTP1
import StrictJSON
import Verification

/// `POST /v1/verifications`: decode, ask, encode.
struct VerificationsHandler: Sendable {
    /// From reading to encoding with one and the same generation, whatever succeeds it meanwhile.
    func ask(_ request: ReceivedRequest, from client: Client, of generation: Generation) async throws -> PreparedAnswer {
        let head = request.head
        try Negotiation.requireAcceptsJSON(head)
        try Negotiation.requireJSONBody(head)
        try IdempotencyKey.check(head.headers)
        _ = try Query(request.target.query, names: [])
        let wait = WaitPreference(head.headers)
        let inquiry = try inquiry(in: request.body, generation.verifying)
        let result = try await generation.verifying.verify(inquiry, for: client, within: .seconds(wait.seconds))
        var answer = PreparedAnswer.json(generation.encoding.encode(result))
        if let applied = wait.applied, let name = HTTPField.Name("Preference-Applied") { answer.fields[name] = applied }
        return answer
    }

    private func inquiry(in body: ByteBuffer, _ verifying: any Verifying) throws -> Inquiry {
        let json = try JSON(parsing: Array(body.readableBytesView), limits: .request)
        let problems = ProblemList()
        let inquiry = Inquiry.read(json, catalogue: verifying.catalogue, today: verifying.legalDate(), into: problems)
        guard let inquiry, problems.isEmpty else { throw Problem(invalid: problems.all) }
        return inquiry
    }
}
