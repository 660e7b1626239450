import ArgumentParser
import Foundation
import Ledger
import Logging
import Recording
import StrictJSON
import Testing

@testable import gatewayd

/// `gatewayd ledger verify`, `export` and `find` on a ledger in a file, as the binary runs them.
@Suite struct LedgerCommandTests {
    private let folder: ConfigurationFolder
    private var config: String { folder.path + "/auditor.json" }
    private var keys: [String] {
        get throws {
            try String(contentsOfFile: folder.path + "/ledger/log.vkey", encoding: .utf8).split(separator: "\n").flatMap { ["--key", String($0)] }
        }
    }

    init() throws {
        folder = try ConfigurationFolder()
        // Nothing but the ledger is looked at: an auditor need not be able to read the rest.
        let ledger: JSON = [
            "log": "test.example/log", "keyRing": "ledger/ring.json", "signingKeys": "ledger/signing.key", "file": "ledger/ledger.sqlite",
            "secondPlaces": ["ledger/second"],
        ]
        try folder.write("auditor.json", ["ledger": ledger, "else": true])
    }

    private func opened() async throws -> OpenedLedger {
        let mistakes = MistakeList()
        let settings = try #require(LedgerSettings.read(configuration: config, into: mistakes), "\(mistakes.lines)")
        let keys = try #require(LedgerKeys.read(settings, into: mistakes), "\(mistakes.lines)")
        let opened = await OwnThread.run {
            OpenedLedger.open(settings, keys, configuration: Commitment(of: []), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) {
                _ in
            }
        }
        return try opened.get()
    }

    /// Records so many changes of the configuration.
    private func grow(_ ledger: OpenedLedger, by count: Int) async throws {
        for number in 0..<count {
            let change = ConfigurationRecord(before: Commitment(of: [0]), after: Commitment(of: [1]), changes: ["change \(number)"])
            #expect(await ledger.recording.record(change))
        }
    }

    private func run(_ arguments: [String]) async throws {
        var command = try GatewayDaemon.parseAsRoot(["ledger"] + arguments)
        if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
    }

