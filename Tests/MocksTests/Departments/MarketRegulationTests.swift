import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

extension Caller {
    static let marketEntities = Caller(
        type: MarketRegulationDepartment.self, dataset: .marketEntities, secrets: ["app-secret": "demo-samr"],
        record: #"{"kind":"entity","creditCode":"91449900MA0000058X","name":"示例公司","legalRepresentative":"A","status":"存续"},"#
            + #"{"kind":"share","person":"A","creditCode":"91449900MA0000058X","percent":33.3}"#, stranger: "bad-signature",
        hourAhead: "stale-timestamp"
    ) { caller, party, now, send in
        let body: JSON = ["inv": .string(party.name ?? ""), "certype": "1", "cerno": .string(party.number ?? "")]
        let stamp = "\(now / 1_000)"
        let digest = Hexadecimal.text(of: Digest.sha256(body.encoded()))
        let signed = "gatewayd-demo\n\(stamp)\nPOST\n/gateway/market/entity/v3\n\(digest)"
        let sign = Base64.text(of: MessageCode.hmacSHA256(key: caller.secret("app-secret"), Array(signed.utf8)))
        return send(post("/gateway/market/entity/v3", [("appid", "gatewayd-demo"), ("ts", stamp), ("sign", sign)], body, at: now))
    }
}

/// Market regulation: two lists in one reply.
@Suite struct MarketRegulationTests {
    @Test func entitiesAndSharesStandApart() throws {
        let reply = try Caller.marketEntities.json()
        #expect(reply["code"] == "2000" && reply.at("data/entities/0/entname") == "示例公司" && reply.at("data/entities/0/regstate") == "存续")
        #expect(reply.at("data/shares/0/conprop") == "33.30%" && reply.at("data/shares")?.elements?.count == 1)
        let nothing = try Caller.marketEntities.json(about: Worlds.partyB)
        #expect(nothing.at("data/entities") == [] && nothing.at("data/shares") == [] && nothing.at("data/datadate") == "2026-03-01")
    }

    @Test func aChangedBodyBreaksTheSignature() throws {
        let caller = Caller.marketEntities
        let (department, world) = (caller.department(), try caller.world())
        let response = try caller.ask(caller, Worlds.partyA, Caller.now) { request in
            let changed = MockRequest(
                method: request.method, path: request.path, query: [], headers: request.headers, body: request.body + [0x20],
                receivedAt: request.receivedAt)
            return department.respond(to: changed, world: world)
        }
        #expect(response.validation == "bad-signature")
    }
}
