import Ledger
import LedgerPostgres
import StrictJSON

/// What `gatewayd.json` says of the ledger; every path is absolute already.
struct LedgerSettings: Sendable {
    /// The log's origin: the first line of its checkpoints, and the name of its keys.
    let log: NoteKeyName
    /// The secret file of keys that wrap, and that make pseudonyms.
    let keyRingPath: String
    /// The secret file of keys that sign checkpoints, one a line.
    let signingKeysPath: String
    let cipher: CipherSuite
    let place: Place
    /// Files, best on other disks, into which every checkpoint goes before anybody is told: whoever takes the ledger back is found out by them.
    let secondPlaces: [String]
    /// Programs that do the same (``CommandSecondPlace``): the path and arguments of each.
    let secondPlaceCommands: [[String]]
    /// How often a checkpoint with all signatures is published while the log grows, in milliseconds.
    let publishMilliseconds: Int
    let retention: RetentionRules

    /// Where the ledger is kept.
    enum Place: Sendable {
        /// The path of a SQLite database.
        case file(String)
        /// A PostgreSQL server.
        case server(PostgresAddress)
    }

    /// The words for ``CipherSuite``.
    private enum CipherWord: String, CaseIterable {
        case sm4 = "sm4-ctr-hmac-sm3"
        case aes256 = "aes-256-gcm"
    }

    /// What the daemon's configuration at that path says of the ledger; nothing else of it is looked at.
    static func read(configuration path: String, into mistakes: MistakeList) -> LedgerSettings? {
        guard let file = ConfigurationFile.read(path, into: mistakes) else { return nil }
        let problems = ProblemList()
        let settings = ObjectReader(file.json, into: problems).object("ledger").flatMap { read($0, file) }
        mistakes.add(file: file.path, problems.all)
        return settings
    }

    static func read(_ reader: ObjectReader, _ file: ConfigurationFile) -> LedgerSettings? {
        let log = reader.string("log", length: 1...128)
        let name = log.flatMap { NoteKeyName($0) }
        if log != nil, name == nil { reader.report("log", "invalid-name", "must be a name without spaces and plus signs, as hall.example/log") }
        let ring = reader.string("keyRing").map(file.resolve)
        let signing = reader.string("signingKeys").map(file.resolve)
        let cipher = reader.optionalWord("cipher", of: CipherWord.self) ?? .sm4
        let place = place(reader, file)
        let secondPlaces = reader.strings("secondPlaces", required: false, count: 0...8).map(file.resolve)
        let commands = reader.array("secondPlaceCommands", required: false, count: 0...8).compactMap { element -> [String]? in
            let words = element.json.elements?.compactMap(\.text) ?? []
            if words.first?.hasPrefix("/") == true, words.count == element.json.elements?.count { return words }
            reader.problems.add(element.pointer, "invalid", "must be an array of words, the first of them a program's absolute path")
            return nil
        }
        let publish = reader.optionalInteger("publishMilliseconds", in: 10...3_600_000) ?? 1000
        let retention = reader.optionalObject("retention").map { RetentionRules.read($0) } ?? RetentionRules()
        reader.finish()
        guard let name, let ring, let signing, let place, let retention else { return nil }
        return LedgerSettings(
            log: name, keyRingPath: ring, signingKeysPath: signing, cipher: cipher == .sm4 ? .sm4 : .aes256, place: place,
            secondPlaces: secondPlaces, secondPlaceCommands: commands, publishMilliseconds: publish, retention: retention)
    }

    /// The second places by the names that people call them.
    var witnesses: [(name: String, place: any SecondPlace)] {
        secondPlaces.map { ($0, FileSecondPlace(path: $0)) } + secondPlaceCommands.map { ($0[0], CommandSecondPlace(program: $0)) }
    }

    private static func place(_ reader: ObjectReader, _ file: ConfigurationFile) -> Place? {
        let path = reader.optionalString("file").map(file.resolve)
        let server = reader.optionalObject("server").flatMap { server -> Place? in
            let address = server.string("address", length: 1...2000)
            let schema = server.optionalString("schema").map { SchemaName($0) } ?? .standard
            if schema == nil { server.report("schema", "invalid-name", "must be at most 48 small letters, digits and underscores, no digit first") }
            server.finish()
            guard let address, let schema else { return nil }
            return .server(PostgresAddress(connectionString: address, schema: schema))
        }
        if reader.has("file") == reader.has("server") {
            reader.report("file", "one-of", "either file or server says where the ledger is kept")
            return nil
        }
        return path.map { .file($0) } ?? server
    }
}
