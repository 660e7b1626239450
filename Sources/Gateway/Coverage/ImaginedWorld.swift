import Verification

/// Answers that nobody gave about a person who does not exist, so that the real planner and the real rules tell what they would do.
enum ImaginedWorld: CaseIterable {
    /// The person is in the population register, or has the document; nothing else is on record.
    case nothing
    /// A standing marriage, a birth with both parents, a registration as unemployed.
    case family
    /// A death.
    case death
    /// No registry answers.
    case silent

    func answer(to question: Question) -> Answer {
        let statement: Statement
        switch self {
        case .silent:
            statement = .unavailable(FailureReport(kind: .timedOut, delivery: .mayHaveHappened, detail: "imagined"))
        case .nothing, .family, .death:
            let facts = identity(question) + (self == .family ? family(question) : self == .death ? death(question) : [])
            statement = facts.isEmpty ? .noRecord : .records(facts)
        }
        return Answer(question: question, statement: statement)
    }

    private func identity(_ question: Question) -> [Fact] {
        let person = question.person
        let party = Party(name: person.name.original, number: person.identifier.number)
        if question.registry == .population, person.identifier.isCitizenForm {
            let number = CitizenNumber(person.identifier)
            return [
                .registration(
                    Registration(holder: party, status: .active, sex: number?.sex.rawValue, birthDate: number?.birthDate))
            ]
        }
        guard question.registry == .exitEntry, !person.identifier.isCitizenForm, case .person = question.topic else { return [] }
        return [
            .document(
                IdentityDocument(
                    holder: Party(name: person.name.original, number: nil), type: person.identifier.type.rawValue,
                    number: person.identifier.number, validFrom: nil, validUntil: nil))
        ]
    }

    private func family(_ question: Question) -> [Fact] {
        let party = Party(name: question.person.name.original, number: question.person.identifier.number)
        let day = Self.past
        switch question.registry {
        case .marriage:
            return [.marital(MaritalEntry(kind: .marriage, a: party, b: StandIns.party(.spouse), date: day))]
        case .birth:
            return record(
                .birth, "birth",
                [
                    ("child", .party(party)), ("mother", .party(StandIns.party(.mother))), ("father", .party(StandIns.party(.father))),
                    ("date", .date(day)),
                ])
        case .employment: return record(.employment, "unemployed", [("person", .party(party)), ("from", .date(day))])
        default: return []
        }
    }

    private func death(_ question: Question) -> [Fact] {
        guard question.registry == .deathCertificate else { return [] }
        let party = Party(name: question.person.name.original, number: question.person.identifier.number)
        return [.death(DeathCertificate(holder: party, date: Self.past, certificateNumber: nil))]
    }

    private func record(_ registry: RegistryID, _ word: String, _ values: [(name: String, value: RecordValue)]) -> [Fact] {
        guard let kind = RecordKind.named(word, in: registry), let record = try? Record(kind, values) else { return [] }
        return [Fact(record: record)]
    }

    /// 2015-01-01, a day that every register of the catalogue reaches.
    private static let past = CalendarDate(dayNumber: 16_436)
}

/// People who do not exist, for those whom a question needs and a coverage inquiry does not name.
enum StandIns {
    enum Role: Int, CaseIterable { case subject, other, spouse, mother, father }

    static func party(_ role: Role) -> Party { Party(name: name(role), number: number(role, born: 1970)) }

    static func person(_ role: Role, type: IdentifierType = .residentID, born year: Int?) -> Person {
        let name = name(role)
        return Person(
            name: PersonName(text: name, original: name),
            identifier: Identifier(type: type, number: type.isOfCitizenForm ? number(role, type, born: year) : "E0000000\(role.rawValue)"))
    }

    private static func name(_ role: Role) -> String { ["某甲", "某乙", "某丙", "某丁", "某戊"][role.rawValue] }

    /// Eighteen characters; without a year of birth they state none.
    private static func number(_ role: Role, _ type: IdentifierType = .residentID, born year: Int?) -> String {
        guard let year else { return "00000000000000000\(role.rawValue)" }
        let place = type == .residentID ? "449900" : type == .hkMacaoTaiwanResidencePermit ? "810000" : "944000"
        let digits = Array((place + String(year) + "070100\(role.rawValue)").utf8)
        return String(decoding: digits + [CitizenNumber.checkCharacter(of: digits)], as: UTF8.self)
    }
}

extension IdentifierType {
    fileprivate var isOfCitizenForm: Bool {
        self == .residentID || self == .hkMacaoTaiwanResidencePermit || self == .foreignPermanentResidence
    }
}
