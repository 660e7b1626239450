import GRDB
import Ledger

/// The tables, by version. A version is one transaction together with its number, so that a process that is killed in the middle leaves the one
/// before.
enum Schema {
    /// What the file says to be (SQLite's application id): "gwLg".
    static let applicationID = 0x6777_4C67

    /// What brings the schema from each version to the next one; the first from nothing. Never changed once released.
    private static let steps: [[String]] = [
        [
            """
            CREATE TABLE logs(
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch INTEGER NOT NULL, holder TEXT NOT NULL, closed INTEGER NOT NULL,
                size INTEGER NOT NULL, newest INTEGER, checkpoint BLOB, publishedSize INTEGER, published BLOB
            ) STRICT
            """,
            // `place` is log and sequence in one number. `remembered` is 1 as long as something about persons has not been forgotten.
            """
            CREATE TABLE entries(
                place INTEGER PRIMARY KEY, kind TEXT NOT NULL, verification BLOB, at INTEGER NOT NULL, remembered INTEGER NOT NULL,
                leaf BLOB NOT NULL, sealed BLOB NOT NULL, wrapping TEXT, key BLOB, pseudonyms BLOB
            ) STRICT
            """,
            "CREATE INDEX entriesByVerification ON entries(verification, place, remembered, at) WHERE verification IS NOT NULL",
            "CREATE INDEX entriesRemembered ON entries(place, at, verification) WHERE remembered = 1",
            // Indexes over what is random are kept by segments of the log, so that writing costs the same however long the log is.
            """
            CREATE TABLE persons(segment INTEGER NOT NULL, prefix INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(segment, prefix, place))
            STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE nodes(log INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
                PRIMARY KEY(log, level, number)) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE answers(
                place INTEGER NOT NULL, number INTEGER NOT NULL, segment INTEGER NOT NULL, code TEXT NOT NULL, questionKey TEXT NOT NULL,
                question BLOB NOT NULL, verdict TEXT NOT NULL, valueKey TEXT, value BLOB, at INTEGER NOT NULL, PRIMARY KEY(place, number)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX answersByCode ON answers(segment, code)",
            "CREATE INDEX answersByQuestion ON answers(segment, question)",
            """
            CREATE TABLE reservations(
                scope BLOB PRIMARY KEY, request BLOB NOT NULL, verification BLOB NOT NULL, at INTEGER NOT NULL, expires INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX reservationsByVerification ON reservations(verification)",
            """
            CREATE TABLE open(log INTEGER NOT NULL, verification BLOB NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(log, verification))
            STRICT, WITHOUT ROWID
            """,
            "PRAGMA application_id = 1735871591",
        ]
    ]

    /// The version that this program knows.
    static var version: Int { steps.count }

    /// The version of a file; 0 for an empty one.
    static func found(in database: Database) throws -> Int { try database.row("PRAGMA user_version") { $0.integer(0) } ?? 0 }

    /// Refuses a file that is none of ours, or of a newer program.
    static func check(_ database: Database, path: String) throws {
        let found = try found(in: database)
        if found > version { throw StorageFailure.newerSchema(found: found, known: version) }
        let application = try database.row("PRAGMA application_id") { $0.integer(0) } ?? 0
        let tables = try database.row("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
        if tables > 0, application != applicationID { throw StorageFailure.unopenable("\(path) is the database of another program") }
    }

    /// Brings the schema to the version that this program knows.
    static func migrate(_ database: Database) throws {
        while true {
            try database.run("BEGIN IMMEDIATE")
            do {
                // Asked inside: another process may have done it meanwhile.
                let found = try found(in: database)
                if found >= version {
                    try database.run("ROLLBACK")
                    return
                }
                for sql in steps[found] { try database.run(sql) }
                // A pragma takes no bound values, and the number is our own.
                try database.execute(sql: "PRAGMA user_version = \(found + 1)")
                try database.run("COMMIT")
            } catch {
                if !database.isIdle { try database.run("ROLLBACK") }
                throw error
            }
        }
    }
}
