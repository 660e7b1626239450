import Foundation
import Ledger
import ShangMi
import Testing

/// A verifier in another language that shares no line with ours has to come to the same judgements, on what is right and on what is damaged.
@Suite struct VerifierTests {
    /// One judgement: a line for the other verifier, and what ours says of the same.
    private struct Case {
        let line: String
        let isRight: Bool
    }

    /// Logs of one run; `GATEWAYD_TLOG_LOGS=1000` makes more.
    private static let logCount = ProcessInfo.processInfo.environment["GATEWAYD_TLOG_LOGS"].flatMap { Int($0) } ?? 50

    private static let script =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/verify_tlog.py"

    @Test("the other verifier knows the published vectors")
    func selfTest() throws {
        #expect(try answers(of: ["self-test"], input: "") == ["accept"])
    }

    @Test("the other verifier reads the published notes and cosignatures")
    func publishedNotes() throws {
        let go = Base64.text(of: Array(PublishedNotes.goCheckpoint.utf8))
        let changed = Base64.text(of: Array(PublishedNotes.goCheckpoint.replacing("30055305", with: "30055306").utf8))
        let example = Base64.text(of: Array(PublishedNotes.exampleNote.utf8))
        let cosigned = Base64.text(of: Array(PublishedNotes.witnessedCheckpoint.utf8))
        let witness = try #require(PublishedNotes.witness).text
        let lines = [
            "checkpoint\t\(go)\tgo.sum database tree\t\(PublishedNotes.goKey)", "checkpoint\t\(go)\tsum.golang.org\t\(PublishedNotes.goKey)",
            "checkpoint\t\(changed)\tgo.sum database tree\t\(PublishedNotes.goKey)", "note\t\(example)\t\(PublishedNotes.exampleKey)",
            "note\t\(example)\t\(PublishedNotes.peterKey)", "checkpoint\t\(cosigned)\texample.org/log\t\(witness)",
        ]
        let answers = try answers(of: ["cases"], input: lines.map { $0 + "\n" }.joined())
        #expect(answers.map { $0 == "accept" } == [true, false, false, true, false, true], "\(answers)")
    }

