import Adapters
import Configuration
import Foundation
import Logging
import SchemaValidation
import StrictJSON
import Testing
import Verification

@testable import gatewayd

/// Every broken configuration is refused with the file, the pointer and the reason, by what `gatewayd check-config` runs; none crashes it or
/// keeps it waiting.
@Suite("Broken configurations", .serialized) struct BrokenConfigurationTests {
    @Test("a broken configuration is refused with place and reason", .timeLimit(.minutes(1)), arguments: BrokenConfiguration.all)
    func refused(_ broken: BrokenConfiguration) async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        try broken.change(folder)
        let mistakes = try await folder.mistakes()
        let found = mistakes.filter { URL(filePath: $0.file).lastPathComponent == broken.file && $0.pointer == broken.pointer }
        #expect(found.contains { $0.reason.contains(broken.reason) }, "\(broken.name): \(mistakes.map { "\($0.pointer): \($0.reason)" })")
    }

    @Test("the corpus is as large as promised, and each case is there once")
    func size() {
        #expect(BrokenConfiguration.all.count >= 60)
        #expect(BrokenConfiguration.all.allSatisfy { !$0.reason.isEmpty })
        #expect(Set(BrokenConfiguration.all.map(\.name)).count == BrokenConfiguration.all.count)
    }

    @Test("what the corpus breaks is sound")
    func sound() async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        #expect(try await folder.mistakes() == [])
    }

    /// Nothing in these files can refer to itself: values and tables are literals, templates cannot name templates, no file includes another.
    /// What looks like a cycle is an unknown name.
    @Test("a cycle cannot be written", arguments: ["{value.a}", "{value.caller}{value.a}"])
    func cycle(text: String) async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        try folder.set("/departments/tax/settings/values", ["a": .string(text)])
        try folder.set("/departments/tax/settings/operations/tax/request/path", "/{value.a}")
        let mistakes = try await folder.mistakes()
        // The value is a literal text, so that its braces end up in a path, where they cannot stand.
        #expect(
            mistakes.contains {
                $0.pointer == "/departments/tax/settings/operations/tax/request/path" && $0.reason.contains("visible ASCII")
                    || $0.pointer.hasSuffix("/authentication/over")
            })
    }

    @Test("of several mistakes none hides another, in one department and in several")
    func together() async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        try folder.set("/departments/tax/clientKey", "pki/ca.pem")
        try folder.set("/departments/tax/settings/authority", 1)
        try folder.set("/departments/public-security/address", "http://x.test")
        try folder.set("/departments/public-security/settings/callerID", nil)
        let pointers = try await folder.mistakes().map(\.pointer)
        for pointer in ["tax/clientKey", "tax/settings/authority", "public-security/address", "public-security/settings/callerID"] {
            #expect(pointers.contains("/departments/\(pointer)"), "\(pointer)")
        }
    }

    @Test("no reason repeats a secret")
    func secrets() async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        let secret = "kept-secret-text"
        try folder.write("secret", Array(secret.utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/secret")
        try folder.set("/departments/tax/secrets/app-secret", "secret")
        try folder.set("/departments/tax/settings/operations/tax/request/headers/X", "{secret.app-secret|date:yyyy}")
        let mistakes = try await folder.mistakes()
        #expect(!mistakes.isEmpty && mistakes.allSatisfy { !$0.reason.contains(secret) && !$0.pointer.contains(secret) })
    }

    @Test(
        "every object of an entry takes no key that nobody reads, and the schema agrees",
        arguments: [
            "", "/limits", "/registries/tax", "/settings", "/settings/authentication", "/settings/operations/tax", "/settings/operations/tax/request",
            "/settings/operations/tax/request/body", "/settings/operations/tax/success/0", "/settings/operations/tax/outcomes/0",
            "/settings/operations/tax/records/0", "/settings/operations/tax/records/0/fields/amount", "/settings/operations/tax/dataAsOf",
            "/settings/operations/tax/reference", "/settings/operations/tax/paging", "/settings/operations/tax/paging/total",
        ])
    func unknownKeys(place: String) async throws {
        let folder = try ConfigurationFolder()
        try folder.shrink()
        try folder.set("/departments/tax\(place)/surprise", 1)
        #expect(try await folder.mistakes().contains { $0.pointer == "/departments/tax\(place)/surprise" && $0.reason == "is not a known key" })
        #expect(try !folder.schemaViolations().isEmpty)
    }

    /// Takes every key of two departments away and gives it a value of another type: where the schema objects so does the reader, at or below
    /// that place or, for a key that something else needs, elsewhere.
    @Test("what the schema refuses the reader refuses", arguments: ["tax", "civil-affairs-registers"])
    func schemaAndReader(department: String) throws {
        let validator = SchemaValidator(root: try ConfigurationTests.json("adapters.schema.json"))
        let catalogue = try Catalogue(json: ConfigurationTests.json("catalogue.json"))
        let entry = try #require(try ConfigurationTests.json("adapters.json")["departments"]?[department])
        for pointer in entry.pointers(at: "") {
            for value in [JSON?.none, .some([[1]])] {
                let changed: JSON = ["departments": .object([.init(department, entry.setting(pointer, to: value))])]
                if validator.violations(changed).isEmpty { continue }
                let mistakes = MistakeList()
                let entries = DepartmentEntry.readAll(
                    ConfigurationFile(path: "/adapters.json", json: changed), adapters: AdapterList.all, catalogue: catalogue, credentialsFolder: nil,
                    testBed: nil, into: mistakes)
                let problems = ProblemList()
                for entry in entries { DepartmentEntry.rehearse(entry.adapter, entry.settings, into: problems) }
                #expect(!mistakes.isEmpty || !problems.isEmpty, "\(pointer) \(value == nil ? "missing" : "of another type")")
            }
        }
    }
}

