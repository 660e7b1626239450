import Ledger
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
    /// How often a checkpoint with all signatures is published while the log grows, in milliseconds.
    let publishMilliseconds: Int
    let retention: RetentionRules

    /// Where the ledger is kept.
    enum Place: Sendable {
        /// The path of a SQLite database.
        case file(String)
        /// A PostgreSQL server: libpq's connection string, the file with the password, the schema.
        case server(address: String, passwordFile: String?, schema: String)
    }

    /// The words for ``CipherSuite``.
    private enum CipherWord: String, CaseIterable {
        case sm4 = "sm4-ctr-hmac-sm3"
        case aes256 = "aes-256-gcm"
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
        let publish = reader.optionalInteger("publishMilliseconds", in: 10...3_600_000) ?? 1000
        let retention = reader.optionalObject("retention").map { RetentionRules.read($0) } ?? RetentionRules()
        reader.finish()
        guard let name, let ring, let signing, let place, let retention else { return nil }
        return LedgerSettings(
            log: name, keyRingPath: ring, signingKeysPath: signing, cipher: cipher == .sm4 ? .sm4 : .aes256, place: place,
            secondPlaces: secondPlaces, publishMilliseconds: publish, retention: retention)
    }

    private static func place(_ reader: ObjectReader, _ file: ConfigurationFile) -> Place? {
        let path = reader.optionalString("file").map(file.resolve)
        let server = reader.optionalObject("server").flatMap { server -> Place? in
            let address = server.string("address", length: 1...2000)
            let password = server.optionalString("passwordFile").map(file.resolve)
            let schema = server.optionalString("schema") ?? "gatewayd_ledger"
            if schema.isEmpty || schema.utf8.count > 63 || !schema.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F }) {
                server.report("schema", "invalid-name", "must be at most 63 small letters and underscores")
            }
            server.finish()
            return address.map { .server(address: $0, passwordFile: password, schema: schema) }
        }
        if reader.has("file") == reader.has("server") {
            reader.report("file", "one-of", "either file or server says where the ledger is kept")
            return nil
        }
        return path.map { .file($0) } ?? server
    }
}
