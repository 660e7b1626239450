import ArgumentParser
import Foundation
import Ledger
import SchemaValidation
import StrictJSON
import Testing
import Verification

@testable import gatewayd

/// `gatewayd receipt verify` on the documented example, which is also what keeps the format from changing unnoticed.
@Suite struct ReceiptVerifyTests {
    private static let folder = ConfigurationTests.folder.deletingLastPathComponent().appendingPathComponent("Documentation")
    private static let file = folder.appendingPathComponent("examples/receipt.json")

    private static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

    private static func keys() throws -> [String] {
        String(decoding: try bytes(folder.appendingPathComponent("examples/receipt.vkey")), as: UTF8.self).split(separator: "\n").map { String($0) }
    }

    /// As the binary does it.
    private static func run(_ arguments: [String]) async throws {
        let command = try GatewayDaemon.parseAsRoot(["receipt", "verify"] + arguments)
        let verify = try #require(command as? ReceiptVerify)
        try await verify.run()
    }

    @Test("the example is what its schema says, and so are the texts in it")
    func schema() throws {
        let schema = try JSON(parsing: try Self.bytes(Self.folder.appendingPathComponent("receipt-file.schema.json")), limits: .file)
        let definitions = try #require(schema["$defs"])
        let file = try JSON(parsing: try Self.bytes(Self.file), limits: .file)
        #expect(SchemaValidator(root: schema).violations(file) == [])
        for name in ["receipt", "leaf"] {
            let text = try #require(file[name]?.text)
            let value = try JSON(parsing: Array(text.utf8), limits: .file)
            let root: JSON = ["$defs": definitions, "$ref": .string("#/$defs/\(name)")]
            #expect(SchemaValidator(root: root).violations(value) == [])
            #expect(SchemaValidator(root: root).violations(.object((value.members ?? []) + [.init("surprise", true)])) != [])
        }
    }

    @Test("the schema's words are the code's")
    func words() throws {
        let schema = try JSON(parsing: try Self.bytes(Self.folder.appendingPathComponent("receipt-file.schema.json")), limits: .file)
        let definitions = try #require(schema["$defs"])
        let words: (JSON?) -> [String] = { ($0?["enum"]?.elements ?? []).compactMap(\.text) }
        #expect(words(definitions["verdict"]) == Verdict.allCases.map(\.rawValue))
        #expect(words(definitions["leaf"]?["properties"]?["kind"]) == EntryKind.allCases.map(\.rawValue))
        #expect(words(definitions["receipt"]?["properties"]?["purpose"]) == PurposeCategory.allCases.map(\.rawValue))
    }

    @Test("the example is genuine by each of its keys, and its holder's")
    func genuine() async throws {
        let keys = try Self.keys()
        #expect(keys.count == 2)
        for key in keys { try await Self.run([Self.file.path, "--key", key, "--name", "陈安然", "--number", "449901198512040025", "--json"]) }
        try await Self.run([Self.file.path, "--key", keys[0], "--key", keys[1]])
    }

    @Test("exit codes tell what is not genuine from what was not given rightly")
    func exitCodes() async throws {
        let key = try Self.keys()[0]
        await #expect(throws: ExitCode(1)) { try await Self.run([Self.file.path, "--key", key, "--name", "黄立诚", "--number", "449901198303170018"]) }
        await #expect(throws: ExitCode(1)) {
            try await Self.run([Self.folder.appendingPathComponent("receipt-file.schema.json").path, "--key", key])
        }
        await #expect(throws: ExitCode(2)) { try await Self.run([Self.file.path + ".none", "--key", key]) }
        for arguments in [[], ["--key", "x"], ["--key", String(key.dropLast(4))], ["--key", key, "--name", "陈安然"]] {
            let mistake = #expect(throws: (any Error).self) { try ReceiptVerify.parse([Self.file.path] + arguments) }
            if let mistake { #expect(ReceiptVerify.exitCode(for: mistake) == .validationFailure) }
        }
    }

    @Test("the report says what the receipt says only when it is genuine, and never whose it is")
    func report() throws {
        let keys = try Self.keys().compactMap { NoteVerifier($0) }
        var bytes = try Self.bytes(Self.file)
        let claimed = ReceiptVerification.Claimed(name: "陈安然", number: "449901198512040025")
        let day = try #require(CalendarDate("2026-03-09"))
        let good = ReceiptReport(file: "f", verification: ReceiptVerification(bytes, keys: keys, claimed: claimed), today: day)
        #expect(good.json["genuine"]?.flag == true && good.json["receipt"]?["verdict"]?.text == "confirmed")
        #expect(good.json["relianceEnded"]?.flag == true && good.text.contains("which has passed") && good.text.contains("subject: holds"))
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "7")))
        bytes[place] = UInt8(ascii: "8")
        let bad = ReceiptReport(file: "f", verification: ReceiptVerification(bytes, keys: keys, claimed: claimed), today: day)
        #expect(bad.json["genuine"]?.flag == false && bad.json["receipt"]?.isNull == true && !bad.text.contains("confirmed"))
        for text in [good.text, bad.text, String(decoding: good.json.encoded(), as: UTF8.self)] {
            #expect(!text.contains("陈安然") && !text.contains("449901198512040025"))
        }
    }
}
