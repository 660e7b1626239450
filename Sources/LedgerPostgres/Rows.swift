import CPostgres
import Ledger

/// The rows that a statement gave, in binary form. Owns libpq's result. Not to be used by two threads at once.
@safe final class Rows {
    private let result: OpaquePointer

    /// Takes the result over.
    init(_ result: OpaquePointer) { unsafe self.result = result }

    deinit { unsafe PQclear(result) }

    /// How the statement ended.
    var status: ExecStatusType { unsafe PQresultStatus(result) }

    /// What the server says against it: the code, and words that hold nothing of an entry; nil when it says nothing.
    var refusal: Refusal? {
        guard let state = unsafe cpostgres_state(result) else { return nil }
        let code = unsafe String(cString: state)
        // Classes 22 and 23 quote what was written.
        guard !code.hasPrefix("22"), !code.hasPrefix("23"), let message = unsafe cpostgres_message(result) else {
            return Refusal(code: code, text: "SQLSTATE \(code)")
        }
        return Refusal(code: code, text: unsafe "SQLSTATE \(code): \(String(cString: message))")
    }

    /// The command that was carried out, as the server names it: `COMMIT`, `UPDATE 1`.
    var command: String { unsafe PQcmdStatus(result).map { unsafe String(cString: $0) } ?? "" }

    /// How many rows there are.
    var count: Int { unsafe Int(PQntuples(result)) }

    /// How many rows a command has changed.
    var changed: Int { unsafe PQcmdTuples(result).flatMap { unsafe Int(String(cString: $0)) } ?? 0 }

    /// A value's bytes; nil for NULL.
    func optionalBytes(_ row: Int, _ column: Int) -> [UInt8]? {
        let (row, column) = (CInt(row), CInt(column))
        guard unsafe PQgetisnull(result, row, column) == 0, let start = unsafe PQgetvalue(result, row, column) else { return nil }
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
    }

    /// A value's bytes.
    func bytes(_ row: Int, _ column: Int) throws(StorageFailure) -> [UInt8] {
        guard let bytes = optionalBytes(row, column) else { throw corrupt(column, "is missing") }
        return bytes
    }

    /// A `bigint`, `integer` or `smallint`; nil for NULL.
    func optionalNumber(_ row: Int, _ column: Int) throws(StorageFailure) -> Int? {
        guard let bytes = optionalBytes(row, column) else { return nil }
        switch bytes.count {
        case 8: return Int(Int64(truncatingIfNeeded: bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }))
        case 4: return Int(Int32(truncatingIfNeeded: bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }))
        case 2: return Int(Int16(truncatingIfNeeded: bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }))
        default: throw corrupt(column, "is no number")
        }
    }

    /// A `bigint`, `integer` or `smallint`.
    func number(_ row: Int, _ column: Int) throws(StorageFailure) -> Int {
        guard let number = try optionalNumber(row, column) else { throw corrupt(column, "is missing") }
        return number
    }

    /// A `text`; nil for NULL.
    func optionalText(_ row: Int, _ column: Int) throws(StorageFailure) -> String? {
        guard let bytes = optionalBytes(row, column) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw corrupt(column, "is no UTF-8") }
        return text
    }

    /// A `text`.
    func text(_ row: Int, _ column: Int) throws(StorageFailure) -> String {
        guard let text = try optionalText(row, column) else { throw corrupt(column, "is missing") }
        return text
    }

    /// A `boolean`.
    func bool(_ row: Int, _ column: Int) throws(StorageFailure) -> Bool {
        guard let bytes = optionalBytes(row, column), bytes.count == 1 else { throw corrupt(column, "is no truth value") }
        return bytes[0] != 0
    }

    /// The elements of an array of one dimension without NULLs, each in its binary form.
    func elements(_ row: Int, _ column: Int) throws(StorageFailure) -> [[UInt8]] {
        let bytes = try bytes(row, column)
        var place = 0
        func next() -> Int? {
            guard place + 4 <= bytes.count else { return nil }
            defer { place += 4 }
            return Int(Int32(truncatingIfNeeded: bytes[place..<place + 4].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }))
        }
        guard let dimensions = next(), next() != nil, next() != nil, dimensions == 0 || dimensions == 1 else { throw corrupt(column, "is no array") }
        guard dimensions == 1 else { return [] }
        guard let count = next(), next() != nil else { throw corrupt(column, "is no array") }
        var elements: [[UInt8]] = []
        for _ in 0..<max(0, count) {
            guard let length = next(), length >= 0, place + length <= bytes.count else { throw corrupt(column, "is no array") }
            elements.append(Array(bytes[place..<place + length]))
            place += length
        }
        return elements
    }

    /// What a column is accused of, by its name.
    func corrupt(_ column: Int, _ flaw: String) -> StorageFailure {
        let name = unsafe PQfname(result, CInt(column)).map { unsafe String(cString: $0) } ?? "\(column)"
        return .corrupt("column \(name) \(flaw)")
    }
}

/// A server's word against a statement. The session can be used on.
struct Refusal: Sendable, Hashable {
    /// SQLSTATE, five characters (PostgreSQL 15 manual, appendix A).
    let code: String
    /// For operators.
    let text: String
}

/// Why a session did not do what it was asked to do.
enum SessionFailure: Error, Sendable {
    /// The server has refused it; the session goes on.
    case refused(Refusal)
    /// The connection is gone, or was given up: what the server has done with the last statements is not known.
    case lost(String)

    /// For operators.
    var text: String {
        switch self {
        case .refused(let refusal): refusal.text
        case .lost(let text): text
        }
    }
}
