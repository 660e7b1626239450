import Mocks
import Testing
import Verification

/// `ps-exit-entry`: what it ties to a person it finds under every number of that person; the rest under the written number only.
@Suite struct ExitEntryTests {
    private static let resident = "819900198209100016"
    private static let permit = "H99000001"
    private static let person =
        #""P18":{"name":"陳泰文","number":"819900198209100016","absent":true,"documents":[{"type":"hk-macao-travel-permit","number":"H99000001","validFrom":"2019-05-06","validUntil":"2029-05-05"}]}"#
    private static let document = Fact.document(
        IdentityDocument(
            holder: Party(name: "陳泰文", number: resident), type: "hk-macao-travel-permit", number: permit, validFrom: CalendarDate("2019-05-06"),
            validUntil: CalendarDate("2029-05-05")))

    @Test("a document is found under both numbers, absent from the population register or not", arguments: [resident, permit])
    func document(number: String) throws {
        let world = try Worlds.world(persons: Self.person)
        #expect(world.facts(in: .exitEntry, under: number) == [Self.document])
    }

    @Test("a crossing with the permit is found under the person's number too", arguments: [resident, permit])
    func crossing(number: String) throws {
        let world = try Worlds.world(
            persons: Self.person,
            ["ps-exit-entry": #"{"kind":"crossing","person":"P18","date":"2026-02-20","direction":"entry","as":{"P18":{"number":"H99000001"}}}"#])
        let crossing = Fact.crossing(Crossing(holder: Party(name: "陳泰文", number: Self.permit), date: CalendarDate(dayNumber: 20_504)))
        #expect(world.facts(in: .exitEntry, under: number) == [Self.document, crossing])
    }

    @Test func aCrossingUnderANumberThatNobodyTiesIsFoundThereOnly() throws {
        let world = try Worlds.world(
            persons: Self.person,
            ["ps-exit-entry": #"{"kind":"crossing","person":"P18","date":"2026-02-20","as":{"P18":{"number":"H99000009"}}}"#])
        #expect(world.facts(in: .exitEntry, under: Self.resident) == [Self.document])
        #expect(world.facts(in: .exitEntry, under: "H99000009").count == 1)
    }

    @Test func aLinkTiesAnotherNumber() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            [
                "ps-exit-entry": #"""
                {"kind":"link","a":"A","b":{"name":"CHEN ANRAN","number":"E99000001"}},{"kind":"crossing","person":"A","date":"2026-02-20"}
                """#
            ])
        let passport = IdentifierLink(identifier: Identifier(type: .passport, number: "E99000001"), name: "CHEN ANRAN")
        let link = Fact.registration(Registration(holder: Worlds.partyA, status: .active, links: [passport]))
        let crossing = Fact.crossing(Crossing(holder: Worlds.partyA, date: CalendarDate(dayNumber: 20_504)))
        for number in [Worlds.numberA, "E99000001"] { #expect(world.facts(in: .exitEntry, under: number) == [link, crossing]) }
        #expect(world.facts(in: .exitEntry, under: Worlds.numberB).isEmpty)
    }

    @Test func aDocumentRecordIsADocument() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            ["ps-exit-entry": #"{"kind":"document","person":"B","type":"passport","number":"E99000002","validUntil":"2030-01-01","revoked":true}"#])
        let fact = Fact.document(
            IdentityDocument(
                holder: Worlds.partyB, type: "passport", number: "E99000002", validFrom: nil, validUntil: CalendarDate("2030-01-01"), isRevoked: true)
        )
        #expect(world.facts(in: .exitEntry, under: "E99000002") == [fact])
        #expect(world.facts(in: .exitEntry, under: Worlds.numberB) == [fact])
    }
}
