import Mocks
import Testing
import Verification

/// What the datasets make of their records.
@Suite struct ProjectionTests {
    private static let day = CalendarDate(dayNumber: 18_000)

    struct Sample: CustomTestStringConvertible, Sendable {
        let dataset: RegistryID
        let record: String
        let fact: Fact?
        /// Under whose numbers it is found.
        var numbers = [Worlds.numberA]
        var testDescription: String { "\(dataset): \(record)" }
    }

    private static func decision(
        _ kind: CourtDecisionKind, _ standing: CourtDecisionStanding = .effective, _ parties: [Party] = [Worlds.partyA, Worlds.partyB],
        effective: CalendarDate? = day, accident: CalendarDate? = nil, foreignDate: CalendarDate? = nil
    ) -> Fact {
        .decision(
            CourtDecision(kind: kind, standing: standing, parties: parties, effective: effective, accident: accident, foreignDate: foreignDate))
    }

    private static func marital(_ kind: MaritalEntryKind, original: CalendarDate? = nil) -> Fact {
        .marital(MaritalEntry(kind: kind, a: Worlds.partyA, b: Worlds.partyB, date: day, original: original))
    }

    private static let both = [Worlds.numberA, Worlds.numberB]
    private static let earlier = CalendarDate(dayNumber: 600)

