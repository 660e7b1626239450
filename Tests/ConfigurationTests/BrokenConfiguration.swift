import Foundation
import Glibc
import StrictJSON
import Testing

@testable import gatewayd

/// One broken configuration: what is changed in a sound one, and what must be said about it.
struct BrokenConfiguration: Sendable, CustomTestStringConvertible {
    let name: String
    /// The file that the mistake is in.
    var file = "adapters.json"
    let pointer: String
    /// What the reason says, or a part of it.
    let reason: String
    let change: @Sendable (ConfigurationFolder) throws -> Void

    var testDescription: String { name }

    static let all: [BrokenConfiguration] = missingKeys + wrongValues + describedSettings + files + credentials + daemonFile
}

private let tax = "/departments/tax"
private let police = "/departments/public-security"
private let operation = tax + "/settings/operations/tax"

extension BrokenConfiguration {
    /// A value of `adapters.json` that is another one, or none.
    private init(_ name: String, _ pointer: String, _ value: JSON?, _ reason: String, said: String? = nil) {
        self.init(name: name, pointer: said ?? pointer, reason: reason) { try $0.set(pointer, value) }
    }

    private static let missingKeys: [BrokenConfiguration] =
        ["adapter", "address", "certificateAuthority", "clientCertificate", "clientKey", "registries"].map {
            BrokenConfiguration("no \($0)", "\(tax)/\($0)", nil, "is required")
        } + ["authority", "operations"].map { BrokenConfiguration("no \($0)", "\(tax)/settings/\($0)", nil, "is required") }
        + ["request", "success", "records"].map { BrokenConfiguration("no \($0)", "\(operation)/\($0)", nil, "is required") }
        + [
            BrokenConfiguration("no about", "\(operation)/about", nil, "must say where a row holds the number"),
            BrokenConfiguration("no departments", "/departments", nil, "is required"),
            BrokenConfiguration("no settings of a described department", "\(tax)/settings", nil, "is required", said: "\(tax)/settings/authority"),
            BrokenConfiguration("no caller", "\(police)/settings/callerID", nil, "is required"),
            BrokenConfiguration("no services", "\(police)/settings/services", nil, "is required"),
            BrokenConfiguration("no secrets of a native department", "\(police)/secrets", nil, "needs the secret token", said: "\(police)/settings"),
            BrokenConfiguration(
                "no secrets of a described one", "\(tax)/secrets", nil, "no secret of that name", said: "\(tax)/settings/authentication/secret"),
        ]

