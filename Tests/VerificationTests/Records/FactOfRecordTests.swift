import Testing
import Verification

/// What records become for the merge.
@Suite struct FactOfRecordTests {
    private static let a = Party(name: "陈安然", number: "449901198512040025")
    private static let b = Party(name: "黄立诚", number: "449901198303170018")
    private static let day = CalendarDate(dayNumber: 18_000)
    private static let earlier = CalendarDate(dayNumber: 600)

    private static func record(_ registry: RegistryID, _ word: String, _ values: [(name: String, value: RecordValue)]) throws -> Record {
        try Record(try #require(RecordKind.named(word, in: registry)), values)
    }

    private static func fact(_ registry: RegistryID, _ word: String, _ values: [(name: String, value: RecordValue)]) throws -> Fact {
        Fact(record: try record(registry, word, values))
    }

    private static let person: (name: String, value: RecordValue) = ("person", .party(a))
    private static let couple: [(name: String, value: RecordValue)] = [("a", .party(a)), ("b", .party(b))]

    @Test("every dataset that is judged gets typed facts, every other one keeps its records", arguments: RecordKind.all)
    func totality(of kind: RecordKind) throws {
        let values = (kind.fields + RecordKind.common).compactMap { field in RecordTests.example(field.type).map { (name: field.name, value: $0) } }
        let record = try Record(kind, values)
        let judged: Set<RegistryID> = [
            .population, .exitEntry, .crimeRecord, .marriage, .funeral, .deathCertificate, .healthService, .courtJudgment,
        ]
        let saysNothing: Set = ["proceeding", "household"]
        let isLinkOfPopulation = kind.word == "link" && kind.registries == [.population]
        let isTyped = judged.contains(kind.registries[0]) && !saysNothing.contains(kind.word) && !isLinkOfPopulation
        if case .record(let kept) = Fact(record: record) {
            #expect(!isTyped && kept == record)
            #expect(Fact(record: record).isSilent == (kind.registries.allSatisfy(judged.contains) && kind.word != "household"))
        } else {
            #expect(isTyped)
            #expect(!Fact(record: record).isSilent)
        }
    }

    @Test func marriages() throws {
        #expect(
            try Self.fact(.marriage, "reissued-marriage", Self.couple + [("date", .date(Self.day)), ("original", .date(Self.earlier))])
                == .marital(MaritalEntry(kind: .reissuedMarriage, a: Self.a, b: Self.b, date: Self.day, original: Self.earlier)))
        #expect(
            try Self.fact(.marriage, "refusal-to-resume", [("by", .party(Self.b)), ("date", .date(Self.day))])
                == .marital(MaritalEntry(kind: .refusalToResume, a: Self.b, b: nil, date: Self.day)))
    }

    @Test func aDivorceByACourtIsNoRowOfTheMarriageRegister() throws {
        let effective = try Self.fact(
            .courtJudgment, "divorce", Self.couple + [("status", .text("effective")), ("effective", .date(Self.day))])
        #expect(
            effective == .decision(CourtDecision(kind: .divorce, standing: .effective, parties: [Self.a, Self.b], effective: Self.day)))
        let open = try Self.fact(.courtJudgment, "divorce", Self.couple + [("status", .text("first-instance")), ("date", .date(Self.day))])
        #expect(open == .decision(CourtDecision(kind: .divorce, standing: .firstInstance, parties: [Self.a, Self.b], effective: nil)))
        let presented = try Self.fact(.courtJudgment, "foreign-divorce", Self.couple + [("date", .date(Self.day))])
        #expect(
            presented
                == .decision(
                    CourtDecision(
                        kind: .foreignDivorce, standing: .effective, parties: [Self.a, Self.b], effective: nil, foreignDate: Self.day)))
    }

    @Test func deathsAndSignsOfLife() throws {
        #expect(
            try Self.fact(.deathCertificate, "death", [Self.person])
                == .death(DeathCertificate(holder: Self.a, date: nil, certificateNumber: nil)))
        #expect(
            try Self.fact(.funeral, "cremation", [Self.person, ("died", .date(Self.earlier)), ("date", .date(Self.day))])
                == .cremation(Cremation(holder: Self.a, died: Self.earlier, date: Self.day)))
        #expect(
            try Self.fact(.healthService, "encounter", [Self.person, ("date", .date(Self.day)), ("visit", .text("emergency"))])
                == .encounter(Encounter(holder: Self.a, date: Self.day, visit: "emergency")))
        #expect(
            try Self.fact(.crimeRecord, "judgment", [Self.person, ("effective", .date(Self.day))])
                == .criminalJudgment(CriminalJudgment(holder: Self.a, effective: Self.day, offenceDate: nil, isSealed: false)))
    }

    @Test func registrations() throws {
        #expect(try Self.fact(.population, "registration", [Self.person]) == .registration(Registration(holder: Self.a, status: .active)))
        let full = try Self.fact(
            .population, "registration",
            [
                Self.person, ("status", .text("cancelled")), ("reason", .text("emigrated")), ("date", .date(Self.day)), ("sex", .text("female")),
                ("born", .date(Self.earlier)), ("ethnicity", .text("01")), ("division", .text("449901")), ("formerNames", .texts(["陈静"])),
                ("otherNumbers", .texts(["449901851204002", "H99000001"])),
            ])
        let links = [
            IdentifierLink(identifier: Identifier(type: .residentID, number: "449901851204002")),
            IdentifierLink(identifier: Identifier(type: .hkMacaoTravelPermit, number: "H99000001")),
        ]
        #expect(
            full
                == .registration(
                    Registration(
                        holder: Self.a, status: .cancelled(.emigrated, on: Self.day), sex: "female", birthDate: Self.earlier, ethnicity: "01",
                        formerNames: [FormerName(name: "陈静", until: nil)], links: links,
                        residences: [Residence(division: "449901", address: nil, from: nil, until: nil)])))
        #expect(
            try Self.fact(.population, "status", [Self.person, ("status", .text("active"))])
                == .registration(Registration(holder: Self.a, status: .active)))
    }

    @Test func aCancellationWithoutAReasonIsNeitherLifeNorDeath() throws {
        let record = try Self.record(.population, "status", [Self.person, ("status", .text("cancelled")), ("date", .date(Self.day))])
        #expect(Fact(record: record) == .record(record))
    }

    @Test func linksOfExitAndEntryNameTheOtherNumber() throws {
        let permit = Party(name: "CHAN TAI MAN", number: "H99000001")
        let link = try Self.fact(.exitEntry, "link", [("a", .party(Self.a)), ("b", .party(permit))])
        let other = IdentifierLink(identifier: Identifier(type: .hkMacaoTravelPermit, number: "H99000001"), name: "CHAN TAI MAN")
        #expect(link == .registration(Registration(holder: Self.a, status: .active, links: [other])))
        let nameless = try Self.record(.exitEntry, "link", [("a", .party(Self.a)), ("b", .party(Party(name: "x", number: nil)))])
        #expect(Fact(record: nameless) == .record(nameless))
    }
}
