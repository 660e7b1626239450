import LedgerPostgres
import LedgerSQLite
import Testing

@Suite struct `Where ledgers are kept` {
    @Test func `An address is kept as it was given`() {
        #expect(LedgerFile(path: "/var/lib/gatewayd/ledger.sqlite").path == "/var/lib/gatewayd/ledger.sqlite")
        #expect(PostgresAddress(connectionString: "host=localhost").connectionString == "host=localhost")
    }
}
