import Verification

@testable import Gateway

/// A persona of `domain.md` C.3: invented people with valid check characters in area codes that were never given out.
struct TestPerson: Sendable {
    var name: String
    var number: String
    var type = IdentifierType.residentID
    var status = RegistrationStatus.active
    var sex: String?
    var birthDate: CalendarDate?
    var ethnicity: String?
    var formerNames: [FormerName] = []
    var links: [IdentifierLink] = []
    var residences: [Residence] = []

    init(_ name: String, _ number: String, type: IdentifierType = .residentID) {
        self.name = name
        self.number = number
        self.type = type
    }

    var person: Person { person(named: name) }
    var party: Party { Party(name: name, number: number) }
    var identifier: Identifier { Identifier(type: type, number: number) }

    func person(named name: String) -> Person { Person(name: PersonName(recorded: name), identifier: identifier) }
    func person(under number: String, _ type: IdentifierType = .residentID) -> Person {
        Person(name: PersonName(recorded: name), identifier: Identifier(type: type, number: number))
    }
    /// As a record writes the person.
    func written(_ name: String? = nil, under number: String? = nil) -> Party {
        Party(name: name ?? self.name, number: number ?? self.number)
    }

    var registration: Registration {
        Registration(
            holder: party, status: status, sex: sex, birthDate: birthDate, ethnicity: ethnicity, formerNames: formerNames, links: links,
            residences: residences)
    }

    func with(_ change: (inout TestPerson) -> Void) -> TestPerson {
        var copy = self
        change(&copy)
        return copy
    }
    func cancelled(_ reason: CancellationReason, _ date: String? = nil) -> TestPerson {
        with { $0.status = .cancelled(reason, on: date.map(day)) }
    }
}

enum Personas {
    static let p01 = TestPerson("陈安然", "449901198512040025")
    static let p02 = TestPerson("黄立诚", "449901198303170018")
    static let p03 = TestPerson("林秀珍", "44990219760509004X")
    static let p04 = TestPerson("梁伟民", "449902197401220033")
    static let p05 = TestPerson("何志远", "449903197908300055")
    static let p06 = TestPerson("李思齐", "449901199511110073")
    static let p07 = TestPerson("周海生", "449904197002060012")
    static let p08 = TestPerson("吴美玲", "449904197209140028")
    static let p09 = TestPerson("张念", "449901201106200067")
    static let p10 = TestPerson("郑慧", "449905197903030087")
    static let p11 = TestPerson("谢月", "449905198801190025")
    static let p12 = TestPerson("罗一鸣", "449901200908080015")
    static let p13 = TestPerson("罗一帆", "449901200908080031")
    static let p14 = TestPerson("罗静", "449901198404120044")
    static let p15 = TestPerson("阿依古丽·买买提", "449906199007270029")
    static let p16 = TestPerson("䶮文涛", "44990619680215009X")
    static let p17 = TestPerson("欧阳建国", "449902196305010031").with {
        $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: "449902630501003"), until: day("1999-10-01"))]
    }
    static let p18 = TestPerson("陳泰文", "819900198209100016", type: .hkMacaoTaiwanResidencePermit)
    static let p20 = TestPerson("冯少峰", "449903199910060053")
    static let p21 = TestPerson("曾福来", "449907194502180016")
    static let p22 = TestPerson("蔡玉兰", "449907194807260025")
    static let p23 = TestPerson("彭建业", "449907197201100039")
    static let p24 = TestPerson("邓小满", "449908199305210043").with {
        $0.formerNames = [FormerName(name: "邓招娣", until: day("2015-04-01"))]
    }
    static let p25 = TestPerson("卢家豪", "449908199009090016")
    static let p26 = TestPerson("彭建国", "449907197201100055").with {
        $0.links = [IdentifierLink(identifier: Identifier(type: .residentID, number: "449907197201100039"), until: day("2009-06-01"))]
    }
}

/// Records as registers write them, from persons and dates.
enum Record {
    static func marriage(_ a: Party, _ b: Party, _ date: String) -> Fact { marital(.marriage, a, b, date) }
    static func marriage(_ a: TestPerson, _ b: TestPerson, _ date: String) -> Fact { marital(.marriage, a.party, b.party, date) }
    static func divorce(_ a: TestPerson, _ b: TestPerson, _ date: String) -> Fact { marital(.divorce, a.party, b.party, date) }
    static func refusal(by person: TestPerson, _ date: String) -> Fact { marital(.refusalToResume, person.party, nil, date) }
    static func reissue(_ a: TestPerson, _ b: TestPerson, _ date: String, original: String? = nil) -> Fact {
        marital(.reissuedMarriage, a.party, b.party, date, original: original)
    }
    static func reissuedDivorce(_ a: TestPerson, _ b: TestPerson, _ date: String, original: String? = nil) -> Fact {
        marital(.reissuedDivorce, a.party, b.party, date, original: original)
    }
    static func marital(_ kind: MaritalEntryKind, _ a: Party, _ b: Party?, _ date: String, original: String? = nil) -> Fact {
        .marital(MaritalEntry(kind: kind, a: a, b: b, date: day(date), original: original.map(day)))
    }

