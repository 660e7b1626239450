import ArgumentParser
import NIOCore
import NIOPosix
import NIOSSL

/// Keeps N connections busy, each with one request at a time, and prints one table row for each N.
struct Drive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "drive", abstract: "Loads a running daemon.")

    @Option(help: "https://HOST:PORT/PATH to POST to.")
    var url: String
    @Option(help: "The CA of the daemon's certificate (PEM).")
    var ca: String
    @Option(help: "The client certificate (PEM).")
    var cert: String
    @Option(help: "Its key (PEM).")
    var key: String
    @Option(help: "The name to expect in the daemon's certificate; without it, the host of the URL.")
    var sni: String?
    @Option(help: "Connections, one number or several with commas: a row for each.")
    var connections = "64"
    @Option(help: "Measured seconds for each row.")
    var seconds = 5.0
    @Option(help: "Seconds of load before each measurement.")
    var warmup = 1.5
    @Option(help: "A population file: its persons are asked for in turn.")
    var persons: String
    @Option(help: "The request body, with {{ID}} for the number, {{NAME}} for the name, {{SEQ}} for 12 digits that never repeat.")
    var template: String
    @Option(help: "Text that every answer must hold.")
    var expect: String?
    @Option(help: "The daemon's process: what its process tree uses is divided by the answers.")
    var pid: Int?
    @Flag(help: "Leave out the table's head.")
    var noHead = false

    func run() async throws {
        let counts = connections.split(separator: ",").compactMap { Int($0) }
        guard !counts.isEmpty, counts.allSatisfy({ (1...10_000).contains($0) }) else {
            throw ValidationError("--connections wants numbers from 1 to 10000")
        }
        guard let target = Target(url: url) else { throw ValidationError("--url wants https://HOST:PORT/PATH") }
        let requests = try RequestMaker(
            template: TextFile.read(template), people: Person.read(populationFile: TextFile.read(persons)), target: target)
        let tls = try tlsContext()
        if !noHead {
            print("| connections | requests/s | p50 ms | p99 ms | max ms | answers | errors | daemon CPU µs/request | load CPU µs/request |")
            print("|---|---|---|---|---|---|---|---|---|")
        }
        var errors = 0
        for count in counts {
            let round = Round(
                target: target, sni: sni, tls: tls, requests: requests, connections: count, warmup: .milliseconds(Int64(warmup * 1000)),
                measured: .milliseconds(Int64(seconds * 1000)), expect: expect.map { Array($0.utf8) }, daemon: pid)
            let outcome = try await round.run()
            errors += outcome.errors
            print(outcome.row(connections: count))
            if let first = outcome.firstError { print("  first error: \(first)") }
        }
        if errors > 0 { throw ExitCode(1) }
    }

    private func tlsContext() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.trustRoots = .file(ca)
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(cert).map { .certificate($0) }
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        return try NIOSSLContext(configuration: configuration)
    }
}

/// Where the load goes.
struct Target: Sendable {
    let host: String
    let port: Int
    let path: String

    /// Understands `https://HOST:PORT/PATH`, with the port optional; nil for anything else.
    init?(url: String) {
        guard url.hasPrefix("https://") else { return nil }
        let rest = url.dropFirst("https://".count)
        let authority = rest.prefix { $0 != "/" }
        path = rest.count > authority.count ? String(rest[authority.endIndex...]) : "/"
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return nil }
        guard let port = parts.count == 2 ? Int(parts[1]) : 443, (1...65_535).contains(port) else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// True when the host is a dotted quad, which is no name to send as SNI.
    var isAddress: Bool { host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") } }
}
