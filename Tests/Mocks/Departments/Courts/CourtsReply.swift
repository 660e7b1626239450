import StrictJSON
import Verification

/// Decisions in the courts' own words.
enum CourtsReply {
    /// Nil for a fact that is none.
    static func decision(_ fact: Fact) -> JSON? {
        guard case .decision(let decision) = fact else { return nil }
        let members: [(String, JSON?)] = [
            ("kind", .string(decision.kind.rawValue)), ("status", .string(decision.standing.rawValue)),
            ("effectiveDate", decision.effective.map { .string($0.description) }),
            ("accidentDate", decision.accident.map { .string($0.description) }),
            ("foreignDate", decision.foreignDate.map { .string($0.description) }),
            ("parties", .array(decision.parties.map(party))),
        ]
        return .object(members.compactMap { name, value in value.map { JSON.Member(name, $0) } })
    }

    private static func party(_ party: Party) -> JSON {
        ["name": party.name.map { .string($0) } ?? .null, "idNumber": party.number.map { .string($0) } ?? .null]
    }
}

extension MockResponse {
    /// A JSON response of the courts.
    static func json(_ status: Int, _ body: JSON, headers: [(name: String, value: String)] = [], validation: String = "ok") -> MockResponse {
        MockResponse(
            status: status, headers: [(name: "Content-Type", value: "application/json; charset=utf-8")] + headers, body: body.encoded(),
            validation: validation)
    }
}
