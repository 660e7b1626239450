import Ledger
import ShangMi
import Testing
import Verification

/// Values that mean nothing and can be told apart by their numbers.
enum Sample {
    static func verification(_ number: Int) -> VerificationID {
        let digits = String(number, radix: 16)
        let text = "01980d2e-7c11-7a3b-8f00-" + String(repeating: "0", count: 12 - digits.count) + digits
        guard let verification = VerificationID(text) else { preconditionFailure("no verification: \(text)") }
        return verification
    }

    static func time(_ number: Int) -> Timestamp { Timestamp(milliseconds: 1_772_323_200_000 + Int64(number)) }

    static func keyName(_ text: String) throws -> KeyName { try #require(KeyName(text)) }

    /// What stands for a person.
    static func person(_ number: Int, key: String = "names-1") throws -> Pseudonym {
        Pseudonym(key: try keyName(key), bytes: secret("person", number))
    }

    static func question(_ number: Int) throws -> Pseudonym { Pseudonym(key: try keyName("names-1"), bytes: secret("question", number)) }

    static func key(_ number: Int, wrapping: String = "wrap-1") throws -> WrappedKey {
        WrappedKey(wrapping: try keyName(wrapping), bytes: secret("key", number) + secret(wrapping, number))
    }

    static func code(_ number: Int) -> ReceiptCode {
        var digest = secret("code", number)
        return ReceiptCode.generated { count in
            digest = Digest.sha256(digest)
            return Array(digest.prefix(count))
        }
    }

    static func commitment(_ number: Int) -> Commitment { Commitment(of: secret("commitment", number)) }

    static func reservation(_ scope: Int, verification: Int, at: Int = 0, expires: Int = 1000) -> Reservation {
        Reservation(
            scope: commitment(scope), request: commitment(1000 + verification), verification: self.verification(verification), at: time(at),
            expires: time(expires))
    }

    /// 32 bytes that are found again in a file.
    static func secret(_ use: String, _ number: Int) -> [UInt8] { Digest.sha256(Array("\(use) \(number)".utf8)) }
}

/// An entry that a test appends.
struct SampleEntry {
    var kind = EntryKind.refusal
    var verification: Int?
    /// Milliseconds behind the first moment; its sequence when nil.
    var at: Int?
    var about: [Int] = []
}

/// A log that a test writes to, by way of the one session that may; knows the tree, so that batches fit.
final class SampleLog {
    let name: String
    let session: any LogWriting
    private(set) var tree: CompactRange

    /// Takes the lease of a log, and goes on behind what is there.
    init(_ storage: any LedgerStorage, _ name: String = "hall.example/log", holder: String = "test") throws {
        self.name = name
        session = try storage.writing(log: name, holder: holder)
        let size = try session.head().size
        tree = CompactRange()
        for leaf in try storage.reading().leaves(of: name, in: 0..<size) { tree.append(MerkleHash.leaf(leaf)) }
    }

    var size: Int { tree.size }

    static func sealed(_ entry: SampleEntry, sequence: Int) throws -> SealedEntry {
        SealedEntry(
            leaf: Array("leaf \(sequence) \(entry.kind)".utf8), sealed: Sample.secret("sealed", sequence) + Sample.secret("more", sequence),
            key: try Sample.key(sequence), pseudonyms: try entry.about.map { try Sample.person($0) })
    }

    static func note(_ size: Int) -> SizedCheckpoint { SizedCheckpoint(size: size, note: Array("checkpoint \(size)\n".utf8)) }

    /// The batch that goes on from there, and the tree behind it.
    func batch(_ entries: [SampleEntry], answers: [ReceiptedAnswer] = []) throws -> (Batch, CompactRange) {
        var tree = tree
        var nodes: [(subtree: Subtree, hash: MerkleHash)] = []
        let placed = try entries.enumerated().map { place, entry in
            let sealed = try Self.sealed(entry, sequence: size + place)
            tree.append(MerkleHash.leaf(sealed.leaf)) { if $0.level.isMultiple(of: 8) { nodes.append(($0, $1)) } }
            return PlacedEntry(
                kind: entry.kind, verification: entry.verification.map { Sample.verification($0) }, at: Sample.time(entry.at ?? size + place),
                sealed: sealed)
        }
        let batch = Batch(start: size, entries: placed, nodes: nodes, checkpoint: Self.note(size + entries.count), answers: answers)
        return (batch, tree)
    }

    /// Appends, and tells what became of the reservations.
    @discardableResult
    func append(_ entries: [SampleEntry], answers: [ReceiptedAnswer] = [], reserving: [Reservation] = []) throws -> [ReservationOutcome] {
        let (batch, tree) = try batch(entries, answers: answers)
        var outcomes: [ReservationOutcome] = []
        try session.commit(reserving: reserving) { found in
            outcomes = found
            return batch
        }
        self.tree = tree
        return outcomes
    }

    /// Appends entries that belong to nothing.
    func append(count: Int) throws { try append((0..<count).map { _ in SampleEntry() }) }
}
