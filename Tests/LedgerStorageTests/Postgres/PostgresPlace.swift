import Ledger
import PrivatePostgres
import Synchronization
import Testing

@testable import LedgerPostgres

/// A schema of its own on the tests' server.
final class PostgresPlace: StoragePlace {
    private static let count = Atomic(0)

    let cluster: PrivateCluster
    let address: PostgresAddress
    private let limits: PostgresLimits

    /// On the shared server, unless another is given.
    init(on cluster: PrivateCluster? = nil, limits: PostgresLimits = PostgresLimits(leaseWaitMilliseconds: 500)) throws {
        self.cluster = try cluster ?? PrivateCluster.shared()
        let schema = try #require(SchemaName("ledger_\(Self.count.add(1, ordering: .relaxed).newValue)"))
        address = PostgresAddress(connectionString: self.cluster.connectionString, schema: schema)
        self.limits = limits
    }

    /// The same, without holding up a thread that runs tasks while the server is made.
    static func made(limits: PostgresLimits = PostgresLimits(leaseWaitMilliseconds: 500)) async throws -> PostgresPlace {
        try await onThread { try PostgresPlace(limits: limits) }
    }

    func storage() -> any LedgerStorage { PostgresStorage(address, limits: limits) }

    /// The storage, with more words in its connection string.
    func storage(_ more: String) -> any LedgerStorage {
        PostgresStorage(PostgresAddress(connectionString: address.connectionString + " " + more, schema: address.schema), limits: limits)
    }

    /// A server of its own kind overwrites nothing at once (Documentation/ledger.md).
    func rawBytes() -> [UInt8]? { nil }

    func raiseSchema() throws -> Int {
        try run("UPDATE \(address.schema.text).schema_version SET version = version + 1")
        return Schema.version + 1
    }

    /// Lets the server do something by another session; gives the rows' values as text.
    @discardableResult
    func run(_ text: String) throws -> [String] {
        let rows = try Connection(address, limits: limits).rows(Query(text, isPrepared: false))
        return try (0..<rows.count).map { try rows.optionalText($0, 0) ?? "" }
    }
}
