import StrictJSON

/// A checked value of one field of a record.
package enum RecordValue: Sendable, Hashable {
    case party(Party)
    case parties([Party])
    case members([HouseholdMember])
    case date(CalendarDate)
    /// Of a `month` or a `period`.
    case period(RecordPeriod)
    /// Of a `text` or a `word`.
    case text(String)
    case texts([String])
    /// Of a `decimal` or a `percent`.
    case decimal(ExactDecimal)
    case integer(Int)
    case boolean(Bool)
    case facts([StatedFact])

    /// True when a field of that type may have this value.
    package func fits(_ type: FieldType) -> Bool {
        switch (type, self) {
        case (.party, .party(let party)): party.isSomebody
        case (.parties, .parties(let parties)): (1...2).contains(parties.count) && parties.allSatisfy(\.isSomebody)
        case (.members, .members(let members)): !members.isEmpty && members.allSatisfy { $0.party.isSomebody }
        case (.date, .date), (.period, .period), (.text, .text), (.decimal, .decimal), (.integer, .integer), (.boolean, .boolean),
            (.booleanOrDate, .boolean), (.booleanOrDate, .date), (.facts, .facts):
            true
        case (.month, .period(let period)): period.month != nil
        case (.texts(let least), .texts(let texts)): texts.count >= least
        case (.word(let words), .text(let text)): words.contains { $0.isByteIdentical(to: text) }
        case (.percent, .decimal(let decimal)): (0...10_000).contains(decimal.hundredths)
        default: false
        }
    }
}

/// One person of a household.
package struct HouseholdMember: Sendable, Hashable {
    package let party: Party
    /// Relation to the head of the household, GB/T 4761 code.
    package let relation: String?
    package let from: CalendarDate?
    package let until: CalendarDate?

    package init(party: Party, relation: String? = nil, from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.party = party
        self.relation = relation
        self.from = from
        self.until = until
    }
}

/// Something that a personal file states, under the file's own name for it.
package struct StatedFact: Sendable, Hashable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

extension Party {
    /// False when neither name nor number is written.
    package var isSomebody: Bool { name != nil || number != nil }
}
