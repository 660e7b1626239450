import Testing
import Verification

/// Records keep to their kinds.
@Suite struct RecordTests {
    private static let party = Party(name: "陈安然", number: "449901198512040025")
    private static let day = CalendarDate(dayNumber: 18_000)

    /// A value that a field of the type may have.
    static func example(_ type: FieldType) -> RecordValue? {
        switch type {
        case .party: .party(party)
        case .parties: .parties([party])
        case .members: .members([HouseholdMember(party: party, relation: "02", from: day)])
        case .date: .date(day)
        case .month, .period: RecordPeriod(year: 2025, month: 12).map(RecordValue.period)
        case .text: .text("x")
        case .texts(let least): .texts(Array(repeating: "x", count: least))
        case .word(let words): words.first.map(RecordValue.text)
        case .decimal: .decimal(ExactDecimal(hundredths: -1))
        case .percent: .decimal(ExactDecimal(hundredths: 10_000))
        case .integer: .integer(4)
        case .boolean: .boolean(true)
        case .booleanOrDate: .date(day)
        case .facts: .facts([StatedFact(name: "born", text: "1985")])
        }
    }

    private static func whole(_ kind: RecordKind, without missing: String? = nil) -> [(name: String, value: RecordValue)] {
        (kind.fields + RecordKind.common).compactMap { field in
            field.name == missing ? nil : example(field.type).map { (field.name, $0) }
        }
    }

    @Test("each kind takes all of its fields, and lacks none that it needs", arguments: RecordKind.all)
    func fields(of kind: RecordKind) throws {
        let record = try Record(kind, Self.whole(kind))
        #expect(record.fields.map(\.name) == kind.fields.map(\.name) + ["case", "reference"])
        for field in kind.fields {
            let rest = Self.whole(kind, without: field.name)
            if field.isRequired {
                #expect(throws: RecordMistake.self) { try Record(kind, rest) }
            } else {
                #expect(try Record(kind, rest)[field.name] == nil)
            }
        }
    }

    @Test func everyWordMeansOneKindInADataset() {
        for registry in RecordKind.registries {
            let words = RecordKind.kinds(in: registry).map(\.word)
            #expect(Set(words).count == words.count, "\(registry)")
            for word in words { #expect(RecordKind.named(word, in: registry)?.word == word) }
        }
        #expect(RecordKind.registries.count == 29)
        #expect(RecordKind.named("divorce", in: .marriage) != RecordKind.named("divorce", in: .courtJudgment))
        #expect(RecordKind.named("income", in: .tax) == RecordKind.named("income", in: .payroll))
        #expect(RecordKind.named("income", in: .marriage) == nil)
    }

    @Test func theDatasetsAreThoseOfTheCatalogue() throws {
        #expect(Set(RecordKind.registries) == Set(try ShippedCatalogue.catalogue().registries.keys))
    }

    @Test func mistakesNameTheFieldAndNothingElse() throws {
        let income = try #require(RecordKind.named("income", in: .tax))
        let values = Self.whole(income)
        func mistake(_ values: [(name: String, value: RecordValue)]) -> RecordMistake? {
            do {
                _ = try Record(income, values)
                return nil
            } catch { return error }
        }
        #expect(mistake(values) == nil)
        #expect(mistake(values + [("colour", .text("red"))])?.code == .unknownField)
        #expect(mistake(values + [("amount", .decimal(ExactDecimal(hundredths: 1)))])?.code == .repeatedField)
        #expect(mistake(values.filter { $0.name != "amount" } + [("amount", .text("12"))])?.code == .wrongValue)
        #expect(mistake(values.filter { $0.name != "person" } + [("person", .party(Party(name: nil, number: nil)))])?.field == "person")
    }

    @Test func wordsPercentagesMonthsAndCountsAreHeld() throws {
        #expect(!RecordValue.text("gift").fits(.word(["ownership", "use"])))
        #expect(RecordValue.text("use").fits(.word(["ownership", "use"])))
        #expect(!RecordValue.decimal(ExactDecimal(hundredths: 10_001)).fits(.percent))
        #expect(!RecordValue.decimal(ExactDecimal(hundredths: -1)).fits(.percent))
        let year = try #require(RecordPeriod("2025"))
        #expect(RecordValue.period(year).fits(.period) && !RecordValue.period(year).fits(.month))
        #expect(!RecordValue.texts(["a"]).fits(.texts(atLeast: 2)))
        #expect(!RecordValue.parties([]).fits(.parties) && !RecordValue.parties([Self.party, Self.party, Self.party]).fits(.parties))
        #expect(!RecordValue.members([]).fits(.members))
        #expect(RecordValue.boolean(false).fits(.booleanOrDate))
    }

    @Test func accessorsGiveTheirOwnTypeOnly() throws {
        let credit = try #require(RecordKind.named("false-commitment", in: .credit))
        let since = try Record(credit, [("person", .party(Self.party)), ("date", .date(Self.day)), ("repaired", .date(Self.day))])
        #expect(since.boolean("repaired") == true && since.date("repaired") == Self.day)
        #expect(since.boolean("date") == nil && since.text("date") == nil && since.date("person") == nil)
        let never = try Record(credit, [("person", .party(Self.party)), ("date", .date(Self.day)), ("repaired", .boolean(false))])
        #expect(never.boolean("repaired") == false && never.date("repaired") == nil)
        let other = Party(name: "黄立诚", number: nil)
        let adoption = try #require(RecordKind.named("adoption", in: .adoption))
        let record = try Record(
            adoption, [("parents", .parties([other, Self.party])), ("child", .party(other)), ("date", .date(Self.day)), ("case", .text("x"))])
        #expect(record.everybody == [other, other, Self.party])
        #expect(record.text("case") == "x" && record.parties("parents").count == 2)
    }
}

/// Numbers and periods that are read from foreign texts.
@Suite struct RecordScalarTests {
    @Test(
        "amounts are exact",
        arguments: [
            ("0", 0), ("12", 1_200), ("12.5", 1_250), ("12.05", 1_205), ("-0.07", -7), ("3.1400", 314), ("007.10", 710),
            ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min),
        ] as [(String, Int64)])
    func amount(text: String, hundredths: Int64) {
        #expect(ExactDecimal(text)?.hundredths == hundredths)
    }

    @Test(
        "other forms are no amounts",
        arguments: [
            "", "-", ".", "1.", ".5", "1.234", "1e5", "1E2", "+1", "1,000", " 1", "1 ", "--1", "1.2.3", "１２", "0x1", "NaN", "92233720368547758.08",
            "-92233720368547758.09", "99999999999999999999",
        ])
    func noAmount(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func amountsAreWrittenWithTwoDecimals() {
        #expect(ExactDecimal(hundredths: 5).description == "0.05")
        #expect(ExactDecimal(hundredths: -1_250).description == "-12.50")
        #expect(ExactDecimal(hundredths: .min).description == "-92233720368547758.08")
        for text in ["0.00", "1.10", "-7.07"] { #expect(ExactDecimal(text)?.description == text) }
    }

    @Test func periodsAreMonthsOrYears() {
        #expect(RecordPeriod("2025-12") == RecordPeriod(year: 2025, month: 12))
        #expect(RecordPeriod("2025") == RecordPeriod(year: 2025))
        #expect(RecordPeriod("2025-12")?.description == "2025-12" && RecordPeriod("0987")?.description == "0987")
        for text in ["", "2025-13", "2025-1", "202512", "2025-12-01", "0000", "20", "２０２５"] { #expect(RecordPeriod(text) == nil, "\(text)") }
        #expect(RecordPeriod(year: 2025, month: 0) == nil)
    }
}
