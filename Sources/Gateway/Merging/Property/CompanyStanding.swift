import Verification

/// Whether the company of a share still exists: with its deregistration it ends, and the share with it (Company Law 37). A company whose
/// licence was revoked exists until then.
enum CompanyStanding: Sendable, Hashable {
    case stands
    case struckOff
    /// The register's own entry of the company is not at hand, or says something else.
    case unknown

    /// From the entries of market entities among some records; of several that do not agree none counts.
    init(of share: Record, among records: [Record]) {
        guard let code = share.text("creditCode") else {
            self = .unknown
            return
        }
        let entries = records.filter { $0.isKind("entity") && $0.text("creditCode")?.isSameNumber(as: code) ?? false }
        let standings = entries.map { Self.reading($0.text("status")) }.withoutRepeats()
        self = standings.count == 1 ? standings[0] : .unknown
    }

    private static func reading(_ status: String?) -> CompanyStanding {
        guard let form = status?.inComparisonForm else { return .unknown }
        if standing.contains(where: { $0.hasSameBytes(as: form) }) { return .stands }
        return ended.contains { $0.hasSameBytes(as: form) } ? .struckOff : .unknown
    }

    private static let standing = ["存续", "在业", "开业", "在营", "存续(在营、开业、在册)", "吊销", "吊销,未注销", "吊销未注销"]
    private static let ended = ["注销", "已注销", "吊销,已注销"]
}

extension Hearing {
    /// Asks the register of market entities for the companies in which it lists a share of the subject; about nothing else of them.
    func companyQuestions(for shares: [Record]) -> [Question] {
        let codes = shares.filter { $0.isKind("share") }.compactMap { $0.text("creditCode") }
        var questions = QuestionList()
        for code in codes {
            questions.insert(
                Question(
                    registry: .marketEntities,
                    topic: .document(holder: subject.person, type: IdentifierType.unifiedSocialCreditCode.rawValue, number: code)))
        }
        return questions.questions
    }

    /// The companies' own entries, and why some could not be had. They are about others, so they are read here and go no further (P10).
    func companies(of shares: [Record]) -> (entries: [Record], block: Block?) {
        var entries: [Record] = []
        var block: Block?
        for question in companyQuestions(for: shares) {
            switch evidence.answers[question]?.statement {
            case .records(let facts)?:
                entries += facts.compactMap { if case .record(let record) = $0, record.isKind("entity") { record } else { nil } }
            case .noRecord?, .notCovered?, .identityMismatch?: continue
            case .denied?: block = max(block ?? .denied, .denied)
            case .later?: block = .pending
            case .incomplete?, .unavailable?, nil: block = block ?? .unavailable
            }
        }
        return (entries, block)
    }
}
