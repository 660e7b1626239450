import GRDB
import GRDBSQLite

/// A value that is bound to a statement.
enum SQLValue {
    case integer(Int)
    case text(String)
    case blob([UInt8])
    case null
}

/// What SQLite says when it does not do what it was asked to do.
struct SQLError: Error {
    /// The extended result code.
    let code: Int32
    /// SQLite's own words; never values, which are all bound.
    let message: String

    init(_ connection: OpaquePointer?) {
        code = sqlite3_extended_errcode(connection)
        message = "SQLite says \(String(cString: sqlite3_errmsg(connection))) (\(code))"
    }

    init(_ error: DatabaseError) {
        code = error.extendedResultCode.rawValue
        message = "SQLite says \(error.message ?? "nothing") (\(code))"
    }

    /// The result code without its extension.
    var primaryCode: Int32 { code & 0xFF }
}

/// One row of a result, valid until the next one is asked for.
struct SQLRow {
    private let statement: OpaquePointer

    fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    /// Empty for null.
    func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

    /// Empty for null.
    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
    }
}

extension Database {
    /// Runs a statement, compiled once for each connection. Values are bound in the order of its question marks.
    func run(_ sql: String, _ values: SQLValue...) throws { try step(sql, values) { _ in true } }

    /// Runs a query and gives its rows one by one, until the body says that it has enough.
    func forEachRow(_ sql: String, _ values: [SQLValue] = [], _ body: (SQLRow) throws -> Bool) throws { try step(sql, values, body) }

    /// The rows of a query.
    func rows<Value>(_ sql: String, _ values: SQLValue..., as value: (SQLRow) throws -> Value) throws -> [Value] {
        var all: [Value] = []
        try step(sql, values) {
            all.append(try value($0))
            return true
        }
        return all
    }

    /// The first row of a query; nil when there is none.
    func row<Value>(_ sql: String, _ values: SQLValue..., as value: (SQLRow) throws -> Value) throws -> Value? {
        var first: Value?
        try step(sql, values) {
            first = try value($0)
            return false
        }
        return first
    }

    /// Whether no transaction is open.
    var isIdle: Bool { sqlite3_get_autocommit(sqliteConnection) != 0 }

    /// Whether the last statement of that sort has changed so many rows.
    var changedRowCount: Int { Int(sqlite3_changes(sqliteConnection)) }

    private func step(_ sql: String, _ values: [SQLValue], _ body: (SQLRow) throws -> Bool) throws {
        let compiled: Statement
        do {
            compiled = try cachedStatement(sql: sql)
        } catch let error as DatabaseError {
            throw SQLError(error)
        }
        let statement = compiled.sqliteStatement
        // Bound values are let go of, so that no private half outlives its use in the statement.
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (place, value) in values.enumerated() { try bind(value, to: Int32(place + 1), of: statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: if try !body(SQLRow(statement)) { return }
            case SQLITE_DONE: return
            default: throw SQLError(sqliteConnection)
            }
        }
    }

    private func bind(_ value: SQLValue, to place: Int32, of statement: OpaquePointer) throws {
        // SQLite copies: the array may be gone when the statement is stepped.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code =
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, place, Int64(number))
            case .text(let text): sqlite3_bind_text(statement, place, text, -1, transient)
            case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(statement, place, 0)
            case .blob(let bytes): sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), transient)
            case .null: sqlite3_bind_null(statement, place)
            }
        guard code == SQLITE_OK else { throw SQLError(sqliteConnection) }
    }
}
