import Ledger

/// The texts of all statements for one schema. Plain forms where there is a choice: arrays instead of rows of parameters, no `ON CONFLICT`.
struct Statements: Sendable {
    // Transactions.
    let begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    let commit = "COMMIT"
    let rollback = "ROLLBACK"

    // Leases.
    let findLog: String
    let makeLog: String
    let tryLock = "SELECT pg_try_advisory_lock($1::bigint)"
    let endSession: String
    let readLease: String
    let lockLease: String
    let takeLease: String
    let closeLease: String

    // Writing. Each begins with a fence: a change of the log's row that only the newest lease can make.
    let fenceBatch: String
    let fencePublication: String
    let fence: String
    let replaceReservations: String
    let insertReservations: String
    let readReservations: String
    let insertEntries: String
    let insertPseudonyms: String
    let insertNodes: String
    let insertAnswers: String
    let open: String
    let close: String
    let forgetPseudonyms: String
    let forgetAnswers: String
    let forgetReservations: String
    let forgetEntries: String
    let rewrap: String
    let vacuum: [String]

    // Reading.
    let logs: String
    let head: String
    let leaves: String
    let entries: String
    let nodes: String
    let entriesOfVerification: String
    let entriesAbout: String
    let answersUnder: String
    let answersTo: String
    let reservation: String
    let openVerifications: String
    let unforgotten: String

