import Verification

extension ConformanceReport {
    /// The report that a person reads.
    package var text: String {
        let head = "\(suite) \(version), \(Self.timestamp(milliseconds))" + (only.map { ", only \($0.joined(separator: " "))" } ?? "")
        return ([head] + departments.map(\.text)).joined(separator: "\n\n") + "\n\n" + summary + "\n"
    }

    private var summary: String {
        let failed = departments.filter { $0.count(.failed) > 0 }.map(\.department)
        let open = departments.filter { $0.count(.failed) == 0 && $0.count(.notRun) > 0 }.map(\.department)
        if !failed.isEmpty { return "NOT YET: \(failed.joined(separator: ", "))" }
        if only != nil { return "Nothing failed of what was tried." }
        return open.isEmpty ? "All requirements are met." : "Nothing failed; some could not be tried: \(open.joined(separator: ", "))"
    }
}

extension DepartmentReport {
    fileprivate var text: String {
        var lines = ["\(department) (adapter \(adapter), authority \(authority), configuration \(digest.prefix(12)))"]
        let own = results.filter { $0.registry == nil }
        if !own.isEmpty { lines.append("  the department") }
        lines += written(own)
        for registry in datasets {
            let results = results.filter { $0.registry == registry }
            if results.isEmpty { continue }
            lines.append("  \(registry)")
            lines += written(results)
        }
        let counts = Outcome.Word.allCases.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue)" }
        lines.append("  \(counts.joined(separator: ", "))")
        return lines.joined(separator: "\n")
    }

    /// One line for each result; what was left out for the same reason shares one, and what failed as R02 did says no more than that.
    private func written(_ results: [RequirementResult]) -> [String] {
        var told: Set<String> = []
        let first = results.first { $0.requirement.utf8.elementsEqual(ConformanceSuite.first.utf8) && $0.outcome.word == .failed }
        return results.flatMap { result -> [String] in
            if let first, first != result, result.isAlike(first) {
                return ["    ✗ \(result.requirement) \(result.title): as \(first.requirement)"]
            }
            guard let reason = result.reasonNotRun else { return result.lines(isDeclarative: adapter.utf8.elementsEqual(Candidate.declarative.utf8)) }
            let alike = results.filter { $0.reasonNotRun.map { $0.utf8.elementsEqual(reason.utf8) } ?? false }
            if alike.count == 1 { return result.lines(isDeclarative: false) }
            return told.insert(reason).inserted ? ["    ? \(alike.map(\.requirement).joined(separator: " ")): \(reason)"] : []
        }
    }
}

extension RequirementResult {
    /// Why it was not tried; nil where it was.
    fileprivate var reasonNotRun: String? {
        guard outcome.word == .notRun else { return nil }
        let reason = outcome.reason ?? ""
        return reason.hasPrefix(NotHeld.unanswered) ? "not tried, because \(ConformanceSuite.first) is not met" : reason
    }

    /// Whether it failed with the very failure of an earlier result.
    fileprivate func isAlike(_ first: RequirementResult) -> Bool {
        guard outcome.word == .failed, let reason = outcome.reason, let other = first.outcome.reason, !reason.utf8.isEmpty else { return false }
        return Array(other.utf8).suffix(reason.utf8.count).elementsEqual(reason.utf8)
    }

    fileprivate var title: String { ConformanceSuite.requirements.first { $0.id == requirement }?.title ?? "a requirement of another version" }

    fileprivate func lines(isDeclarative: Bool) -> [String] {
        let known = ConformanceSuite.requirements.first { $0.id == requirement }
        let sign =
            switch outcome.word {
            case .passed: "✓"
            case .failed: "✗"
            case .notApplicable: "–"
            case .notRun: "?"
            }
        var lines = ["    \(sign) \(requirement) \(title)" + (outcome.reason.map { ": \($0)" } ?? "")]
        if outcome.word == .failed, let known {
            lines += Hint.lines(for: known, reason: outcome.reason ?? "", isDeclarative: isDeclarative).map { "          → \($0)" }
        }
        return lines
    }
}
