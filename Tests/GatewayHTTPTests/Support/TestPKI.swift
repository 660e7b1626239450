import Foundation
import NIOSSL

/// Certificates for these tests, made once a run by `scripts/make-pki` and removed at the end of the process.
struct TestPKI: Sendable {
    private static let shared = Result { try TestPKI() }

    static var made: TestPKI { get throws { try shared.get() } }

    let folder: String

    private init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/gatewayd-http-\(ProcessInfo.processInfo.processIdentifier)"
        try Self.run("/bin/bash", [Self.checkout + "/scripts/make-pki", folder])
        try Self.run("/bin/bash", ["-c", Self.more, folder])
        atexit { if let pki = try? TestPKI.shared.get() { try? FileManager.default.removeItem(atPath: pki.folder) } }
    }

    /// The root of the checkout, found from this file.
    static var checkout: String {
        URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    func path(_ name: String) -> String { folder + "/pki/" + name }

    /// A certificate with its key, by the name of its files.
    func identity(_ name: String) throws -> (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource) {
        let chain = try NIOSSLCertificate.fromPEMFile(path(name + ".pem")).map { NIOSSLCertificateSource.certificate($0) }
        return (chain, .privateKey(try NIOSSLPrivateKey(file: path(name + ".key"), format: .pem)))
    }

    /// Client certificates with something wrong: expired, made by oneself, without names, with a name that is nobody's, with a URI.
    private static let more = """
        set -euo pipefail
        cd "$0/pki"
        make() { # NAME SAN DAYS
          openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null
          openssl req -new -key "$1.key" -subj "/CN=$1" 2>/dev/null | openssl x509 -req -CA ca.pem -CAkey ca.key -set_serial "$RANDOM" -days "$3" \
            -sha256 -extfile <(printf 'extendedKeyUsage=clientAuth\\n'; [ -z "$2" ] || printf 'subjectAltName=%s\\n' "$2") -out "$1.pem" 2>/dev/null
        }
        make expired DNS:hall.demo.test -1
        make nobody DNS:nobody.demo.test 30
        make nameless "" 30
        make several DNS:other.demo.test,URI:spiffe://demo.test/hall 30
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout selfmade.key -out selfmade.pem -subj /CN=hall.demo.test \
          -days 30 -addext subjectAltName=DNS:hall.demo.test 2>/dev/null
        """

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(arguments: arguments) }
    }

    private struct Failed: Error {
        let arguments: [String]
    }
}
