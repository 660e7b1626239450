import AdapterKit
import Verification

extension CourtsAdapter {
    /// One decision. Kinds and standings are a closed list: a new one spoils the reply and is not left out. One of the parties must be the
    /// person asked about, and only an effective decision has a day of effect.
    static func decision(from row: ReplyObject, about identifier: Identifier) throws(AdapterFailure) -> CourtDecision {
        let kind: CourtDecisionKind = try word("kind", of: row)
        let standing: CourtDecisionStanding = try word("status", of: row)
        let parties = try row.objects("parties").mapStrictly { party throws(AdapterFailure) in
            Party(name: try party.optionalText("name"), number: try party.optionalText("idNumber"))
        }
        guard parties.contains(where: { $0.number?.isSameNumber(as: identifier.number) ?? false }) else {
            throw row.problem("parties", "do not name the number asked about")
        }
        let effective = try row.optionalDate("effectiveDate")
        guard effective == nil || standing == .effective else { throw row.problem("effectiveDate", "stands on a decision without effect") }
        return CourtDecision(
            kind: kind, standing: standing, parties: parties, effective: effective, accident: try row.optionalDate("accidentDate"),
            foreignDate: try row.optionalDate("foreignDate"))
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, of row: ReplyObject) throws(AdapterFailure) -> Word {
        let text = try row.text(name)
        guard let word = Word.allCases.first(where: { $0.rawValue.hasSameBytes(as: text) }) else {
            throw row.problem(name, "is an unknown word")
        }
        return word
    }
}
