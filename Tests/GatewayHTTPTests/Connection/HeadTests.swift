import Testing

@testable import GatewayHTTP

@Suite("heads")
struct HeadTests {
    @Test(arguments: [
        "", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: \r\n", "Host: a b\r\n", "Host: u@a\r\n", "Host: a:b\r\n", "Host: a:65536\r\n",
        "Host: a,b\r\n", "Host: a/b\r\n", "Host: [::1\r\n", "Host: [zz]\r\n", "Host: a\u{0D}\r\n", "Host: %61\r\n", "Host: a:80:80\r\n",
    ])
    func withoutExactlyOneValidHostGetABareRefusal(_ fields: String) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("GET /healthz HTTP/1.1\r\n\(fields)\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [400] && received.isClosed)
            #expect(received.text.contains("Content-Length: 0"))
        }
    }

    @Test(arguments: ["a", "gateway.test:8443", "127.0.0.1", "[::1]:8443", "A.B"])
    func withAHostAreServed(_ host: String) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("GET /healthz HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            #expect(try await wire.response().status == 200)
        }
    }

    /// More than its limit of each: fields, bytes of fields, target, and a head that never ends.
    @Test(arguments: [
        (431, String(repeating: "X-A: b\r\n", count: 101), "/healthz"),
        (431, "X-A: " + String(repeating: "b", count: 33 << 10) + "\r\n", "/healthz"),
        (414, "", "/healthz?" + String(repeating: "a", count: 9 << 10)),
        (414, "", "/healthz?" + String(repeating: "a", count: 60 << 10)),
    ])
    func beyondTheLimitsAreRefused(_ status: Int, _ fields: String, _ target: String) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            await wire.trySend("GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [status] && received.isClosed, "\(received.text.prefix(200))")
        }
    }

    @Test func atTheLimitsAreServed() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X-A: b\r\n", count: 99) + "\r\n")
            #expect(try await wire.response().status == 200)
            try await wire.send("GET /healthz?" + String(repeating: "a", count: 8 << 10 - 9) + " HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await wire.response().status == 200)
        }
    }

    @Test(arguments: [
        ("/v1//certificates", 400), ("/v1/./certificates", 400), ("/v1/../v1/certificates", 400), ("/v1/%2e%2e/certificates", 400),
        ("/v1/certificates%00", 400), ("/v1%2Fcertificates", 400), ("/v1%2fverifications", 400), ("/v1/certificates;a=b", 400),
        ("/v1/certificates/%c0%ae%c0%ae", 400), ("/v1\\certificates", 400), ("/v1/certificates%5c", 400), ("/v1/certificates/%zz", 400),
        ("/v1/certificates/%2", 400), ("/v1/certificates/%252e", 400), ("/v1/certificates/%0d%0a", 400), ("/v1/certificates/", 400),
        ("//", 400), ("/nothing", 404), ("/v1", 404), ("/", 404), ("/V1/certificates", 404), ("/v1/certificates/marital-status/x", 404),
        ("/v1/certificates/no-such-one", 404), ("/healthz/x", 404),
    ])
    func pathsWithTwoReadingsAreRefused(_ target: String, _ status: Int) async throws {
        try await TestDoor.open { door in
            let reply = try await door.request("GET", target)
            #expect(reply.status == status, "\(target) \(reply.text)")
            #expect(reply["content-type"] == "application/problem+json")
        }
    }

    @Test func anAbsoluteTargetMustNameTheSameHost() async throws {
        try await TestDoor.open { door in
            #expect(try await door.request("GET", "https://gateway.test/healthz").status == 200)
            let wire = try await Wire.connect(door)
            try await wire.send("GET https://elsewhere.test/healthz HTTP/1.1\r\nHost: gateway.test\r\n\r\n")
            #expect(await wire.receive().statuses == [400])
        }
    }

    @Test(arguments: [
        ("TRACE", "/healthz", "GET, HEAD"), ("DELETE", "/v1/certificates", "GET, HEAD"), ("PUT", "/v1/verifications", "POST"),
        ("GET", "/v1/verifications", "POST"), ("HEAD", "/v1/verifications", "POST"), ("OPTIONS", "/v1/verifications", "POST"),
        ("OPTIONS", "*", "GET, HEAD, POST"), ("PATCH", "/v1/certificates/death", "GET, HEAD"), ("POST", "/metrics", "GET, HEAD"),
    ])
    func otherMethodsGet405WithAllow(_ method: String, _ target: String, _ allow: String) async throws {
        try await TestDoor.open { door in
            let reply = try await door.request(method, target)
            #expect(reply.status == 405)
            #expect(reply["allow"] == allow)
            if method != "HEAD" { #expect(reply.code == "method-not-allowed") }
        }
    }

    @Test func connectIsRefused() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test:443\r\n\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [405] && received.isClosed)
        }
    }

    @Test func upgradesAreIgnoredAndTheConnectionEnds() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send(
                "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [200] && received.isClosed)
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            let one = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
            let other = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
            try await wire.send(String(repeating: one + other, count: 300) + "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + one)
            let received = await wire.receive()
            #expect(received.isClosed)
            #expect(received.statuses == (0..<300).flatMap { _ in [200, 404] } + [200])
        }
    }

    @Test func aBadRequestBehindAGoodOneWaitsItsTurn() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [200, 400] && received.isClosed)
        }
    }

    @Test func http10IsAnsweredOnce() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door)
            try await wire.send("GET /healthz HTTP/1.0\r\nHost: a\r\n\r\n")
            let received = await wire.receive()
            #expect(received.statuses == [200] && received.isClosed)
        }
    }
}
