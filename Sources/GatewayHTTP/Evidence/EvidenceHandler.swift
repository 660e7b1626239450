import Gateway
import HTTPTypes
import Ledger
import NIOCore
import Recording
import StrictJSON
import Verification

/// What was recorded, for those who may see it: the hall its verifications, everybody the receipts and the public half of the log, a person who
/// has asked about him or her.
struct EvidenceHandler: Sendable {
    let recording: Recording

    /// `GET /v1/verifications/{id}`.
    func verification(_ request: ReceivedRequest, of client: Client, by generation: Generation) async throws -> PreparedAnswer {
        try Self.requirePlainGet(request)
        guard let id = request.target.segment(2).flatMap({ VerificationID($0) }) else { throw Problem(.verificationUnknown) }
        switch try await recording.verification(id, for: client) {
        case .unknown: throw Problem(.verificationUnknown)
        case .running: throw Problem(.stillRunning, retryAfterSeconds: 1)
        case .ended(let reply): return .json(reply.bytes)
        case .interrupted(let interrupted): return .json(generation.encoding.encode(interrupted.result(today: generation.verifying.legalDate())))
        case .forgotten: throw Problem(.verificationForgotten)
        }
    }

    /// `GET /v1/verifications/{id}/receipt`: the holder's copy, for the hall that hands it out.
    func receiptFile(_ request: ReceivedRequest, for client: Client) async throws -> PreparedAnswer {
        try Self.requirePlainGet(request)
        guard let id = request.target.segment(2).flatMap({ VerificationID($0) }), let file = try await recording.receiptFile(of: id, for: client)
        else { throw Problem(.verificationUnknown, detail: "There is no receipt of such a verification of yours") }
        return .json(file.encoded)
    }

    /// `GET /v1/receipts/{code}`.
    func receipt(_ request: ReceivedRequest) async throws -> PreparedAnswer {
        try Self.requirePlainGet(request)
        guard let text = request.target.lastSegment.flatMap(percentDecoded), let code = ReceiptCode(text) else {
            throw Problem(.receiptCodeInvalid, detail: "A code has twelve letters and digits, the last of which fits the others")
        }
        return .json(ShownReceiptView(receipt: try await recording.receipt(code)).json.encoded())
    }

    /// `POST /v1/ledger/access-report`.
    func accessReport(_ request: ReceivedRequest, through client: Client, today: CalendarDate) async throws -> PreparedAnswer {
        try Negotiation.requireAcceptsJSON(request.head)
        try Negotiation.requireJSONBody(request.head)
        _ = try Query(request.target.query, names: [])
        guard client.reportsAccess else {
            let problem = JSONProblem(
                pointer: "", code: "access-report-not-allowed", reason: "this client is not registered to tell persons of inquiries")
            try await recording.refused(client: client, clerk: nil, code: ProblemCode.forbidden.rawValue, problems: [problem])
            throw Problem(.forbidden, detail: "The client does not allow this question", mistakes: [problem])
        }
        let reader = ObjectReader(try JSON(parsing: Array(request.body.readableBytesView), limits: .request), into: ProblemList())
        let subject = reader.object("subject").flatMap { Person.read($0, today: today) }
        reader.finish()
        guard let subject, reader.problems.isEmpty else { throw Problem(invalid: reader.problems.all) }
        let report = try await recording.accessReport(about: subject.person, through: client, today: today)
        return .json(AccessReportView(report: report).json.encoded())
    }

    /// `GET /v1/ledger/…`: checkpoint, tiles and bundles of entries, as C2SP tlog-tiles serves them.
    func resource(_ request: ReceivedRequest) async throws -> PreparedAnswer {
        _ = try Query(request.target.query, names: [])
        let prefix = "/v1/ledger/"
        guard request.target.path.utf8.starts(with: prefix.utf8),
            let resource = LogResource(path: String(request.target.path.dropFirst(prefix.count))),
            let bytes = try await recording.resource(resource)
        else { throw Problem(.notFound) }
        var fields = HTTPFields()
        fields[.contentType] = resource.contentType
        // What is complete never changes (tlog-tiles, "APIs"); the checkpoint does.
        fields[.cacheControl] = resource == .checkpoint ? "no-store" : "public, max-age=31536000, immutable"
        fields[.xContentTypeOptions] = "nosniff"
        return PreparedAnswer(status: .ok, fields: fields, body: ByteBuffer(bytes: bytes))
    }

    private static func requirePlainGet(_ request: ReceivedRequest) throws {
        try Negotiation.requireAcceptsJSON(request.head)
        _ = try Query(request.target.query, names: [])
    }
}

extension RequestTarget {
    /// The segment of that number, the first being 0.
    fileprivate func segment(_ number: Int) -> String? {
        let segments = path.utf8.split(separator: UInt8(ascii: "/"))
        return number < segments.count ? String(Substring(segments[number])) : nil
    }
}
