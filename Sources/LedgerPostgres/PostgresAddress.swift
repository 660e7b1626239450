/// Where a ledger server is: a connection string of libpq, without a password (that stands in a file of its own), and the schema there.
package struct PostgresAddress: Sendable, Hashable {
    /// `postgresql://…` or `key=value …` (PostgreSQL 15 manual, section 34.1.1).
    package let connectionString: String
    /// Where the tables stand.
    package let schema: SchemaName

    package init(connectionString: String, schema: SchemaName = .standard) {
        self.connectionString = connectionString
        self.schema = schema
    }
}

/// The name of a schema: 1 to 48 small letters, digits and underscores of ASCII, no digit first.
package struct SchemaName: Sendable, Hashable {
    /// `gatewayd_ledger`.
    package static let standard = SchemaName(unchecked: "gatewayd_ledger")

    /// The name as written.
    package let text: String

    /// Nil for a text that is no such name.
    package init?(_ text: String) {
        let isLegal: (UInt8) -> Bool = { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
        guard (1...48).contains(text.utf8.count), text.utf8.allSatisfy(isLegal), let first = text.utf8.first, !(0x30...0x39).contains(first) else {
            return nil
        }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }
}

/// How long a ledger server may keep somebody waiting. All in milliseconds, all above zero.
package struct PostgresLimits: Sendable, Hashable {
    /// For a connection with its handshake, for each host of the address; libpq counts whole seconds, two at least. `connect_timeout` in the
    /// address goes before it.
    package let connectTimeoutMilliseconds: Int
    /// For one statement, counted by the server.
    package let statementTimeoutMilliseconds: Int
    /// For one lock, counted by the server.
    package let lockTimeoutMilliseconds: Int
    /// How long the server may say nothing at all while it is asked something, before its connection is given up. More than a statement
    /// may take, so that a server that lives speaks first.
    package let silenceMilliseconds: Int
    /// How long a lease is waited for whose holder may be about to end.
    package let leaseWaitMilliseconds: Int

    package init(
        connectTimeoutMilliseconds: Int = 4000, statementTimeoutMilliseconds: Int = 10_000, lockTimeoutMilliseconds: Int = 5000,
        silenceMilliseconds: Int = 12_000, leaseWaitMilliseconds: Int = 3000
    ) {
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
        self.silenceMilliseconds = silenceMilliseconds
        self.leaseWaitMilliseconds = leaseWaitMilliseconds
    }
}
