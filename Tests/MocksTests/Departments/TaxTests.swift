import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

extension Caller {
    static let tax = Caller(
        type: TaxDepartment.self, dataset: .tax, secrets: ["app-secret": "demo-tax"],
        record: #"{"kind":"income","person":"A","period":"2025-12","amount":12.5},{"kind":"income","person":"A","period":"2024","amount":7}"#,
        stranger: "bad-signature", hourAhead: "stale-timestamp"
    ) { caller, party, now, send in send(taxRequest(caller, party, page: 1, nonce: Hexadecimal.text(of: SecureBytes.random(count: 8)), at: now)) }

    static func taxRequest(_ caller: Caller, _ party: Party, page: Int, size: Int = 100, nonce: String, at now: Int64) -> MockRequest {
        let body: JSON = [
            "xm": .string(party.name ?? ""), "zjlx": "01", "zjhm": .string(party.number ?? ""), "page": .integer(page), "size": .integer(size),
        ]
        let code = MessageCode.hmacSM3(key: caller.secret("app-secret"), Array("gatewayd-demo\(now)\(nonce)".utf8) + body.encoded())
        let headers = [("x-app", "gatewayd-demo"), ("x-time", "\(now)"), ("x-nonce", nonce), ("x-sign", Hexadecimal.text(of: code))]
        return post("/api/v2/income/query", headers.map { (name: $0.0, value: $0.1) }, body, at: now)
    }
}

/// Tax: pages by number, nonces once, two ways of having nothing.
@Suite struct TaxTests {
    @Test func rows() throws {
        let reply = try Caller.tax.json()
        #expect(reply["code"] == "0" && reply["zjhm"] == .string(Worlds.numberA) && reply.at("data/total") == 2)
        #expect(reply.at("data/rows/0/ssq") == "202512" && reply.at("data/rows/0/je") == "12.50" && reply.at("data/rows/1/ssq") == "2024")
        #expect(reply.at("data/asOf") == "2026-03-01")
        #expect(try Caller.tax.json(about: Worlds.partyB)["code"] == "4040")
    }

    @Test func aNonceCountsOnce() throws {
        let (department, world) = (Caller.tax.department(), try Caller.tax.world())
        let request = Caller.taxRequest(.tax, Worlds.partyA, page: 1, nonce: "nonce-0001", at: Caller.now)
        #expect(department.respond(to: request, world: world).validation == "ok")
        #expect(department.respond(to: request, world: world).validation == "replayed-nonce")
    }

    @Test func pages() throws {
        let records = (1...5).map { #"{"kind":"income","person":"A","period":"202\#($0)","amount":1}"# }.joined(separator: ",")
        let (department, world) = (Caller.tax.department(), try Caller.tax.world(records))
        let periods = try (1...4).map { page in
            let request = Caller.taxRequest(.tax, Worlds.partyA, page: page, size: 2, nonce: "nonce-000\(page)", at: Caller.now)
            let reply = try JSON(parsing: department.respond(to: request, world: world).body, limits: .registryAnswer)
            #expect(reply.at("data/total") == 5)
            return reply.at("data/rows")?.elements?.count
        }
        #expect(periods == [2, 2, 1, 0])
    }
}
