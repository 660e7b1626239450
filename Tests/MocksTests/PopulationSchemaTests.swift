import FoundationEssentials
import SchemaValidation
import StrictJSON
import Testing
import Verification

@testable import Mocks

/// The published schema and the loader say the same.
@Suite struct PopulationSchemaTests {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    private static let validator = SchemaValidator(root: PopulationSchema.document)

    private static func file(_ path: String) throws -> [UInt8] { Array(try #require(FileManager.default.contents(atPath: root + "/" + path))) }

    private static func mistakes(_ document: JSON) -> [JSONProblem] {
        do {
            _ = try Population(document, defaultToday: Worlds.today)
            return []
        } catch { return error.problems }
    }

    @Test func theFileIsWhatTheLoaderObeys() throws {
        // Made anew by: mock-registries --print-schema > Config/population.schema.json
        #expect(String(decoding: try Self.file("Config/population.schema.json"), as: UTF8.self) == PopulationSchema.text)
    }

    @Test func theDemosPeopleAreGood() throws {
        let bytes = try Self.file("Config/demo-population.json")
        #expect(Self.validator.violations(try JSON(parsing: bytes, limits: .file)) == [])
        let population = try Population(parsing: bytes, defaultToday: Worlds.today)
        for id in (1...26).map({ $0 < 10 ? "P0\($0)" : "P\($0)" }) { #expect(population.persons.contains { $0.id == id }) }
        let world = PopulationWorld(population)
        let present = population.persons.filter { !world.facts(in: .population, under: $0.number).isEmpty }
        #expect(present.count == population.persons.count)
    }

    /// Every kind of record of every dataset.
    static let kinds: [(dataset: DatasetShape, record: RecordKind)] = DatasetShape.all.flatMap { dataset in
        dataset.records.map { (dataset, $0) }
    }

    @Test("a record with every field it may have is good for both, and with one more for neither", arguments: kinds.indices)
    func wholeRecord(_ index: Int) throws {
        let (dataset, shape) = Self.kinds[index]
        let document = Self.document(dataset.id.rawValue, Self.example(shape))
        #expect(Self.mistakes(document) == [])
        #expect(Self.validator.violations(document) == [])
        let strange = Self.document(dataset.id.rawValue, Self.example(shape) + [.init("colour", "red")])
        #expect(Self.mistakes(strange).map(\.code) == ["unknown-key"])
        #expect(!Self.validator.violations(strange).isEmpty)
    }

    @Test("a record without a field that it needs is bad for both", arguments: kinds.indices)
    func missingField(_ index: Int) throws {
        let (dataset, shape) = Self.kinds[index]
        for field in shape.fields {
            let document = Self.document(dataset.id.rawValue, Self.example(shape).filter { $0.name != field.name })
            let isContradictory = Self.mistakes(document).allSatisfy { $0.code == "missing" && !field.isRequired }
            #expect(Self.mistakes(document).isEmpty == !field.isRequired || isContradictory, "\(field.name)")
            #expect(Self.validator.violations(document).isEmpty == !field.isRequired, "\(field.name)")
        }
    }

    @Test("what the loader's tables find wrong in shape the schema finds wrong too", arguments: PopulationReadingTests.cases)
    func sameMistakes(_ sample: PopulationReadingTests.Case) {
        // What a schema cannot see: days that do not exist, persons that are not there, fields that contradict each other.
        let beyond: Set = [
            "invalid-date", "unknown-person", "not-in-record", "same-person", "reversed-dates", "invalid-period", "invalid-area", "invalid-amount",
            "duplicate-name",
            "unexpected-end",
        ]
        guard !beyond.contains(sample.code), let document = try? JSON(parsing: Array(sample.text.utf8), limits: .file) else { return }
        if ["cancelled without a reason", "active for a reason", "effective since never"].contains(sample.name) { return }
        #expect(!Self.validator.violations(document).isEmpty)
    }

    @Test func theExampleOfTheContractLoads() throws {
        let text = #"""
            {
              "today": "2026-03-01",
              "persons": {
                "P01": { "name": "陈安然", "number": "449901198512040025", "sex": "female", "born": "1985-12-04" },
                "P02": { "name": "黄立诚", "number": "449901198303170018" },
                "P15": { "name": "阿依古丽·买买提", "number": "449906199007270029" },
                "P16": { "name": "䶮文涛", "number": "44990619680215009X" },
                "P18": { "name": "陳泰文", "number": "819900198209100016", "documents": [{ "type": "hk-macao-travel-permit", "number": "H99000001" }] },
                "P24": { "name": "邓小满", "number": "449908199305210043", "formerNames": [{ "name": "邓招娣", "until": "2015-04-01" }] },
                "P17": { "name": "欧阳建国", "number": "449902196305010031", "formerNumbers": [{ "number": "449902630501003", "until": "1999-10-01" }] }
              },
              "registries": {
                "ca-marriage": {
                  "dataAsOf": "2026-03-01", "coverageFrom": "1990-01-01",
                  "records": [
                    { "kind": "marriage", "a": "P01", "b": "P02", "date": "2010-05-20" },
                    { "kind": "marriage", "a": "P16", "b": "P15", "date": "2012-02-02", "as": { "P16": { "name": "\uE863文涛" } } }
                  ]
                },
                "court-judgment": { "records": [ { "kind": "divorce", "a": "P01", "b": "P02", "status": "effective", "effective": "2019-06-20", "case": "(2019)粤9901民初12号" } ] }
              },
              "faults": { "court-judgment": [ { "fault": "timeout", "times": 1 } ] }
            }
            """#
        let document = try JSON(parsing: Array(text.utf8), limits: .file)
        #expect(Self.mistakes(document) == [])
        #expect(Self.validator.violations(document) == [])
    }

    // MARK: Examples from shapes

    private static func document(_ dataset: String, _ record: [JSON.Member]) -> JSON {
        [
            "persons": ["A": ["name": "陈安然", "number": "449901198512040025"], "B": ["name": "黄立诚", "number": "449901198303170018"]],
            "registries": .object([.init(dataset, ["records": [.object(record)]])]),
        ]
    }

    private static func example(_ kind: RecordKind) -> [JSON.Member] {
        [.init("kind", .string(kind.word))]
            + kind.writtenFields.map { .init($0.name, value(of: $0, in: kind)) }
    }

    private static func value(of field: RecordField, in kind: RecordKind) -> JSON {
        let isSecond = field.name == "b"
        return switch field.type {
        case .party where kind.admitsStrangers(in: field) && isSecond: ["name": "乙", "number": "E99000001"]
        case .party: isSecond ? "B" : "A"
        case .parties: ["A", "B"]
        case .members: [["person": "A", "relation": "02", "from": "2001-01-01", "until": "2002-01-01"]]
        case .date: "2020-02-29"
        case .month: "2025-12"
        case .period: "2025"
        case .text: "x"
        case .texts: ["x", "y"]
        // The last word: a status that may have a reason.
        case .word(let words): .string(kind.word == "status" && words.contains("cancelled") ? "cancelled" : words[0])
        case .decimal, .percent: .number("12.5")
        case .integer: 4
        case .boolean: true
        case .booleanOrDate: "2024-05-05"
        case .facts: ["born": "1985", "party": true, "years": 3]
        }
    }
}
