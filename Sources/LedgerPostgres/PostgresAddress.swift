import CPostgres

/// Where a ledger server is: a connection string of libpq, without a password (that stands in a file of its own).
package struct PostgresAddress: Sendable, Hashable {
    /// `postgresql://…` or `key=value …` (PostgreSQL 15 manual, section 34.1.1).
    package let connectionString: String

    package init(connectionString: String) { self.connectionString = connectionString }
}
