import Mocks
import Testing
import Verification

/// `ps-population`: implied by the persons, found under every number that the register itself links.
@Suite struct PopulationRegisterTests {
    private func registrations(_ world: PopulationWorld, _ number: String) -> [Registration] {
        world.facts(in: .population, under: number).compactMap { if case .registration(let entry) = $0 { entry } else { nil } }
    }

    @Test func aPersonIsRegisteredAndActive() throws {
        let world = try Worlds.world(persons: Worlds.couple)
        #expect(
            registrations(world, Worlds.numberA) == [
                Registration(holder: Worlds.partyA, status: .active, sex: "female", birthDate: Worlds.date("1985-12-04"))
            ])
        #expect(registrations(world, "449906199007270029").isEmpty)
    }

    struct Birth: Sendable {
        let number: String
        let extra: String
        let sex: String?
        let born: String?
    }

    @Test(
        "sex and birth date default to what the number says",
        arguments: [
            Birth(number: "449901198303170018", extra: "", sex: "male", born: "1983-03-17"),
            Birth(number: "819900198209100016", extra: "", sex: "male", born: "1982-09-10"),
            Birth(number: "944990198505050024", extra: "", sex: "female", born: "1985-05-05"),
            Birth(number: "449902630501003", extra: "", sex: "male", born: "1963-05-01"),
            Birth(number: "H99000001", extra: "", sex: nil, born: nil),
            Birth(number: "449901198313170018", extra: "", sex: "male", born: nil),
            Birth(number: "449901198303170018", extra: #","sex":"female","born":"1983-03-18""#, sex: "female", born: "1983-03-18"),
        ])
    func defaults(_ sample: Birth) throws {
        let world = try Worlds.world(persons: #""A":{"name":"某人","number":"\#(sample.number)"\#(sample.extra)}"#)
        let entry = try #require(registrations(world, sample.number).first)
        #expect(entry.sex == sample.sex)
        #expect(entry.birthDate?.description == sample.born)
    }

    @Test func anAbsentPersonIsUnknownUnderEveryNumber() throws {
        let world = try Worlds.world(
            persons: #""A":{"name":"某人","number":"449901198512040025","absent":true,"formerNumbers":[{"number":"449901851204002"}]}"#)
        #expect(registrations(world, "449901198512040025").isEmpty)
        #expect(registrations(world, "449901851204002").isEmpty)
    }

    @Test func aFormerNumberFindsThePresentHolder() throws {
        let world = try Worlds.world(
            persons: #"""
                "P17":{"name":"欧阳建国","number":"449902196305010031","formerNumbers":[{"number":"449902630501003","until":"1999-10-01"}]}
                """#)
        let present = registrations(world, "449902196305010031")
        #expect(present == registrations(world, "449902630501003"))
        let entry = try #require(present.first)
        #expect(entry.holder.number == "449902196305010031")
        #expect(
            entry.links == [
                IdentifierLink(identifier: Identifier(type: .residentID, number: "449902630501003"), until: Worlds.date("1999-10-01"))
            ])
    }

    @Test func whatIsNotLinkedTheRegisterDoesNotKnow() throws {
        let world = try Worlds.world(
            persons: #"""
                "A":{"name":"某人","number":"449902196305010031","formerNumbers":[{"number":"449902630501003","linked":false}],
                "formerNames":[{"name":"甲","linked":false},{"name":"乙","until":"2015-04-01"}]}
                """#)
        #expect(registrations(world, "449902630501003").isEmpty)
        let entry = try #require(registrations(world, "449902196305010031").first)
        #expect(entry.links.isEmpty)
        #expect(entry.formerNames == [FormerName(name: "乙", until: Worlds.date("2015-04-01"))])
    }

    @Test func aSharedNumberFindsEveryHolder() throws {
        let world = try Worlds.world(
            persons: #"""
                "P23":{"name":"彭建业","number":"449907197201100039"},
                "P26":{"name":"彭建国","number":"449907197201100055","formerNumbers":[{"number":"449907197201100039","until":"2009-06-30"}]}
                """#)
        let found = registrations(world, "449907197201100039")
        #expect(found.map(\.holder.name) == ["彭建业", "彭建国"])
        #expect(found.map(\.holder.number) == ["449907197201100039", "449907197201100055"])
        #expect(found[0].links.isEmpty)
        #expect(registrations(world, "449907197201100055").map(\.holder.name) == ["彭建国"])
    }

    @Test func documentsAreNotThePopulationRegistersBusiness() throws {
        let world = try Worlds.world(
            persons: #""A":{"name":"陳泰文","number":"819900198209100016","documents":[{"type":"hk-macao-travel-permit","number":"H99000001"}]}"#)
        #expect(registrations(world, "H99000001").isEmpty)
        #expect(registrations(world, "819900198209100016").first?.links.isEmpty == true)
    }

    @Test func theLastStatusCounts() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            [
                "ps-population": #"""
                {"kind":"status","person":"A","status":"cancelled","reason":"emigrated","date":"2011-08-15"},
                {"kind":"status","person":"A","status":"active","date":"2005-01-01"},
                {"kind":"status","person":"B","status":"cancelled","reason":"army"},{"kind":"status","person":"B","status":"active"}
                """#
            ])
        #expect(registrations(world, Worlds.numberA).first?.status == .cancelled(.emigrated, on: Worlds.date("2011-08-15")))
        #expect(registrations(world, Worlds.numberB).first?.status == .active)
    }

    @Test func aStatusRecordMayWriteThePersonDifferently() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            ["ps-population": #"{"kind":"status","person":"A","status":"active","as":{"A":{"name":"陈安燃","number":"449901198512040033"}}}"#])
        #expect(registrations(world, Worlds.numberA).isEmpty)
        #expect(registrations(world, "449901198512040033").map(\.holder.name) == ["陈安燃"])
    }

    @Test func aHouseholdIsWhereItsMembersLived() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            [
                "ps-population": #"""
                {"kind":"household","id":"H1","address":"桂花路12号","division":"449901","members":[{"person":"A","relation":"12","from":"2010-06-01",
                "until":"2019-07-02"},{"person":"B","relation":"02","from":"2008-03-01"}]}
                """#
            ])
        #expect(
            registrations(world, Worlds.numberA).first?.residences == [
                Residence(
                    division: "449901", address: "桂花路12号", from: Worlds.date("2010-06-01"), until: Worlds.date("2019-07-02"), household: "H1",
                    relation: "12")
            ])
        #expect(registrations(world, Worlds.numberB).first?.residences.count == 1)
    }

    // MARK: Links

    @Test func aLinkedWritingFindsThePresentHolder() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            ["ps-population": #"{"kind":"link","a":{"name":"陈氏","number":"449901851204002"},"b":"A","reason":"15-to-18"}"#])
        let entry = try #require(registrations(world, "449901851204002").first)
        #expect(entry.holder == Worlds.partyA)
        #expect(entry.links == [IdentifierLink(identifier: Identifier(type: .residentID, number: "449901851204002"), name: "陈氏")])
        #expect(entry.formerNames.isEmpty)
    }

    @Test func aFormerNameUnderTheSameNumberIsAFormerName() throws {
        let record = #"{"kind":"link","a":{"name":"邓招娣","number":"449908199305210043"},"b":"P24","reason":"former-name"}"#
        let world = try Worlds.world(
            persons: #""P24":{"name":"邓小满","number":"449908199305210043"}"#, ["ps-population": record])
        let found = registrations(world, "449908199305210043")
        #expect(found.count == 1)
        #expect(found.first?.formerNames == [FormerName(name: "邓招娣", until: nil)])
        #expect(found.first?.links.isEmpty == true)
    }

    @Test func linksAreFollowedFromOneToTheNext() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            [
                "ps-population": #"""
                {"kind":"link","a":{"name":"甲","number":"449901000000001"},"b":{"name":"乙","number":"449901000000002"},"reason":"number-change"},
                {"kind":"link","a":{"name":"乙","number":"449901000000002"},"b":{"name":"陈安然","number":"449901198512040025"}}
                """#
            ])
        let entry = try #require(registrations(world, "449901000000001").first)
        #expect(entry.holder == Worlds.partyA)
        #expect(entry.links.map(\.identifier.number) == ["449901000000001", "449901000000002"])
    }

    @Test func twoEntriesOfOnePersonAreFoundUnderEitherNumber() throws {
        let world = try Worlds.world(
            persons: Worlds.couple, ["ps-population": #"{"kind":"link","a":"A","b":"B","reason":"duplicate-cancelled"}"#])
        for number in [Worlds.numberA, Worlds.numberB] {
            #expect(registrations(world, number).map(\.holder) == [Worlds.partyA, Worlds.partyB])
        }
        #expect(registrations(world, Worlds.numberA).first?.links.map(\.identifier.number) == [Worlds.numberB])
    }

    @Test func theSameNumberUnderAnotherNameDoesNotJoinTwoPeople() throws {
        // The link says that the writing "乙" with A's number is B: A stays A.
        let world = try Worlds.world(
            persons: Worlds.couple, ["ps-population": #"{"kind":"link","a":{"name":"乙","number":"449901198512040025"},"b":"B"}"#])
        #expect(registrations(world, Worlds.numberB).map(\.holder) == [Worlds.partyB])
        #expect(registrations(world, Worlds.numberA).map(\.holder) == [Worlds.partyA, Worlds.partyB])
        #expect(registrations(world, Worlds.numberA).first?.links.isEmpty == true)
    }

    @Test func aLinkBetweenStrangersIsAnEntryOfItsOwn() throws {
        let world = try Worlds.world(
            persons: Worlds.couple,
            ["ps-population": #"{"kind":"link","a":{"name":"甲","number":"449902630501003"},"b":{"name":"甲","number":"449902196305010031"}}"#])
        let entry = try #require(registrations(world, "449902630501003").first)
        #expect(entry.holder == Party(name: "甲", number: "449902196305010031"))
        #expect(entry.links.map(\.identifier.number) == ["449902630501003"])
    }

    @Test func namesThatOnlyLookAlikeStayTwo() throws {
        // U+F90A and U+91D1 are canonically equivalent for Swift's ==, and two different texts for a registry.
        let world = try Worlds.world(
            persons: "\"A\":{\"name\":\"\u{91D1}一\",\"number\":\"449901198512040025\"}",
            [
                "ps-population":
                    "{\"kind\":\"link\",\"a\":{\"name\":\"\u{F90A}一\",\"number\":\"449901198512040025\"},\"b\":\"A\",\"reason\":\"former-name\"}"
            ])
        let former = try #require(registrations(world, Worlds.numberA).first?.formerNames.first)
        #expect(Array(former.name.utf8) == Array("\u{F90A}一".utf8))
    }
}
