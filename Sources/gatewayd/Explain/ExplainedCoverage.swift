import Gateway
import GatewayHTTP
import StrictJSON
import Verification

/// What would come of an inquiry that nobody made.
struct ExplainedCoverage: Explained {
    let answer: CoverageAnswer
    let catalogue: Catalogue
    let client: Client

    /// Registries would be asked about every claim.
    var isGood: Bool { answer.claims.allSatisfy { $0.stop == nil } }

    var json: JSON { CoverageView(answer: answer, catalogue: catalogue).json }

    var text: String {
        var page = Page()
        if let certificate = catalogue.certificate(answer.certificate) {
            page.head(certificate.name, "\(certificate.id.rawValue), \(certificate.number); \(client.name)")
        }
        for claim in answer.claims { tell(claim, &page) }
        return page.text
    }

    private func tell(_ coverage: ClaimCoverage, _ page: inout Page) {
        let name = coverage.claim?.kind.rawValue ?? answer.certificate.rawValue
        if let stop = coverage.stop {
            page.step("在此终止", "Stops at", "\(name): \(stop.stage.rawValue)" + (stop.verdict.map { " ⇒ \($0.rawValue)" } ?? ""))
            if let reason = stop.reason { page.line(reason.text) }
            for objection in stop.objections { page.line("\(objection.pointer) \(objection.code): \(objection.reason)") }
        }
        for round in coverage.rounds {
            page.step(
                "将要查询", "Would ask",
                "\(name): " + round.registries.map(\.rawValue).joined(separator: ", ")
                    + (round.isCertain ? "" : " — 视记录而定 only if records call for it"))
        }
        for register in coverage.registries { page.line(line(register)) }
        if let nothing = coverage.whenNothingIsFound {
            page.step("若查无记录", "When nothing is found", "\(nothing.verdict.rawValue) (\(nothing.reason.rawValue))")
            page.line(nothing.reason.text)
        }
        if let silent = coverage.whenNobodyAnswers {
            page.step("若无人答复", "When nobody answers", "\(silent.verdict.rawValue) (\(silent.reason.rawValue))")
        }
        if !coverage.nextSteps.isEmpty { page.step("下一步", "Next steps", "") }
        for step in coverage.nextSteps {
            page.line("\(step.kind.rawValue):")
            page.line(step.text)
        }
    }

    private func line(_ register: RegisterCoverage) -> String {
        guard register.isConnected else { return "\(register.registry) (\(register.role.rawValue)): 未接入 not joined" }
        var parts = ["\(register.registry) (\(register.role.rawValue))"]
        if let from = register.from { parts.append("自 from \(from)") }
        if let until = register.until { parts.append("至 until \(until)") }
        for (covers, what) in [
            (register.coversYear, "birth year"), (register.coversDay, "day"), (register.coversPerson, "person"), (register.coversArea, "area"),
        ] {
            if covers == false { parts.append("未覆盖 does not cover the \(what)") }
        }
        if let since = register.electronicSince { parts.append("电子化 electronic since \(since)") }
        if let silence = register.silence { parts.append("查无 no record = \(silence.rawValue)") }
        return parts.joined(separator: "; ")
    }
}
