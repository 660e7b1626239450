import AdapterKit
import CurlTransport
import Logging
import Testing
import Verification

/// A profile for the server on that port that shows itself as one authority's client.
func profile(port: Int, host: String = "127.0.0.1", as authority: String = "public-security") throws -> DepartmentProfile {
    let pki = try TestPKI.made
    var profile = DepartmentProfile(
        department: authority, baseURL: "https://\(host):\(port)", caFile: pki.caFile, clientCertificateFile: pki.client(authority),
        clientKeyFile: pki.clientKey(authority))
    // Many handshakes at once on a busy machine take their time.
    profile.connectTimeoutMilliseconds = 30_000
    profile.maximumConnections = 16
    return profile
}

/// Runs a test against a server and a pool, and ends both.
func withPool(
    _ server: ScriptedServer, adjust: (inout DepartmentProfile) throws -> Void = { _ in }, _ body: (CurlPool) async throws -> Void
) async throws {
    var profile = try profile(port: server.port)
    try adjust(&profile)
    let pool = try CurlPool(profile: profile, logger: .quiet)
    do { try await body(pool) } catch {
        await pool.shutdown()
        await server.stop()
        throw error
    }
    await pool.shutdown()
    await server.stop()
}

extension Logger {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension OutboundRequest {
    static let question = OutboundRequest(.post, "/query", headers: [.init("Content-Type", "application/json")], body: Array("{\"a\":1}".utf8))
}

extension ContinuousClock.Instant {
    /// Far enough for anything that works.
    static var ample: Self { .now.advanced(by: .seconds(30)) }
}

/// The failure of a transfer that must fail.
func failing(
    _ pool: CurlPool, _ request: OutboundRequest = .question, deadline: ContinuousClock.Instant = .ample,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws -> OutboundFailure {
    do {
        let response = try await pool.send(request, deadline: deadline)
        Issue.record("answered with \(response.status)", sourceLocation: sourceLocation)
        throw Answered()
    } catch let failure as OutboundFailure { return failure }
}

struct Answered: Error {}