    @Test("a ledger is found sound beside the daemon that writes it, and a changed one is not")
    func kept() async throws {
        let ledger = try await opened()
        try await grow(ledger, by: 20)
        try await run(["verify", "--config", config])
        try await run(["verify", "--config", config, "--public-only", "--json"] + keys)
        await ledger.close(.asked)
        try await run(["verify", "--config", config])
        // A bit within a leaf, wherever it stands in the file.
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: folder.path + "/ledger/ledger.sqlite")))
        let word = Array(#""kind":"configuration""#.utf8)
        let place = try #require(bytes.indices.dropLast(word.count).first { bytes[$0..<$0 + word.count].elementsEqual(word) })
        bytes[place + 10] ^= 1
        try folder.write("ledger/ledger.sqlite", bytes)
        await #expect(throws: ExitCode(1)) { try await run(["verify", "--config", config]) }
    }

    @Test("an export is brought up to date, is right for both verifiers, and not when a byte of it was changed")
    func exported() async throws {
        let export = folder.path + "/export"
        let ledger = try await opened()
        try await grow(ledger, by: 300)
        _ = try await ledger.writer.publish()
        try await run(["export", "--config", config, "--to", export])
        let early = folder.path + "/early"
        try FileManager.default.copyItem(atPath: export + "/checkpoint", toPath: early)
        try await run(["verify", "--export", export] + keys)
        try await grow(ledger, by: 250)
        await ledger.close(.asked)
        try await run(["export", "--config", config, "--to", export])
        try await run(["verify", "--export", export, "--checkpoint", early] + keys)
        #expect(try otherVerifier(export) == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: export + "/tile/0").sorted()
        #expect(names == ["000", "001", "002.p"], "nothing is left of the older one")
        await #expect(throws: ExitCode(1)) { try await run(["export", "--config", config, "--to", export, "--sealed"]) }

        let file = export + "/tile/entries/001"
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        bytes[1000] ^= 1
        try Data(bytes).write(to: URL(filePath: file))
        await #expect(throws: ExitCode(1)) { try await run(["verify", "--export", export] + keys) }
        #expect(try otherVerifier(export) != 0)
    }

    @Test("a sealed export is opened by the ring alone, and an old export is behind a newer checkpoint")
    func sealed() async throws {
        let (old, export) = (folder.path + "/old", folder.path + "/sealed-export")
        let ledger = try await opened()
        _ = try await ledger.writer.publish()
        try await run(["export", "--config", config, "--to", old])
        try await grow(ledger, by: 10)
        await ledger.close(.asked)
        try await run(["export", "--config", config, "--to", export, "--sealed"])
        try await run(["verify", "--export", export, "--ring", folder.path + "/ledger/ring.json"] + keys)
        #expect(try otherVerifier(export) == 0)
        await #expect(throws: ExitCode(1)) { try await run(["verify", "--export", old, "--checkpoint", export + "/checkpoint"] + keys) }
        let file = export + "/sealed/000.p/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: export + "/sealed/000.p").first))
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        bytes[40] ^= 1
        try Data(bytes).write(to: URL(filePath: file))
        await #expect(throws: ExitCode(1)) {
            try await run(["verify", "--export", export, "--ring", folder.path + "/ledger/ring.json"] + keys)
        }
        try await run(["verify", "--export", export] + keys)
    }

    @Test("a search leaves its entry before it tells, and refuses while a daemon holds the log")
    func find() async throws {
        let ledger = try await opened()
        let words = ["find", "--config", config, "--person", folder.path + "/person", "--searcher", "auditor", "--reason", "order 7"]
        try folder.write("person", Array("resident-id 449901198512040025\n".utf8))
        await #expect(throws: ExitCode(1)) { try await run(words) }
        await ledger.close(.asked)
        try await run(words)
        try await run(["verify", "--config", config])
        let again = try await opened()
        let mistakes = MistakeList()
        let settings = try #require(LedgerSettings.read(configuration: config, into: mistakes))
        let ring = try #require(LedgerKeys.read(settings, into: mistakes)?.ring)
        let sealer = Sealer(ring: ring, suite: .sm4) { [UInt8](repeating: 0, count: $0) }
        let records = try await again.reader.read { reading in
            try reading.entries(of: "test.example/log", in: 0..<100).compactMap { stored -> String? in
                guard case .opened(let opened) = try sealer.opening(stored.entry), let search = opened.record as? PersonSearchRecord else {
                    return nil
                }
                return "\(search.searcher), \(search.reason), \(search.found)"
            }
        }
        #expect(records == ["auditor, order 7, 0"])
        await again.close(.asked)
        for text in ["449901198512040025", "resident-id 449901198512040026", "resident-id 449901198512040025 x", "", "name 1"] {
            try folder.write("person", Array(text.utf8))
            await #expect(throws: ExitCode(2), "\(text.count) characters") { try await run(words) }
        }
    }

    @Test("what was given wrongly ends with 2, and is no flaw")
    func usage() async throws {
        await #expect(throws: ExitCode(2)) { try await run(["verify", "--config", folder.path + "/none.json"]) }
        await #expect(throws: ExitCode(2)) { try await run(["verify", "--config", config]) }
        await #expect(throws: ExitCode(2)) { try await run(["verify", "--export", folder.path + "/none"] + keys) }
        await #expect(throws: ExitCode(1)) { try await run(["export", "--config", config, "--to", folder.path + "/none"]) }
        for arguments in [[], ["--export", "x"], ["--export", "x", "--key", "y"], ["--config", "x", "--export", "y"]] {
            let mistake = #expect(throws: (any Error).self) { try LedgerVerify.parse(arguments) }
            if let mistake { #expect(LedgerVerify.exitCode(for: mistake) == .validationFailure) }
        }
    }

    /// The exit code of the verifier in another language.
    private func otherVerifier(_ export: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = ConfigurationTests.folder.deletingLastPathComponent().appending(path: "Tests/LedgerTests/Verifier/verify_tlog.py").path
        process.arguments = ["python3", script, "log", export, "--origin", "test.example/log"] + (try keys)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
