import Ledger
import Testing

/// The kinds of storage that the contract's tests run over, each test on a fresh place.
struct StorageUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Makes an empty place; whatever it stands on goes with it.
    let place: @Sendable () async throws -> any StoragePlace

    static let all: [StorageUnderTest] = [
        StorageUnderTest(testDescription: "memory") { MemoryPlace() },
        StorageUnderTest(testDescription: "SQLite") { try SQLitePlace() },
        StorageUnderTest(testDescription: "PostgreSQL") { try await PostgresPlace.made() },
    ]
}

/// A place where logs are kept, as the tests look at it.
protocol StoragePlace: AnyObject, Sendable {
    /// The storage; every call gives another one of the same place, as another process would have it.
    func storage() throws -> any LedgerStorage
    /// Everything that lies on the disk, so that it can be searched; nil where nobody can say.
    func rawBytes() throws -> [UInt8]?
    /// Writes down that a newer program has been here; gives what the schema has as its number then.
    func raiseSchema() throws -> Int
}

/// Logs in memory.
private final class MemoryPlace: StoragePlace {
    private let ledger = MemoryLedger()

    func storage() -> any LedgerStorage { ledger }

    func rawBytes() -> [UInt8]? { nil }

    func raiseSchema() -> Int {
        ledger.raiseSchema()
        return 2
    }
}
