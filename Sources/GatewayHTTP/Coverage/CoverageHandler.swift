import Gateway
import NIOCore
import StrictJSON
import Verification

/// `POST /v1/coverage`: decode, rehearse, encode.
struct CoverageHandler: Sendable {
    func answer(_ request: ReceivedRequest, to client: Client, of generation: Generation) throws -> PreparedAnswer {
        try Negotiation.requireAcceptsJSON(request.head)
        try Negotiation.requireJSONBody(request.head)
        _ = try Query(request.target.query, names: [])
        let verifying = generation.verifying
        let json = try JSON(parsing: Array(request.body.readableBytesView), limits: .request)
        let problems = ProblemList()
        let inquiry = CoverageInquiry.read(json, catalogue: verifying.catalogue, today: verifying.legalDate(), into: problems)
        guard let inquiry, problems.isEmpty else { throw Problem(invalid: problems.all) }
        let answer = try verifying.coverage(of: inquiry, for: client)
        return .json(CoverageView(answer: answer, catalogue: verifying.catalogue).json.encoded())
    }
}