    static func judgment(_ a: TestPerson, _ b: TestPerson, _ date: String, _ standing: CourtDecisionStanding = .effective) -> Fact {
        decision(.divorce, [a.party, b.party], standing == .effective ? date : nil, standing)
    }
    static func nullity(_ a: TestPerson, _ b: TestPerson, _ date: String) -> Fact { decision(.nullity, [a.party, b.party], date) }
    static func declaredDead(_ person: TestPerson, _ date: String, accident: String? = nil) -> Fact {
        .decision(
            CourtDecision(
                kind: .declaredDead, standing: .effective, parties: [person.party], effective: day(date), accident: accident.map(day)))
    }
    static func revoked(_ person: TestPerson, _ date: String) -> Fact { decision(.declaredDeadRevoked, [person.party], date) }
    static func decision(
        _ kind: CourtDecisionKind, _ parties: [Party], _ date: String?, _ standing: CourtDecisionStanding = .effective, foreign: String? = nil
    ) -> Fact {
        .decision(
            CourtDecision(kind: kind, standing: standing, parties: parties, effective: date.map(day), foreignDate: foreign.map(day)))
    }

    static func death(_ person: TestPerson, _ date: String?) -> Fact {
        .death(DeathCertificate(holder: person.party, date: date.map(day), certificateNumber: nil))
    }
    static func encounter(_ person: TestPerson, _ date: String) -> Fact {
        .encounter(Encounter(holder: person.party, date: day(date), visit: "outpatient"))
    }
    static func cremation(_ person: TestPerson, died: String?, _ date: String) -> Fact {
        .cremation(Cremation(holder: person.party, died: died.map(day), date: day(date)))
    }
    static func crossing(_ person: TestPerson, _ date: String) -> Fact { .crossing(Crossing(holder: person.party, date: day(date))) }
    static func crime(_ holder: Party, _ effective: String, isSealed: Bool = false) -> Fact {
        .criminalJudgment(CriminalJudgment(holder: holder, effective: day(effective), offenceDate: nil, isSealed: isSealed))
    }
}

extension Statement {
    static let timedOut = Statement.unavailable(FailureReport(kind: .timedOut, delivery: .mayHaveHappened, detail: "deadline"))
    static let pending = Statement.later(Ticket(number: "20260301449901000001"))
}

extension Claim {
    static func maritalStatus(at date: String? = nil) -> Claim { Claim(.maritalStatus, dated(date)) }
    static func maritalIs(_ status: String, at date: String? = nil) -> Claim {
        Claim(.maritalIs, [Parameter("status", .text(status))] + dated(date))
    }
    static func spouse(_ person: TestPerson, at date: String? = nil) -> Claim { spouse(person.person, at: date) }
    static func spouse(_ person: Person, at date: String? = nil) -> Claim {
        Claim(.maritalSpouse, [Parameter("spouse", .person(person))] + dated(date))
    }
    static func isDead(at date: String? = nil, asKnownAt known: String? = nil) -> Claim {
        Claim(.deathIsDead, dated(date) + (known.map { [Parameter("asKnownAt", .date(day($0)))] } ?? []))
    }
    static let deathDate = Claim(.deathDate)
    static func alive(at date: String? = nil, withinDays days: Int? = nil) -> Claim {
        Claim(.aliveAt, dated(date) + (days.map { [Parameter("withinDays", .integer($0))] } ?? []))
    }
    static func missing(at date: String? = nil) -> Claim { Claim(.missingDeclared, dated(date)) }
    static let noCrime = Claim(.crimeNoRecord)
    static let match = Claim(.identityMatch)
    static func attribute(_ attribute: String, _ value: String) -> Claim {
        Claim(.identityAttribute, [Parameter("attribute", .text(attribute)), Parameter("value", .text(value))])
    }
    static func document(_ type: String, _ number: String) -> Claim {
        Claim(.identityDocumentValid, [Parameter("documentType", .text(type)), Parameter("documentNumber", .text(number))])
    }
    static func hukou(division: String, at date: String? = nil) -> Claim {
        Claim(.identityHukouAt, [Parameter("division", .text(division))] + dated(date))
    }

    static func dated(_ date: String?) -> [Parameter] { date.map { [Parameter("at", .date(day($0)))] } ?? [] }
}
