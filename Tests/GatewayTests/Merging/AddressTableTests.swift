import Testing
import Verification

@testable import Gateway

/// Old and new addresses (`domain.md` A.4.9, item 21): every kind of act, their order in time, names that are given again, and registers that
/// do not answer.
@Suite struct AddressTableTests {
    private static let p06 = Personas.p06
    private static let empty = RuleWorld(p06)

    static func address(_ name: String) throws -> Fact { try Record.entry("address", in: .doorplate, [("name", .text(name))]) }
    static func rename(_ from: String, _ to: String, _ date: String?, in registry: RegistryID = .doorplate) throws -> Fact {
        try Record.entry("rename", in: registry, [("from", .text(from)), ("to", .text(to))] + dated(date))
    }
    static func split(_ from: String, _ to: [String], _ date: String?) throws -> Fact {
        try Record.entry("split", in: .doorplate, [("from", .text(from)), ("to", .texts(to))] + dated(date))
    }
    static func merge(_ from: [String], _ to: String, _ date: String?) throws -> Fact {
        try Record.entry("merge", in: .doorplate, [("from", .texts(from)), ("to", .text(to))] + dated(date))
    }
    private static func dated(_ date: String?) -> [(name: String, value: RecordValue)] { date.map { [("date", .date(day($0)))] } ?? [] }

    private struct Case {
        let name: String
        let world: RuleWorld
        let old: String
        let new: String
        var at: String?
        let verdict: Verdict
        var reason: ReasonCode?
        var value: String?
        var since: String?
        var cautions: [CautionCode] = []

