import Foundation
import StrictJSON
import Testing
import Verification

@testable import gatewayd

/// Which claims change route between two configurations, told without credentials.
@Suite struct RouteTests {
    /// The lines that a change of text in one of the shipped files makes.
    static func lines(_ old: String, _ new: String, in name: String = "adapters.json") throws -> [String] {
        let folder = try PlainFolder()
        try folder.replace(old, with: new, in: name)
        let mistakes = MistakeList()
        let before = try #require(RouteSource.find(ConfigurationTests.folder.path, into: mistakes)?.read(into: mistakes))
        let after = RouteSource.find(folder.path, into: mistakes)?.read(into: mistakes)
        #expect(mistakes.lines == [])
        return try before.differences(to: #require(after)).flatMap(\.lines)
    }

    @Test func whatIsNoRouteChangesNone() throws {
        #expect(try Self.lines(#""queue": 2048"#, #""queue": 2047"#) == [])
        #expect(try Self.lines(#""token": "secrets/public-security/token""#, #""token": "elsewhere""#) == [])
        #expect(try Self.lines(#""edition": "2020-10-29/1""#, #""edition": "2""#, in: "catalogue.json") == [])
    }

    @Test func anotherAddressChangesEveryClaimOfTheDepartment() throws {
        let lines = try Self.lines("https://courts.registries.test:8443", "https://courts.example.test")
        #expect(lines.contains("marital.is"))
        #expect(lines.contains("  ~ required court-judgment: address https://courts.registries.test:8443 -> https://courts.example.test"))
        #expect(!lines.contains("crime.no-record"))
    }

    @Test func coverageAndClosedWorldShow() throws {
        let lines = try Self.lines(#""coverageFrom": "1990-01-01""#, #""coverageFrom": "1985-01-01""#)
        #expect(lines.contains { $0.hasSuffix("ca-marriage: coverage from 1990-01-01 -> 1985-01-01") })
        #expect(
            try Self.lines(#""crime.no-record""#, "")
                == ["crime.no-record", "  ~ required crime-record: closed world yes -> no"])
    }

    @Test func aRegistryThatIsNotJoinedAnyMoreShows() throws {
        let folder = try PlainFolder()
        let departments = try #require(folder.json("adapters.json")["departments"]?.members).filter { $0.name != "public-security" }
        try folder.write("adapters.json", ["departments": .object(departments)])
        let mistakes = MistakeList()
        let before = try #require(RouteSource.find(ConfigurationTests.folder.path, into: mistakes)?.read(into: mistakes))
        let after = try #require(RouteSource.find(folder.path, into: mistakes)?.read(into: mistakes))
        let difference = try #require(before.differences(to: after).first { $0.claim == .crimeNoRecord })
        #expect(difference.change == .changed)
        #expect(
            difference.lines.last
                == "  ~ required crime-record: department public-security -> not joined, no longer adapter public-security, "
                + "no longer address https://public-security.registries.test:8443, no longer coverage from not limited, no longer closed world yes")
        #expect(before.differences(to: before) == [])
    }

    @Test func anotherSourceInTheCatalogueShows() throws {
        let folder = try PlainFolder()
        let catalogue = try folder.json("catalogue.json")
        let sources: JSON = ["required": ["ps-population"], "advisory": ["crime-record"]]
        try folder.write("catalogue.json", catalogue.replacing(sources, at: ["claims", "crime.no-record", "sources"]))
        let mistakes = MistakeList()
        // A catalogue alone takes the adapters beside it.
        let before = try #require(RouteSource.find(ConfigurationTests.folder.path + "/catalogue.json", into: mistakes)?.read(into: mistakes))
        let after = try #require(RouteSource.find(folder.path + "/catalogue.json", into: mistakes)?.read(into: mistakes))
        let difference = try #require(before.differences(to: after).first)
        #expect(difference.claim == .crimeNoRecord)
        let subjects = difference.steps.map { "\($0.change.rawValue) \($0.subject)" }
        #expect(subjects.contains("removed required crime-record"))
        #expect(subjects.contains("added advisory crime-record"))
        #expect(difference.json["steps"]?.elements?.count == difference.steps.count)
    }

    @Test func whatIsMissingComesFromTheOtherSide() throws {
        let folder = try PlainFolder()
        try FileManager.default.removeItem(atPath: folder.path + "/catalogue.json")
        let mistakes = MistakeList()
        let other = try #require(RouteSource.find(ConfigurationTests.folder.path, into: mistakes))
        let alone = try #require(RouteSource.find(folder.path + "/adapters.json", into: mistakes))
        #expect(alone.read(into: mistakes) == nil)
        #expect(mistakes.lines.count == 1)
        #expect(alone.completed(by: other).cataloguePath == other.cataloguePath)
        #expect(alone.completed(by: other).read(into: MistakeList()) == other.read(into: MistakeList()))
    }

    @Test func whatCannotBeReadIsSaid() throws {
        let folder = try PlainFolder()
        let mistakes = MistakeList()
        #expect(RouteSource.find(folder.path + "/nothing", into: mistakes) == nil)
        #expect(RouteSource.find(ConfigurationTests.folder.path + "/clients.json", into: mistakes) == nil)
        #expect(mistakes.all.count == 2)
    }
}

/// Copies of `adapters.json` and `catalogue.json` without any credentials.
private final class PlainFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "gatewayd-routes-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for name in ["adapters.json", "catalogue.json"] {
            try FileManager.default.copyItem(atPath: ConfigurationTests.folder.appending(path: name).path, toPath: "\(path)/\(name)")
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func json(_ name: String) throws -> JSON { try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: "\(path)/\(name)"))), limits: .file) }

    func write(_ name: String, _ json: JSON) throws { try Data(json.encoded()).write(to: URL(filePath: "\(path)/\(name)")) }

    func replace(_ old: String, with new: String, in name: String) throws {
        let text = try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
        try #require(text.contains(old))
        try text.replacing(old, with: new, maxReplacements: 1).write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    }
}

extension JSON {
    /// The same tree with another value at that path of keys.
    fileprivate func replacing(_ value: JSON, at path: [String]) -> JSON {
        guard let key = path.first else { return value }
        return .object((members ?? []).map { $0.name == key ? Member($0.name, $0.value.replacing(value, at: Array(path.dropFirst()))) : $0 })
    }
}