    private static let marriages: [Sample] = [
        "marriage", "marriage-foreign", "divorce", "reissued-marriage", "reissued-divorce", "annulled", "divorce-application",
    ].compactMap { kind in
        MaritalEntryKind(rawValue: kind).map {
            Sample(
                dataset: .marriage, record: #"{"kind":"\#(kind)","a":"A","b":"B","date":"\#(day)"}"#, fact: marital($0), numbers: both)
        }
    }

    private static let declarations: [Sample] = ["declared-missing", "declared-missing-revoked", "declared-dead", "declared-dead-revoked"].compactMap
    {
        kind in
        CourtDecisionKind(rawValue: kind).map {
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"\#(kind)","person":"A","date":"\#(day)"}"#,
                fact: decision($0, .effective, [Worlds.partyA]))
        }
    }

    static let samples: [Sample] =
        marriages + declarations + [
            Sample(
                dataset: .marriage, record: #"{"kind":"reissued-marriage","a":"A","b":"B","date":"\#(day)","original":"1971-08-24"}"#,
                fact: marital(.reissuedMarriage, original: CalendarDate("1971-08-24")), numbers: both),
            Sample(
                dataset: .marriage, record: #"{"kind":"refusal-to-resume","by":"A","date":"\#(day)"}"#,
                fact: .marital(MaritalEntry(kind: .refusalToResume, a: Worlds.partyA, b: nil, date: day))),
            Sample(
                dataset: .funeral, record: #"{"kind":"cremation","person":"A","died":"\#(earlier)","date":"\#(day)"}"#,
                fact: .cremation(Cremation(holder: Worlds.partyA, died: earlier, date: day))),
            Sample(
                dataset: .deathCertificate, record: #"{"kind":"death","person":"A","date":"\#(day)","certificate":"99-1"}"#,
                fact: .death(DeathCertificate(holder: Worlds.partyA, date: day, certificateNumber: "99-1"))),
            Sample(
                dataset: .deathCertificate, record: #"{"kind":"death","person":"A"}"#,
                fact: .death(DeathCertificate(holder: Worlds.partyA, date: nil, certificateNumber: nil))),
            Sample(
                dataset: .healthService, record: #"{"kind":"encounter","person":"A","date":"\#(day)","visit":"emergency"}"#,
                fact: .encounter(Encounter(holder: Worlds.partyA, date: day, visit: "emergency"))),
            Sample(
                dataset: .crimeRecord, record: #"{"kind":"judgment","person":"A","effective":"\#(day)","offenceDate":"\#(earlier)","sealed":true}"#,
                fact: .criminalJudgment(CriminalJudgment(holder: Worlds.partyA, effective: day, offenceDate: earlier, isSealed: true))),
            Sample(
                dataset: .crimeRecord, record: #"{"kind":"judgment","person":"A","effective":"\#(day)"}"#,
                fact: .criminalJudgment(CriminalJudgment(holder: Worlds.partyA, effective: day, offenceDate: nil, isSealed: false))),
            Sample(dataset: .crimeRecord, record: #"{"kind":"proceeding","person":"A","date":"\#(day)","stage":"detained"}"#, fact: nil),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"divorce","a":"A","b":"B","status":"effective","effective":"\#(day)"}"#,
                fact: decision(.divorce), numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"divorce","a":"A","b":"B","status":"effective","date":"\#(day)"}"#,
                fact: decision(.divorce), numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"divorce","a":"A","b":"B","status":"first-instance","date":"\#(day)"}"#,
                fact: decision(.divorce, .firstInstance, effective: nil), numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"divorce","a":"A","b":"B","status":"refused","effective":"\#(day)"}"#,
                fact: decision(.divorce, .refused, effective: nil), numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"nullity","a":"A","b":"B","effective":"\#(day)"}"#, fact: decision(.nullity), numbers: both
            ),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"annulment","a":"A","b":"B","effective":"\#(day)"}"#, fact: decision(.annulment),
                numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"paternity","child":"A","father":"B","effective":"\#(day)"}"#, fact: decision(.paternity),
                numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"declared-dead","person":"A","date":"\#(day)","accident":"\#(earlier)"}"#,
                fact: decision(.declaredDead, .effective, [Worlds.partyA], accident: earlier)),
            Sample(
                dataset: .courtJudgment,
                record: #"{"kind":"recognition","a":"A","b":"B","of":"divorce","foreignDate":"\#(earlier)","effective":"\#(day)"}"#,
                fact: decision(.recognition, foreignDate: earlier), numbers: both),
            Sample(
                dataset: .courtJudgment, record: #"{"kind":"foreign-divorce","a":"A","b":"B","date":"\#(day)"}"#,
                fact: decision(.foreignDivorce, effective: nil, foreignDate: day), numbers: both),
        ]

    @Test("a record becomes its fact, under the numbers written in it", arguments: samples)
    func projection(_ sample: Sample) throws {
        let world = try Worlds.world(persons: Worlds.couple, [sample.dataset.rawValue: sample.record])
        for number in [Worlds.numberA, Worlds.numberB] {
            let expected = sample.numbers.contains(number) ? [sample.fact].compactMap(\.self) : []
            #expect(world.facts(in: sample.dataset, under: number) == expected)
        }
        #expect(world.facts(in: sample.dataset, under: "449906199007270029").isEmpty)
    }

    @Test func asWritesThePersonDifferentlyAndFindsHimThereOnly() throws {
        let record =
            #"{"kind":"marriage","a":"A","b":"B","date":"\#(Self.day)","as":{"A":{"name":"陈燃","number":"449901851204002","type":"resident-id"}}}"#
        let world = try Worlds.world(persons: Worlds.couple, ["ca-marriage": record])
        let written = MaritalEntry(kind: .marriage, a: Party(name: "陈燃", number: "449901851204002"), b: Worlds.partyB, date: Self.day)
        #expect(world.facts(in: .marriage, under: Worlds.numberA).isEmpty)
        #expect(world.facts(in: .marriage, under: "449901851204002") == [.marital(written)])
        #expect(world.facts(in: .marriage, under: Worlds.numberB) == [.marital(written)])
    }

    @Test func asMayChangeTheNameAlone() throws {
        let record = #"{"kind":"death","person":"A","as":{"A":{"name":"\#("\u{E863}")安"}}}"#
        let world = try Worlds.world(persons: Worlds.couple, ["hc-death": record])
        let fact = DeathCertificate(holder: Party(name: "\u{E863}安", number: Worlds.numberA), date: nil, certificateNumber: nil)
        #expect(world.facts(in: .deathCertificate, under: Worlds.numberA) == [.death(fact)])
    }

    @Test func recordsKeepTheFilesOrder() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            [
                "ca-marriage": #"""
                {"kind":"divorce","a":"B","b":"A","date":"2015-01-01"},{"kind":"marriage","a":"A","b":"B","date":"2010-01-01"},
                {"kind":"refusal-to-resume","by":"B","date":"2000-01-01"}
                """#
            ])
        let kinds = world.facts(in: .marriage, under: Worlds.numberB).compactMap { fact -> MaritalEntryKind? in
            if case .marital(let entry) = fact { entry.kind } else { nil }
        }
        #expect(kinds == [.divorce, .marriage, .refusalToResume])
    }

    @Test func dataAreAsOfTodayUnlessTheFileSaysOtherwise() throws {
        let text = #"{"today":"2026-03-01","persons":{},"registries":{"ca-marriage":{"dataAsOf":"2026-01-31","coverageFrom":"1990-01-01"}}}"#
        let world = PopulationWorld(try Population(parsing: Array(text.utf8), defaultToday: Worlds.today))
        #expect(world.dataAsOf(.marriage) == Worlds.date("2026-01-31"))
        #expect(world.coverageFrom(.marriage) == Worlds.date("1990-01-01"))
        #expect(world.dataAsOf(.courtJudgment) == Worlds.date("2026-03-01"))
        #expect(world.coverageFrom(.courtJudgment) == nil)
        let later = world.on(CalendarDate(dayNumber: 20_600))
        #expect(later.dataAsOf(.courtJudgment) == CalendarDate(dayNumber: 20_600))
        #expect(later.dataAsOf(.marriage) == Worlds.date("2026-01-31"))
    }
}
