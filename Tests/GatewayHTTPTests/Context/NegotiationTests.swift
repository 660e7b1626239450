import NIOHTTP1
import Testing

@testable import GatewayHTTP

@Suite("negotiation")
struct NegotiationTests {
    @Test(
        arguments: [
            (nil, true), ("application/json", true), ("*/*", true), ("application/*", true), ("text/html, */*;q=0.1", true), ("text/html", false),
            ("application/json;q=0", false), ("application/json;q=0.0, */*", false), ("*/*;q=0", false), ("application/*;q=0, */*", false),
            ("APPLICATION/JSON", true), ("text/plain, application/json; charset=utf-8", true), ("", false),
            ("application/xml,application/*;q=0.5", true),
        ] as [(String?, Bool)])
    func acceptMustLeaveRoomForJSON(_ accept: String?, _ isFine: Bool) {
        var head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
        if let accept { head.headers.add(name: "Accept", value: accept) }
        if isFine {
            #expect(throws: Never.self) { try Negotiation.requireAcceptsJSON(head) }
        } else {
            #expect(throws: Problem.self) { try Negotiation.requireAcceptsJSON(head) }
        }
    }

    @Test(arguments: [
        ("application/json", true), ("application/json; charset=utf-8", true), ("application/json;charset=\"UTF-8\"", true),
        ("Application/JSON ; Charset=UTF8", true), ("application/json;", true), ("application/json; charset=gb18030", false),
        ("application/json; boundary=x", false), ("application/problem+json", false), ("text/json", false), ("text/plain", false), ("", false),
        ("application/jsonx", false), ("application/json, text/plain", false), ("application/x-www-form-urlencoded", false),
    ])
    func onlyJSONInUTF8IsJSON(_ type: String, _ isFine: Bool) {
        #expect(Negotiation.isJSON(type) == isFine)
    }

    @Test(
        arguments: [
            (["Content-Type: text/plain"], 415, "unsupported-media-type"), ([], 415, "unsupported-media-type"),
            (["Content-Type: application/json", "Content-Type: application/json"], 415, "unsupported-media-type"),
            (["Content-Type: application/json", "Content-Encoding: gzip"], 415, "unsupported-content-coding"),
            (["Content-Type: application/json", "Content-Encoding: identity, br"], 415, "unsupported-content-coding"),
            (["Content-Type: application/json", "Accept: text/html"], 406, "not-acceptable"),
            (["Content-Type: application/json", "Accept-Language: zh-CN", "Content-Encoding: identity"], 200, nil),
        ] as [([String], Int, String?)])
    func overTheWire(_ fields: [String], _ status: Int, _ code: String?) async throws {
        try await TestDoor.open { door in
            let reply = try await door.request("POST", "/v1/verifications", as: "hall", fields, body: goodInquiry)
            #expect(reply.status == status)
            #expect(reply.code == code)
        }
    }

    @Test func withoutALengthThereIsNoBody() async throws {
        try await TestDoor.open { door in
            let reply = try await door.request("POST", "/v1/verifications", as: "hall", ["Content-Type: application/json"])
            #expect(reply.status == 411 && reply.code == "length-required")
        }
    }
}