    private static let wrongValues: [BrokenConfiguration] = [
        BrokenConfiguration("an authority that the catalogue lacks", "\(tax)/settings/authority", "taxes", "is not an authority of the catalogue"),
        BrokenConfiguration(
            "everything unforeseen as nothing on record", "\(operation)/outcomes/0", ["at": "/code", "not": ["0"], "means": "no-record"],
            "is said in words that the entry lists"),
        BrokenConfiguration(
            "a row that is no record by what it lacks", "\(operation)/records/0/unless/0", ["at": "/zjhm", "present": false],
            "is said in words that the entry lists"),
        BrokenConfiguration("pages that nobody turns", "\(operation)/request/body/json/page", 1, "the same page again", said: "\(operation)/request"),
        BrokenConfiguration(
            "anything at all as not covered", "\(operation)/outcomes/0", ["at": "/message", "present": true, "means": "not-covered"],
            "is said in words that the entry lists"),
        BrokenConfiguration(
            "absence beside everything unforeseen", "\(operation)/outcomes/0",
            ["at": "/data", "present": false, "and": [["at": "/code", "not": ["0"]]], "means": "no-record"], "is said in words that the entry lists"),
        BrokenConfiguration("departments as a list", "/departments", [], "must be an object"),
        BrokenConfiguration("a department as a text", tax, "tax", "must be an object"),
        BrokenConfiguration("an unknown key of the file", "/surprise", 1, "is not a known key"),
        BrokenConfiguration("an unknown key of a department", "\(tax)/surprise", 1, "is not a known key"),
        BrokenConfiguration("a key in other letters", "\(tax)/Address", "https://x.test", "is not a known key"),
        BrokenConfiguration("an unknown adapter", "\(tax)/adapter", "tax", "must be one of"),
        BrokenConfiguration("an adapter as a number", "\(tax)/adapter", 1, "must be a string"),
        BrokenConfiguration("an address without TLS", "\(tax)/address", "http://tax.registries.test", "must begin with https://"),
        BrokenConfiguration("an address with a password", "\(tax)/address", "https://a:b@tax.registries.test", "holds a user"),
        BrokenConfiguration("an address as a list", "\(tax)/address", ["https://tax.registries.test"], "must be a string"),
        BrokenConfiguration("an empty address", "\(tax)/address", "", "must have"),
        BrokenConfiguration("a huge address", "\(tax)/address", .string("https://" + String(repeating: "a", count: 5_000)), "must have"),
        BrokenConfiguration("a pin that is none", "\(tax)/pinnedPublicKey", "sha256//AAAA", "44 base64 characters"),
        BrokenConfiguration("limits as a number", "\(tax)/limits", 1, "must be an object"),
        BrokenConfiguration("no connections", "\(tax)/limits/connections", 0, "from 1 to 1024"),
        BrokenConfiguration("too long a time-out", "\(tax)/limits/timeoutMilliseconds", 3_600_000, "from 10 to 60000"),
        BrokenConfiguration("half a connection", "\(tax)/limits/connections", .number("0.5"), "must be"),
        BrokenConfiguration("a huge number", "\(tax)/limits/queue", .number("1" + String(repeating: "0", count: 400)), "invalid-number", said: ""),
        BrokenConfiguration("an unknown limit", "\(tax)/limits/surprise", 1, "is not a known key"),
        BrokenConfiguration("no registry", "\(tax)/registries", [:], "must name at least one registry"),
        BrokenConfiguration("a registry that nobody knows", "\(tax)/registries/taxes", [:], "is not a registry of the catalogue"),
        BrokenConfiguration("a registry with a name too long", "\(tax)/registries/\(String(repeating: "x", count: 40))", [:], "is not a registry"),
        BrokenConfiguration("a registry that the entry does not describe", "\(tax)/registries/credit", [:], "is not a dataset that the adapter"),
        BrokenConfiguration(
            "a registry that two departments join", "\(tax)/registries/ca-adoption", [:], "is joined by tax already",
            said: "/departments/civil-affairs-registers/registries/ca-adoption"),
        BrokenConfiguration("a day that there is not", "\(tax)/registries/tax/coverageFrom", "2025-02-29", "must be a day"),
        BrokenConfiguration(
            "a claim that there is not", "\(tax)/registries/tax/closedWorldClaims", ["no.claim"], "is not a claim",
            said: "\(tax)/registries/tax/closedWorldClaims/0"),
        BrokenConfiguration(
            "a claim of another registry", "\(tax)/registries/tax/closedWorldClaims", ["crime.no-record"], "does not rest on",
            said: "\(tax)/registries/tax/closedWorldClaims/0"),
        BrokenConfiguration(
            "a claim twice", "\(tax)/registries/tax/closedWorldClaims", ["income.compare", "income.compare"], "already",
            said: "\(tax)/registries/tax/closedWorldClaims/1"),
        BrokenConfiguration(
            "an end before the beginning", "\(tax)/registries/tax", ["coverageFrom": "2020-01-01", "coverageUntil": "2019-01-01"],
            "must not come before", said: "\(tax)/registries/tax/coverageUntil"),
        BrokenConfiguration(
            "an area that is none", "\(tax)/registries/tax/areas", ["4499": [:]], "six digits", said: "\(tax)/registries/tax/areas/4499"),
        BrokenConfiguration("no area", "\(tax)/registries/tax/areas", [:], "at least one"),
        BrokenConfiguration(
            "an unknown key of an area", "\(tax)/registries/tax/areas", ["449901": ["since": "2009-01-01"]], "is not a known key",
            said: "\(tax)/registries/tax/areas/449901/since"),
        BrokenConfiguration(
            "older rights carried over into nothing", "\(tax)/registries/tax/areas", ["449901": ["carriedOver": true]], "needs electronicSince",
            said: "\(tax)/registries/tax/areas/449901/carriedOver"),
        BrokenConfiguration("an empty population", "\(tax)/registries/tax/population", [:], "needs identifierTypes"),
        BrokenConfiguration(
            "a population of nobody", "\(tax)/registries/tax/population", ["identifierTypes": ["dog-licence"]], "no type of identifier",
            said: "\(tax)/registries/tax/population/identifierTypes/0"),
    ]

