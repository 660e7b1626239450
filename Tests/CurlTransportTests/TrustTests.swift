import AdapterKit
import CurlTransport
import NIOSSL
import Testing
import Verification

@Suite struct TrustTests {
    /// Sends to that server and returns the failure; nothing may have arrived.
    private func refusal(
        _ security: ScriptedServer.Security, host: String = "127.0.0.1", onConnect: [ScriptedServer.Step] = [],
        adjust: (inout DepartmentProfile) throws -> Void = { _ in }
    ) async throws -> OutboundFailure {
        let server = try await ScriptedServer(security, host: host, onConnect: onConnect)
        var seen: OutboundFailure?
        try await withPool(
            server,
            adjust: {
                $0.baseURL = "https://\(host):\(server.port)"
                try adjust(&$0)
            }
        ) { pool in
            seen = try await failing(pool)
            #expect(server.arrivals.isEmpty)
        }
        return try #require(seen)
    }

    @Test(arguments: ["untrusted", "expired"]) func aCertificateThatIsNotToBeTrustedIsRefused(_ certificate: String) async throws {
        let failure = try await refusal(.tls(certificate: certificate, mutual: false, maximum: .tlsv13))
        #expect(failure.kind == .certificate)
        #expect(failure.delivery == .didNotHappen)
    }

    @Test func onlyTheDepartmentsOwnRootsCount() async throws {
        let failure = try await refusal(.mutual, adjust: { $0.caFile = try TestPKI.made.registry("untrusted") })
        #expect(failure.kind == .certificate)
        #expect(failure.delivery == .didNotHappen)
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        let failure = try await refusal(.mutual, host: "127.0.0.2")
        #expect(failure.kind == .certificate)
        #expect(failure.delivery == .didNotHappen)
    }

    @Test func aPinThatDoesNotFitIsRefusedAndOneThatFitsIsNot() async throws {
        let pki = try TestPKI.made
        let other = try pki.pin("courts")
        let own = try pki.pin("public-security")
        let failure = try await refusal(.mutual, adjust: { $0.pinnedPublicKey = other })
        #expect(failure.kind == .certificate)
        #expect(failure.delivery == .didNotHappen)
        try await withPool(try await ScriptedServer(), adjust: { $0.pinnedPublicKey = "\(other);\(own)" }) { pool in
            let answer = try await pool.send(.question, deadline: .ample)
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [TLSVersion.tlsv1, .tlsv11]) func oldVersionsOfTLSAreRefused(_ version: TLSVersion) async throws {
        let failure = try await refusal(.tls(certificate: "public-security", mutual: false, maximum: version))
        #expect(failure.kind == .tls)
        #expect(failure.delivery == .didNotHappen)
    }

    @Test func plainHTTPIsNeverSpoken() async throws {
        let failure = try await refusal(.plain, onConnect: [.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")])
        #expect(failure.kind == .tls)
        #expect(failure.delivery == .didNotHappen)
    }

    /// With TLS 1.3 a client learns only after its first bytes that its certificate was wanted.
    @Test(arguments: [TLSVersion.tlsv12, .tlsv13]) func aDepartmentThatMissesOurCertificateIsSaidSo(_ version: TLSVersion) async throws {
        let failure = try await refusal(
            .tls(certificate: "public-security", mutual: true, maximum: version),
            adjust: {
                $0.clientCertificateFile = nil
                $0.clientKeyFile = nil
            })
        #expect([.certificate, .tls, .reset].contains(failure.kind))
        #expect(version == .tlsv12 ? failure.delivery == .didNotHappen : true)
    }

    @Test func twoPoolsToOnePlaceShowEachItsOwnIdentity() async throws {
        let server = try await ScriptedServer()
        let authorities = ["public-security", "courts"]
        let pools = try authorities.map { try CurlPool(profile: profile(port: server.port, as: $0), logger: .quiet) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    _ = try await pools[number % 2].send(OutboundRequest(.get, "/\(authorities[number % 2])"), deadline: .ample)
                }
            }
            try await group.waitForAll()
        }
        #expect(server.arrivals.count == 100)
        for arrival in server.arrivals { #expect(arrival.path == "/\(arrival.identity ?? "nobody")") }
        for pool in pools { await pool.shutdown() }
        await server.stop()
    }

    @Test func filesThatChangeInPlaceChangeNothingForAPoolThatLives() async throws {
        let pki = try TestPKI.made
        let folder = try ScratchFolder()
        try folder.copy(pki.client("courts"), "client.pem")
        try folder.copy(pki.clientKey("courts"), "client.key")
        let server = try await ScriptedServer { _ in [.send(.ok("{}", headers: "Connection: close\r\n")), .close] }
        var profile = try profile(port: server.port)
        profile.clientCertificateFile = folder.path + "/client.pem"
        profile.clientKeyFile = folder.path + "/client.key"
        let old = try CurlPool(profile: profile, logger: .quiet)
        _ = try await old.send(.question, deadline: .ample)
        try folder.copy(pki.client("health"), "client.pem")
        try folder.copy(pki.clientKey("health"), "client.key")
        _ = try await old.send(.question, deadline: .ample)
        let new = try CurlPool(profile: profile, logger: .quiet)
        _ = try await new.send(.question, deadline: .ample)
        #expect(server.arrivals.map(\.identity) == ["courts", "courts", "health"])
        #expect(server.connections == 3)
        await old.shutdown()
        await new.shutdown()
        await server.stop()
    }

    /// In a process of its own, because an environment must not change while others read it.
    @Test func theEnvironmentsProxyIsIgnored() async {
        await #expect(processExitsWith: .success) {
            let proxy = try await ScriptedServer(.plain)
            Environment.set(["https_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"], to: "http://127.0.0.1:\(proxy.port)")
            try await withPool(try await ScriptedServer()) { pool in
                let answer = try await pool.send(.question, deadline: .ample)
                #expect(answer.status == 200)
            }
            #expect(proxy.connections == 0)
            await proxy.stop()
        }
    }
}
