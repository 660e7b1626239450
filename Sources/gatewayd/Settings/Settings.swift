import Configuration
import FoundationEssentials
import StrictJSON
import Verification

/// What `gatewayd.json` says; every path is absolute already.
struct Settings {
    let listen: Listen
    let cataloguePath: String
    let adaptersPath: String
    let clientsPath: String
    /// The folder from which `Config/adapters.json` takes certificates, keys and secrets.
    let credentialsFolder: String
    let limits: Limits
    /// Nil only beside a mistake on the list.
    let ledger: LedgerSettings?
    let logLevel: String
    /// Only on loopback: a fixed legal date and other addresses for the departments.
    let testBed: TestBed?

    struct Listen {
        var host: String
        var port: Int
        let certificate: String
        let key: String
        /// Certificates of clients must come from here.
        let clientAuthority: String
    }

    struct Limits {
        let connections: Int
        let verificationsAtOnce: Int
        let eventLoops: Int?
    }

    struct TestBed {
        let legalDate: CalendarDate?
        /// Department name, or its authority → base address, from the file that `mock-registries` writes.
        let addresses: [String: String]
    }
}

extension Settings {
    /// Reads the file at that path.
    static func read(path: String, environment: ConfigReader, into mistakes: MistakeList) -> Settings? {
        ConfigurationFile.read(path, into: mistakes).flatMap { read($0, environment: environment, into: mistakes) }
    }

    /// Reads `gatewayd.json`. With a mistake on the list the result is good for looking on, for nothing else.
    /// `GATEWAYD_LISTEN_HOST`, `GATEWAYD_LISTEN_PORT` and `GATEWAYD_LOG_LEVEL` override it.
    static func read(_ file: ConfigurationFile, environment: ConfigReader, into mistakes: MistakeList) -> Settings? {
        let problems = ProblemList()
        let root = ObjectReader(file.json, into: problems)
        let listen = root.object("listen").flatMap { Listen.read($0, file, environment) }
        let catalogue = root.string("catalogue").map(file.resolve)
        let adapters = root.string("adapters").map(file.resolve)
        let clients = root.string("clients").map(file.resolve)
        let credentials = root.string("credentials").map(file.resolve)
        let limits = Limits.read(root.optionalObject("limits"))
        let ledger = root.object("ledger").flatMap { LedgerSettings.read($0, file) }
        let level = logLevel(root, environment)
        let testBed = root.optionalObject("testBed").flatMap { TestBed.read($0, file, mistakes) }
        if root.has("testBed"), let listen, !["127.0.0.1", "::1", "localhost"].contains(listen.host) {
            root.report("testBed", "not-allowed", "is allowed only while the daemon listens on loopback")
        }
        root.finish()
        mistakes.add(file: file.path, problems.all)
        guard let catalogue, let adapters, let clients, let credentials else { return nil }
        return Settings(
            listen: listen ?? Listen(host: "", port: 0, certificate: "", key: "", clientAuthority: ""), cataloguePath: catalogue,
            adaptersPath: adapters, clientsPath: clients, credentialsFolder: credentials, limits: limits, ledger: ledger,
            logLevel: level, testBed: testBed)
    }

    private static func logLevel(_ root: ObjectReader, _ environment: ConfigReader) -> String {
        let log = root.optionalObject("log")
        let written = log?.optionalWord("level", of: LogLevel.self)?.rawValue
        log?.finish()
        return environment.string(forKey: "log.level") ?? written ?? LogLevel.info.rawValue
    }
}

/// How much is logged.
enum LogLevel: String, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
}

extension Settings.Listen {
    /// Why a file cannot hold certificates or a key, as far as that shows without opening the door; nil when nothing is wrong.
    private static func defect(ofPEM path: String) -> String? {
        do throws(RegularFile.Refusal) {
            let text = String(decoding: try RegularFile.read(path, limit: 1 << 20).bytes, as: UTF8.self)
            return text.contains("-----BEGIN ") ? nil : "names a file that holds no PEM text"
        } catch {
            switch error {
            case .unreadable: return "names a file that cannot be read"
            case .notAFile: return "names something that is not a file"
            case .tooLarge: return "names a file larger than 1 MiB"
            }
        }
    }

    fileprivate static func read(_ reader: ObjectReader, _ file: ConfigurationFile, _ environment: ConfigReader) -> Settings.Listen? {
        let host = reader.string("host", length: 1...253)
        let port = reader.integer("port", in: 0...65_535)
        let certificate = reader.string("certificate").map(file.resolve)
        let key = reader.string("key").map(file.resolve)
        let clientAuthority = reader.string("clientAuthority").map(file.resolve)
        reader.finish()
        for (name, path) in [("certificate", certificate), ("key", key), ("clientAuthority", clientAuthority)] {
            if let path, let reason = Self.defect(ofPEM: path) { reader.report(name, "unreadable", reason) }
        }
        guard let host, let port, let certificate, let key, let clientAuthority else { return nil }
        return Settings.Listen(
            host: environment.string(forKey: "listen.host") ?? host, port: environment.int(forKey: "listen.port") ?? port, certificate: certificate,
            key: key, clientAuthority: clientAuthority)
    }
}

extension Settings.Limits {
    fileprivate static func read(_ reader: ObjectReader?) -> Settings.Limits {
        let connections = reader?.optionalInteger("connections", in: 1...100_000)
        let verifications = reader?.optionalInteger("verificationsAtOnce", in: 1...100_000)
        let eventLoops = reader?.optionalInteger("eventLoops", in: 1...64)
        reader?.finish()
        return Settings.Limits(connections: connections ?? 1024, verificationsAtOnce: verifications ?? 512, eventLoops: eventLoops)
    }
}

extension Settings.TestBed {
    fileprivate static func read(_ reader: ObjectReader, _ file: ConfigurationFile, _ mistakes: MistakeList) -> Settings.TestBed? {
        var legalDate: CalendarDate?
        if let text = reader.optionalString("legalDate") {
            legalDate = CalendarDate(text)
            if legalDate == nil { reader.report("legalDate", "not-a-date", "must be a day as YYYY-MM-DD") }
        }
        let addressesPath = reader.optionalString("addresses").map(file.resolve)
        reader.finish()
        var addresses: [String: String] = [:]
        if let addressesPath, let file = ConfigurationFile.read(addressesPath, into: mistakes) {
            for member in file.json["departments"]?.members ?? [] { addresses[member.name] = member.value.text }
        }
        return Settings.TestBed(legalDate: legalDate, addresses: addresses)
    }
}
