import GRDB
import Ledger
import Verification

/// A session that reads the logs of a file, on a connection of its own.
final class FileReading: LedgerReading {
    private let transaction: Transaction
    /// Whether a transaction is open that everything is read in.
    private var isStill = false

    init(_ queue: DatabaseQueue) { transaction = Transaction(queue) }

    func still<Value>(_ body: () throws -> Value) throws -> Value {
        if isStill { return try body() }
        return try transaction.hold {
            isStill = true
            defer { isStill = false }
            return try body()
        }
    }

    func filed(of log: String, in range: Range<Int>) throws(StorageFailure) -> [FiledEntry] {
        try reading(log) { try $0.filed(ofLog: $1, in: range) } ?? []
    }

    func strays(limit: Int) throws(StorageFailure) -> [StrayRow] { try read { try $0.strays(limit: limit) } }

    func logs() throws(StorageFailure) -> [String] { try read { try $0.logs().map(\.name) } }

    func head(of log: String) throws(StorageFailure) -> LogHead? {
        try reading(log) { try $0.head(ofLog: $1) } ?? nil
    }

    func leaves(of log: String, in range: Range<Int>) throws(StorageFailure) -> [[UInt8]] {
        try reading(log) { database, number in
            guard let bounds = Place.bounds(log: number, range) else { return [] }
            return try database.rows(
                "SELECT leaf FROM entries WHERE place BETWEEN ? AND ? ORDER BY place", .integer(bounds.first), .integer(bounds.last)
            ) { $0.blob(0) }
        } ?? []
    }

    func entries(of log: String, in range: Range<Int>) throws(StorageFailure) -> [StoredEntry] {
        try reading(log) { database, number in
            guard let bounds = Place.bounds(log: number, range) else { return [] }
            return try database.rows(
                "SELECT place, leaf, sealed, wrapping, key, pseudonyms FROM entries WHERE place BETWEEN ? AND ? ORDER BY place",
                .integer(bounds.first), .integer(bounds.last)
            ) { try $0.entry(of: log) }
        } ?? []
    }

    func nodes(of log: String, level: Int, in range: Range<Int>) throws(StorageFailure) -> [MerkleHash] {
        try reading(log) { database, number in
            try database.rows(
                "SELECT hash FROM nodes WHERE log = ? AND level = ? AND number >= ? AND number < ? ORDER BY number", .integer(number),
                .integer(level), .integer(range.lowerBound), .integer(range.upperBound)
            ) { row in
                guard let hash = MerkleHash(bytes: row.blob(0)) else { throw StorageFailure.corrupt("a hash of the tree has not 32 bytes") }
                return hash
            }
        } ?? []
    }

    func entries(of verification: VerificationID) throws(StorageFailure) -> [StoredEntry] {
        try read { database in
            try database.rows(
                """
                SELECT place, leaf, sealed, wrapping, key, pseudonyms, name FROM entries JOIN logs ON id = place >> 44
                WHERE verification = ? ORDER BY name, place
                """, .blob(verification.bytes)
            ) { try $0.entry(of: $0.text(6)) }
        }
    }

    func entries(about pseudonyms: [Pseudonym], after: EntryPlace?, limit: Int) throws(StorageFailure) -> [StoredEntry] {
        try read { try $0.entries(about: pseudonyms, after: after, limit: limit) }
    }

    func answers(under code: ReceiptCode) throws(StorageFailure) -> [StoredAnswer] {
        try read { database in
            try database.answers(
                "SELECT \(Self.answerColumns) FROM answers WHERE segment = ? AND code = ? ORDER BY place, number", [.text(code.text)])
        }
    }

    func answers(to questions: [Pseudonym]) throws(StorageFailure) -> [StoredAnswer] {
        try read { database in
            var found: [StoredAnswer] = []
            for question in Set(questions) {
                found += try database.answers(
                    "SELECT \(Self.answerColumns) FROM answers WHERE segment = ? AND question = ? AND questionKey = ? ORDER BY place, number",
                    [.blob(question.bytes), .text(question.key.text)])
            }
            return found.sorted { left, right in
                if left.at != right.at { return left.at < right.at }
                if !left.log.utf8.elementsEqual(right.log.utf8) { return left.log.utf8.lexicographicallyPrecedes(right.log.utf8) }
                if left.answer.sequence != right.answer.sequence { return left.answer.sequence < right.answer.sequence }
                return left.answer.question.bytes.lexicographicallyPrecedes(right.answer.question.bytes)
            }
        }
    }

    private static let answerColumns = "place, code, questionKey, question, verdict, valueKey, value, at"

    func reservation(of scope: Commitment) throws(StorageFailure) -> Reservation? { try read { try $0.reservation(of: scope) } }

    func openVerifications(of log: String) throws(StorageFailure) -> [VerificationID] {
        try reading(log) { database, number in
            try database.rows("SELECT verification FROM open WHERE log = ? ORDER BY place", .integer(number)) { row in
                guard let verification = VerificationID(bytes: row.blob(0)) else { throw StorageFailure.corrupt("an open verification's id") }
                return verification
            }
        } ?? []
    }

    func unforgotten(of log: String, before: Timestamp, after: Int?, limit: Int) throws(StorageFailure) -> [EntryGroup] {
        try reading(log) { database, number in
            try database.unforgotten(of: number, before: Int(before.milliseconds), after: after, limit: limit)
        } ?? []
    }

    /// Nil when there is no log of that name.
    private func reading<Value>(_ log: String, _ body: (Database, Int) throws -> Value) throws(StorageFailure) -> Value? {
        try read { database in
            guard let number = try database.row("SELECT id FROM logs WHERE name = ?", .text(log), as: { $0.integer(0) }) else { return nil }
            return try body(database, number)
        }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws(StorageFailure) -> Value {
        if isStill { return try transaction.readOn(body) }
        return try transaction.read(body)
    }
}