    init(_ name: SchemaName) {
        let schema = "\"\(name.text)\"."
        func text(_ template: String) -> String { template.replacing("%", with: schema) }
        let durability = Durability.columns
        let newReservations =
            "(SELECT unnest($1::bytea[]) AS scope, unnest($2::bytea[]) AS request, unnest($3::uuid[]) AS verification,"
            + " unnest($4::bigint[]) AS at, unnest($5::bigint[]) AS expires) AS n"
        let ranges = "(SELECT unnest($2::bigint[]) AS first, unnest($3::bigint[]) AS last) AS r"

        findLog = text("SELECT id FROM %logs WHERE origin = $1::text")
        makeLog = text(
            "INSERT INTO %logs (id, origin, epoch, holder, closed, size) SELECT coalesce(max(id), 0) + 1, $1::text, 0, '', true, 0 FROM %logs")
        endSession =
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = $2::bigint"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND (classid::bigint << 32) | objid::bigint = $1::bigint"
        readLease = text("SELECT epoch, holder FROM %logs WHERE id = $1::integer")
        lockLease = text("SELECT epoch, holder, closed FROM %logs WHERE id = $1::integer FOR UPDATE")
        takeLease = text(
            "UPDATE %logs SET epoch = epoch + 1, holder = $2::text, closed = false WHERE id = $1::integer RETURNING epoch, \(durability)")
        closeLease = text("UPDATE %logs SET closed = true WHERE id = $1::integer AND epoch = $2::bigint")

        fenceBatch = text(
            "UPDATE %logs SET size = $4::bigint, newest = $5::bigint, checkpoint = $6::bytea"
                + " WHERE id = $1::integer AND epoch = $2::bigint AND size = $3::bigint RETURNING \(durability)")
        fencePublication = text(
            "UPDATE %logs SET published_size = $3::bigint, published = $4::bytea"
                + " WHERE id = $1::integer AND epoch = $2::bigint AND size >= $3::bigint RETURNING \(durability)")
        fence = text("UPDATE %logs SET size = size WHERE id = $1::integer AND epoch = $2::bigint RETURNING \(durability)")
        replaceReservations = text(
            "UPDATE %reservations AS r SET request = n.request, verification = n.verification, at = n.at, expires = n.expires"
                + " FROM \(newReservations) WHERE r.scope = n.scope AND r.expires <= n.at RETURNING r.scope")
        insertReservations = text(
            "INSERT INTO %reservations (scope, request, verification, at, expires) SELECT n.scope, n.request, n.verification, n.at, n.expires"
                + " FROM \(newReservations) WHERE NOT EXISTS (SELECT 1 FROM %reservations r WHERE r.scope = n.scope)"
                + " ORDER BY n.scope RETURNING scope")
        readReservations = text("SELECT scope, request, verification, at, expires FROM %reservations WHERE scope = ANY ($1::bytea[])")
        insertEntries = text(
            "INSERT INTO %entries (log, seq, kind, about_persons, verification, at, leaf, sealed, wrapping, wrapped)"
                + " SELECT $1::integer, unnest($2::bigint[]), unnest($3::text[]), unnest($4::boolean[]), unnest($5::uuid[]), unnest($6::bigint[]),"
                + " unnest($7::bytea[]), unnest($8::bytea[]), unnest($9::text[]), unnest($10::bytea[])")
        insertPseudonyms = text(
            "INSERT INTO %pseudonyms (log, seq, ordinal, key, bytes)"
                + " SELECT $1::integer, unnest($2::bigint[]), unnest($3::smallint[]), unnest($4::text[]), unnest($5::bytea[])")
        insertNodes = text(
            "INSERT INTO %nodes (log, level, place, hash) SELECT $1::integer, unnest($2::smallint[]), unnest($3::bigint[]), unnest($4::bytea[])")
        insertAnswers = text(
            "INSERT INTO %answers (log, seq, ordinal, code, question_key, question, verdict, value_key, value)"
                + " SELECT $1::integer, unnest($2::bigint[]), unnest($3::smallint[]), unnest($4::text[]), unnest($5::text[]), unnest($6::bytea[]),"
                + " unnest($7::text[]), unnest($8::text[]), unnest($9::bytea[])")
        open = text(
            "INSERT INTO %open_verifications (log, verification, seq) SELECT $1::integer, n.verification, n.seq"
                + " FROM (SELECT unnest($2::uuid[]) AS verification, unnest($3::bigint[]) AS seq) AS n"
                + " WHERE NOT EXISTS (SELECT 1 FROM %open_verifications o WHERE o.log = $1::integer AND o.verification = n.verification)")
        close = text("DELETE FROM %open_verifications WHERE log = $1::integer AND verification = ANY ($2::uuid[])")
        forgetPseudonyms = text("DELETE FROM %pseudonyms AS t USING \(ranges) WHERE t.log = $1::integer AND t.seq BETWEEN r.first AND r.last")
        forgetAnswers = text("DELETE FROM %answers AS t USING \(ranges) WHERE t.log = $1::integer AND t.seq BETWEEN r.first AND r.last")
        forgetReservations = text(
            "DELETE FROM %reservations WHERE verification IN"
                + " (SELECT t.verification FROM %entries AS t, \(ranges) WHERE t.log = $1::integer AND t.seq BETWEEN r.first AND r.last)")
        forgetEntries = text(
            "UPDATE %entries AS t SET sealed = ''::bytea, wrapping = NULL, wrapped = NULL FROM \(ranges)"
                + " WHERE t.log = $1::integer AND t.seq BETWEEN r.first AND r.last AND (t.wrapped IS NOT NULL OR length(t.sealed) > 0)")
        rewrap = text(
            "UPDATE %entries AS t SET wrapping = n.wrapping, wrapped = n.wrapped"
                + " FROM (SELECT unnest($2::bigint[]) AS seq, unnest($3::text[]) AS wrapping, unnest($4::bytea[]) AS wrapped) AS n"
                + " WHERE t.log = $1::integer AND t.seq = n.seq AND t.wrapped IS NOT NULL")
        vacuum = ["entries", "pseudonyms", "answers", "reservations"].map { text("VACUUM %\($0)") }

        let pseudonyms =
            "ARRAY(SELECT convert_to(p.key, 'UTF8') || decode('00', 'hex') || p.bytes FROM %pseudonyms p"
            + " WHERE p.log = e.log AND p.seq = e.seq ORDER BY p.ordinal) AS pseudonyms"
        let entry = "l.origin, e.seq, e.leaf, e.sealed, e.wrapping, e.wrapped, \(pseudonyms)"
        let range = "FROM %logs l LEFT JOIN %entries e ON e.log = l.id AND e.seq >= $2::bigint AND e.seq < $3::bigint AND e.seq < l.size"
        let answer = "l.origin, a.code, a.question_key, a.question, a.verdict, a.value_key, a.value, a.seq, e.at"
        let answers = "FROM %answers a JOIN %logs l ON l.id = a.log JOIN %entries e ON e.log = a.log AND e.seq = a.seq"
        let group = "%entries g WHERE g.verification = e.verification AND g.log = e.log AND g.about_persons AND g.wrapped IS NOT NULL"

        logs = text("SELECT origin FROM %logs ORDER BY origin")
        head = text("SELECT size, newest, checkpoint, published_size, published FROM %logs WHERE origin = $1::text")
        leaves = text("SELECT l.size, e.seq, e.leaf \(range) WHERE l.origin = $1::text ORDER BY e.seq")
        entries = text("SELECT \(entry), l.size \(range) WHERE l.origin = $1::text ORDER BY e.seq")
        nodes = text(
            "SELECT n.place, n.hash FROM %logs l JOIN %nodes n ON n.log = l.id WHERE l.origin = $1::text AND n.level = $2::integer"
                + " AND n.place >= $3::bigint AND n.place < $4::bigint ORDER BY n.place")
        entriesOfVerification = text(
            "SELECT \(entry) FROM %entries e JOIN %logs l ON l.id = e.log WHERE e.verification = $1::uuid ORDER BY l.origin, e.seq")
        entriesAbout = text(
            "SELECT \(entry) FROM %entries e JOIN %logs l ON l.id = e.log WHERE (e.log, e.seq) IN (SELECT p.log, p.seq FROM %pseudonyms p"
                + " JOIN (SELECT unnest($1::text[]) AS key, unnest($2::bytea[]) AS bytes) AS n ON p.bytes = n.bytes AND p.key = n.key)"
                + " AND ($3::text IS NULL OR l.origin > $3::text OR (l.origin = $3::text AND e.seq > $4::bigint))"
                + " ORDER BY l.origin, e.seq LIMIT $5::bigint")
        answersUnder = text("SELECT \(answer) \(answers) WHERE a.code = $1::text ORDER BY l.origin, a.seq, a.ordinal")
        answersTo = text(
            "SELECT \(answer) \(answers) JOIN (SELECT unnest($1::text[]) AS key, unnest($2::bytea[]) AS bytes) AS n"
                + " ON a.question = n.bytes AND a.question_key = n.key ORDER BY e.at, l.origin, a.seq, a.ordinal")
        reservation = text("SELECT scope, request, verification, at, expires FROM %reservations WHERE scope = $1::bytea")
        openVerifications = text(
            "SELECT o.verification FROM %open_verifications o JOIN %logs l ON l.id = o.log WHERE l.origin = $1::text ORDER BY o.seq")
        unforgotten = text(
            "SELECT e.verification, CASE WHEN e.verification IS NULL THEN ARRAY[e.seq] ELSE ARRAY(SELECT g.seq FROM \(group) ORDER BY g.seq) END AS seqs,"
                + " CASE WHEN e.verification IS NULL THEN e.at ELSE (SELECT max(g.at) FROM \(group)) END AS newest"
                + " FROM %entries e JOIN %logs l ON l.id = e.log WHERE l.origin = $1::text AND e.seq > $3::bigint AND e.at < $2::bigint"
                + " AND e.about_persons AND e.wrapped IS NOT NULL"
                + " AND (e.verification IS NULL OR NOT EXISTS (SELECT 1 FROM \(group) AND (g.seq < e.seq OR g.at >= $2::bigint)))"
                + " ORDER BY e.seq LIMIT $4::bigint")
    }
}
