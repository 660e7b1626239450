import StrictJSON

/// Requests in one line.
extension TestDoor {
    /// Sends one request on a connection of its own and gives the answer.
    func request(
        _ method: String, _ target: String, as identity: String? = nil, _ fields: [String] = [], body: String? = nil
    ) async throws -> HTTPReply {
        let wire = try await Wire.connect(self, as: Wire.Papers(identity: identity))
        try await wire.send(Self.message(method, target, fields, body: body))
        let reply: HTTPReply
        if method == "HEAD" {
            let received = await wire.receive { HTTPReply.parse($0.bytes, isHead: true) != nil || $0.isClosed }
            guard let (head, length) = HTTPReply.parse(received.bytes, isHead: true) else { throw Wire.NoResponse(received: received) }
            if received.bytes.count > length { throw Wire.NoResponse(received: received) }
            reply = head
        } else {
            reply = try await wire.response()
        }
        await wire.close()
        return reply
    }

    /// A verification asked by the hall.
    func ask(_ body: String, as identity: String? = "hall", _ fields: [String] = []) async throws -> HTTPReply {
        try await request("POST", "/v1/verifications", as: identity, ["Content-Type: application/json"] + fields, body: body)
    }

    static func message(_ method: String, _ target: String, _ fields: [String] = [], body: String? = nil) -> String {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: gateway.test"] + fields
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }
}

/// A question that is fine in every respect, about a persona of `domain.md` C.3.
let goodInquiry = """
    {"certificate":"no-criminal-record","subject":{"name":"欧阳晓梅","identifier":{"type":"resident-id","number":"44990119850312004X"}},\
    "claims":[{"claim":"crime.no-record"}],"purpose":{"matter":{"code":"11449900MB000002721000101001000","name":"核验"},"case":"BJ-2026-000123",\
    "legalBasis":"x"},"clerk":"0031"}
    """
