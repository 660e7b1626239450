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
        lines += own.flatMap(\.lines)
        for registry in datasets {
            let results = results.filter { $0.registry == registry }
            if results.isEmpty { continue }
            lines.append("  \(registry)")
            lines += results.flatMap(\.lines)
        }
        let counts = Outcome.Word.allCases.filter { count($0) > 0 }.map { "\(count($0)) \($0.rawValue)" }
        lines.append("  \(counts.joined(separator: ", "))")
        return lines.joined(separator: "\n")
    }
}

extension RequirementResult {
    fileprivate var lines: [String] {
        let known = ConformanceSuite.requirements.first { $0.id == requirement }
        let sign =
            switch outcome.word {
            case .passed: "✓"
            case .failed: "✗"
            case .notApplicable: "–"
            case .notRun: "?"
            }
        let title = known?.title ?? "a requirement of another version"
        var lines = ["    \(sign) \(requirement) \(title)" + (outcome.reason.map { ": \($0)" } ?? "")]
        if outcome.word == .failed, let hint = known?.hint { lines.append("          → \(hint)") }
        return lines
    }
}
