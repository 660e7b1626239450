import Foundation
import GRDB

/// One table of a ledger's database, row by row and byte by byte, as a hand in the file would have it.
struct RowTable {
    /// A column with its type: INTEGER, TEXT or BLOB.
    struct Column {
        let name: String
        let type: String
        let isKey: Bool
    }

    let name: String
    let columns: [Column]

    init(_ name: String, _ queue: DatabaseQueue) throws {
        self.name = name
        columns = try queue.read { database in
            try Row.fetchAll(database, sql: "PRAGMA table_info(\(name))").map {
                Column(name: $0["name"], type: $0["type"], isKey: $0["pk"] as Int > 0)
            }
        }
    }

    /// Values as they are compared and flipped: a number as its eight bytes.
    enum Value: Equatable {
        case integer(Int64)
        case bytes([UInt8])
        case null

        var byteCount: Int {
            switch self {
            case .integer: 8
            case .bytes(let bytes): bytes.count
            case .null: 0
            }
        }

        /// With one bit of one byte turned.
        func flipped(byte: Int, bit: Int) -> Value {
            switch self {
            case .integer(let number): return .integer(number ^ Int64(bitPattern: 1 << UInt64(8 * byte + bit)))
            case .bytes(var bytes):
                bytes[byte] ^= 1 << UInt8(bit)
                return .bytes(bytes)
            case .null: return .null
            }
        }
    }

    /// All rows, in the order of their keys.
    func rows(_ queue: DatabaseQueue) throws -> [[Value]] {
        let list = columns.map { $0.type == "TEXT" ? "CAST(\($0.name) AS BLOB)" : $0.name }.joined(separator: ", ")
        let keys = columns.filter(\.isKey).map(\.name).joined(separator: ", ")
        return try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT \(list) FROM \(name) ORDER BY \(keys)").map { row in
                columns.indices.map { place -> Value in
                    let value: DatabaseValue = row[place]
                    switch value.storage {
                    case .int64(let number): return .integer(number)
                    case .blob(let data): return .bytes([UInt8](data))
                    default: return .null
                    }
                }
            }
        }
    }

    /// Takes one row away and puts another in its place; false when the database does not take it, and nothing was changed.
    func replace(_ old: [Value]?, by new: [Value]?, _ queue: DatabaseQueue) -> Bool {
        do {
            try queue.write { database in
                if let old { try delete(old, database) }
                if let new { try insert(new, database) }
            }
            return true
        } catch {
            return false
        }
    }

    func delete(_ row: [Value], _ database: Database) throws {
        let keys = columns.indices.filter { columns[$0].isKey }
        let condition = keys.map { "\(columns[$0].name) = ?" }.joined(separator: " AND ")
        try database.execute(sql: "DELETE FROM \(name) WHERE \(condition)", arguments: StatementArguments(keys.map { Self.bound(row[$0]) }))
    }

    func insert(_ row: [Value], _ database: Database) throws {
        let marks = columns.map { $0.type == "TEXT" ? "CAST(? AS TEXT)" : "?" }.joined(separator: ", ")
        try database.execute(sql: "INSERT INTO \(name) VALUES (\(marks))", arguments: StatementArguments(row.map { Self.bound($0) }))
    }

    private static func bound(_ value: Value) -> DatabaseValue {
        switch value {
        case .integer(let number): number.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        case .null: .null
        }
    }
}