    private static let describedSettings: [BrokenConfiguration] = [
        BrokenConfiguration("settings as a text", "\(tax)/settings", "x", "must be an object"),
        BrokenConfiguration("an operation of no dataset", "\(tax)/settings/operations/taxes", [:], "is no dataset"),
        BrokenConfiguration("a secret that is not given", "\(tax)/settings/authentication/secret", "other", "no secret of that name"),
        BrokenConfiguration("a person in a path", "\(operation)/request/path", "/x/{subject.number}", "column 5: subject.number is personal data"),
        BrokenConfiguration(
            "an area in a path, a place in a header", "\(operation)/request/headers", ["X": "{place.name}"], "place.name is",
            said: "\(operation)/request/headers/X"),
        BrokenConfiguration(
            "a person asked of a register of places", "\(tax)/settings/operations",
            [
                "ps-doorplate": [
                    "request": ["path": "/x", "body": ["json": ["n": "{subject.name}"]]], "success": [["at": "/c", "is": ["0"]]], "about": false,
                    "records": [["each": "/r", "kind": "address", "fields": ["name": ["at": "/n"]]]],
                ]
            ], "subject.name is not known", said: "\(tax)/settings/operations/ps-doorplate/request/body/json/n"),
        BrokenConfiguration("a huge template", "\(operation)/request/path", .string("/" + String(repeating: "a", count: 4_200)), "must have"),
        BrokenConfiguration(
            "a huge list of words", "\(operation)/success", [["at": "/code", "is": .array((0..<300).map { .string(String($0)) })]],
            "1 to 256 elements", said: "\(operation)/success/0/is"),
        BrokenConfiguration(
            "a huge list of outcomes", "\(operation)/outcomes", .array(Array(repeating: ["at": "/code", "is": ["1"], "means": "error"], count: 100)),
            "0 to 64 elements"),
        BrokenConfiguration(
            "a body nested too deep", "\(operation)/request/body/json", (0..<17).reduce("x") { json, _ in [json] }, "is nested deeper than 16",
            said: "\(operation)/request/body/json" + String(repeating: "/0", count: 16)),
        BrokenConfiguration(
            "success by absence alone", "\(operation)/success", [["at": "/error", "present": false]], "success is said",
            said: "\(operation)/success/0"),
        BrokenConfiguration(
            "parts that answer by absence", "\(operation)/parts", ["each": "/p", "answered": [["at": "/x", "present": false]]],
            "does not say that somebody", said: "\(operation)/parts/answered/0"),
        BrokenConfiguration("parts without a word", "\(operation)/parts", ["each": "/p"], "is required", said: "\(operation)/parts/answered"),
        BrokenConfiguration("areas without a division", "\(operation)/areas", ["each": "/p"], "is required", said: "\(operation)/areas/division"),
        BrokenConfiguration(
            "areas since an hour", "\(operation)/areas", ["each": "/p", "division": ["at": "/d"], "electronicSince": ["at": "/s", "date": "HH:mm"]],
            "must hold a year, a month and a day", said: "\(operation)/areas/electronicSince/date"),
        BrokenConfiguration(
            "complete by absence", "\(operation)/complete", [["at": "/x", "present": false]], "does not say", said: "\(operation)/complete/0"),
        BrokenConfiguration(
            "about nothing among several", "\(operation)/about", ["all": [false]], "false stands alone", said: "\(operation)/about/all/0"),
        BrokenConfiguration("about half a list", "\(operation)/about", ["each": "/r"], "is required", said: "\(operation)/about/at"),
        BrokenConfiguration("also a request without a path", "\(operation)/also", [[:]], "is required", said: "\(operation)/also/0/path"),
        BrokenConfiguration("an unknown table of a standard", "\(operation)/records/0/fields/amount/table", "gbt-0", "tables has no such name"),
        BrokenConfiguration(
            "nothing as a number", "\(operation)/reference/nothing", [0], "must be a string", said: "\(operation)/reference/nothing/0"),
        BrokenConfiguration(
            "somebody asked of a place", "\(tax)/settings/operations",
            [
                "ca-placename": [
                    "request": ["path": "/x"], "success": [["at": "/c", "is": ["0"]]], "about": false,
                    "records": [["each": "/r", "kind": "address", "fields": ["name": ["asked": "name"]]]],
                ]
            ], "nobody is asked about", said: "\(tax)/settings/operations/ca-placename/records/0/fields/name/asked"),
    ]

