import Verification

extension HealthService {
    /// The fact that one row states. Throws when the row is about another number.
    func fact(from row: XMLElementReader, about identifier: Identifier) throws(XMLMistake) -> Fact {
        switch self {
        case .deathCertificates: .death(try deathCertificate(from: row, about: identifier))
        case .encounters: .encounter(try encounter(from: row, about: identifier))
        }
    }

    /// Sex, ethnicity and cause of death (`XBDM`, `MZDM`, `SWYY`) are in the reply and stay there: nobody asked for them. Ours: day of
    /// death `SWRQ` and number of the certificate `ZMBH`.
    private func deathCertificate(from row: XMLElementReader, about identifier: Identifier) throws(XMLMistake) -> DeathCertificate {
        let holder = try holder(of: row, identifier)
        return DeathCertificate(holder: holder, date: try date("SWRQ", of: row), certificateNumber: try row.text(of: "ZMBH"))
    }

    /// All ours: the encounters of a person have no interface that we have seen.
    private func encounter(from row: XMLElementReader, about identifier: Identifier) throws(XMLMistake) -> Encounter {
        let holder = try holder(of: row, identifier)
        guard let date = try date("JZRQ", of: row) else { throw XMLMistake(row.place + "/JZRQ", "is empty") }
        let visit: String
        switch try row.text(of: "JZLX") {
        case "1": visit = "outpatient"
        case "2": visit = "emergency"
        case "3": visit = "admission"
        default: throw XMLMistake(row.place + "/JZLX", "is an unknown kind of visit")
        }
        return Encounter(holder: holder, date: date, visit: visit)
    }

    private func holder(of row: XMLElementReader, _ identifier: Identifier) throws(XMLMistake) -> Party {
        guard let number = try row.text(of: "GMSFHM"), number.isSameNumber(as: identifier.number) else {
            throw XMLMistake(row.place + "/GMSFHM", "is not the number asked about")
        }
        return Party(name: try row.text(of: "XM"), number: number)
    }

    private func date(_ name: String, of row: XMLElementReader) throws(XMLMistake) -> CalendarDate? {
        guard let text = try row.text(of: name) else { return nil }
        guard let date = CalendarDate(compact: text) else { throw XMLMistake(row.place + "/" + name, "is no day, written YYYYMMDD") }
        return date
    }
}
