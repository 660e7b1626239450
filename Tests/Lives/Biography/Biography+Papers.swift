import Verification

extension Biography {
    /// The documents of everybody, whose numbers still lack their serials.
    mutating func writePapers() {
        switch life.origin {
        case .mainland: writePassport()
        case .hongKong, .macao: writePermit("hk-macao-travel-permit", prefix: life.origin == .hongKong ? "H99" : "M99", years: 10)
        case .taiwan: writePermit("taiwan-travel-permit", prefix: "99", years: 5)
        case .foreign: writePermit("passport", prefix: "X99", years: 10)
        }
        for place in life.papers.documents.indices { writeCrossings(with: place) }
    }

    /// Passports one after the other, of a fifth of the grown-up citizens.
    private mutating func writePassport() {
        guard dice.percent(22), var issued = day(from: birthday(16), to: min(end, birthday(60))), issued >= CalendarDate(1998, 1, 1) else { return }
        while isPresent(issued) {
            let until = issued.adding(days: 3_652)
            life.papers.documents.append(
                Papers.Document(
                    type: "passport", number: "E99", validFrom: issued, validUntil: until,
                    isRevoked: dice.percent(2)))
            guard dice.percent(60) else { return }
            issued = until.adding(days: dice.number(-100...900))
        }
    }

    private mutating func writePermit(_ type: String, prefix: String, years: Int) {
        guard var issued = day(from: max(birthday(0), CalendarDate(1999, 1, 1)), to: end) else { return }
        while isPresent(issued) {
            life.papers.documents.append(
                Papers.Document(
                    type: type, number: prefix, validFrom: issued,
                    validUntil: issued.adding(days: years * 365), isRevoked: false))
            issued = issued.adding(days: years * 365)
        }
    }

    private mutating func writeCrossings(with place: Int) {
        let document = life.papers.documents[place]
        for _ in 0..<dice.below(4) {
            guard let out = day(from: document.validFrom, to: min(document.validUntil, end)), isPresent(out) else { continue }
            life.papers.crossings.append(Papers.Crossing(date: out, isEntry: life.origin != .mainland, document: place))
            let back = out.adding(days: dice.number(1...20))
            guard isPresent(back), back <= document.validUntil else { continue }
            life.papers.crossings.append(Papers.Crossing(date: back, isEntry: life.origin == .mainland, document: place))
        }
    }

    /// Visits of the last years, and the last days of those who died in hospital.
    mutating func writeEncounters() {
        let years = end.years(since: life.born)
        for _ in 0..<dice.below(years > 60 ? 5 : 3) {
            guard let date = day(from: max(life.born, end.adding(days: -1_500)), to: end), date >= CalendarDate(2010, 1, 1), isPresent(date) else {
                continue
            }
            life.papers.encounters.append(
                Papers.Encounter(date: date, visit: dice.element(of: ["outpatient", "outpatient", "emergency", "admission"])))
        }
        guard let death = life.death, death.manner == .medical, death.date >= CalendarDate(2010, 1, 1), dice.percent(60) else { return }
        let date = max(life.born, death.date.adding(days: -dice.below(15)))
        guard isPresent(date) else { return }
        life.papers.encounters.append(Papers.Encounter(date: date, visit: "admission"))
    }
}
