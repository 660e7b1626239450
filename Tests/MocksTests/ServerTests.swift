import Mocks
import NIOSSL
import Testing
import Verification

/// The servers over real TLS connections.
@Suite(.timeLimit(.minutes(2))) struct ServerTests {
    /// Runs the mocks around a test; whatever happens, they are stopped.
    private func withMocks(_ faults: String = "", _ test: (MockRegistries, TestPKI) async throws -> Void) async throws {
        let made = try TestPKI.shared()
        let population = try Worlds.population(
            persons: Worlds.couple, ["hc-death": #"{"kind":"death","person":"A","date":"2020-01-01"}"#], faults: faults)
        let mocks = try await MockRegistries.start(
            population: population, pki: made.pki, secrets: [:], departments: [TwoDatasets.self, OneDataset.self])
        do { try await test(mocks, made) } catch {
            await mocks.stop()
            throw error
        }
        await mocks.stop()
    }

    private func connect(_ mocks: MockRegistries, _ made: TestPKI, to authority: String = "health") async throws -> RawClient {
        try await RawClient(try #require(mocks.departments[authority]), tls: try made.client("departments/\(authority)/client"))
    }

    private static let answer = RawClient.Outcome.answer(status: 200, body: "health 1 2026-03-01 0")
    private static let question = "/hc-death?number=\(Worlds.numberA)"

    @Test func aConnectionIsKeptForManyExchanges() async throws {
        try await withMocks { mocks, made in
            let client = try await connect(mocks, made)
            for _ in 1...3 { #expect(await client.ask(Self.question) == Self.answer) }
            client.request("POST", "/hc-death", body: String(repeating: "x", count: 70_000))
            #expect(await client.outcome() == .answer(status: 200, body: "health 0 2026-03-01 70000"))
            #expect(mocks.control.requests(of: .deathCertificate).count == 4)
            await client.close()
        }
    }

    @Test func requestsThatComeTogetherAreAnsweredInOrder() async throws {
        try await withMocks(#""hc-death":[{"fault":"slow","milliseconds":50,"times":1}]"#) { mocks, made in
            let client = try await connect(mocks, made)
            client.send("GET \(Self.question) HTTP/1.1\r\nHost: m\r\n\r\nGET /hc-service HTTP/1.1\r\nHost: m\r\nConnection: close\r\n\r\n")
            guard case .answer(200, let first) = await client.outcome() else {
                Issue.record("no answer")
                return
            }
            #expect(first.hasPrefix("health 1"))
            // The second answer came with the first, or comes now with the connection's end.
            if case .cut(let bytes) = await client.outcome() {
                #expect(first.contains("health 0") || String(decoding: bytes, as: UTF8.self).contains("health 0"))
            }
        }
    }

    @Test("a client without a certificate, with a stranger's, or with old TLS is not let in", arguments: ["nobody", "stranger", "old"])
    func mutualTLS(who: String) async throws {
        try await withMocks { mocks, made in
            let tls =
                switch who {
                case "nobody": try made.client(nil)
                case "stranger": try made.client("registries/untrusted")
                default: try made.client("departments/health/client", maximum: .tlsv11)
                }
            let client = try await RawClient(try #require(mocks.departments["health"]), tls: tls)
            let outcome = await client.ask(Self.question)
            #expect(outcome == .cut(bytes: []) || outcome == .reset)
            #expect(mocks.control.requests().isEmpty)
        }
    }

    @Test("bytes that are no HTTP get a 400 and the end")
    func noHTTP() async throws {
        try await withMocks { mocks, made in
            let client = try await connect(mocks, made)
            client.send("what is this?\r\n\r\n")
            guard case .answer(400, _) = await client.outcome() else {
                Issue.record("no 400")
                return
            }
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        try await withMocks { mocks, made in
            let client = try await connect(mocks, made)
            client.request("POST", "/hc-death", body: String(repeating: "x", count: 1 << 20 | 1))
            guard case .answer(413, _) = await client.outcome() else {
                Issue.record("no 413")
                return
            }
        }
    }

    // MARK: Faults

    struct Spoilt: CustomTestStringConvertible, Sendable {
        let fault: String
        let outcome: RawClient.Outcome
        var testDescription: String { fault }
    }

    @Test(
        "a fault spoils the exchange that it should, and the next one is whole",
        arguments: [
            Spoilt(fault: #"{"fault":"status","code":503"#, outcome: .answer(status: 503, body: "mock fault: status 503\n")),
            Spoilt(fault: #"{"fault":"refuse""#, outcome: .cut(bytes: [])),
            Spoilt(fault: #"{"fault":"reset""#, outcome: .reset),
            Spoilt(fault: #"{"fault":"empty-success""#, outcome: .answer(status: 200, body: "emptySuccess")),
            Spoilt(fault: #"{"fault":"business-error""#, outcome: .answer(status: 200, body: "businessError")),
            Spoilt(fault: #"{"fault":"expired-secret""#, outcome: .answer(status: 200, body: "expiredSecret")),
            Spoilt(fault: #"{"fault":"wrong-charset""#, outcome: .answer(status: 200, body: "wrongCharset")),
            Spoilt(fault: #"{"fault":"clock-skew","seconds":-300"#, outcome: .answer(status: 200, body: "clockSkew(seconds: -300)")),
            Spoilt(fault: #"{"fault":"closed-hours""#, outcome: .answer(status: 200, body: "closedHours")),
            Spoilt(fault: #"{"fault":"slow","milliseconds":20"#, outcome: answer),
            Spoilt(fault: #"{"fault":"drip","bytesPerSecond":500"#, outcome: answer),
            Spoilt(
                fault: #"{"fault":"oversize","mebibytes":1"#, outcome: .answer(status: 200, body: String(repeating: " ", count: 1 << 20))),
        ])
    func fault(_ sample: Spoilt) async throws {
        try await withMocks(#""hc-death":[\#(sample.fault),"times":1,"after":1}]"#) { mocks, made in
            let client = try await connect(mocks, made)
            #expect(await client.ask(Self.question) == Self.answer)
            #expect(await client.ask(Self.question) == sample.outcome)
            let again = try await connect(mocks, made)
            #expect(await again.ask(Self.question) == Self.answer)
            #expect(mocks.control.requests().map { $0.fault != nil } == [false, true, false])
            await client.close()
            await again.close()
        }
    }

    @Test func aTruncatedAnswerPromisesMoreThanItBrings() async throws {
        try await withMocks(#""hc-death":[{"fault":"truncate"}]"#) { mocks, made in
            guard case .cut(let bytes) = await (try connect(mocks, made)).ask(Self.question) else {
                Issue.record("it was whole")
                return
            }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("Content-Length: 21\r\n"))
            #expect(text.hasSuffix("\r\n\r\nhealth 1 2"))
        }
    }

    @Test func nonsenseIsNoHTTP() async throws {
        try await withMocks(#""hc-death":[{"fault":"garbage"}]"#) { mocks, made in
            guard case .cut(let bytes) = await (try connect(mocks, made)).ask(Self.question) else {
                Issue.record("it was an answer")
                return
            }
            #expect(bytes.count == 100)
            #expect(!bytes.starts(with: Array("HTTP/".utf8)))
        }
    }

    @Test func aTimeoutKeepsTheConnectionOpenAndOthersServed() async throws {
        try await withMocks(#""hc-death":[{"fault":"timeout"}]"#) { mocks, made in
            let client = try await connect(mocks, made)
            client.request("GET", Self.question)
            let other = try await connect(mocks, made)
            // Asked until the silent request has arrived too: another dataset is answered meanwhile.
            repeat {
                #expect(await other.ask("/hc-service") == .answer(status: 200, body: "health 0 2026-03-01 0"))
            } while mocks.control.requests(
                of: .deathCertificate
            ).isEmpty
            #expect(mocks.control.requests(of: .deathCertificate).first?.validation == "not-checked")
            await client.close()
            await other.close()
        }
    }

    @Test func aWrongCertificateEndsKeptConnectionsAndMeetsNewOnes() async throws {
        try await withMocks { mocks, made in
            let kept = try await connect(mocks, made)
            #expect(await kept.ask(Self.question) == Self.answer)
            mocks.control.setFaults([FaultRule(.wrongCertificate, times: 1)], for: .deathCertificate)
            #expect(await kept.outcome() == .cut(bytes: []))
            let refused = try await connect(mocks, made)
            #expect(await refused.ask(Self.question) == .cut(bytes: []))
            let good = try await connect(mocks, made)
            #expect(await good.ask(Self.question) == Self.answer)
            let events = mocks.control.requests().map(\.event)
            #expect(events == [.request, .connection, .request])
            await good.close()
        }
    }

    @Test func aDepartmentThatRefusesEverythingIsShut() async throws {
        try await withMocks(#""court-judgment":[{"fault":"refuse","times":2}]"#) { mocks, made in
            for _ in 1...2 {
                let client = try await connect(mocks, made, to: "courts")
                let outcome = await client.ask("/court-judgment")
                #expect(outcome == .cut(bytes: []) || outcome == .reset)
            }
            let client = try await connect(mocks, made, to: "courts")
            #expect(await client.ask("/court-judgment") == .answer(status: 200, body: "courts 0 2026-03-01 0"))
            #expect(mocks.control.requests().map(\.event) == [.connection, .connection, .request])
            await client.close()
        }
    }

    // MARK: Sessions and the admin door

    @Test func aSessionHasItsOwnWorld() async throws {
        try await withMocks { mocks, made in
            let admin = try await RawClient(mocks.admin, tls: nil)
            let session = ["X-Mock-Session: team-a"]
            let client = try await connect(mocks, made)
            guard case .answer(400, _) = await client.ask(Self.question, headers: session) else {
                Issue.record("a session out of nothing")
                return
            }
            admin.request("PUT", "/population", headers: session, body: #"{"persons":{},"today":"2030-01-01"}"#)
            #expect(await admin.outcome() == .answer(status: 200, body: #"{"persons":0,"today":"2030-01-01"}"#))
            admin.request("PUT", "/faults/hc-service", headers: session, body: #"[{"fault":"status","code":500}]"#)
            #expect(await admin.outcome() == .answer(status: 200, body: #"{"dataset":"hc-service","faults":1}"#))
            #expect(await client.ask(Self.question, headers: session) == .answer(status: 200, body: "health 0 2030-01-01 0"))
            #expect(await client.ask(Self.question) == Self.answer)
            #expect(await client.ask("/hc-service") == .answer(status: 200, body: "health 0 2026-03-01 0"))
            guard case .answer(200, let listed) = await admin.ask("/requests?dataset=hc-death", headers: session) else {
                Issue.record("no list")
                return
            }
            #expect(listed.contains(#""session":"team-a""#) && listed.contains(#""validation":"bad-signature""#))
            #expect(!listed.contains(Worlds.numberA))
            #expect(mocks.control.requests().count == 2)
            await admin.close()
            await client.close()
        }
    }
}
