import AdapterKit
import Adapters
import Configuration
import Foundation
import Gateway
import Logging
import SchemaValidation
import StrictJSON
import Testing
import Verification

@testable import gatewayd

/// What stands in `Config/` agrees with its published schemas and with what the daemon reads.
@Suite struct ConfigurationTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Config")

    static func json(_ name: String) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: folder.appendingPathComponent(name))), limits: .file)
    }

    @Test(arguments: ["adapters", "clients", "gatewayd", "catalogue"])
    func shippedFileSatisfiesItsSchema(name: String) throws {
        let validator = SchemaValidator(root: try Self.json("\(name).schema.json"))
        #expect(validator.violations(try Self.json("\(name).json")) == [])
    }

    /// Takes each key of a shipped department away in turn: reader and schema must agree on whether that is a mistake.
    @Test func readerAndSchemaAgreeOnRequiredKeys() throws {
        let validator = SchemaValidator(root: try Self.json("adapters.schema.json"))
        let file = try Self.json("adapters.json")
        let department = try #require(file["departments"]?.members?.first)
        for key in department.value.members ?? [] {
            let remaining = JSON.object((department.value.members ?? []).filter { $0.name != key.name })
            let changed: JSON = ["departments": .object([.init(department.name, remaining)])]
            let schemaSays = validator.violations(changed).isEmpty
            let readerSays = try !Self.mistakes(in: changed).contains { $0.pointer.hasSuffix("/\(key.name)") && $0.reason == "is required" }
            #expect(schemaSays == readerSays, "\(key.name)")
        }
    }

    @Test(arguments: ["", "/limits", "/registries/ps-population"])
    func unknownKeysAreMistakesForBoth(place: String) throws {
        let validator = SchemaValidator(root: try Self.json("adapters.schema.json"))
        let changed = try Self.json("adapters.json").adding("surprise", true, at: "/departments/public-security" + place)
        #expect(!validator.violations(changed).isEmpty)
        #expect(try Self.mistakes(in: changed).contains { $0.pointer == "/departments/public-security\(place)/surprise" })
    }

    /// What the reader says of an adapters file, with credentials that exist.
    static func mistakes(in json: JSON) throws -> [MistakeList.Mistake] {
        let mistakes = MistakeList()
        let catalogue = try Catalogue(json: Self.json("catalogue.json"))
        _ = DepartmentEntry.readAll(
            ConfigurationFile(path: "/adapters.json", json: json), adapters: AdapterList.all, catalogue: catalogue,
            credentialsFolder: "/nowhere", testBed: nil, into: mistakes)
        return mistakes.all
    }

    @Test func everyMistakeIsReportedAtOnceWithItsPlace() throws {
        let json: JSON = [
            "departments": [
                "a": ["adapter": "nobody", "address": "http://x.test", "registries": ["ps-population": ["closedWorldClaims": ["no.such-claim"]]]],
                "b": ["adapter": "courts", "address": "https://x.test", "limits": ["queue": 0], "registries": ["crime-record": [:]]],
            ]
        ]
        let pointers = try Self.mistakes(in: json).map(\.pointer)
        for pointer in [
            "/departments/a/adapter", "/departments/a/address", "/departments/a/certificateAuthority", "/departments/a/clientKey",
            "/departments/a/registries/ps-population/closedWorldClaims/0", "/departments/b/limits/queue", "/departments/b/registries/crime-record",
        ] {
            #expect(pointers.contains(pointer), "\(pointer)")
        }
    }

    /// A mistake in `gatewayd.json` hides none of those in the files that it names.
    @Test func mistakesOfAllFilesComeTogether() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gatewayd-configuration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = folder.appendingPathComponent("gatewayd.json").path
        let catalogue = Self.folder.appendingPathComponent("catalogue.json").path
        let files: [(String, JSON)] = [
            (
                "gatewayd.json",
                [
                    "listen": ["host": "127.0.0.1", "port": 99_999], "catalogue": .string(catalogue), "adapters": "adapters.json",
                    "clients": "clients.json", "credentials": ".", "surprise": 1,
                ]
            ),
            ("adapters.json", ["departments": ["a": ["adapter": "nobody"]]]),
            ("clients.json", ["clients": [["name": "x", "claims": ["no.such-claim"]]]]),
        ]
        for (name, json) in files { try Data(json.encoded()).write(to: folder.appendingPathComponent(name)) }
        let mistakes = MistakeList()
        let environment = ConfigReader(provider: InMemoryProvider(values: [:]))
        let settings = try #require(Settings.read(path: main, environment: environment, into: mistakes))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let assembly = await Assembly.build(settings, logger: logger, into: mistakes)
        #expect(assembly == nil)
        let places = Set(mistakes.all.map { URL(fileURLWithPath: $0.file).lastPathComponent + $0.pointer })
        for place in [
            "gatewayd.json/listen/port", "gatewayd.json/listen/certificate", "gatewayd.json/surprise", "adapters.json/departments/a/adapter",
            "adapters.json/departments/a/address", "clients.json/clients/0/claims/0", "clients.json/clients/0/unitCode",
        ] {
            #expect(places.contains(place), "\(place)")
        }
    }

    @Test func aSecretNeverPrints() {
        let secret = Secret(Array("top-secret".utf8))
        #expect(!"\(secret) \(String(reflecting: secret))".contains("top"))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("116"))
    }

    @Test func verificationIdsAreUUIDv7() {
        #expect(FreshIdentity.uuid(milliseconds: 0x017F_22E2_79B0, high: 0xCC3, low: 0x18C4_DC0C_0C07_398F) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test func theLegalDateChangesAtMidnightInShanghai() {
        #expect(WallClock.legalDate(at: 1_772_294_399_000) == CalendarDate("2026-02-28"))
        #expect(WallClock.legalDate(at: 1_772_294_400_000) == CalendarDate("2026-03-01"))
        #expect(WallClock.legalDate(at: -8 * 3_600_000 - 1) == CalendarDate("1969-12-31"))
    }
}

extension JSON {
    /// The same tree with one more member in the object at that pointer.
    fileprivate func adding(_ name: String, _ value: JSON, at pointer: String) -> JSON {
        guard let members else { return self }
        guard let slash = pointer.firstIndex(of: "/") else { return .object(members + [Member(name, value)]) }
        let rest = pointer[pointer.index(after: slash)...]
        let key = rest.prefix { $0 != "/" }
        return .object(
            members.map { $0.name == key ? Member($0.name, $0.value.adding(name, value, at: String(rest.dropFirst(key.count)))) : $0 })
    }
}
