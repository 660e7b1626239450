import AdapterKit
import Adapters
import ShangMi
import StrictJSON
import Synchronization
import Testing
import Verification

/// Credentials and limits of described registries.
@Suite("Credentials of described registries")
struct DescribedCredentialTests {
    /// An entry for `credit` with this authentication; `more` stands in the operation.
    static func entry(_ authentication: String, values: String = "{}", more: String = "") -> String {
        """
        { "authority": "credit", "values": \(values), "authentication": \(authentication),
          "operations": { "credit": { \(more)
            "request": { "path": "/q", "body": { "json": { "id": "{subject.number}" } } }, "success": [ { "at": "/code", "is": ["0"] } ],
            "outcomes": [ { "at": "/code", "is": ["401"], "means": "expired-credential" } ],
            "records": [ { "each": "/rows", "kind": "false-commitment", "fields": { "person.number": { "at": "/id" }, "date": { "at": "/d" } } } ], "about": "/id" } } }
        """
    }

    static let question = Question("credit", about: DeclarativeRig.subject)
    static let nothing = #"{"code":"0","rows":[]}"#

    private func headers(_ entry: String, at time: Int64 = 1_767_225_600_000) async throws -> OutboundRequest {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(Self.nothing) }
        let reply = try await DeclarativeRig.adapter(entry, registry, clock: { time }).ask(Self.question, context: DeclarativeRig.context)
        #expect(reply.statement == .noRecord)
        return try #require(registry.requests.last)
    }

    @Test("the vectors of the two header schemes")
    func vectors() async throws {
        let national = try await headers(
            Self.entry(#"{ "kind": "gjgxjhpt", "callerID": "r-demo-0001", "secret": "key" }"#, more: #""service": "s_demo_0001","#))
        #expect(national.value("gjgxjhpt_sign") == "sZRaA7W6WCjXR1g9eZcAkRCmJHPu7FfZGRszDcgY0Ak=")
        #expect(national.value("gjgxjhpt_rid") == "r-demo-0001")
        #expect(national.value("gjgxjhpt_sid") == "s_demo_0001")
        #expect(national.value("gjgxjhpt_rtime") == "1767225600000")
        let newer = try await headers(
            Self.entry(
                #"{ "kind": "gjgxjhpt", "prefix": "gjzwfwpt", "callerID": "r-demo-0001", "secret": "key" }"#, more: #""service": "s_demo_0001","#))
        #expect(newer.value("gjzwfwpt_sign") == "sZRaA7W6WCjXR1g9eZcAkRCmJHPu7FfZGRszDcgY0Ak=")
        let digest = try await headers(
            Self.entry(
                #"{ "kind": "sha256", "over": "{time.unix}{secret.token}{value.n}{time.unix}", "encode": "upper-hex", "headers": { "S": "{signature}" } }"#,
                values: #"{ "n": "nonce-0001" }"#))
        #expect(digest.value("S") == "5D704A903AF36292D465E1C291CEFEAD922DC14A306E40922F8E5B071ED28EA7")
        let provincial = try await headers(Self.entry(#"{ "kind": "x-tif", "callerID": "gate", "secret": "token" }"#))
        let nonce = String(repeating: "ab", count: 8)
        #expect(provincial.value("x-tif-nonce") == nonce)
        #expect(provincial.value("x-tif-timestamp") == "1767225600")
        #expect(provincial.value("x-tif-paasid") == "gate")
        #expect(provincial.value("x-tif-serviceid") == nil)
        let digits = Hexadecimal.text(of: Digest.sha256(Array("1767225600demo-token\(nonce)1767225600".utf8)), upperCase: true)
        #expect(provincial.value("x-tif-signature") == digits)
    }

    @Test("other digests and a static key")
    func digests() async throws {
        let sm3 = try await headers(Self.entry(#"{ "kind": "sm3", "over": "{body}", "headers": { "S": "{signature}" } }"#))
        #expect(sm3.value("S") == Hexadecimal.text(of: Digest.sm3(sm3.body)))
        let md5 = try await headers(Self.entry(#"{ "kind": "md5", "over": "abc", "headers": { "S": "{signature}" } }"#))
        #expect(md5.value("S") == "900150983cd24fb0d6963f7d28e17f72")
        let fixed = try await headers(Self.entry(#"{ "kind": "static-key", "headers": { "X-Key": "k {secret.key}" } }"#))
        #expect(fixed.value("X-Key") == "k demo-secret")
    }

    private static let exchange = #"{ "kind": "gjgxjhpt", "callerID": "r1", "refresh": { "appKey": "wrapped" } }"#

    @Test("a secret that expires is fetched, opened, kept, and fetched again when it is refused")
    func refreshed() async throws {
        let key = Array(Digest.sha256(Array("demo-app-key".utf8)).prefix(16))
        let vector = [UInt8](repeating: 7, count: 16)
        let cipher = try #require(AES128(key: key)?.encrypted(Array("secret-of-the-hour".utf8), initialisationVector: vector))
        let wrapped = Base64.text(of: vector + cipher)
        let registry = DescribedRegistry { request, index throws(OutboundFailure) in
            if request.path == "/sysapi/auth/refreshappsecret" {
                return DeclarativeRig.response(#"{"code":"200","data":{"secret":"\#(wrapped)","secretEndTime":"1767229200000"}}"#)
            }
            return DeclarativeRig.response(index == 2 ? #"{"code":"401"}"# : Self.nothing)
        }
        let adapter = try DeclarativeRig.adapter(Self.entry(Self.exchange, more: #""service": "s1","#), registry, clock: { 1_767_225_600_000 })
        _ = try await adapter.ask(Self.question, context: DeclarativeRig.context)
        let refresh = registry.requests[0]
        let proof = Base64.text(of: MessageCode.hmacSHA256(key: Array("demo-app-key".utf8), Array("r11767225600000".utf8)))
        #expect(refresh.value("gjgxjhpt_sign") == proof)
        #expect(refresh.value("gjgxjhpt_sid") == nil)
        #expect(refresh.bodyText.hasPrefix("gjgxjhpt_rid=r1&gjgxjhpt_rtime=1767225600000&gjgxjhpt_sign="))
        let sign = Base64.text(of: MessageCode.hmacSHA256(key: Array("secret-of-the-hour".utf8), Array("s1r11767225600000".utf8)))
        #expect(registry.requests[1].value("gjgxjhpt_sign") == sign)
        let failure = await #expect(throws: AdapterFailure.self) { try await adapter.ask(Self.question, context: DeclarativeRig.context) }
        #expect(failure?.kind == .credentialsRefused)
        #expect(failure?.delivery == .didNotHappen)
        _ = try await adapter.ask(Self.question, context: DeclarativeRig.context)
        #expect(registry.requests.map(\.path) == ["/sysapi/auth/refreshappsecret", "/q", "/q", "/sysapi/auth/refreshappsecret", "/q"])
    }

    @Test("an expiring secret of another manner")
    func expiring() async throws {
        let entry = Self.entry(
            """
            { "kind": "expiring-secret", "refresh": { "request": { "path": "/login", "body": { "form": { "app": "a", "time": "{time.millis}" } } },
                "sign": { "algorithm": "hmac-sm3", "secret": "key", "over": "{body}" }, "headers": { "S": "{signature}" },
                "success": [ { "at": "/ok", "is": ["1"] } ], "secret": { "at": "/k" }, "until": { "at": "/end", "date": "yyyy-MM-dd HH:mm:ss" }, "marginSeconds": 60 },
              "sign": { "algorithm": "hmac-sha256", "over": "{token}{body}" }, "headers": { "T": "{token}", "S": "{signature}" } }
            """)
        let clock = Mutex<Int64>(1_767_225_600_000)
        let registry = DescribedRegistry { request, index throws(OutboundFailure) in
            request.path == "/login"
                ? DeclarativeRig.response(#"{"ok":1,"k":"K\#(index)","end":"2026-01-01 08:10:00"}"#) : DeclarativeRig.response(Self.nothing)
        }
        let adapter = try DeclarativeRig.adapter(entry, registry, clock: { clock.withLock { $0 } })
        _ = try await adapter.ask(Self.question, context: DeclarativeRig.context)
        clock.withLock { $0 += 539_000 }
        _ = try await adapter.ask(Self.question, context: DeclarativeRig.context)
        clock.withLock { $0 += 2_000 }
        _ = try await adapter.ask(Self.question, context: DeclarativeRig.context)
        #expect(registry.requests.map(\.path) == ["/login", "/q", "/q", "/login", "/q"])
        let last = try #require(registry.requests.last)
        #expect(last.value("T") == "K3")
        #expect(last.value("S") == Hexadecimal.text(of: MessageCode.hmacSHA256(key: Array("K3".utf8), Array("K3".utf8) + last.body)))
        let login = registry.requests[0]
        #expect(login.value("S") == Hexadecimal.text(of: MessageCode.hmacSM3(key: Array("demo-secret".utf8), login.body)))
    }

    @Test(
        "a credential that does not come is a failure of a question that was not sent",
        arguments: [
            ("{}", 200, FailureKind.unreadable), ("", 500, .registryError), ("", 401, .credentialsRefused), ("", 400, .credentialsRefused),
            (#"{"access_token":"a b","expires_in":9}"#, 200, .unreadable), (#"{"access_token":"a"}"#, 200, .unreadable),
        ])
    func noCredential(body: String, status: Int, kind: FailureKind) async throws {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(body, status: status) }
        let adapter = try DeclarativeRig.adapter(
            Self.entry(#"{ "kind": "oauth2", "tokenPath": "/t", "clientID": "c", "clientSecret": "key", "clientIn": "json" }"#), registry)
        let failure = await #expect(throws: AdapterFailure.self) { try await adapter.ask(Self.question, context: DeclarativeRig.context) }
        #expect(failure?.kind == kind)
        #expect(failure?.delivery == .didNotHappen)
        #expect(registry.requests.count == 1)
    }

    @Test("hours and rates are kept before the registry hears of a question")
    func limits() async throws {
        let clock = Mutex<Int64>(DeclarativeRig.now)
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(Self.nothing) }
        func ask(_ more: String) throws -> DeclarativeAdapter {
            try DeclarativeRig.adapter(Self.entry(#"{ "kind": "none" }"#, more: more), registry, clock: { clock.withLock { $0 } })
        }
        // It is Sunday, 10:20 in China.
        let weekdays = try ask(
            #""openingHours": [ { "days": ["mon", "fri"], "from": "00:00", "until": "24:00" }, { "days": ["sun"], "from": "10:21", "until": "11:00" } ],"#
        )
        let closed = await #expect(throws: AdapterFailure.self) { try await weekdays.ask(Self.question, context: DeclarativeRig.context) }
        #expect(closed?.kind == .closed && closed?.delivery == .didNotHappen)
        clock.withLock { $0 += 60_000 }
        _ = try await weekdays.ask(Self.question, context: DeclarativeRig.context)
        let slow = try ask(#""perSecond": 2,"#)
        for _ in 0..<2 { _ = try await slow.ask(Self.question, context: DeclarativeRig.context) }
        let refused = await #expect(throws: AdapterFailure.self) { try await slow.ask(Self.question, context: DeclarativeRig.context) }
        #expect(refused?.kind == .overloaded && refused?.delivery == .didNotHappen)
        clock.withLock { $0 += 500 }
        _ = try await slow.ask(Self.question, context: DeclarativeRig.context)
        #expect(registry.requests.count == 4)
    }

    @Test("what the registry cannot be asked is not covered, and is not sent")
    func notCovered() async throws {
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(Self.nothing) }
        let text = Self.entry(#"{ "kind": "none" }"#).replacingFirst("{subject.number}", by: "{subject.number15}")
        let adapter = try DeclarativeRig.adapter(text, registry)
        let young = DeclarativeRig.person("张念", "449901201106200067")
        #expect(try await adapter.ask(Question("credit", about: young), context: DeclarativeRig.context).statement == .notCovered)
        let document = Question(registry: "credit", topic: .document(holder: DeclarativeRig.subject, type: "passport", number: "E99000001"))
        #expect(try await adapter.ask(document, context: DeclarativeRig.context).statement == .notCovered)
        #expect(registry.requests.isEmpty)
        let failure = await #expect(throws: AdapterFailure.self) {
            try await adapter.ask(Question("tax", about: young), context: DeclarativeRig.context)
        }
        #expect(failure?.delivery == .didNotHappen)
    }

    @Test("the entry names the authority and the datasets")
    func manifest() throws {
        let manifest = DeclarativeAdapter.manifest(for: try DeclarativeRig.settings(Self.entry(#"{ "kind": "none" }"#)))
        #expect(manifest.authority == "credit")
        #expect(manifest.datasets == ["credit"])
        #expect(DeclarativeAdapter.manifest.datasets.count > 25)
    }
}
