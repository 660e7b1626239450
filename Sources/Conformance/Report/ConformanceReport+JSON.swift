package import StrictJSON
import Verification

extension ConformanceReport {
    /// The file that is kept and compared later.
    package var json: JSON {
        var members = [
            JSON.Member("suite", ["name": .string(suite), "version": .string(version)]), JSON.Member("when", .string(Self.timestamp(milliseconds))),
        ]
        if let only { members.append(JSON.Member("only", .array(only.map(JSON.string)))) }
        members.append(JSON.Member("departments", .array(departments.map(\.json))))
        return .object(members)
    }

    /// Reads such a file; mistakes go to `problems`.
    package static func read(_ json: JSON, into problems: ProblemList) -> ConformanceReport {
        let root = ObjectReader(json, into: problems)
        let suite = root.object("suite")
        let name = suite?.string("name")
        let version = suite?.string("version")
        suite?.finish()
        let when = root.string("when").flatMap(milliseconds)
        let only = root.has("only") ? root.strings("only") : nil
        let departments = root.array("departments").map { DepartmentReport.read(ObjectReader($0.json, at: $0.pointer, into: problems)) }
        root.finish()
        return ConformanceReport(suite: name ?? "", version: version ?? "", milliseconds: when ?? 0, only: only, departments: departments)
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`.
    static func timestamp(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000
        let day = CalendarDate(dayNumber: Int32(seconds / 86_400))
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day)T\(two(seconds % 86_400 / 3_600)):\(two(seconds % 3_600 / 60)):\(two(seconds % 60))Z"
    }

    private static func milliseconds(_ text: String) -> Int64? {
        guard text.utf8.count == 20, text.hasSuffix("Z"), let day = CalendarDate(String(text.prefix(10))) else { return nil }
        let parts = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        return (Int64(day.dayNumber) * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2]) * 1_000
    }
}

extension DepartmentReport {
    fileprivate var json: JSON {
        [
            "department": .string(department), "adapter": .string(adapter), "authority": .string(authority),
            "datasets": .array(datasets.map { .string($0.rawValue) }), "configuration": .string("sha256:" + digest), "whole": .bool(isWhole),
            "counts": .object(Outcome.Word.allCases.map { JSON.Member($0.rawValue, .integer(count($0))) }),
            "results": .array(results.map(\.json)), "answers": .array(answers.map(\.json)),
        ]
    }

    fileprivate static func read(_ reader: ObjectReader) -> DepartmentReport {
        let department = reader.string("department")
        let adapter = reader.string("adapter")
        let authority = reader.string("authority")
        let datasets = reader.strings("datasets").compactMap { RegistryID(rawValue: $0) }
        let digest = reader.string("configuration").map { $0.hasPrefix("sha256:") ? String($0.dropFirst(7)) : $0 }
        // These two follow from the results.
        _ = reader.optionalBool("whole")
        _ = reader.optional("counts")
        let results = reader.array("results").compactMap { RequirementResult.read(ObjectReader($0.json, at: $0.pointer, into: reader.problems)) }
        let answers = reader.array("answers").compactMap { AnswerShape.read(ObjectReader($0.json, at: $0.pointer, into: reader.problems)) }
        reader.finish()
        return DepartmentReport(
            department: department ?? "", adapter: adapter ?? "", authority: authority ?? "", datasets: datasets, digest: digest ?? "",
            results: results, answers: answers)
    }
}

extension RequirementResult {
    fileprivate var json: JSON {
        var members = [JSON.Member("requirement", .string(requirement))]
        if let registry { members.append(JSON.Member("registry", .string(registry.rawValue))) }
        members.append(JSON.Member("outcome", .string(outcome.word.rawValue)))
        if let reason = outcome.reason { members.append(JSON.Member("reason", .string(reason))) }
        members.append(JSON.Member("milliseconds", .integer(milliseconds)))
        return .object(members)
    }

    fileprivate static func read(_ reader: ObjectReader) -> RequirementResult? {
        let requirement = reader.string("requirement")
        let registry = reader.optionalString("registry").flatMap { RegistryID(rawValue: $0) }
        let word = reader.word("outcome", of: Outcome.Word.self)
        let reason = reader.optionalString("reason", length: 0...65_536)
        let milliseconds = reader.integer("milliseconds")
        reader.finish()
        guard let requirement, let word, let milliseconds else { return nil }
        return RequirementResult(requirement: requirement, registry: registry, outcome: Outcome(word, reason: reason), milliseconds: milliseconds)
    }
}

extension AnswerShape {
    fileprivate var json: JSON {
        var members = [JSON.Member("registry", .string(registry.rawValue)), JSON.Member("records", .integer(records))]
        members.append(
            JSON.Member("kinds", .object(kinds.map { JSON.Member($0.kind, .array($0.fields.map(JSON.string))) })))
        if let dataAsOf { members.append(JSON.Member("dataAsOf", .string(dataAsOf.description))) }
        members.append(JSON.Member("reference", .bool(hasReference)))
        return .object(members)
    }

    fileprivate static func read(_ reader: ObjectReader) -> AnswerShape? {
        let registry = reader.string("registry").flatMap { RegistryID(rawValue: $0) }
        let records = reader.integer("records")
        let kinds = (reader.object("kinds")?.allMembers() ?? []).map { member in
            FactShape(kind: member.name, fields: (member.value.elements ?? []).compactMap(\.text))
        }
        let day = reader.optionalString("dataAsOf").flatMap { CalendarDate($0) }
        let hasReference = reader.optionalBool("reference") ?? false
        reader.finish()
        guard let registry, let records else { return nil }
        return AnswerShape(registry: registry, records: records, kinds: kinds, dataAsOf: day, hasReference: hasReference)
    }
}
