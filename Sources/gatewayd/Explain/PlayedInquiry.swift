import Gateway
import GatewayHTTP
import StrictJSON
import Verification

/// One inquiry that was really walked, with what each step of the walk made of it.
struct PlayedInquiry: Explained {
    private let inquiry: Inquiry
    private let client: Client
    private let certificate: Certificate
    private let catalogue: Catalogue
    private let plan: Plan
    private let objections: [JSONProblem]
    private let rounds: [[RegistryID]]
    /// Nil where the inquiry was refused.
    private let result: VerificationResult?

    init(_ inquiry: Inquiry, by client: Client, _ gateway: Gateway, within wait: Duration) async throws(Refusal) {
        catalogue = gateway.catalogue
        guard let certificate = catalogue.certificate(inquiry.certificate) else {
            throw .invalid([.init(pointer: "/certificate", code: "unknown-value", reason: "is not in the catalogue")])
        }
        self.inquiry = inquiry
        self.client = client
        self.certificate = certificate
        plan = Plan(for: inquiry, certificate: certificate, catalogue: catalogue)
        do {
            (result, rounds) = try await gateway.explain(inquiry, for: client, within: wait)
            objections = []
        } catch .forbidden(let problems) {
            (result, rounds, objections) = (nil, [], problems)
        } catch {
            throw error
        }
    }

    var isGood: Bool { result != nil }

    var text: String {
        var page = Page()
        page.head(certificate.name, "\(certificate.id.rawValue), \(certificate.number)")
        page.step("参数", "Parameters", inquiry.claims.map(\.kind.rawValue).joined(separator: ", "))
        let normalised = inquiry.normalised.map(\.rawValue)
        if !normalised.isEmpty { page.line("已规范 normalised: " + normalised.joined(separator: ", ")) }
        if case .settled(let verdict, let reason, _) = plan {
            page.step("程序性事项与例外", "Procedural and exception gates", "\(verdict.rawValue) — \(reason.rawValue)")
            page.line(reason.text)
        } else {
            page.step("程序性事项与例外", "Procedural and exception gates", "通过 passed")
            page.step(
                "申请单位、用途、依据", "Requester, purpose, consent",
                "\(client.name) (\(client.requesterClass.rawValue)): " + (objections.isEmpty ? "准予 admitted" : "拒绝 refused"))
            for objection in objections { page.line("\(objection.pointer) \(objection.code): \(objection.reason)") }
        }
        guard let result else { return page.text }
        for (index, round) in rounds.enumerated() {
            page.step("第 \(index + 1) 轮查询", "Round \(index + 1)", counted(round))
        }
        if rounds.isEmpty { page.step("查询", "Questions", "没有查询任何部门 nobody was asked") }
        for source in result.sources {
            let day = source.dataAsOf.map { ", dataAsOf \($0)" } ?? ""
            let failure = source.failure.map { ", \($0.kind.rawValue)" } ?? ""
            page.line("\(source.registry) → \(source.outcome.rawValue)\(day)\(failure)")
        }
        for finding in result.findings { explain(finding, &page) }
        page.step("总结论", "Verdict", "\(result.verdict.rawValue) → \(result.verdict.action.rawValue)")
        page.line(result.verdict.text)
        if !result.nextSteps.isEmpty { page.step("下一步", "Next steps", "") }
        for step in result.nextSteps {
            page.line("\(step.kind.rawValue):")
            page.line(step.text)
        }
        return page.text
    }

    private func explain(_ finding: Finding, _ page: inout Page) {
        page.step("逐步推定", "Step by step", finding.claim?.kind.rawValue ?? certificate.id.rawValue)
        for step in finding.trace {
            page.line(step.summary)
            page.line(step.code.text)
        }
        for caution in finding.cautions {
            page.line("caution \(caution.rawValue):")
            page.line(caution.text)
        }
        page.line("⇒ \(finding.verdict.rawValue) (\(finding.reason.rawValue)), asOf \(finding.asOf)")
        page.line(finding.reason.text)
        if case .findings(let parts)? = finding.value { for part in parts { explain(part, &page) } }
    }

    private func counted(_ round: [RegistryID]) -> String {
        Set(round).sorted().map { id in
            let count = round.count { $0 == id }
            return count == 1 ? id.rawValue : "\(id) ×\(count)"
        }.joined(separator: ", ")
    }

    var json: JSON {
        let isSettled = if case .settled = plan { true } else { false }
        let encoded = result.map { UniformResult.bytes(of: $0, catalogue: catalogue) }
        return [
            "client": .string(client.name), "requesterClass": .string(client.requesterClass.rawValue),
            "settledByTheList": .bool(isSettled), "admitted": .bool(result != nil),
            "objections": .array(
                objections.map { ["pointer": .string($0.pointer), "code": .string($0.code), "reason": .string($0.reason)] }),
            "rounds": .array(rounds.map { .array($0.map { .string($0.rawValue) }) }),
            "result": encoded.flatMap { try? JSON(parsing: $0, limits: .file) } ?? .null,
        ]
    }
}

extension TraceStep {
    /// `rule/step from registry, about whom, number, date`.
    fileprivate var summary: String {
        var parts = ["\(rule.rawValue)/\(code.rawValue)"]
        if let from { parts.append("← \(from)") }
        if let about { parts.append(about.rawValue) }
        if let number { parts.append(number.rawValue) }
        if let date { parts.append(date.description) }
        return parts.joined(separator: " ")
    }
}

/// Numbered steps with lines below them.
struct Page {
    private var lines: [String] = []
    private var steps = 0

    mutating func head(_ name: Text, _ detail: String) { lines.append("\(name.zh) \(name.en) (\(detail))") }

    mutating func step(_ zh: String, _ en: String, _ outcome: String) {
        steps += 1
        lines.append("\(steps). \(zh) \(en)" + (outcome.isEmpty ? "" : ": \(outcome)"))
    }

    mutating func line(_ text: String) { lines.append("   " + text) }

    mutating func line(_ text: Text) { lines += ["     " + text.zh, "     " + text.en] }

    var text: String { lines.joined(separator: "\n") }
}
