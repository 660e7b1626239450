import Conformance
import Foundation
import StrictJSON
import Testing
import Verification

/// Code, document and samples say the same.
@Suite struct DocumentTests {
    private static func file(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: Stage.root + "/" + path))) }

    @Test("ids are numbered without gaps and never given twice")
    func ids() {
        let ids = ConformanceSuite.requirements.map(\.id).sorted()
        #expect(ids == (1...ids.count).map { $0 < 10 ? "R0\($0)" : "R\($0)" })
        for requirement in ConformanceSuite.requirements {
            #expect(requirement.demand.hasSuffix(".") && requirement.hint.hasSuffix("."), "\(requirement.id)")
        }
    }

    @Test("the document lists exactly the requirements of the code, with their titles and demands")
    func document() throws {
        let text = String(decoding: try Self.file("Documentation/conformance.md"), as: UTF8.self)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| R") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.map { $0[0] } == ConformanceSuite.requirements.map(\.id).sorted())
        for row in rows {
            let requirement = ConformanceSuite.requirements.first { $0.id == row[0] }
            #expect(requirement?.title == row[1], "\(row[0])")
            #expect(requirement?.demand == row[2], "\(row[0])")
        }
        #expect(text.contains("`\(ConformanceSuite.name)` \(ConformanceSuite.version)"))
    }

    @Test("the demo's samples have everybody that is needed, for every joined registry")
    func samples() throws {
        let samples = try Stage.samples()
        let json = try JSON(parsing: try Self.file("Config/adapters.json"), limits: .file)
        for department in json["departments"]?.members ?? [] {
            for registry in department.value["registries"]?.members ?? [] {
                let sample = try #require(RegistryID(rawValue: registry.name).flatMap { samples.registries[$0] }, "\(registry.name)")
                #expect(sample.onRecord != nil && sample.notOnRecord != nil && sample.otherName != nil, "\(registry.name)")
                #expect(!sample.kinds.isEmpty, "\(registry.name)")
            }
        }
    }

    @Test("mistakes in samples are named with their pointers")
    func brokenSamples() throws {
        let problems = ProblemList()
        let text = """
            {"registries":{"tax":{"onRecord":{"name":"陈安然","identifier":{"type":"resident-id","number":"449901198512040026"}},"onRecrod":1,
            "notOnRecord":{"name":""},"records":{"count":0},"alsoOnRecord":[{"name":"黄立诚","identifier":{"type":"x","number":"1"},"document":{}}]}},"x":1}
            """
        _ = Samples.read(try JSON(parsing: Array(text.utf8), limits: .file), into: problems)
        let pointers = Set(problems.all.map(\.pointer))
        for pointer in [
            "/registries/tax/onRecord/identifier/number", "/registries/tax/onRecrod", "/registries/tax/notOnRecord/identifier",
            "/registries/tax/records/count", "/registries/tax/alsoOnRecord/0/identifier/type", "/x",
        ] { #expect(pointers.contains(pointer), "\(pointer)") }
    }

    @Test("the schema knows the keys that the reader knows")
    func schema() throws {
        let schema = try JSON(parsing: try Self.file("Config/samples.schema.json"), limits: .file)
        func keys(_ json: JSON?) -> Set<String> { Set((json?["properties"]?.members ?? []).map(\.name)) }
        #expect(keys(schema) == ["$schema", "note", "purpose", "registries"])
        #expect(keys(schema["$defs"]?["registry"]) == ["note", "onRecord", "alsoOnRecord", "otherName", "notOnRecord", "records"])
        #expect(keys(schema["$defs"]?["topic"]) == ["name", "identifier", "document", "place"])
        let types = schema["$defs"]?["topic"]?["properties"]?["identifier"]?["properties"]?["type"]?["enum"]?.elements?.compactMap(\.text)
        #expect(types == IdentifierType.allCases.map(\.rawValue))
    }
}