    /// The file itself.
    private static func broken(
        _ name: String, _ reason: String, file: String = "adapters.json", _ bytes: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> BrokenConfiguration {
        BrokenConfiguration(name: name, file: file, pointer: "", reason: reason) { folder in
            try folder.write(file, bytes([UInt8](Data(contentsOf: URL(filePath: "\(folder.path)/\(file)")))))
        }
    }

    private static let files: [BrokenConfiguration] = [
        broken("an empty file", "is not strict JSON") { _ in [] },
        broken("a truncated file", "is not strict JSON") { Array($0.prefix($0.count / 2)) },
        broken("a file with something behind its end", "is not strict JSON") { $0 + Array("{}".utf8) },
        broken("a byte order mark", "is not strict JSON") { [0xEF, 0xBB, 0xBF] + $0 },
        broken("UTF-16", "is not strict JSON") { [0xFF, 0xFE] + $0.flatMap { [$0, 0] } },
        broken("GB 18030", "is not strict JSON") { Array("{\"".utf8) + [0xB3, 0xC2, 0xB0, 0xB2] + Array("\":1}".utf8) + $0.suffix(0) },
        broken("an overlong form of UTF-8", "is not strict JSON") { _ in Array("{\"".utf8) + [0xC0, 0x80] + Array("\":1}".utf8) },
        broken("a comment", "is not strict JSON") { Array("// x\n".utf8) + $0 },
        broken("a comma at the end", "is not strict JSON") { _ in Array("{\"departments\":{},}".utf8) },
        broken("a name twice", "is not strict JSON") { _ in Array("{\"departments\":{},\"departments\":{}}".utf8) },
        broken("a department twice", "is not strict JSON") { _ in Array("{\"departments\":{\"a\":{},\"\\u0061\":{}}}".utf8) },
        broken("half a surrogate", "is not strict JSON") { _ in Array("{\"departments\":{\"\\ud800\":{}}}".utf8) },
        broken("a million brackets", "is not strict JSON") { _ in [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000) },
        broken("a number without end", "invalid-number") { _ in [UInt8](repeating: UInt8(ascii: "9"), count: 2_000_000) },
        broken("a list in place of the object", "must be an object") { _ in Array("[]".utf8) },
        broken("null", "must be an object") { _ in Array("null".utf8) },
        BrokenConfiguration(name: "a file larger than any configuration", pointer: "", reason: "is larger than 64 MiB") { folder in
            // Sparse: it takes no room.
            guard truncate("\(folder.path)/adapters.json", (64 << 20) + 1) == 0 else { throw ConfigurationFolder.Missing(text: "room") }
        },
        BrokenConfiguration(name: "a file that is not there", pointer: "", reason: "cannot be read") {
            try FileManager.default.removeItem(atPath: "\($0.path)/adapters.json")
        },
        BrokenConfiguration(name: "a folder in place of the file", pointer: "", reason: "is not a file") { try $0.replaceByFolder("adapters.json") },
        BrokenConfiguration(name: "a pipe in place of the file", pointer: "", reason: "is not a file") { try $0.replaceByPipe("adapters.json") },
        BrokenConfiguration(name: "a file that points to itself", pointer: "", reason: "cannot be read") { folder in
            try FileManager.default.removeItem(atPath: "\(folder.path)/adapters.json")
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/adapters.json", withDestinationPath: "adapters.json")
        },
    ]

    /// A secret or a certificate that is none.
    private static func credential(
        _ name: String, _ key: String, _ reason: String, _ make: @escaping @Sendable (ConfigurationFolder) throws -> Void
    ) -> BrokenConfiguration {
        BrokenConfiguration(name: name, pointer: "\(tax)/\(key)", reason: reason) { folder in
            try folder.write("credential", Array("secret\n".utf8))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/credential")
            try make(folder)
            try folder.set("\(tax)/\(key)", "credential")
        }
    }

    private static let credentials: [BrokenConfiguration] = [
        credential("a secret that is not there", "secrets/app-secret", "cannot be read") {
            try FileManager.default.removeItem(atPath: $0.path + "/credential")
        },
        credential("an empty secret", "secrets/app-secret", "is empty") { try $0.write("credential", []) },
        credential("a secret of one line end", "secrets/app-secret", "is empty") { try $0.write("credential", [0x0A]) },
        credential("a huge secret", "secrets/app-secret", "larger than 64 KiB") {
            try $0.write("credential", [UInt8](repeating: 0x61, count: 70_000))
        },
        credential("a secret that others may read", "secrets/app-secret", "make it 0600") {
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: $0.path + "/credential")
        },
        credential("a folder as a secret", "secrets/app-secret", "is not a file") { try $0.replaceByFolder("credential") },
        credential("a pipe as a secret", "secrets/app-secret", "is not a file") { try $0.replaceByPipe("credential") },
        BrokenConfiguration("a secret as a number", "\(tax)/secrets/app-secret", 1, "must be the path of a file"),
        credential("a certificate that is none", "clientCertificate", "no PEM text") { _ in },
        credential("a root that is none", "certificateAuthority", "no PEM text") { _ in },
        credential("a root of nothing but a frame", "certificateAuthority", "caFile") {
            try $0.write("credential", Array("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n".utf8))
        },
        credential("a pipe as a certificate", "clientCertificate", "not a file") { try $0.replaceByPipe("credential") },
        credential("a folder as a certificate", "certificateAuthority", "not a file") { try $0.replaceByFolder("credential") },
        credential("a huge certificate", "clientCertificate", "larger than") { try $0.write("credential", [UInt8](repeating: 0x61, count: 2 << 20)) },
        credential("a key that is not there", "clientKey", "cannot be read") { try FileManager.default.removeItem(atPath: $0.path + "/credential") },
        BrokenConfiguration("a key of another certificate", "\(tax)/clientKey", "pki/hall.key", "unable to set private key"),
        BrokenConfiguration("a certificate in place of the key", "\(tax)/clientKey", "pki/ca.pem", "unable to set private key"),
    ]

