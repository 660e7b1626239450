import AdapterKit
import StrictJSON
import Testing
import Verification

@testable import Adapters

/// The short way through rows says what the long way says, or leaves the row to it.
@Suite("The short way through rows")
struct RowPlanTests {
    private static let entry = """
        { "authority": "x", "tables": { "rights": { "1": "ownership", "2": "use", "甲": "ownership" } }, "operations": { "real-estate": {
          "request": { "path": "/q" }, "success": [ { "at": "/ok", "is": ["1"] } ], "about": ["/z", "/p/z"],
          "records": [ { "each": "/rows", "unless": [ { "at": "/note", "is": ["none", "keins"] } ], "when": [ { "at": "/k", "not": ["x"] } ], "kind": "right",
            "fields": { "owner.name": { "at": "/p/n" }, "owner.number": { "at": "/z" }, "right": { "at": "/t", "table": "rights" },
              "address": { "at": "/a~1b" }, "from": { "at": "/d", "date": ["yyyyMMdd", "yyyy年M月d日"] } } } ] } } }
        """

    private func mapping() throws -> (ReplyMapping.RowGroup, RecordMapping) {
        let group = try #require(try DeclarativeEntry(reading: DeclarativeRig.settings(Self.entry)).operations["real-estate"]?.mapping.groups.first)
        return (group, try #require(group.mappings.first))
    }

    @Test("thousands of rows, usual and spoilt")
    func agreement() throws {
        let (group, mapping) = try mapping()
        let plan = try #require(mapping.plan)
        let numbers = AskedNumbers(Question("real-estate", about: DeclarativeRig.subject))
        let question = Question("real-estate", about: DeclarativeRig.subject)
        var generator = SeededGenerator(seed: 7)
        var read = 0
        for _ in 0..<5_000 {
            let text = Self.row(using: &generator)
            let document = try JSONDocument(parsing: Array(text.utf8), limits: .registryAnswer)
            let node = ReplyNode.json(document, document.root)
            let view = ReplyView(try ReplyDocuments(Array("{}".utf8), as: ReplyShape())).entering(node, group.list, 0)
            let long = Result { () throws(ReplyMistake) in try mapping.outcome(of: view, asked: question.person, numbers: numbers) }
            var desk = RowPlan.Desk()
            var facts: [Fact] = []
            let end = try plan.read(
                [document.root], from: 0, of: document, on: &desk, about: question, numbers, view: { _ in view }, into: &facts)
            guard end == 1 else {
                #expect(facts.isEmpty)
                continue
            }
            read += 1
            switch long {
            case .success(.record(let record)): #expect(facts == [Fact(record: record)], "\(text)")
            case .success(.nothing): #expect(facts.isEmpty, "\(text)")
            default: Issue.record("the short way read what the long way does not: \(text)")
            }
        }
        #expect(read > 200)
    }

    private static func row(using generator: inout SeededGenerator) -> String {
        func one(_ choices: [String?]) -> String? { choices.randomElement(using: &generator) ?? nil }
        let asked = #""449901198512040025""#
        let fields: [(String, String?)] = [
            ("z", one([asked, asked, asked, asked, #""\u0034\u003499""#, #""449901198303170018""#, "null", nil, "1", #""""#, "[]"])),
            ("p", one([#"{"n":"陈安然","z":\#(asked)}"#, #"{"n":"a\"b"}"#, "{}", nil, "null", "[1]", #"{"n":{}}"#])),
            ("t", one([#""1""#, #""2""#, "2", #""\u7532""#, #""甲""#, #""3""#, nil, "true", #""""#])),
            ("a/b", one([#""Straße""#, "17", "1.50", "false", nil, "null", #""""#, "{}", #""\ud83d\ude00""#])),
            ("d", one([#""20200229""#, "20200228", #""2020年2月9日""#, #""20210229""#, #""""#, nil, "null", #""x""#])),
            ("k", one([#""y""#, #""y""#, #""y""#, #""x""#, "1", nil])), ("note", one([nil, nil, nil, #""none""#, #""kein\u0073""#, "null", "[]"])),
            ("more", one([nil, #"{"z":1}"#])),
        ]
        let members = fields.shuffled(using: &generator).compactMap { name, value in value.map { "\"\(name)\":\($0)" } }
        return "{\(members.joined(separator: ","))}"
    }

    @Test("a usual row takes the short way whole")
    func usual() throws {
        let (_, mapping) = try mapping()
        let plan = try #require(mapping.plan)
        #expect(plan.fields.elements.allSatisfy { if case .long = $0.form { false } else { true } })
    }
}