extension ConfigurationFolder {
    /// Keeps three departments of the shipped ones: a native one and two that are described.
    func shrink() throws {
        let departments = try json("adapters.json")["departments"]?.members ?? []
        let kept = departments.filter { ["public-security", "tax", "civil-affairs-registers"].contains($0.name) }
        try write("adapters.json", ["departments": .object(kept)])
    }

    /// Sets a value of `adapters.json`, or takes it away.
    func set(_ pointer: String, _ value: JSON?, in name: String = "adapters.json") throws {
        try write(name, try json(name).setting(pointer, to: value))
    }

    /// Everything that `check-config` would say.
    func mistakes() async throws -> [MistakeList.Mistake] {
        let mistakes = MistakeList()
        let environment = ConfigReader(provider: InMemoryProvider(values: [:]))
        var assembly: Assembly?
        if let settings = Settings.read(path: path + "/gatewayd.json", environment: environment, into: mistakes) {
            assembly = await Assembly.build(settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, into: mistakes)
        }
        await assembly?.shutdown()
        #expect((assembly == nil) != mistakes.isEmpty || !mistakes.isEmpty)
        #expect(CheckConfig.report(path, assembly, mistakes).contains("mistake") != mistakes.isEmpty)
        return mistakes.all
    }

    func schemaViolations() throws -> [String] {
        SchemaValidator(root: try ConfigurationTests.json("adapters.schema.json")).violations(try json("adapters.json"))
    }
}

extension JSON {
    /// The same tree with another value at that pointer, or without it. A step that is not there is added as an object's member.
    func setting(_ pointer: String, to value: JSON?) -> JSON {
        guard !pointer.isEmpty else { return value ?? .null }
        let steps = pointer.dropFirst().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let name = steps[0].replacing("~1", with: "/").replacing("~0", with: "~")
        let rest = steps.count > 1 ? "/" + steps[1] : ""
        if var elements, let index = Int(name), elements.indices.contains(index) {
            if let value {
                elements[index] = elements[index].setting(rest, to: value)
            } else {
                rest.isEmpty ? _ = elements.remove(at: index) : (elements[index] = elements[index].setting(rest, to: nil))
            }
            return .array(elements)
        }
        let members = members ?? []
        guard let old = members.first(where: { $0.name == name }) else {
            return value.map { .object(members + [Member(String(name), JSON.object([]).replaced(rest, $0))]) } ?? self
        }
        if rest.isEmpty, value == nil { return .object(members.filter { $0.name != name }) }
        return .object(members.map { $0.name == name ? Member($0.name, old.value.setting(rest, to: value)) : $0 })
    }

    private func replaced(_ rest: String, _ value: JSON) -> JSON { rest.isEmpty ? value : setting(rest, to: value) }

    /// The pointer of every member below, at every depth.
    func pointers(at pointer: String) -> [String] {
        let inside = members?.map { ($0.name, $0.value) } ?? elements?.enumerated().map { (String($0.offset), $0.element) } ?? []
        return inside.flatMap { name, value in
            let own = pointer + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
            return [own] + value.pointers(at: own)
        }
    }
}
