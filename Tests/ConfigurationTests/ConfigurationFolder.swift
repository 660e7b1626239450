import ArgumentParser
import Configuration
import Foundation
import Logging
import StrictJSON

@testable import gatewayd

/// A configuration of its own, with certificates and secrets, that a test may change.
final class ConfigurationFolder {
    let path: String

    /// Copies of the shipped files, and the credentials that `make-pki` made once for this run.
    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "gatewayd-reload-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: try Self.credentials.get(), toPath: path)
        for name in ["adapters", "catalogue", "clients"] {
            try FileManager.default.copyItem(
                atPath: ConfigurationTests.folder.appending(path: "\(name).json").path, toPath: "\(path)/\(name).json")
        }
        let settings: JSON = [
            "listen": [
                "host": "127.0.0.1", "port": 0, "certificate": "pki/gateway.pem", "key": "pki/gateway.key", "clientAuthority": "pki/ca.pem",
            ], "catalogue": "catalogue.json", "adapters": "adapters.json", "clients": "clients.json", "credentials": ".",
            "ledger": [
                "log": "test.example/log", "keyRing": "ledger/ring.json", "signingKeys": "ledger/signing.key", "file": "ledger/ledger.sqlite",
            ],
        ]
        try write("gatewayd.json", settings)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static let credentials = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-credentials-\(ProcessInfo.processInfo.processIdentifier)").path
        let process = Process()
        process.executableURL = ConfigurationTests.folder.deletingLastPathComponent().appending(path: "scripts/make-pki")
        process.arguments = [folder]
        try process.run()
        process.waitUntilExit()
        try LedgerInit.parse([folder + "/ledger", "--log", "test.example/log"]).run()
        return folder
    }

    func write(_ name: String, _ json: JSON) throws { try write(name, json.encoded()) }

    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: "\(path)/\(name)")) }

    func json(_ name: String) throws -> JSON { try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: "\(path)/\(name)"))), limits: .file) }

    /// Replaces text in one of the files, which must hold it.
    func replace(_ old: String, with new: String, in name: String) throws {
        let text = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
        guard text.contains(old) else { throw Missing(text: old) }
        try write(name, Array(text.replacing(old, with: new, maxReplacements: 1).utf8))
    }

    struct Missing: Error { let text: String }

    /// The daemon put together from the folder.
    func assemble(logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) async throws -> Assembly {
        let mistakes = MistakeList()
        let settings = Settings.read(
            path: path + "/gatewayd.json", environment: ConfigReader(provider: InMemoryProvider(values: [:])), into: mistakes)
        guard let settings, let assembly = await Assembly.build(settings, logger: logger, into: mistakes) else {
            throw Missing(text: mistakes.lines.joined(separator: "\n"))
        }
        return assembly
    }
}