    @Test("both come to the same judgement of random logs, proofs and checkpoints, right and damaged")
    func agreement() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-tlog-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var cases: [Case] = []
        for seed in 0..<Self.logCount { cases += try Self.cases(seed: seed, in: folder) }
        let answers = try answers(of: ["cases"], input: cases.map { $0.line + "\n" }.joined())
        try #require(answers.count == cases.count)
        for (judged, answer) in zip(cases, answers) where judged.isRight != (answer == "accept") {
            Issue.record("ours says \(judged.isRight), the other \(answer): \(judged.line)")
        }
        // Damage is in most of them; were all accepted or all refused, nothing would be shown.
        let right = cases.count { $0.isRight }
        #expect(right > cases.count / 10 && right < cases.count * 9 / 10, "\(right) of \(cases.count) are right")
    }

    @Test("the command for an exported log says its size and root, or what is wrong")
    func commandLine() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-tlog-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var dice = LogDice(seed: 4711)
        let log = try ExportedLog(dice: &dice)
        try log.write(to: folder)
        let arguments = ["log", folder.path, "--origin", ExportedLog.origin] + log.verifiers.flatMap { ["--key", $0.text] }
        #expect(try answers(of: arguments, input: "") == ["accept: \(log.tree.size) entries, root \(log.tree.root.base64)"])
        #expect(throws: VerifierFailure.self) {
            try answers(of: ["log", folder.path, "--origin", "other", "--key", log.verifiers[0].text], input: "")
        }
    }

    private static func cases(seed: Int, in folder: URL) throws -> [Case] {
        var dice = LogDice(seed: UInt64(seed))
        let log = try ExportedLog(dice: &dice)
        try log.write(to: folder.appending(path: "\(seed)"))
        let keys = log.verifiers.map(\.text).joined(separator: " ")
        try #require(log.isRight)
        var cases = [Case(line: "log\t\(folder.path)/\(seed)\t\(ExportedLog.origin)\t\(keys)", isRight: true)]
        for turn in 0..<2 {
            var damaged = log
            guard damaged.damageTile(&dice) else { continue }
            // Any damage below the signed root has to be seen, not only to be judged alike.
            if damaged.isRight { Issue.record("damage \(turn) of log \(seed) was not seen") }
            try damaged.write(to: folder.appending(path: "\(seed)-\(turn)"))
            // One key is enough here, the quicker one.
            cases.append(Case(line: "log\t\(folder.path)/\(seed)-\(turn)\t\(ExportedLog.origin)\t\(log.verifiers[0].text)", isRight: false))
        }
        for _ in 0..<4 { cases.append(checkpointCase(of: log, keys: keys, &dice)) }
        if log.tree.size > 0 {
            for _ in 0..<3 {
                cases += try inclusionCases(of: log, &dice)
                cases += try consistencyCases(of: log, &dice)
            }
        }
        return cases
    }

    private static func checkpointCase(of log: ExportedLog, keys: String, _ dice: inout LogDice) -> Case {
        let bytes = dice.damaged(log.files["checkpoint"] ?? [])
        let verified = try? VerifiedCheckpoint(parsing: bytes, origin: ExportedLog.origin, logKeys: log.verifiers)
        return Case(line: "checkpoint\t\(Base64.text(of: bytes))\t\(ExportedLog.origin)\t\(keys)", isRight: verified != nil)
    }

    private static func inclusionCases(of log: ExportedLog, _ dice: inout LogDice) throws -> [Case] {
        let size = 1 + dice.below(log.tree.size)
        let proof = try log.tree.inclusionProof(index: dice.below(size), size: size)
        let root = try log.tree.root(ofSize: size)
        let leaf = MerkleHash.leaf(log.leaves[proof.index])
        let damaged = [
            InclusionProof(index: proof.index, size: size, hashes: dice.damaged(proof.hashes)),
            InclusionProof(index: dice.damaged(proof.index), size: size, hashes: proof.hashes),
            InclusionProof(index: proof.index, size: dice.damaged(size), hashes: proof.hashes),
        ]
        return ([proof] + damaged).map { proof in
            let hashes = proof.hashes.map(\.base64).joined(separator: " ")
            return Case(
                line: "inclusion\t\(proof.index)\t\(proof.size)\t\(leaf.base64)\t\(root.base64)\t\(hashes)",
                isRight: proof.flaw(leaf: leaf, root: root) == nil)
        }
    }

    private static func consistencyCases(of log: ExportedLog, _ dice: inout LogDice) throws -> [Case] {
        let newSize = 1 + dice.below(log.tree.size)
        let proof = try log.tree.consistencyProof(from: dice.below(newSize + 1), to: newSize)
        let oldRoot = try log.tree.root(ofSize: proof.oldSize)
        let newRoot = try log.tree.root(ofSize: newSize)
        let damaged = [
            ConsistencyProof(oldSize: proof.oldSize, newSize: newSize, hashes: dice.damaged(proof.hashes)),
            ConsistencyProof(oldSize: dice.damaged(proof.oldSize), newSize: newSize, hashes: proof.hashes),
            ConsistencyProof(oldSize: proof.oldSize, newSize: dice.damaged(newSize), hashes: proof.hashes),
        ]
        return ([proof] + damaged).map { proof in
            let hashes = proof.hashes.map(\.base64).joined(separator: " ")
            return Case(
                line: "consistency\t\(proof.oldSize)\t\(proof.newSize)\t\(oldRoot.base64)\t\(newRoot.base64)\t\(hashes)",
                isRight: proof.flaw(oldRoot: oldRoot, newRoot: newRoot) == nil)
        }
    }

    /// The lines that the other verifier answers; it reads its input from a file, so that neither waits for the other.
    private func answers(of arguments: [String], input: String) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: "gatewayd-tlog-\(UUID().uuidString).txt")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Self.script] + arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw VerifierFailure(status: process.terminationStatus) }
        return String(decoding: answer, as: UTF8.self).split(separator: "\n").map { String($0) }
    }
}

/// The other verifier refused as a whole.
struct VerifierFailure: Error {
    let status: Int32
}

extension LogDice {
    /// One hash with a turned bit, missing, added or exchanged.
    fileprivate mutating func damaged(_ hashes: [MerkleHash]) -> [MerkleHash] {
        var hashes = hashes
        let foreign = MerkleHash.leaf(bytes(8))
        guard !hashes.isEmpty else { return [foreign] }
        let place = below(hashes.count)
        switch below(5) {
        case 0: hashes.remove(at: place)
        case 1: hashes.insert(foreign, at: place)
        case 2: hashes.swapAt(place, below(hashes.count))
        default: if let flipped = hashes[place].flipping(below(256)) { hashes[place] = flipped }
        }
        return hashes
    }

    /// A neighbour, the half or double, or a number that no tree has.
    fileprivate mutating func damaged(_ number: Int) -> Int {
        switch below(8) {
        case 0: -number - 1
        case 1: Int.max
        case 2: Int.min
        case 3: number / 2
        case 4: number * 2
        case 5: number - 1
        default: number + 1
        }
    }
}
