import Verification

@testable import Gateway

/// People and records of the stories about families.
enum Families {
    /// P10's husband.
    static let husband = TestPerson("郑国华", "449901197805020015")
    /// P10's parents.
    static let grandmother = TestPerson("孙桂英", "449901195001010023")
    static let grandfather = TestPerson("郑有福", "449901194801010019")
    /// The child's father by birth.
    static let birthFather = TestPerson("马强", "449901198501010015")
    /// Another child of P10's.
    static let sister = TestPerson("郑小雨", "449901200505050022")
    /// Nobody's relative.
    static let strangerWoman = TestPerson("高洁", "449901198607040028")
    static let strangerMan = TestPerson("高峰", "449901197003030019")

    static let everybody = [
        Personas.p09, Personas.p10, Personas.p11, husband, grandmother, grandfather, birthFather, sister, strangerWoman, strangerMan,
    ]

    static func fact(_ registry: RegistryID, _ word: String, _ values: [(name: String, value: RecordValue)]) -> Fact {
        guard let kind = RecordKind.named(word, in: registry), let record = try? Verification.Record(kind, values) else {
            preconditionFailure("no such record: \(word)")
        }
        return Fact(record: record)
    }

    static func birth(
        _ child: Party, mother: Party, father: Party? = nil, _ date: String?, certificate: String? = nil, place: String? = nil
    ) -> Fact {
        fact(
            .birth, "birth",
            [("child", .party(child)), ("mother", .party(mother))] + (father.map { [("father", .party($0))] } ?? [])
                + (date.map { [("date", .date(day($0)))] } ?? []) + (certificate.map { [("certificate", .text($0))] } ?? [])
                + (place.map { [("place", .text($0))] } ?? []))
    }

    static func birth(
        _ child: TestPerson, mother: TestPerson, father: TestPerson? = nil, certificate: String? = nil, place: String? = nil
    ) -> Fact {
        birth(
            child.party, mother: mother.party, father: father?.party, CitizenNumber(child.identifier)?.birthDate.description,
            certificate: certificate, place: place)
    }

    static func adoption(_ child: TestPerson, by parents: [TestPerson], _ date: String) -> Fact {
        fact(.adoption, "adoption", [("child", .party(child.party)), ("parents", .parties(parents.map(\.party))), ("date", .date(day(date)))])
    }

    static func dissolution(_ child: TestPerson, from parents: [TestPerson], _ date: String, resume: Bool? = nil) -> Fact {
        fact(
            .adoption, "dissolution",
            [("child", .party(child.party)), ("parents", .parties(parents.map(\.party))), ("date", .date(day(date)))]
                + (resume.map { [("birthParentsResume", .boolean($0))] } ?? []))
    }

    static func paternity(_ child: TestPerson, _ father: TestPerson, _ date: String) -> Fact {
        Record.decision(.paternity, [child.party, father.party], date)
    }

    static func registered(_ mother: TestPerson, _ child: Party?, _ date: String?) -> Fact {
        fact(
            .fertility, "child",
            [("mother", .party(mother.party))] + (child.map { [("child", .party($0))] } ?? []) + (date.map { [("date", .date(day($0)))] } ?? []))
    }

    static func archive(_ id: String?, _ members: [(TestPerson, String, String?, String?)]) -> Fact {
        let people = members.map { HouseholdMember(party: $0.0.party, relation: $0.1, from: $0.2.map(day), until: $0.3.map(day)) }
        return fact(.hukouArchive, "household", (id.map { [("id", .text($0))] } ?? []) + [("members", .members(people))])
    }

    static func stay(_ household: String?, _ relation: String?, _ from: String?, _ until: String? = nil, division: String? = nil) -> Residence {
        Residence(division: division, address: nil, from: from.map(day), until: until.map(day), household: household, relation: relation)
    }
}

extension TestPerson {
    func living(_ stays: Residence...) -> TestPerson { with { $0.residences = stays } }
}

extension Claim {
    static func kin(_ relation: String, of other: TestPerson, at date: String? = nil, mode: String? = nil) -> Claim {
        Claim(
            .kinshipRelation,
            [Parameter("other", .person(other.person)), Parameter("relation", .text(relation))] + (mode.map { [Parameter("mode", .text($0))] } ?? [])
                + dated(date))
    }

    static func household(with other: TestPerson, at date: String? = nil, ever: Bool = false) -> Claim {
        Claim(.kinshipSameHousehold, [Parameter("other", .person(other.person))] + dated(date) + (ever ? [Parameter("ever", .flag(true))] : []))
    }

    static func same(as other: Person) -> Claim { Claim(.personSame, [Parameter("other", .person(other))]) }

    static func child(_ child: TestPerson) -> Claim { Claim(.fertilityChild, [Parameter("child", .person(child.person))]) }

    static func children(atMost count: Int, at date: String? = nil) -> Claim {
        Claim(.fertilityCountAtMost, [Parameter("count", .integer(count))] + dated(date))
    }

    static func birth(
        date: String? = nil, place: String? = nil, mother: TestPerson? = nil, father: TestPerson? = nil, number: String? = nil
    ) -> Claim {
        var parameters: [Parameter] = []
        if let date { parameters.append(Parameter("date", .date(day(date)))) }
        if let place { parameters.append(Parameter("place", .text(place))) }
        if let mother { parameters.append(Parameter("mother", .person(mother.person))) }
        if let father { parameters.append(Parameter("father", .person(father.person))) }
        if let number { parameters.append(Parameter("certificateNumber", .text(number))) }
        return Claim(.birthFact, parameters)
    }

    static func inheritance(_ claimants: (TestPerson, String)...) -> Claim {
        Claim(.inheritanceFacts, [Parameter("claimants", .claimants(claimants.map { Claimant(person: $0.0.person, relation: $0.1) }))])
    }
}