    private static func daemon(_ name: String, _ pointer: String, _ value: JSON?, _ reason: String) -> BrokenConfiguration {
        BrokenConfiguration(name: name, file: "gatewayd.json", pointer: pointer, reason: reason) { try $0.set(pointer, value, in: "gatewayd.json") }
    }

    /// The last client of the shipped file with other legal bases.
    private static func authorities(_ name: String, _ value: JSON, _ pointer: String, _ reason: String) -> BrokenConfiguration {
        let place = "/clients/1/authorities"
        return BrokenConfiguration(name: name, file: "clients.json", pointer: place + pointer, reason: reason) {
            try $0.set(place, value, in: "clients.json")
        }
    }

    /// The daemon's own file and those beside it.
    private static let daemonFile: [BrokenConfiguration] = [
        daemon("no listen", "/listen", nil, "is required"), daemon("no catalogue", "/catalogue", nil, "is required"),
        daemon("no adapters", "/adapters", nil, "is required"), daemon("no clients", "/clients", nil, "is required"),
        daemon("no credentials", "/credentials", nil, "is required"), daemon("a port as a text", "/listen/port", "8443", "must be"),
        daemon("a port too high", "/listen/port", 70_000, "from 0 to 65535"),
        daemon("an unknown key of the daemon", "/surprise", 1, "is not a known key"),
        BrokenConfiguration(name: "a level that there is not", file: "gatewayd.json", pointer: "/log/level", reason: "must be one of") {
            try $0.set("/log", ["level": "loud"], in: "gatewayd.json")
        },
        daemon("a door without a certificate", "/listen/certificate", "pki/none.pem", "cannot be read"),
        daemon("a door with a text for a certificate", "/listen/certificate", "clients.json", "no PEM text"),
        daemon("a door with a folder for a key", "/listen/key", "pki", "is not a file"),
        BrokenConfiguration(
            name: "a test bed for everybody", file: "gatewayd.json", pointer: "/testBed", reason: "only while the daemon listens on loopback"
        ) {
            try $0.set("/listen/host", "0.0.0.0", in: "gatewayd.json")
            try $0.set("/testBed", ["legalDate": "2026-03-01"], in: "gatewayd.json")
        },
        broken("a truncated catalogue", "is not strict JSON", file: "catalogue.json") { Array($0.prefix(1_000)) },
        broken("a truncated file of clients", "is not strict JSON", file: "clients.json") { Array($0.prefix(50)) },
        authorities(
            "an authority for claims that the client has not", [["claims": ["rehab.status"], "legalBasis": "某法"]], "/0/claims", "must be among"),
        authorities(
            "an authority without an article", [["claims": ["crime.no-record"], "legalBasis": " "]], "/0/legalBasis", "must name an article"),
        authorities("an authority for no claim of the catalogue", [["claims": ["x"], "legalBasis": "某法"]], "/0/claims/0", "is not a claim"),
        authorities("an authority as a text", "某法", "", "must be"),
        broken("a truncated file of the daemon", "is not strict JSON", file: "gatewayd.json") { Array($0.prefix(50)) },
        BrokenConfiguration(name: "a pipe in place of the daemon's file", file: "gatewayd.json", pointer: "", reason: "is not a file") {
            try $0.replaceByPipe("gatewayd.json")
        },
    ]
}

extension ConfigurationFolder {
    func replaceByFolder(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: false)
    }

    /// A pipe that nobody writes to.
    func replaceByPipe(_ name: String) throws {
        try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        guard mkfifo("\(path)/\(name)", 0o600) == 0 else { throw Missing(text: "a pipe") }
    }
}
