import Foundation
import Ledger
import ShangMi
import Testing

/// The verifier in another language has to come to the same judgement of receipt files, right and damaged.
@Suite struct ReceiptVerifierTests {
    private static let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")

    @Test("both come to the same judgement of receipt files, right and damaged")
    func agreement() throws {
        var dice = LogDice(seed: 11)
        var lines: [String] = []
        var ours: [Bool] = []
        let names = ["陈安然", "陈安然", "黄立诚", " 陈安然"]
        let numbers = ["449901198512040025", "449901198303170018", "44990119851204 0025"]
        for seed in 0..<12 {
            let size = 1 + dice.below(300)
            let samples = try ReceiptSamples(index: dice.below(size), size: size, seed: UInt64(seed))
            for turn in 0..<12 {
                var bytes = samples.file.encoded
                switch turn {
                case 0: break
                case 1: bytes = samples.file.withoutSalt.encoded
                case 2: bytes = samples.altered(proof: samples.file.proof.reversed())
                case 3: bytes = samples.altered(leaf: samples.leaves[dice.below(size)])
                case 4: bytes = samples.altered(checkpoint: try samples.checkpoint(origin: "other"))
                case 5: bytes = samples.altered(receipt: dice.damaged(samples.file.receipt))
                case 6: bytes = samples.altered(checkpoint: dice.damaged(samples.file.checkpoint))
                default: bytes = turn < 9 ? bytes : dice.damaged(bytes)
                }
                // The other side is slow with SM2: one key is enough for most.
                let keys = turn == 0 ? samples.keys : [samples.keys[0]]
                let person = turn > 6 ? (names[dice.below(4)], numbers[dice.below(3)]) : nil
                let claimed = person.map { ReceiptVerification.Claimed(name: $0.0, number: $0.1) }
                ours.append(ReceiptVerification(bytes, keys: keys, claimed: claimed).isGenuine)
                let fields = [Base64.text(of: bytes), keys.map(\.text).joined(separator: " ")] + (person.map { [$0.0, $0.1] } ?? [])
                lines.append(fields.joined(separator: "\t"))
            }
        }
        let theirs = try Self.answers(["cases"], input: lines.map { $0 + "\n" }.joined()).output.split(separator: "\n")
        try #require(theirs.count == ours.count)
        for (index, answer) in theirs.enumerated() where ours[index] != (answer == "accept") {
            Issue.record("case \(index): ours says \(ours[index]), the other \(answer)")
        }
        let right = ours.count { $0 }
        #expect(right > ours.count / 10 && right < ours.count * 9 / 10, "\(right) of \(ours.count) are right")
    }

    @Test("the other verifier's command says what a file proves")
    func command() throws {
        let samples = try ReceiptSamples()
        let file = FileManager.default.temporaryDirectory.appending(path: "gatewayd-receipt-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(samples.file.encoded).write(to: file)
        let arguments = ["file", file.path, "--key", samples.keys[0].text, "--name", "陈安然", "--number"]
        let good = try Self.answers(arguments + ["449901198512040025"])
        #expect(good.status == 0 && good.output == "accept: \(samples.receipt.code.text), refuted\n")
        #expect(try Self.answers(arguments + ["449901198303170018"]).status == 1)
    }

    private static func answers(_ arguments: [String], input: String = "") throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "gatewayd-receipt-\(UUID().uuidString).txt")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", folder + "/verify_receipt.py"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: answer, as: UTF8.self))
    }
}
