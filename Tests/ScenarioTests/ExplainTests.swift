import Foundation
import StrictJSON
import Testing

/// `gatewayd explain`, the real binary against the real mock registries.
@Suite(.serialized, .onStage)
struct ExplainTests {
    private static let inquiry = """
        {"certificate":"no-criminal-record","subject":{"name":"李思齐","identifier":{"type":"resident-id","number":"449901199511110073"}},\
        "purpose":{"matter":{"code":"1","name":"核验"},"case":"C-1","legalBasis":"x"}}
        """

    /// What it printed, and its exit code.
    private func explain(_ arguments: String..., input: String? = nil) async throws -> (text: String, code: Int32) {
        let stage = try #require(Stage.current)
        let name = stage.folder + "/explain-" + UUID().uuidString
        for suffix in [".in", ".out"] {
            _ = FileManager.default.createFile(atPath: name + suffix, contents: Data((suffix == ".in" ? input ?? "" : "").utf8))
        }
        defer { for suffix in [".in", ".out"] { try? FileManager.default.removeItem(atPath: name + suffix) } }
        let process = Process()
        process.executableURL = URL(filePath: try Stage.builtProduct("gatewayd"))
        process.arguments = ["explain", "--config", stage.folder + "/gatewayd.json"] + arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: name + ".in"))
        let output = try FileHandle(forWritingTo: URL(filePath: name + ".out"))
        process.standardOutput = output
        process.standardError = output
        try await process.runToEnd()
        return (try String(contentsOfFile: name + ".out", encoding: .utf8), process.terminationStatus)
    }

    private func people() async throws {
        let person: JSON = ["name": "李思齐", "number": "449901199511110073"]
        let population: JSON = ["today": .string(WorldScript.today), "persons": ["P06": person], "registries": [:]]
        try await #require(Stage.current).command("PUT", "/population", population)
    }

    @Test func playsAnInquiryStepByStep() async throws {
        try await people()
        let (text, code) = try await explain("--client", "demo-hall", "--inquiry", "-", input: Self.inquiry)
        #expect(code == 0, "\(text)")
        for piece in ["准予 admitted", "Round 1: crime-record, ps-population", "crime-record →", "gate/admitted", "⇒ ", "总结论 Verdict"] {
            #expect(text.contains(piece), "\(piece) is not in\n\(text)")
        }
        let (json, again) = try await explain("--client", "demo-hall", "--inquiry", "-", "--json", input: Self.inquiry)
        let told = try JSON(parsing: Array(json.utf8), limits: .file)
        #expect(again == 0 && told["rounds"] == [["crime-record", "ps-population"]] && told["admitted"] == true)
        #expect(told["result"]?["findings"]?.elements?.first?["trace"]?.elements?.isEmpty == false)
    }

    @Test func tellsWhyItIsRefused() async throws {
        let body = Self.inquiry.replacing(#","legalBasis":"x""#, with: "")
        let (text, code) = try await explain("--client", "demo-employer", "--inquiry", "-", input: body)
        #expect(code == 1 && text.contains("拒绝 refused") && text.contains("/purpose/legalBasis legal-basis-required"), "\(text)")
        let (procedural, fine) = try await explain(
            "--client", "demo-employer", "--inquiry", "-", input: #"{"certificate":"dog-keeping","purpose":{"matter":{"code":"1"},"case":"C"}}"#)
        #expect(fine == 0 && procedural.contains("not-required") && procedural.contains("nobody was asked"), "\(procedural)")
    }

    @Test func tellsWhatWouldBeAskedWithoutAskingAnybody() async throws {
        let stage = try #require(Stage.current)
        try await stage.command("DELETE", "/requests", nil)
        let (text, code) = try await explain("--client", "demo-hall", "--certificate", "marital-status", "--birth-year", "1985")
        #expect(code == 0 && text.contains("Would ask: marital.status: ca-marriage, court-judgment, hc-death, ps-population"), "\(text)")
        let (json, stops) = try await explain("--client", "demo-hall", "--certificate", "dog-keeping", "--json")
        #expect(stops == 1)
        let told = try JSON(parsing: Array(json.utf8), limits: .file)
        #expect(told["claims"]?.elements?.first?["stopsAt"]?["stage"] == "procedural-gate")
        let requests = try await stage.exchange("GET", stage.admin + "/requests").body
        let asked = requests.elements ?? requests["requests"]?.elements ?? []
        #expect(asked.isEmpty)
    }

    @Test func refusesWhatIsNoQuestion() async throws {
        for arguments in [["--client", "demo-hall"], ["--client", "demo-hall", "--certificate", "alive", "--inquiry", "x"]] {
            let (text, code) = try await explain(
                arguments[0], arguments[1], arguments.count > 2 ? "--certificate=alive" : "--wait=1", arguments.count > 2 ? "--inquiry=x" : "--wait=2"
            )
            #expect(code == 2, "\(text)")
        }
        #expect(try await explain("--client", "nobody", "--certificate", "alive").code == 2)
        #expect(try await explain("--client", "demo-hall", "--certificate", "no-such").code == 2)
        #expect(try await explain("--client", "demo-hall", "--inquiry", "-", input: "{}").code == 2)
        #expect(try await explain("--client", "demo-hall", "--inquiry", "-", input: "nonsense").code == 2)
    }
}
