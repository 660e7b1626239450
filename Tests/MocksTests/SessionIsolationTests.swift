import Mocks
import NIOSSL
import StrictJSON
import Testing
import Verification

/// Two teams share one process and do not notice each other, over real TLS connections (`registries.md`, `X-Mock-Session`).
@Suite(.timeLimit(.minutes(2))) struct SessionIsolationTests {
    private static let question = "/hc-death?number=\(Worlds.numberA)"

    private static func names(_ session: String) -> [String] { ["X-Mock-Session: \(session)"] }

    private static func body(_ outcome: RawClient.Outcome) throws -> JSON {
        guard case .answer(200, let text) = outcome else { throw Unexpected(outcome: outcome) }
        return try JSON(parsing: Array(text.utf8), limits: .request)
    }

    private struct Unexpected: Error { let outcome: RawClient.Outcome }

    private func withMocks(_ test: (MockRegistries, TestPKI) async throws -> Void) async throws {
        let made = try TestPKI.shared()
        let mocks = try await MockRegistries.start(
            population: try Worlds.population(persons: Worlds.couple), pki: made.pki, secrets: [:], departments: [TwoDatasets.self, OneDataset.self])
        do { try await test(mocks, made) } catch {
            await mocks.stop()
            throw error
        }
        await mocks.stop()
    }

    private static func population(today: String, deaths: Int) -> String {
        let records = (0..<deaths).map { #"{"kind":"death","person":"A","date":"2020-01-0\#($0 + 1)"}"# }.joined(separator: ",")
        return #"{"today":"\#(today)","persons":{\#(Worlds.couple)},"registries":{"hc-death":{"records":[\#(records)]}}}"#
    }

    @Test func twoTeamsAtOnceSeeTheirOwnPeopleFaultsClocksAndRequests() async throws {
        try await withMocks { mocks, made in
            let health = try #require(mocks.departments["health"])
            let tls = try made.client("departments/health/client")
            let admin = try await RawClient(mocks.admin, tls: nil)
            for (team, deaths, today) in [("team-a", 1, "2027-01-01"), ("team-b", 2, "2028-01-01")] {
                admin.request("PUT", "/population", headers: Self.names(team), body: Self.population(today: today, deaths: deaths))
                #expect(try Self.body(await admin.outcome())["persons"]?.integer == 2)
            }
            admin.request("PUT", "/faults/hc-death", headers: Self.names("team-a"), body: #"[{"fault":"status","code":503,"times":2,"after":1}]"#)
            _ = try Self.body(await admin.outcome())
            async let first = Self.ask(health, tls, "team-a", times: 5)
            async let second = Self.ask(health, tls, "team-b", times: 7)
            let (answers, others) = (try await first, try await second)
            #expect(answers == ["health 1 2027-01-01 0", "503", "503", "health 1 2027-01-01 0", "health 1 2027-01-01 0"])
            #expect(others == Array(repeating: "health 2 2028-01-01 0", count: 7))
            // The day moves for one of them alone.
            admin.request("PUT", "/clock", headers: Self.names("team-b"), body: #"{"today":"2029-09-09"}"#)
            _ = try Self.body(await admin.outcome())
            #expect(try await Self.ask(health, tls, "team-b", times: 1) == ["health 2 2029-09-09 0"])
            #expect(try await Self.ask(health, tls, "team-a", times: 1) == ["health 1 2027-01-01 0"])
            for (team, count) in [("team-a", 6), ("team-b", 8)] {
                let listed = try Self.body(await admin.ask("/requests", headers: Self.names(team)))["requests"]?.elements ?? []
                #expect(listed.count == count && listed.allSatisfy { $0["session"]?.text == team })
            }
            #expect(mocks.control.requests().isEmpty)
            await admin.close()
        }
    }

    @Test func openingHoursFollowTheSessionsOwnClock() async throws {
        try await withMocks { mocks, made in
            let health = try #require(mocks.departments["health"])
            let tls = try made.client("departments/health/client")
            let admin = try await RawClient(mocks.admin, tls: nil)
            for (team, time) in [("early", "07:59"), ("late", "10:00")] {
                admin.request("PUT", "/faults/hc-death", headers: Self.names(team), body: #"[{"fault":"closed-hours"}]"#)
                _ = try Self.body(await admin.outcome())
                admin.request("PUT", "/clock", headers: Self.names(team), body: #"{"time":"\#(time)"}"#)
                _ = try Self.body(await admin.outcome())
            }
            #expect(try await Self.ask(health, tls, "early", times: 2) == ["closedHours", "closedHours"])
            #expect(try await Self.ask(health, tls, "late", times: 2) == Array(repeating: "health 0 2026-03-01 0", count: 2))
            admin.request("PUT", "/clock", headers: Self.names("early"), body: #"{"time":"09:00"}"#)
            _ = try Self.body(await admin.outcome())
            #expect(try await Self.ask(health, tls, "early", times: 1) == ["health 0 2026-03-01 0"])
            await admin.close()
        }
    }

    @Test func aSessionThatNobodyMadeIsRefusedAndLeavesNoTrace() async throws {
        try await withMocks { mocks, made in
            let client = try await RawClient(try #require(mocks.departments["health"]), tls: try made.client("departments/health/client"))
            guard case .answer(400, let text) = await client.ask(Self.question, headers: Self.names("nobody")) else {
                Issue.record("not refused")
                return
            }
            #expect(text.contains("no such mock session"))
            #expect(mocks.control.requests().isEmpty)
            await client.close()
        }
    }

    /// Asks so often on one connection; a status that is not 200 is told instead of the body.
    private static func ask(_ address: String, _ tls: NIOSSLContext, _ session: String, times: Int) async throws -> [String] {
        let client = try await RawClient(address, tls: tls)
        var answers: [String] = []
        for _ in 0..<times {
            guard case .answer(let status, let body) = await client.ask(question, headers: names(session)) else {
                answers.append("none")
                continue
            }
            answers.append(status == 200 ? body : String(status))
        }
        await client.close()
        return answers
    }
}
