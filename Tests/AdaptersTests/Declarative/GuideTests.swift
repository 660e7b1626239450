import AdapterKit
import Adapters
import FoundationEssentials
import ShangMi
import StrictJSON
import Testing
import Verification

/// `Documentation/adapter-guide.md` is what an integrator trusts: its examples compile and do what it says, and its tables follow the code.
@Suite("The adapter guide")
struct GuideTests {
    private static let text: String? = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return (try? Data(contentsOf: folder.appending(path: "Documentation/adapter-guide.md"))).map { String(decoding: $0, as: UTF8.self) }
    }()

    /// The blocks whose first line is ```` ```json WORD ````, with what stands behind the word.
    private static func blocks(_ word: String) -> [(argument: String, text: String)] {
        var blocks: [(argument: String, text: String)] = []
        var open: (argument: String, lines: [Substring])?
        for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            if let current = open {
                if line == "```" {
                    blocks.append((current.argument, current.lines.joined(separator: "\n")))
                    open = nil
                } else {
                    open?.lines.append(line)
                }
            } else if line.hasPrefix("```json \(word)") {
                open = (line.dropFirst("```json \(word)".count).split(separator: " ").joined(), [])
            }
        }
        return blocks
    }

    private static func adapter(_ settings: String, _ outbound: any Outbound) throws -> DeclarativeAdapter {
        try DeclarativeAdapter(
            settings: AdapterSettings(
                json: DeclarativeRig.json(settings), pointer: "/settings", secrets: ["app-secret": Secret(Array("demo-secret".utf8))]),
            environment: AdapterEnvironment(
                outbound: outbound, wallClock: { DeclarativeRig.now }, randomBytes: { [UInt8](repeating: 0xAB, count: $0) }))
    }

    @Test("the worked example reads the reply that stands beside it, signs as its prose says and asks for the next page")
    func workedExample() async throws {
        let settings = try #require(Self.blocks("settings").first).text
        let body = try #require(Self.blocks("reply").first).text
        let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(body) }
        let reply = try await Self.adapter(settings, registry).ask(
            Question("real-estate", about: DeclarativeRig.subject), context: DeclarativeRig.context)

        guard case .records(let facts) = reply.statement, facts.count == 2, case .record(let first) = facts[0], case .record(let second) = facts[1]
        else {
            Issue.record("the example yields \(reply.statement)")
            return
        }
        #expect(first.kind.word == "right" && first.text("right") == "ownership" && first.text("area") == "449901")
        #expect(first.date("from")?.description == "2015-03-10" && first.date("until") == nil)
        #expect(second.text("right") == "mortgage" && second.date("until")?.description == "2021-06-01")
        #expect(reply.dataAsOf?.description == "2026-02-28" && reply.reference == "R20260301-000017")

        let request = try #require(registry.requests.first)
        #expect(registry.requests.count == 1)
        let time = try #require(request.value("X-Timestamp"))
        let nonce = try #require(request.value("X-Nonce"))
        let digest = Hexadecimal.text(of: Digest.sm3(request.body))
        let signed = "POST\n/openapi/v1/rights/list\n\(time)\n\(nonce)\n\(digest)"
        #expect(request.value("X-Signature") == Hexadecimal.text(of: MessageCode.hmacSM3(key: Array("demo-secret".utf8), Array(signed.utf8))))
        #expect(time == "1772331630" && (16...32).contains(nonce.utf8.count))
        let sent = try DeclarativeRig.json(request.bodyText)
        #expect(sent["yh"]?.integer == 1 && sent["ts"]?.integer == 50 && sent["sfzh"]?.text == DeclarativeRig.subject.identifier.number)
    }

    @Test("a reply of the worked example that lacks rows, or has somebody else's, is no answer")
    func workedExampleRefuses() async throws {
        let settings = try #require(Self.blocks("settings").first).text
        let body = try #require(Self.blocks("reply").first).text
        for (old, new) in [(#""total": 2"#, #""total": 1"#), ("449901198512040025", "449901198303170018"), (#""code": "0""#, #""code": "9""#)] {
            let spoilt = body.replacing(old, with: new)
            #expect(spoilt != body)
            let registry = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response(spoilt) }
            let adapter = try Self.adapter(settings, registry)
            await #expect(throws: AdapterFailure.self, "\(new)") {
                try await adapter.ask(Question("real-estate", about: DeclarativeRig.subject), context: DeclarativeRig.context)
            }
        }
    }

    @Test("every step of the worked example stands in the whole")
    func steps() throws {
        let whole = try DeclarativeRig.json(try #require(Self.blocks("settings").first).text)
        let operation = try #require(whole["operations"]?["real-estate"])
        var seen = 0
        for block in Self.blocks("step").map(\.text) {
            let step = try DeclarativeRig.json("{\(block)}")
            for member in try #require(step.members) {
                #expect(operation[member.name] == member.value || whole[member.name] == member.value, "\(member.name)")
                seen += 1
            }
        }
        #expect(seen >= 8)
    }

    @Test("every recipe compiles")
    func recipes() throws {
        let recipes = Self.blocks("operation")
        #expect(recipes.count >= 2)
        let outbound = DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response("") }
        for recipe in recipes {
            do {
                _ = try Self.adapter(#"{ "authority": "sample", "operations": { "\#(recipe.argument)": \#(recipe.text) } }"#, outbound)
            } catch let error as InvalidSettings {
                Issue.record("\(recipe.argument): \(error.problems)")
            }
        }
    }

    @Test("the table of kinds is the code's")
    func kinds() throws {
        let text = try #require(Self.text)
        let begin = try #require(text.firstRange(of: "<!-- kinds:begin -->\n"))
        let end = try #require(text.firstRange(of: "<!-- kinds:end -->"))
        #expect(String(text[begin.upperBound..<end.lowerBound]) == Self.kindTable, "put this between the marks:\n\(Self.kindTable)")
    }

    /// One line for each kind of each dataset, in the order of the contract.
    private static var kindTable: String {
        var lines = ["| dataset | kind | fields |", "|---|---|---|"]
        for registry in RecordKind.registries {
            for kind in RecordKind.kinds(in: registry) {
                let fields = kind.fields.map { ($0.isRequired ? "**\($0.name)**" : $0.name) + words($0.type) }
                lines.append("| `\(registry.rawValue)` | `\(kind.word)` | \(fields.joined(separator: ", ")) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the name of the field does not tell.
    private static func words(_ type: FieldType) -> String {
        switch type {
        case .party: " (person)"
        case .parties: " (one or two persons)"
        case .members: " (list of `each name number relation from until`)"
        case .texts(let count): count > 1 ? " (\(count) or more texts)" : " (texts)"
        case .word(let words): " (" + words.map { "`\($0)`" }.joined(separator: " ") + ")"
        case .month: " (month)"
        case .period: " (month or year)"
        case .decimal: " (yuan)"
        case .percent: " (per cent)"
        case .integer: " (whole number)"
        case .boolean: " (true or false)"
        case .booleanOrDate: " (true, false or a day)"
        case .facts: " (texts by name, or `members`: path of an object)"
        case .date, .text: ""
        }
    }
}
