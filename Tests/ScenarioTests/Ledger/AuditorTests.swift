import Foundation
import StrictJSON
import Testing

/// What an auditor does with nothing but the program: beside the running daemon, from an export, and with a receipt in hand.
@Suite(.serialized)
struct AuditorTests {
    @Test("a receipt, an export and public keys prove what was said, and who asked is found", .timeLimit(.minutes(3)))
    func anAuditorsDay() async throws {
        let stage = try await Stage.open()
        try await stage.command("PUT", "/population", FaultStormTests.population)
        var ids: [String] = []
        for key in ["1", "2", "3"] { ids.append(try #require(try await stage.ask(under: key).body["id"]?.text)) }
        let keys = try String(contentsOfFile: stage.folder + "/ledger/log.vkey", encoding: .utf8).split(separator: "\n").map(String.init)
        let file = try await stage.exchange("GET", stage.gateway + "/v1/verifications/\(ids[0])/receipt", certificate: "hall")
        try Data(file.body.encoded()).write(to: URL(filePath: stage.folder + "/receipt.json"))
        let config = ["--config", stage.folder + "/gatewayd.json"]

        // Beside the daemon, which goes on.
        let beside = try await stage.gatewayd(["ledger", "verify"] + config)
        #expect(beside.status == 0, "\(beside.text)")
        let export = stage.folder + "/export"
        let exported = try await stage.gatewayd(["ledger", "export", "--to", export] + config)
        #expect(exported.status == 0, "\(exported.text)")
        let busy = try await stage.gatewayd(Self.find + config, input: Self.person)
        #expect(busy.status != 0 && busy.text.contains("\(stage.daemon.identifier)"), "\(busy.text)")
        #expect(try await stage.ask(under: "4").status == 200)

        // Far from the daemon, with public keys alone.
        let trusted = keys.flatMap { ["--key", $0] }
        let whole = try await stage.gatewayd(["ledger", "verify", "--export", export] + trusted)
        #expect(whole.status == 0, "\(whole.text)")
        let receipt = [
            "receipt", "verify", stage.folder + "/receipt.json", "--name", "陈安然", "--number", "449901198512040025", "--key", keys[0],
        ]
        let genuine = try await stage.gatewayd(receipt)
        #expect(genuine.status == 0, "\(genuine.text)")
        let bundle = try Self.bundle(of: export)
        var bytes = Array(try Data(contentsOf: bundle))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: bundle)
        let changed = try await stage.gatewayd(["ledger", "verify", "--export", export] + trusted)
        #expect(changed.status == 1, "\(changed.text)")

        // With the keys of the node, once the daemon has stopped.
        await stage.daemon.stop()
        let found = try await stage.gatewayd(Self.find + config, input: Self.person)
        #expect(found.status == 0 && ids.allSatisfy { found.text.contains($0) }, "\(found.text)")
        let again = try await stage.gatewayd(["ledger", "verify"] + config)
        #expect(again.status == 0, "\(again.text)")
        await stage.close()
    }

    private static let find = ["ledger", "find", "--person", "-", "--searcher", "auditor", "--reason", "order 7"]
    private static let person = "resident-id 449901198512040025\n"

    /// One file with entries of an export.
    private static func bundle(of export: String) throws -> URL {
        let folder = URL(filePath: export + "/tile/entries")
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])?.compactMap { $0 as? URL } ?? []
        return try #require(try all.first { try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true })
    }
}

extension Stage {
    /// Runs the program to its end; what it wrote on both outputs.
    fileprivate func gatewayd(_ arguments: [String], input: String = "") async throws -> (status: Int32, text: String) {
        let name = folder + "/" + UUID().uuidString
        try Data(input.utf8).write(to: URL(filePath: name + ".in"))
        _ = FileManager.default.createFile(atPath: name + ".out", contents: nil)
        let output = try FileHandle(forWritingTo: URL(filePath: name + ".out"))
        let process = Process()
        process.executableURL = URL(filePath: try Self.builtProduct("gatewayd"))
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: name + ".in"))
        process.standardOutput = output
        process.standardError = output
        try await process.runToEnd()
        return (process.terminationStatus, try String(contentsOfFile: name + ".out", encoding: .utf8))
    }
}
