import CurlTransport
import Testing

@Suite struct ProfileTests {
    /// The settings that a pool complains about.
    private func complaints(_ adjust: (inout DepartmentProfile) throws -> Void) async throws -> [InvalidProfile.Setting] {
        var profile = try profile(port: 443)
        try adjust(&profile)
        do throws(InvalidProfile) {
            let pool = try CurlPool(profile: profile, logger: .quiet)
            await pool.shutdown()
            return []
        } catch { return error.problems.map(\.setting) }
    }

    @Test func aGoodOneIsTaken() async throws { #expect(try await complaints { _ in } == []) }

    @Test(arguments: [
        "http://127.0.0.1:443", "HTTPS://127.0.0.1", "https://", "https:///", "https://u:p@127.0.0.1", "https://u@127.0.0.1", "https://h/?q=1",
        "https://h/?", "https://h/#f", "https://h/#", "https://h/a b", "https://h\r\n", "https://[::1", "https://h:99999", "127.0.0.1",
        "file:///etc/passwd", "gopher://h", "https://\u{4E2D}", "",
    ])
    func aBaseAddressIsHTTPSAndNothingElse(_ url: String) async throws {
        #expect(try await complaints { $0.baseURL = url } == [.baseURL])
    }

    @Test(arguments: ["https://h", "https://h/", "https://h:8443/a/b", "https://[::1]:8443/", "https://xn--fiq228c.example"])
    func otherBaseAddressesAreTaken(_ url: String) async throws { #expect(try await complaints { $0.baseURL = url } == []) }

    @Test(arguments: [
        "", "sha256//", "sha256//short=", "sha1//" + String(repeating: "A", count: 43) + "=", "sha256//" + String(repeating: "-", count: 43) + "=",
    ])
    func aPinHasOneForm(_ pin: String) async throws { #expect(try await complaints { $0.pinnedPublicKey = pin } == [.pinnedPublicKey]) }

    @Test func filesMustBeThereAndBePEM() async throws {
        let folder = try ScratchFolder()
        let text = try folder.write("no certificate", "text.pem")
        let broken = try folder.write("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "broken.pem")
        for file in ["/nowhere/ca.pem", folder.path, text, broken] {
            #expect(try await complaints { $0.caFile = file } == [.caFile], "\(file)")
            #expect(try await complaints { $0.clientCertificateFile = file } == [.clientCertificateFile], "\(file)")
        }
        #expect(try await complaints { $0.clientKeyFile = text } == [.clientKeyFile])
    }

    @Test func certificateAndKeyBelongTogether() async throws {
        let pki = try TestPKI.made
        #expect(try await complaints { $0.clientKeyFile = nil } == [.clientKeyFile])
        #expect(try await complaints { $0.clientCertificateFile = nil } == [.clientCertificateFile])
        #expect(try await complaints { $0.clientKeyFile = pki.clientKey("courts") } == [.clientKeyFile])
        #expect(try await complaints { $0.clientKeyFile = pki.folder + "/pki/encrypted.key" } == [.clientKeyFile])
        #expect(
            try await complaints {
                $0.clientKeyFile = nil
                $0.clientCertificateFile = nil
            } == [])
    }

    @Test func allMistakesAreReportedTogether() async throws {
        let settings = try await complaints {
            $0.department = ""
            $0.baseURL = "http://h"
            $0.caFile = "/nowhere"
            $0.maximumConnections = 0
            $0.queueLimit = -1
            $0.connectTimeoutMilliseconds = 0
            $0.headerLimitBytes = 1
            $0.bodyLimitBytes = 1
            $0.connectionIdleSeconds = 0
            $0.connectionLifetimeSeconds = 0
        }
        #expect(
            Set(settings) == [
                .department, .baseURL, .caFile, .maximumConnections, .queueLimit, .connectTimeoutMilliseconds, .headerLimitBytes, .bodyLimitBytes,
                .connectionIdleSeconds, .connectionLifetimeSeconds,
            ])
    }
}
