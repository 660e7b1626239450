import Mocks
import ShangMi
import StrictJSON
import Testing
import Verification

extension Caller {
    static let credit = Caller(
        type: CreditDepartment.self, dataset: .credit, secrets: ["client-key": "demo-credit"],
        record: #"{"kind":"false-commitment","person":"A","date":"2025-01-31","repaired":"2026-01-01"}"#, stranger: "unknown-caller",
        hourAhead: "stale-timestamp"
    ) { caller, party, now, send in
        let lent = send(secretRequest(caller, at: now))
        guard let secret = (try? JSON(parsing: lent.body, limits: .request))?["secret"]?.text else { return lent }
        return send(creditQuery(party, secret: secret, at: now))
    }

    static func secretRequest(_ caller: Caller, at now: Int64) -> MockRequest {
        let headers = [("x-client-id", "gatewayd-demo"), ("x-client-key", caller.secrets["client-key"] ?? "")]
        return request("/credit/api/auth/secret", headers.map { (name: $0.0, value: $0.1) }, body: [], at: now)
    }

    static func creditQuery(_ party: Party, secret: String, at now: Int64) -> MockRequest {
        let body: JSON = ["xyztmc": .string(party.name ?? ""), "xyztdm": .string(party.number ?? ""), "cxyy": "测试"]
        let stamp = "\(now / 1_000)"
        let code = MessageCode.hmacSHA256(key: Array(secret.utf8), Array("gatewayd-demo\(stamp)".utf8) + body.encoded())
        let headers = [("x-client-id", "gatewayd-demo"), ("x-stamp", stamp), ("x-token", Hexadecimal.text(of: code))]
        return post("/credit/api/record/query", headers.map { (name: $0.0, value: $0.1) }, body, at: now)
    }
}

/// Public credit: secrets that end.
@Suite struct CreditTests {
    @Test func rows() throws {
        let reply = try Caller.credit.json()
        #expect(reply["errcode"] == 0 && reply.at("records/0/rdrq") == "20250131" && reply["update_time"] == 1_772_294_400)
        #expect(reply.at("records/0/xfzt") == "1" && reply.at("records/0/xfrq") == "20260101")
        #expect(try Caller.credit.json(about: Worlds.partyB)["errcode"] == 44_000)
        let never = try Caller.credit.json(world: Caller.credit.world(#"{"kind":"false-commitment","person":"A","date":"2025-01-31"}"#))
        #expect(never.at("records/0/xfzt") == nil)
    }

    @Test func aSecretEnds() throws {
        let (department, world) = (Caller.credit.department(), try Caller.credit.world())
        let lent = try JSON(parsing: department.respond(to: Caller.secretRequest(.credit, at: Caller.now), world: world).body, limits: .request)
        let secret = try #require(lent["secret"]?.text)
        let seconds = Int64(try #require(lent["expires_in"]?.integer))
        func verdict(_ secret: String, after seconds: Int64) -> String {
            department.respond(to: Caller.creditQuery(Worlds.partyA, secret: secret, at: Caller.now + seconds * 1_000), world: world).validation
        }
        #expect((30...330).contains(seconds))
        #expect(verdict(secret, after: seconds - 1) == "ok" && verdict(secret, after: seconds + 60) == "expired-secret")
        #expect(verdict("made up", after: 0) == "bad-signature")
    }
}
