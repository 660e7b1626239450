/// What came of one requirement. Reasons name no person and no secret.
package enum Outcome: Sendable, Hashable {
    /// Shown. The remark says what was observed beside it.
    case passed(remark: String?)
    /// Broken, with what was seen instead.
    case failed(String)
    /// The registry or the adapter has nothing to which the requirement could apply.
    case notApplicable(String)
    /// Could not be tried, with what is missing for it.
    case notRun(String)

    /// Shown, with nothing to add.
    package static let passed = Outcome.passed(remark: nil)

    /// The words of the report; also its closed list.
    package enum Word: String, Sendable, CaseIterable {
        case passed
        case failed
        case notApplicable = "not-applicable"
        case notRun = "not-run"
    }

    package var word: Word {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .notApplicable: .notApplicable
        case .notRun: .notRun
        }
    }

    /// What was seen, or why it was not tried.
    package var reason: String? {
        switch self {
        case .passed(let remark): remark
        case .failed(let reason), .notApplicable(let reason), .notRun(let reason): reason
        }
    }

    /// The outcome of that word.
    package init(_ word: Word, reason: String?) {
        self =
            switch word {
            case .passed: .passed(remark: reason)
            case .failed: .failed(reason ?? "")
            case .notApplicable: .notApplicable(reason ?? "")
            case .notRun: .notRun(reason ?? "")
            }
    }
}

extension Outcome {
    /// Passed if there is no complaint, else failed with all of them.
    static func judged(_ complaints: [String], remark: String? = nil) -> Outcome {
        complaints.isEmpty ? .passed(remark: remark) : .failed(complaints.prefix(6).joined(separator: "; ") + (complaints.count > 6 ? "; …" : ""))
    }
}
