import StrictJSON
import Testing
import Verification

@testable import Mocks

/// Datasets that no rule judges yet: their records reach the departments as they are.
@Suite struct RecordWorldTests {
    private static func records(_ dataset: RegistryID, _ record: String, under key: String) throws -> [Record] {
        try Worlds.world(persons: Worlds.couple, [dataset.rawValue: record]).records(in: dataset, under: key)
    }

    @Test(
        "a record is found under the number of everybody who stands in it",
        arguments: [
            ("hc-birth", #"{"kind":"birth","child":"A","mother":"B","date":"2010-01-01","certificate":"G990000001"}"#, true),
            ("hc-fertility", #"{"kind":"child","mother":"A"}"#, false),
            ("ca-adoption", #"{"kind":"adoption","child":"A","parents":["B"],"date":"2012-09-03"}"#, true),
            ("ps-hukou-archive", #"{"kind":"household","members":[{"person":"A","relation":"02"},{"person":"B","relation":"20"}]}"#, true),
            ("ps-traffic", #"{"kind":"vehicle","owner":"A","plate":"粤Z99001"}"#, false),
            ("hrss-employment", #"{"kind":"unemployed","person":"A","from":"2025-01-01"}"#, false),
            ("tax", #"{"kind":"income","person":"A","period":"2025","amount":0.05}"#, false),
            ("real-estate", #"{"kind":"right","owner":"A","right":"use","area":"449901"}"#, false),
            ("credit", #"{"kind":"false-commitment","person":"A","date":"2025-01-01","repaired":"2026-01-01"}"#, false),
        ] as [(RegistryID, String, Bool)])
    func people(dataset: RegistryID, record: String, isAboutBoth: Bool) throws {
        let found = try Self.records(dataset, record, under: Worlds.numberA)
        #expect(found.count == 1 && found[0].everybody.contains(Worlds.partyA))
        #expect(try Self.records(dataset, record, under: Worlds.numberB) == (isAboutBoth ? found : []))
    }

    @Test func placesAreFoundByEveryNameTheyEverHad() throws {
        let split = #"{"kind":"split","from":"旧街1号","to":["新街1号","新街3号"],"date":"2015-05-01"}"#
        for name in ["旧街1号", "新街1号", "新街3号"] {
            #expect(try Self.records(.placename, split, under: name).first?.texts("to").count == 2)
            #expect(try Self.records(.doorplate, split, under: name).count == 1)
        }
        #expect(try Self.records(.placename, split, under: "新街2号").isEmpty)
    }

    @Test func enterprisesAreFoundByTheirCodeToo() throws {
        let code = "91449900MA0000058X"
        let entity = #"{"kind":"entity","creditCode":"\#(code)","name":"示例公司","legalRepresentative":{"name":"某人","number":"E99000001"}}"#
        #expect(try Self.records(.marketEntities, entity, under: code).count == 1)
        #expect(try Self.records(.marketEntities, entity, under: "E99000001").first?.party("legalRepresentative")?.name == "某人")
    }

    @Test func amountsStayExact() throws {
        let income = #"{"kind":"income","person":"A","period":"2025-12","amount":12345678901.07}"#
        #expect(try Self.records(.tax, income, under: Worlds.numberA).first?.decimal("amount")?.hundredths == 1_234_567_890_107)
    }

    @Test func aProceedingLeavesNoTrace() throws {
        let world = try Worlds.world(
            persons: Worlds.couple, ["crime-record": #"{"kind":"proceeding","person":"A","date":"2026-01-10","stage":"detained"}"#])
        #expect(world.facts(in: .crimeRecord, under: Worlds.numberA).isEmpty)
    }

    @Test func areasAndInstitutionsAreKept() throws {
        let text = #"""
            {"today":"2026-03-01","persons":{},"registries":{
              "real-estate":{"areas":{"449901":{"electronicSince":"2009-01-01"},"449902":{}}},
              "nfra":{"institutions":[{"name":"示例银行"},{"name":"样板银行","answered":false}]}}}
            """#
        let world = PopulationWorld(try Population(parsing: Array(text.utf8), defaultToday: Worlds.today))
        #expect(
            world.areas(of: .realEstate) == [
                AreaCoverage(division: "449901", electronicSince: CalendarDate("2009-01-01")), AreaCoverage(division: "449902", electronicSince: nil),
            ])
        #expect(world.institutions(of: .bankHoldings).map(\.hasAnswered) == [true, false])
        #expect(world.areas(of: .housing).isEmpty && world.institutions(of: .securities).isEmpty)
    }

    @Test func anAreasFaultSpoilsThatAreaOnly() throws {
        let population = try Worlds.population(
            persons: Worlds.couple, faults: #""real-estate":[{"fault":"timeout","area":"449902"}]"#)
        let session = MockSession(name: "", start: MockSession.Start(population))
        #expect(session.exchange(with: .realEstate, in: "449901").fault == nil)
        #expect(session.exchange(with: .realEstate, in: "449902").fault == .timeout)
        #expect(session.exchange(with: .realEstate).fault == nil)
    }
}
