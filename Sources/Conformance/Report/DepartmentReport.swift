import AdapterKit
import ShangMi
import StrictJSON
package import Verification

/// What came of one requirement.
package struct RequirementResult: Sendable, Hashable {
    package let requirement: String
    /// Nil where it was tried on the department.
    package let registry: RegistryID?
    package let outcome: Outcome
    package let milliseconds: Int

    package init(requirement: String, registry: RegistryID?, outcome: Outcome, milliseconds: Int) {
        self.requirement = requirement
        self.registry = registry
        self.outcome = outcome
        self.milliseconds = milliseconds
    }
}

/// What the answer about the person on record looks like, without anybody's data: a later check compares it.
package struct AnswerShape: Sendable, Hashable {
    package let registry: RegistryID
    package let records: Int
    /// Kinds with the fields that any record of the kind had, sorted.
    package let kinds: [FactShape]
    package let dataAsOf: CalendarDate?
    package let hasReference: Bool

    package init(registry: RegistryID, records: Int, kinds: [FactShape], dataAsOf: CalendarDate?, hasReference: Bool) {
        self.registry = registry
        self.records = records
        self.kinds = kinds
        self.dataAsOf = dataAsOf
        self.hasReference = hasReference
    }

    init(registry: RegistryID, reply: Reply, facts: [Fact]) {
        var fields: [String: Set<String>] = [:]
        for shape in facts.map(\.shape) { fields[shape.kind, default: []].formUnion(shape.fields) }
        self.init(
            registry: registry, records: facts.count,
            kinds: fields.map { FactShape(kind: $0.key, fields: $0.value.sorted()) }.sorted { $0.kind < $1.kind }, dataAsOf: reply.dataAsOf,
            hasReference: reply.reference != nil)
    }
}

/// The whole result of one department: its certificate, if nothing failed.
package struct DepartmentReport: Sendable, Hashable {
    package let department: String
    package let adapter: String
    package let authority: String
    package let datasets: [RegistryID]
    /// SHA-256 of the entry as it is written, without the contents of secrets, in hexadecimal digits: which configuration was checked.
    package let digest: String
    package let results: [RequirementResult]
    package let answers: [AnswerShape]

    package init(
        department: String, adapter: String, authority: String, datasets: [RegistryID], digest: String, results: [RequirementResult],
        answers: [AnswerShape]
    ) {
        self.department = department
        self.adapter = adapter
        self.authority = authority
        self.datasets = datasets
        self.digest = digest
        self.results = results
        self.answers = answers
    }

    init(_ candidate: Candidate, results: [RequirementResult], answers: [AnswerShape]) {
        let manifest = candidate.adapter.manifest(for: candidate.settings)
        self.init(
            department: candidate.name, adapter: manifest.name, authority: manifest.authority, datasets: candidate.registries.keys.sorted(),
            digest: Hexadecimal.text(of: Digest.sha256(candidate.entry.encoded())), results: results, answers: answers)
    }

    package func count(_ word: Outcome.Word) -> Int { results.count { $0.outcome.word == word } }

    /// Nothing failed, and nothing that applies was left out.
    package var isWhole: Bool { count(.failed) == 0 && count(.notRun) == 0 }
}

/// The results of one run.
package struct ConformanceReport: Sendable, Hashable {
    package let suite: String
    package let version: String
    /// When the run began, milliseconds since 1970.
    package let milliseconds: Int64
    /// The ids that were tried; nil for all.
    package let only: [String]?
    package let departments: [DepartmentReport]

    package init(suite: String, version: String, milliseconds: Int64, only: [String]?, departments: [DepartmentReport]) {
        self.suite = suite
        self.version = version
        self.milliseconds = milliseconds
        self.only = only
        self.departments = departments
    }

    /// Where nobody on record could be asked about, so that next to nothing was tried: `department registry`.
    package var withoutFirst: [String] {
        departments.flatMap { department in
            department.results.filter { $0.requirement.utf8.elementsEqual(ConformanceSuite.first.utf8) && $0.outcome.word == .notRun }
                .map { department.department + ($0.registry.map { " \($0)" } ?? "") }
        }
    }

    /// Whether something failed.
    package var hasFailures: Bool { departments.contains { $0.count(.failed) > 0 } }
}
