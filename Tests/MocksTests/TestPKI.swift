import Foundation
import Mocks
import NIOSSL

/// Certificates for these tests, made once a run by `scripts/make-pki` and removed at the end of the process.
struct TestPKI: Sendable {
    private static let made = Result { try TestPKI() }

    static func shared() throws -> TestPKI { try made.get() }

    let folder: String
    let pki: MockPKI

    private init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/gatewayd-mocks-\(ProcessInfo.processInfo.processIdentifier)"
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [root.appending(path: "scripts/make-pki").path, folder]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        pki = try MockPKI(state: folder, authorities: [TwoDatasets.authority, OneDataset.authority])
        atexit { if let made = try? TestPKI.shared() { try? FileManager.default.removeItem(atPath: made.folder) } }
    }

    /// A TLS client that shows the certificate under `pki/`, if any.
    func client(_ name: String?, maximum: TLSVersion? = nil) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([pki.root])
        configuration.certificateVerification = .noHostnameVerification
        configuration.maximumTLSVersion = maximum
        if maximum == .tlsv11 { configuration.minimumTLSVersion = .tlsv1 }
        if let name {
            let certificate = try NIOSSLCertificate.fromPEMFile("\(folder)/pki/\(name).pem").map(NIOSSLCertificateSource.certificate)
            configuration.certificateChain = certificate
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: "\(folder)/pki/\(name).key", format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}
