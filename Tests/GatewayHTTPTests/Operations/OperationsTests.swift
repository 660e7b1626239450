import StrictJSON
import Testing

@testable import Gateway
@testable import GatewayHTTP

@Suite("operations and catalogue over the wire")
struct OperationsTests {
    @Test func livenessAndReadiness() async throws {
        var stub = try StubVerifying()
        try await TestDoor.open(stub) { door in
            let alive = try await door.request("GET", "/healthz")
            #expect(try alive.status == 200 && alive.json == ["status": "alive"])
            let ready = try await door.request("GET", "/readyz")
            #expect(ready.status == 200)
            #expect(
                try ready.json == [
                    "status": "ready", "ledger": "writable",
                    "departments": [["name": "public-security", "usable": true], ["name": "courts", "usable": false]],
                ])
        }
        stub.readinessNow = Readiness(isReady: false, departments: [])
        try await TestDoor.open(stub) { door in
            let reply = try await door.request("GET", "/readyz")
            #expect(try reply.status == 503 && reply.json["status"] == "not-ready")
        }
    }

    @Test func metricsAreText() async throws {
        try await TestDoor.open(metrics: { "a_total 1\n" }) { door in
            let reply = try await door.request("GET", "/metrics")
            #expect(reply.status == 200 && reply.text == "a_total 1\n")
            #expect(reply["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    @Test(arguments: ["/healthz", "/readyz", "/metrics", "/openapi.json", "/v1/certificates", "/v1/certificates/death"])
    func headHasTheFieldsOfGetAndNoBody(_ path: String) async throws {
        try await TestDoor.open(metrics: { "a 1\n" }) { door in
            let get = try await door.request("GET", path)
            let head = try await door.request("HEAD", path)
            #expect(head.status == 200 && get.status == 200)
            #expect(head["content-length"] == String(get.body.count))
            #expect(head["content-type"] == get["content-type"])
        }
    }

    @Test func theCatalogueCanBeRead() async throws {
        try await TestDoor.open { door in
            let list = try await door.request("GET", "/v1/certificates")
            let ids = try list.json["certificates"]?.elements?.compactMap { $0["id"]?.text } ?? []
            #expect(ids.count == 23)
            for id in ids {
                let reply = try await door.request("GET", "/v1/certificates/\(id)")
                #expect(try reply.status == 200 && reply.json["id"]?.text == id)
            }
            let byName = try await door.request("GET", "/v1/certificates/%E5%A9%9A%E5%A7%BB%E7%8A%B6%E5%86%B5%E8%AF%81%E6%98%8E")
            #expect(try byName.json["id"] == "marital-status")
            let unknown = try await door.request("GET", "/v1/certificates/nothing")
            #expect(unknown.status == 404 && unknown.code == "certificate-unknown")
        }
    }

    @Test func aNameCanBeLookedUp() async throws {
        try await TestDoor.open { door in
            let encoded = try await door.request("GET", "/v1/certificates/lookup?name=%E5%A9%9A%E5%A7%BB%E7%8A%B6%E5%86%B5%E8%AF%81%E6%98%8E")
            #expect(try encoded.json["status"] == "abolished")
            let invented = try await door.request("GET", "/v1/certificates/lookup?name=x")
            #expect(try invented.json["status"] == "not-listed")
            for query in ["", "?", "?name=", "?name=a&name=b", "?nmae=x", "?name=" + String(repeating: "a", count: 201)] {
                let reply = try await door.request("GET", "/v1/certificates/lookup" + query)
                #expect(reply.status == 422, "\(query)")
            }
        }
    }

    @Test func unknownParametersUnderV1AreMistakes() async throws {
        try await TestDoor.open { door in
            for (target, status) in [("/v1/certificates?x=1", 422), ("/v1/certificates/death?x=1", 422), ("/healthz?x=1", 200)] {
                let reply = try await door.request("GET", target)
                #expect(reply.status == status)
            }
        }
    }

    @Test func everyAnswerHasADateAndNoSniffing() async throws {
        try await TestDoor.open { door in
            let reply = try await door.request("GET", "/v1/certificates")
            #expect(reply["date"] == "Sun, 01 Mar 2026 01:30:00 GMT")
            #expect(reply["x-content-type-options"] == "nosniff")
            #expect(reply["server"] == nil)
        }
    }
}
