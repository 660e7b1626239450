import Verification

/// What has changed since an earlier report.
package struct Drift: Sendable, Hashable {
    /// One difference, in words.
    package struct Change: Sendable, Hashable {
        package let department: String
        package let words: String
        /// Whether somebody has to do something.
        package let isWorse: Bool
    }

    package let changes: [Change]
    /// When the earlier report was made, milliseconds since 1970.
    package let since: Int64

    package var isWorse: Bool { changes.contains(where: \.isWorse) }

    /// Compares what both reports tried. A department that was not asked for now is not missed.
    package init(from old: ConformanceReport, to new: ConformanceReport, wholeConfiguration: Bool) {
        var changes: [Change] = []
        if old.version != new.version {
            changes.append(Change(department: "", words: "the suite is \(new.version), was \(old.version)", isWorse: false))
        }
        for department in new.departments {
            guard let before = old.departments.first(where: { $0.department == department.department }) else {
                changes.append(Change(department: department.department, words: "is new", isWorse: false))
                continue
            }
            changes += Self.changes(from: before, to: department, only: new.only.map { Set($0) })
        }
        if wholeConfiguration {
            for gone in old.departments where !new.departments.contains(where: { $0.department == gone.department }) {
                changes.append(Change(department: gone.department, words: "is no longer joined", isWorse: true))
            }
        }
        self.changes = changes
        since = old.milliseconds
    }

    private static func changes(from old: DepartmentReport, to new: DepartmentReport, only: Set<String>?) -> [Change] {
        var changes: [Change] = []
        func add(_ words: String, worse: Bool) { changes.append(Change(department: new.department, words: words, isWorse: worse)) }
        if old.digest != new.digest { add("the configuration has changed", worse: false) }
        if old.adapter != new.adapter { add("the adapter is \(new.adapter), was \(old.adapter)", worse: false) }
        for registry in old.datasets where !new.datasets.contains(registry) { add("\(registry) is no longer joined", worse: true) }
        for registry in new.datasets where !old.datasets.contains(registry) { add("\(registry) is new", worse: false) }
        for result in new.results {
            let place = result.registry.map { "\($0) " } ?? ""
            guard let before = old.results.first(where: { $0.requirement == result.requirement && $0.registry == result.registry }) else {
                // Of a registry that is new everything is new.
                let isKnown = result.registry.map { old.datasets.contains($0) } ?? true
                if isKnown {
                    add(
                        "\(place)\(result.requirement) is tried for the first time: \(result.outcome.word.rawValue)",
                        worse: result.outcome.word == .failed)
                }
                continue
            }
            let was = before.outcome.word
            let isNow = result.outcome.word
            if was == isNow { continue }
            let reason = result.outcome.reason.map { ": \($0)" } ?? ""
            add("\(place)\(result.requirement) \(was.rawValue) → \(isNow.rawValue)\(reason)", worse: isNow == .failed || was == .passed)
        }
        for gone in old.results where only?.contains(gone.requirement) ?? true {
            let isStillJoined = gone.registry.map { new.datasets.contains($0) } ?? true
            if isStillJoined, !new.results.contains(where: { $0.requirement == gone.requirement && $0.registry == gone.registry }) {
                add("\(gone.registry.map { "\($0) " } ?? "")\(gone.requirement) is no longer tried", worse: true)
            }
        }
        for answer in new.answers {
            if let before = old.answers.first(where: { $0.registry == answer.registry }) {
                changes += shapes(from: before, to: answer, new.department)
            }
        }
        return changes
    }

    /// How the answer about the person on record looks now.
    private static func shapes(from old: AnswerShape, to new: AnswerShape, _ department: String) -> [Change] {
        var changes: [Change] = []
        func add(_ words: String, worse: Bool) { changes.append(Change(department: department, words: "\(new.registry) \(words)", isWorse: worse)) }
        for shape in old.kinds {
            guard let now = new.kinds.first(where: { $0.kind == shape.kind }) else {
                add("answers no more records of kind \(shape.kind)", worse: true)
                continue
            }
            let lost = shape.fields.filter { !now.fields.contains($0) }
            let gained = now.fields.filter { !shape.fields.contains($0) }
            if !lost.isEmpty { add("\(shape.kind) has lost \(lost.joined(separator: ", "))", worse: true) }
            if !gained.isEmpty { add("\(shape.kind) has gained \(gained.joined(separator: ", "))", worse: false) }
        }
        for shape in new.kinds where !old.kinds.contains(where: { $0.kind == shape.kind }) {
            add("answers records of kind \(shape.kind) as well", worse: false)
        }
        if new.records != old.records { add("answers \(new.records) record(s), \(old.records) before", worse: false) }
        switch (old.dataAsOf, new.dataAsOf) {
        case (let before?, let now?) where now < before: add("its data reach \(now), further back than \(before)", worse: true)
        case (let before?, let now?) where now > before: add("its data reach \(now), \(before) before", worse: false)
        case (_?, nil): add("says no more how far its data reach", worse: true)
        case (nil, _?): add("says how far its data reach now", worse: false)
        default: break
        }
        if old.hasReference, !new.hasReference { add("gives no more reference", worse: true) }
        return changes
    }

    /// For a person: what is worse first.
    package var text: String {
        let head = "Compared with \(ConformanceReport.timestamp(since)):"
        if changes.isEmpty { return head + " no change." }
        let sorted = changes.filter(\.isWorse) + changes.filter { !$0.isWorse }
        return ([head] + sorted.map { "  \($0.isWorse ? "✗" : "·") \($0.department.isEmpty ? "" : $0.department + ": ")\($0.words)" }).joined(
            separator: "\n")
    }
}
