import Foundation
import NIOSSL

/// Certificates for these tests, made once a run by `scripts/make-pki` and removed at the end of the process.
struct TestPKI: Sendable {
    static let shared = Result { try TestPKI() }

    let folder: String
    let root: NIOSSLCertificate

    static var made: TestPKI { get throws { try shared.get() } }

    private init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/gatewayd-curl-\(ProcessInfo.processInfo.processIdentifier)"
        let checkout = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        try Self.run("/bin/bash", [checkout.path + "/scripts/make-pki", folder])
        // A certificate for the right name by the right root whose time is over.
        try Self.run(
            "/bin/bash",
            [
                "-c",
                """
                cd "$0/pki" && openssl req -new -key registries/courts.key -subj /CN=expired 2>/dev/null |
                openssl x509 -req -CA ca.pem -CAkey ca.key -set_serial 5 -days -1 -sha256 -out registries/expired.pem \
                -extfile <(echo subjectAltName=IP:127.0.0.1) 2>/dev/null && cp registries/courts.key registries/expired.key &&
                openssl ec -in registries/courts.key -aes128 -passout pass:secret -out encrypted.key 2>/dev/null
                """, folder,
            ])
        root = try NIOSSLCertificate.fromPEMFile(folder + "/pki/ca.pem")[0]
        atexit { if let pki = try? TestPKI.shared.get() { try? FileManager.default.removeItem(atPath: pki.folder) } }
    }

    var caFile: String { folder + "/pki/ca.pem" }
    func registry(_ name: String) -> String { folder + "/pki/registries/\(name).pem" }
    func registryKey(_ name: String) -> String { folder + "/pki/registries/\(name).key" }
    func client(_ authority: String) -> String { folder + "/pki/departments/\(authority)/client.pem" }
    func clientKey(_ authority: String) -> String { folder + "/pki/departments/\(authority)/client.key" }

    /// The authority whose client certificate this is.
    func authority(showing certificate: NIOSSLCertificate?) throws -> String? {
        guard let certificate else { return nil }
        for authority in ["public-security", "civil-affairs", "health", "courts"]
        where try NIOSSLCertificate.fromPEMFile(client(authority)).first == certificate {
            return authority
        }
        return "unknown"
    }

    /// libcurl's form of a pin on that certificate's key.
    func pin(_ name: String) throws -> String {
        let output = try Self.run(
            "/bin/bash",
            [
                "-c", "openssl x509 -in \"$0\" -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64",
                registry(name),
            ])
        return "sha256//" + output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private struct Failed: Error { let words: String }

    @discardableResult private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(words: "\(program) \(arguments) ended with \(process.terminationStatus)") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
