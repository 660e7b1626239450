import CPostgres
import Glibc

/// A session of a server. Owns libpq's connection. Statements go out several at a time and are answered together (libpq's pipeline mode).
/// Not to be used by two threads at once.
@safe final class Connection {
    private let connection: OpaquePointer
    private let silenceMilliseconds: Int32
    private var names: [String: String] = [:]
    private var isLost = false

    /// What several statements came to: the rows of those before the one that was refused, or of all.
    struct Reply {
        let rows: [Rows]
        let refusal: Refusal?
    }

    /// Connects. The address's own settings go before these limits; words are those of libpq, which speak of host, user and database.
    init(_ address: PostgresAddress, limits: PostgresLimits) throws(SessionFailure) {
        let seconds = { (milliseconds: Int) in String(max(1, (milliseconds + 999) / 1000)) }
        let settings: [(String, String)] = [
            ("connect_timeout", String(max(2, (limits.connectTimeoutMilliseconds + 999) / 1000))),
            ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", seconds(limits.silenceMilliseconds) + "000"),
            ("fallback_application_name", "gatewayd"),
            ("dbname", address.connectionString),
            ("client_encoding", "UTF8"),
        ]
        guard let made = unsafe Self.connected(settings) else { throw .lost("libpq has no memory for a connection") }
        guard unsafe PQstatus(made) == CONNECTION_OK else {
            let message = unsafe String(cString: PQerrorMessage(made))
            unsafe PQfinish(made)
            throw .lost(message.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }.joined(separator: "; "))
        }
        unsafe connection = made
        silenceMilliseconds = Int32(clamping: limits.silenceMilliseconds)
        unsafe cpostgres_silence(made)
        guard unsafe PQsetnonblocking(made, 1) == 0, unsafe PQenterPipelineMode(made) == 1 else { throw .lost("libpq refuses its pipeline mode") }
    }

    deinit { unsafe PQfinish(connection) }

    /// The server's process number for this session.
    var processNumber: Int { unsafe Int(PQbackendPID(connection)) }

    /// True when nothing speaks against using it: an end that the server has announced meanwhile is noticed here.
    var isAlive: Bool {
        // Whoever says something unasked may be about to hang up: that is waited for a moment, once.
        for patience: Int32 in [0, 20, 0] where !isLost {
            var descriptor = unsafe pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&descriptor, 1, patience) > 0 else { break }
            if unsafe PQconsumeInput(connection) == 0 || PQstatus(connection) != CONNECTION_OK { isLost = true }
        }
        return !isLost
    }

    /// Gives all statements to the server and waits for all answers. The first that is refused ends it: those behind are not carried out.
    /// Without `BEGIN` and `COMMIT` among them they are one transaction.
    func run(_ queries: [Query]) throws(SessionFailure) -> Reply {
        guard !isLost else { throw .lost("the connection to the server is lost") }
        var preparations: [String?] = []
        for query in queries {
            if query.isPrepared, names[query.text] == nil, !preparations.contains(query.text) {
                preparations.append(query.text)
                try send { unsafe PQsendPrepare(connection, name(of: query.text, among: preparations), query.text, 0, nil) }
            }
            preparations.append(nil)
            let prepared = query.isPrepared ? name(of: query.text, among: preparations) : nil
            try send { send(query, prepared) }
        }
        try send { unsafe PQpipelineSync(connection) }
        try flush()
        return try receive(preparations)
    }

    /// Gives one statement to the server and waits for its rows.
    func rows(_ query: Query) throws(SessionFailure) -> Rows {
        let reply = try run([query])
        if let refusal = reply.refusal { throw .refused(refusal) }
        guard let rows = reply.rows.first else { throw lost() }
        return rows
    }

    /// True when the connection string holds a password, which may not stand there; nil when it is none of libpq's.
    static func holdsPassword(_ connectionString: String) -> Bool? {
        guard let options = unsafe PQconninfoParse(connectionString, nil) else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if unsafe strcmp(keyword, "password") == 0, unsafe option.pointee.val != nil { return true }
            unsafe option += 1
        }
        return false
    }

    // MARK: - Sending

    private func name(of text: String, among preparations: [String?]) -> String {
        names[text] ?? "q\(names.count + (preparations.compactMap(\.self).firstIndex(of: text) ?? 0))"
    }

    private func send(_ call: () -> CInt) throws(SessionFailure) {
        guard call() == 1 else { throw lost() }
    }

    private func send(_ query: Query, _ name: String?) -> CInt {
        let count = query.parameters.places.count
        let formats = [CInt](repeating: 1, count: count)
        let lengths = query.parameters.places.map { CInt($0?.count ?? 0) }
        return unsafe query.parameters.bytes.withUnsafeBytes { bytes in
            // An empty value is not NULL, so it needs some address.
            let base = unsafe bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            let values = unsafe query.parameters.places.map { place in
                unsafe place.flatMap { place in unsafe base?.advanced(by: place.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            guard let name else { return unsafe PQsendQueryParams(connection, query.text, CInt(count), nil, values, lengths, formats, 1) }
            return unsafe PQsendQueryPrepared(connection, name, CInt(count), values, lengths, formats, 1)
        }
    }

    private func flush() throws(SessionFailure) {
        while true {
            switch unsafe PQflush(connection) {
            case 0: return
            case 1: try wait(for: Int16(POLLIN | POLLOUT))
            default: throw lost()
            }
        }
    }

    // MARK: - Receiving

    /// `preparations` has nil for each statement, and the text for each that had to be prepared.
    private func receive(_ preparations: [String?]) throws(SessionFailure) -> Reply {
        var rows: [Rows] = []
        var refusal: Refusal?
        for text in preparations {
            guard let first = try next() else { throw lost() }
            switch first.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if let text { names[text] = "q\(names.count)" } else { rows.append(first) }
            case PGRES_PIPELINE_ABORTED: break
            default: refusal = refusal ?? first.refusal ?? Refusal(code: "XX000", text: "the server's answer is none that was expected")
            }
            while try next() != nil {}
        }
        guard let last = try next(), last.status == PGRES_PIPELINE_SYNC else { throw lost() }
        return Reply(rows: rows, refusal: refusal)
    }

    /// The next result; nil behind the last one of a statement.
    private func next() throws(SessionFailure) -> Rows? {
        while unsafe PQisBusy(connection) == 1 { try wait(for: Int16(POLLIN)) }
        let result = unsafe PQgetResult(connection)
        guard unsafe PQstatus(connection) == CONNECTION_OK else {
            unsafe PQclear(result)
            throw lost()
        }
        return unsafe result.map { unsafe Rows($0) }
    }

    /// Waits until something can be read, or written if that is asked for, and reads what has come.
    private func wait(for events: Int16) throws(SessionFailure) {
        var descriptor = unsafe pollfd(fd: PQsocket(connection), events: events, revents: 0)
        var ready = unsafe poll(&descriptor, 1, silenceMilliseconds)
        while ready < 0 && errno == EINTR { ready = unsafe poll(&descriptor, 1, silenceMilliseconds) }
        guard ready != 0 else {
            isLost = true
            throw .lost("the server said nothing for \(silenceMilliseconds) milliseconds")
        }
        if descriptor.revents & Int16(POLLOUT) != descriptor.revents, unsafe PQconsumeInput(connection) == 0 { throw lost() }
    }

    /// libpq's own words may quote an entry here, so they are not passed on.
    private func lost() -> SessionFailure {
        isLost = true
        return .lost("the connection to the server is lost")
    }

    private static func connected(_ settings: [(String, String)]) -> OpaquePointer? {
        var keywords = unsafe settings.map { unsafe UnsafePointer(strdup($0.0)) }
        var values = unsafe settings.map { unsafe UnsafePointer(strdup($0.1)) }
        defer { unsafe (keywords + values).forEach { unsafe free(UnsafeMutableRawPointer(mutating: $0)) } }
        unsafe keywords.append(nil)
        unsafe values.append(nil)
        return unsafe PQconnectdbParams(keywords, values, 1)
    }
}