        func check() {
            let finding = world.finding(.sameAddress(old, new, at: at), about: p06)
            #expect(finding.verdict == verdict, "\(name): \(finding.reason)")
            if let reason { #expect(finding.reason == reason, "\(name)") }
            #expect(finding.value.map(\.text) == value, "\(name)")
            if verdict == .confirmed { #expect(finding.since?.description == since, "\(name)") }
            #expect(finding.cautions == cautions, "\(name)")
        }
    }

    @Test func renamings() throws {
        let once = Self.empty.with(.doorplate, try Self.rename("旧街1号", "新街1号", "2008-06-01"))
        let twice = once.with(.doorplate, try Self.rename("新街1号", "大道5号", "2015-01-01"))
        let back = once.with(.doorplate, try Self.rename("新街1号", "旧街1号", "2015-01-01"))
        // 3 became 5 and 5 became 7 on one day: two houses.
        let shifted = Self.empty.with(.doorplate, try Self.rename("新街3号", "新街5号", "2010-01-01"), try Self.rename("新街5号", "新街7号", "2010-01-01"))
        let reversed = Self.empty.with(.doorplate, try Self.rename("甲路1号", "乙路1号", "2010-01-01"), try Self.rename("乙路1号", "丙路1号", "2005-01-01"))
        let reused = once.with(.doorplate, try Self.rename("河边3号", "旧街1号", "2012-01-01"))
        let two = Self.empty.with(.doorplate, try Self.rename("甲路1号", "丙路1号", "2001-01-01"), try Self.rename("乙路1号", "丙路1号", "2005-01-01"))
        let forked = Self.empty.with(.doorplate, try Self.rename("甲路1号", "乙路1号", "2001-01-01"), try Self.rename("甲路1号", "丙路1号", "2001-01-01"))
        let cases = [
            Case(name: "once", world: once, old: "旧街1号", new: "新街1号", verdict: .confirmed, reason: .recorded, value: "same", since: "2008-06-01"),
            Case(name: "the other way round", world: once, old: "新街1号", new: "旧街1号", verdict: .confirmed, value: "same", since: "2008-06-01"),
            Case(
                name: "on the day", world: once, old: "旧街1号", new: "新街1号", at: "2008-06-01", verdict: .confirmed, value: "same",
                since: "2008-06-01"),
            Case(
                name: "the day before", world: once, old: "旧街1号", new: "新街1号", at: "2008-05-31", verdict: .noRecord, reason: .noRecordFound,
                value: "unknown"),
            Case(name: "another number", world: once, old: "旧街1号", new: "新街11号", verdict: .noRecord, value: "unknown"),
            Case(
                name: "a street is no house", world: Self.empty.with(.placename, try Self.rename("旧街", "新街", "2008-06-01", in: .placename)),
                old: "旧街1号", new: "新街1号", verdict: .noRecord, value: "unknown"),
            Case(name: "twice", world: twice, old: "旧街1号", new: "大道5号", verdict: .confirmed, value: "same", since: "2015-01-01"),
            Case(name: "between the two", world: twice, old: "旧街1号", new: "大道5号", at: "2010-01-01", verdict: .noRecord, value: "unknown"),
            Case(name: "to and fro", world: back, old: "旧街1号", new: "新街1号", verdict: .confirmed, value: "same", since: nil),
            Case(
                name: "numbered anew: the next house", world: shifted, old: "新街3号", new: "新街5号", verdict: .confirmed, value: "same",
                since: "2010-01-01"),
            Case(name: "numbered anew: not the one after it", world: shifted, old: "新街3号", new: "新街7号", verdict: .noRecord, value: "unknown"),
            Case(name: "against the order of time", world: reversed, old: "甲路1号", new: "丙路1号", verdict: .noRecord, value: "unknown"),
            Case(
                name: "the old name was given to another house", world: reused, old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .recordsAmbiguous),
            Case(name: "that other house", world: reused, old: "河边3号", new: "旧街1号", verdict: .confirmed, value: "same", since: "2012-01-01"),
            Case(name: "two houses got one name", world: two, old: "甲路1号", new: "丙路1号", verdict: .inconclusive, reason: .recordsAmbiguous),
            Case(
                name: "and one of them lost it",
                world: two.with(.doorplate, try Self.rename("丙路1号", "丁路1号", "2010-01-01")), old: "乙路1号", new: "丁路1号", verdict: .noRecord,
                value: "unknown"),
            Case(name: "two new names on one day", world: forked, old: "甲路1号", new: "乙路1号", verdict: .inconclusive, reason: .recordsAmbiguous),
            Case(
                name: "without a day", world: Self.empty.with(.doorplate, try Self.rename("旧街1号", "新街1号", nil)), old: "旧街1号", new: "新街1号",
                verdict: .confirmed, value: "same"),
            Case(
                name: "without a day, asked for the past", world: Self.empty.with(.doorplate, try Self.rename("旧街1号", "新街1号", nil)),
                old: "旧街1号", new: "新街1号", at: "2010-01-01", verdict: .inconclusive, reason: .startUnknown),
            Case(
                name: "two acts, one without a day",
                world: once.with(.doorplate, try Self.rename("新街1号", "大道5号", nil)), old: "旧街1号", new: "大道5号", verdict: .inconclusive,
                reason: .startUnknown),
        ]
        for one in cases { one.check() }
    }

    @Test func partsAndWholes() throws {
        let split = Self.empty.with(.doorplate, try Self.split("旧街1号", ["新街1号", "新街3号"], "2008-06-01"))
        let kept = Self.empty.with(.doorplate, try Self.split("旧街1号", ["旧街1号", "旧街1号甲"], "2008-06-01"))
        let merged = Self.empty.with(.doorplate, try Self.merge(["旧街1号", "旧街3号"], "新街1号", "2008-06-01"))
        let deep = split.with(.doorplate, try Self.split("新街1号", ["新街1号东", "新街1号西"], "2015-01-01"), try Self.rename("新街3号", "大道9号", "2016-01-01"))
        let rejoined = split.with(.doorplate, try Self.merge(["新街1号", "河边2号"], "河边4号", "2015-01-01"))
        let cases = [
            Case(name: "whole and part", world: split, old: "旧街1号", new: "新街3号", verdict: .refuted, reason: .recordedOtherwise, value: "contains"),
            Case(name: "part and whole", world: split, old: "新街3号", new: "旧街1号", verdict: .refuted, value: "part-of"),
            Case(name: "two parts", world: split, old: "新街1号", new: "新街3号", verdict: .refuted, value: "different"),
            Case(name: "before the split", world: split, old: "旧街1号", new: "新街3号", at: "2008-05-31", verdict: .noRecord, value: "unknown"),
            Case(name: "one part kept the name", world: kept, old: "旧街1号", new: "旧街1号甲", verdict: .inconclusive, reason: .recordsAmbiguous),
            Case(name: "merged", world: merged, old: "旧街3号", new: "新街1号", verdict: .refuted, value: "part-of"),
            Case(name: "the two that were merged", world: merged, old: "旧街1号", new: "旧街3号", verdict: .refuted, value: "different"),
            Case(name: "a part of a part", world: deep, old: "旧街1号", new: "新街1号西", verdict: .refuted, value: "contains"),
            Case(name: "parts of two parts", world: deep, old: "新街1号东", new: "大道9号", verdict: .refuted, value: "different"),
            Case(name: "a renamed part", world: deep, old: "旧街1号", new: "大道9号", verdict: .refuted, value: "contains"),
            Case(
                name: "a part went into something else", world: rejoined, old: "旧街1号", new: "河边4号", verdict: .inconclusive,
                reason: .recordsAmbiguous),
        ]
        for one in cases { one.check() }
    }

    @Test func writings() throws {
        let world = Self.empty.with(.doorplate, try Self.rename("五一路12号", "新街3号", "2008-06-01"))
        let cases = [
            Case(name: "full width", world: world, old: "五一路１２号", new: "新街３号", verdict: .confirmed, value: "same", since: "2008-06-01"),
            Case(
                name: "traditional and Chinese numerals", world: world, old: "五一路十二號", new: "新街 三 號", verdict: .confirmed, value: "same",
                since: "2008-06-01"),
            Case(name: "a numeral in a name is a name", world: world, old: "51路12号", new: "新街3号", verdict: .noRecord, value: "unknown"),
            Case(name: "one address written twice, on record", world: world, old: "新街3号", new: "新街三号", verdict: .confirmed, value: "same"),
            Case(name: "one address written twice, unknown", world: world, old: "河边3号", new: "河边三号", verdict: .noRecord, value: "unknown"),
            Case(
                name: "a standing address", world: Self.empty.with(.doorplate, try Self.address("河边3号")), old: "河边3号", new: "河边三号",
                verdict: .confirmed, value: "same"),
        ]
        for one in cases { one.check() }
    }

    @Test(arguments: [
        ("一百二十三号", "123号"), ("一百零三号", "103号"), ("二〇一室", "201室"), ("十号", "10号"), ("二十号", "20号"), ("一千零一号", "1001号"), ("十五号", "15号"),
        ("一百二号", "一百二号"), ("百号", "百号"), ("三元路", "三元路"), ("〇一号", "〇一号"), ("abc路－2号", "ABC路-2号"), ("单元", "单元"), ("一二三四五号", "一二三四五号"),
    ])
    func theFormOfAnAddress(_ written: String, _ form: String) { #expect(PlaceForm(written).text == form) }

    @Test func registersInTrouble() throws {
        let rename = try Self.rename("旧街1号", "新街1号", "2008-06-01")
        let world = Self.empty.with(.doorplate, rename)
        let both = world.with(.placename, try Self.rename("旧街1号", "新街1号", "2008-07-01", in: .placename))
        let contrary = world.with(
            .placename,
            try Record.entry(
                "split", in: .placename,
                [("from", .text("旧街1号")), ("to", .texts(["新街1号", "新街3号"])), ("date", .date(day("2008-06-01")))]))
        let cases = [
            Case(
                name: "place names down", world: world.with(.placename, answering: .timedOut), old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .defeaterUnavailable),
            Case(
                name: "door plates down", world: world.with(.doorplate, answering: .timedOut), old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .sourceUnavailable),
            Case(
                name: "denied", world: world.with(.placename, answering: .denied), old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .sourceDenied),
            Case(name: "pending", world: world.with(.placename, answering: .pending), old: "旧街1号", new: "新街1号", verdict: .pending),
            Case(
                name: "a part is missing", world: world.with(.doorplate, answering: .incomplete([rename], missing: [])), old: "旧街1号",
                new: "新街1号", verdict: .inconclusive),
            Case(
                name: "house numbers are none of theirs", world: world.with(.placename, answering: .notCovered), old: "旧街1号", new: "新街1号",
                verdict: .confirmed, value: "same", since: "2008-06-01", cautions: [.coverageLimited]),
            Case(
                name: "nothing, and one does not cover it", world: Self.empty.with(.placename, answering: .notCovered), old: "旧街1号", new: "新街1号",
                verdict: .noRecord, reason: .coverageGap, value: "unknown", cautions: [.coverageLimited]),
            Case(
                name: "not joined", world: world.without(.placename), old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .registryNotConnected),
            Case(name: "two days for one act", world: both, old: "旧街1号", new: "新街1号", verdict: .confirmed, value: "same", since: "2008-06-01"),
            Case(
                name: "between the two days", world: both, old: "旧街1号", new: "新街1号", at: "2008-06-15", verdict: .conflict,
                reason: .sourcesDisagree),
            Case(
                name: "one says whole, the other part", world: contrary, old: "旧街1号", new: "新街1号", verdict: .inconclusive,
                reason: .recordsAmbiguous),
        ]
        for one in cases { one.check() }
    }

    @Test func nothingOfAPersonGoesToARegisterOfPlaces() throws {
        let world = Self.empty.with(.doorplate, try Self.rename("旧街1号", "新街1号", "2008-06-01"), try Self.rename("新街1号", "大道5号", "2015-01-01"))
        let evidence = world.evidence(for: [.sameAddress("旧街1号", "新街1号")], about: Self.p06.person)
        let places = evidence.answers.filter { $0.question.registry.holdsPlaces }
        #expect(places.allSatisfy { if case .place = $0.question.topic { true } else { false } })
        // Both of them and the one after, in either register.
        #expect(places.count == 6)
        #expect(Merging.outcomes(evidence: evidence, claims: [.sameAddress("旧街1号", "新街1号")])[.doorplate] == .record)
    }
}

extension Claim {
    static func sameAddress(_ old: String, _ new: String, at date: String? = nil) -> Claim {
        Claim(.addressSame, [Parameter("old", .text(old)), Parameter("new", .text(new))] + dated(date))
    }
}
