import Ledger

/// The tables, how they come to be, and how they grow. Each step is carried out once, all of them in one transaction.
enum Schema {
    /// The version that this program reads and writes.
    static let version = steps.count

    /// What makes version 1, 2, … of what was before, `%` standing for the schema with its dot.
    private static let steps: [[String]] = [
        [
            """
            CREATE TABLE %logs (
              id integer PRIMARY KEY, origin text COLLATE "C" NOT NULL UNIQUE,
              epoch bigint NOT NULL, holder text NOT NULL, closed boolean NOT NULL,
              size bigint NOT NULL, newest bigint, checkpoint bytea, published_size bigint, published bytea
            ) WITH (fillfactor = 50)
            """,
            """
            CREATE TABLE %entries (
              log integer NOT NULL, seq bigint NOT NULL, kind text NOT NULL, about_persons boolean NOT NULL, verification uuid,
              at bigint NOT NULL, leaf bytea NOT NULL, sealed bytea NOT NULL, wrapping text, wrapped bytea,
              PRIMARY KEY (log, seq)
            )
            """,
            // Neither ciphertext nor digests can be compressed.
            "ALTER TABLE %entries ALTER COLUMN sealed SET STORAGE EXTERNAL",
            "CREATE INDEX entries_by_verification ON %entries (verification, log, seq) WHERE verification IS NOT NULL",
            "CREATE INDEX entries_unforgotten ON %entries (log, seq, at) WHERE about_persons AND wrapped IS NOT NULL",
            """
            CREATE TABLE %pseudonyms (
              log integer NOT NULL, seq bigint NOT NULL, ordinal smallint NOT NULL, key text NOT NULL, bytes bytea NOT NULL,
              PRIMARY KEY (log, seq, ordinal)
            )
            """,
            "CREATE INDEX pseudonyms_by_bytes ON %pseudonyms (bytes)",
            """
            CREATE TABLE %nodes (
              log integer NOT NULL, level smallint NOT NULL, place bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (log, level, place)
            )
            """,
            """
            CREATE TABLE %answers (
              log integer NOT NULL, seq bigint NOT NULL, ordinal smallint NOT NULL, code text NOT NULL, question_key text NOT NULL,
              question bytea NOT NULL, verdict text NOT NULL, value_key text, value bytea, PRIMARY KEY (log, seq, ordinal)
            )
            """,
            "CREATE INDEX answers_by_code ON %answers (code)",
            "CREATE INDEX answers_by_question ON %answers (question)",
            """
            CREATE TABLE %reservations (
              scope bytea PRIMARY KEY, request bytea NOT NULL, verification uuid NOT NULL, at bigint NOT NULL, expires bigint NOT NULL
            )
            """,
            "CREATE INDEX reservations_by_verification ON %reservations (verification)",
            "CREATE TABLE %open_verifications (log integer NOT NULL, verification uuid NOT NULL, seq bigint NOT NULL, PRIMARY KEY (log, verification))",
        ]
    ]

    /// Brings the schema to ``version``. A start that finds it there needs no right to create anything.
    static func bringForward(_ connection: Connection, _ name: SchemaName) throws(StorageFailure) {
        do {
            if try check(connection, name) == version { return }
            // One process at a time; another one may have done it meanwhile.
            var lock = Parameters()
            lock.add(AdvisoryKey.migration(of: name))
            var reply = try connection.run([
                Query("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"), Query("SELECT pg_advisory_xact_lock($1::bigint)", lock),
            ])
            if reply.refusal == nil {
                let found = try check(connection, name)
                reply = try connection.run(queries(from: found, name, schemaExists: try exists(connection, name)))
            }
            guard let refusal = reply.refusal else { return }
            _ = try connection.run([Query("ROLLBACK")])
            throw StorageFailure.unopenable("the schema \(name.text) cannot be brought forward: \(refusal.text)")
        } catch let failure as StorageFailure {
            throw failure
        } catch {
            throw .unopenable("the schema \(name.text) cannot be read: \((error as? SessionFailure)?.text ?? "")")
        }
    }

    private static func queries(from found: Int, _ name: SchemaName, schemaExists: Bool) -> [Query] {
        let schema = "\"\(name.text)\"."
        var texts: [String] = []
        if found == 0 {
            if !schemaExists { texts.append("CREATE SCHEMA \"\(name.text)\"") }
            texts.append("CREATE TABLE \(schema)schema_version (version integer NOT NULL)")
            texts.append("INSERT INTO \(schema)schema_version VALUES (0)")
        }
        for step in steps.dropFirst(found) { texts += step.map { $0.replacing("%", with: schema) } }
        texts.append("UPDATE \(schema)schema_version SET version = \(version)")
        texts.append("COMMIT")
        return texts.map { Query($0, isPrepared: false) }
    }

    /// The version found; 0 for none.
    private static func check(_ connection: Connection, _ name: SchemaName) throws -> Int {
        var parameters = Parameters()
        parameters.add(name.text)
        let table = try connection.rows(
            Query("SELECT 1 FROM pg_tables WHERE schemaname = $1::text AND tablename = 'schema_version'", parameters, isPrepared: false))
        guard table.count > 0 else { return 0 }
        let found = try connection.rows(Query("SELECT version FROM \"\(name.text)\".schema_version", isPrepared: false))
        guard found.count == 1 else { throw StorageFailure.corrupt("the schema's version is not one number") }
        let number = try found.number(0, 0)
        guard number <= version else { throw StorageFailure.newerSchema(found: number, known: version) }
        return number
    }

    private static func exists(_ connection: Connection, _ name: SchemaName) throws -> Bool {
        var parameters = Parameters()
        parameters.add(name.text)
        return try connection.rows(Query("SELECT 1 FROM pg_namespace WHERE nspname = $1::text", parameters, isPrepared: false)).count > 0
    }
}

/// The numbers of advisory locks, which a whole database shares: FNV-1a (64 bits) over words of ours.
enum AdvisoryKey {
    /// Held while tables are made.
    static func migration(of schema: SchemaName) -> Int64 { number("gatewayd ledger schema\0" + schema.text) }

    /// Held by the writer of a log.
    static func lease(of log: String, in schema: SchemaName) -> Int64 { number("gatewayd ledger lease\0" + schema.text + "\0" + log) }

    private static func number(_ text: String) -> Int64 {
        Int64(bitPattern: text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    }
}
