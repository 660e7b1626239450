import Mocks
import StrictJSON
import Testing
import Verification

/// The loader's mistakes: each is found where it is, and all are reported together.
@Suite struct PopulationReadingTests {
    private static let today = CalendarDate(dayNumber: 20_513)

    static func mistakes(_ text: String) -> [JSONProblem] {
        do {
            _ = try Population(parsing: Array(text.utf8), defaultToday: today)
            return []
        } catch { return error.problems }
    }

    /// A file with two persons and, as `rest`, further members of the root.
    static func file(_ rest: String) -> String {
        #"{"today":"2026-03-01","persons":{"A":{"name":"陈安然","number":"449901198512040025"},"B":{"name":"黄立诚","number":"449901198303170018"}}"#
            + (rest.isEmpty ? "}" : "," + rest + "}")
    }

    static func record(_ dataset: String, _ record: String) -> String { file(#""registries":{"\#(dataset)":{"records":[\#(record)]}}"#) }

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let pointer: String
        let code: String
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "no JSON", text: "{", pointer: "", code: "unexpected-end"),
        Case(name: "a person twice", text: #"{"persons":{"A":1,"A":2}}"#, pointer: "", code: "duplicate-name"),
        Case(name: "persons that are no object", text: #"{"persons":[]}"#, pointer: "/persons", code: "wrong-type"),
        Case(name: "no persons", text: "{}", pointer: "/persons", code: "missing"),
        Case(name: "unknown root key", text: file(#""people":{}"#), pointer: "/people", code: "unknown-key"),
        Case(name: "impossible today", text: #"{"persons":{},"today":"2026-02-29"}"#, pointer: "/today", code: "invalid-date"),
        Case(name: "person without a name", text: #"{"persons":{"A":{"number":"1"}}}"#, pointer: "/persons/A/name", code: "missing"),
        Case(
            name: "person's unknown key", text: #"{"persons":{"A/1":{"name":"x","number":"1","nmae":"y"}}}"#, pointer: "/persons/A~11/nmae",
            code: "unknown-key"),
        Case(
            name: "number with a blank", text: #"{"persons":{"A":{"name":"x","number":"1 2"}}}"#, pointer: "/persons/A/number",
            code: "invalid-number"),
        Case(
            name: "unknown sex", text: #"{"persons":{"A":{"name":"x","number":"1","sex":"F"}}}"#, pointer: "/persons/A/sex",
            code: "unknown-value"),
        Case(
            name: "former name without a name", text: #"{"persons":{"A":{"name":"x","number":"1","formerNames":[{"until":"2000-01-01"}]}}}"#,
            pointer: "/persons/A/formerNames/0/name", code: "missing"),
        Case(
            name: "document of an unknown type",
            text: #"{"persons":{"A":{"name":"x","number":"1","documents":[{"type":"library-card","number":"1"}]}}}"#,
            pointer: "/persons/A/documents/0/type", code: "unknown-value"),
        Case(
            name: "document that ends before it begins",
            text:
                #"{"persons":{"A":{"name":"x","number":"1","documents":[{"type":"passport","number":"1","validFrom":"2020-01-02","validUntil":"2020-01-01"}]}}}"#,
            pointer: "/persons/A/documents/0/validUntil", code: "reversed-dates"),
        Case(name: "unknown dataset", text: file(#""registries":{"ca-weddings":{}}"#), pointer: "/registries/ca-weddings", code: "unknown-dataset"),
        Case(
            name: "dataset's unknown key", text: file(#""registries":{"ca-marriage":{"rows":[]}}"#), pointer: "/registries/ca-marriage/rows",
            code: "unknown-key"),
        Case(
            name: "areas where there are none", text: file(#""registries":{"tax":{"areas":{}}}"#), pointer: "/registries/tax/areas",
            code: "unknown-key"),
        Case(
            name: "area by name", text: file(#""registries":{"real-estate":{"areas":{"city A":{}}}}"#),
            pointer: "/registries/real-estate/areas/city A",
            code: "invalid-area"),
        Case(name: "no kind", text: record("hc-death", "{}"), pointer: "/registries/hc-death/records/0/kind", code: "missing"),
        Case(
            name: "kind of another dataset", text: record("hc-death", #"{"kind":"marriage"}"#), pointer: "/registries/hc-death/records/0/kind",
            code: "unknown-kind"),
        Case(
            name: "field of another kind", text: record("ca-marriage", #"{"kind":"refusal-to-resume","by":"A","date":"2020-01-01","b":"B"}"#),
            pointer: "/registries/ca-marriage/records/0/b", code: "unknown-key"),
        Case(
            name: "missing field", text: record("ca-marriage", #"{"kind":"marriage","a":"A","b":"B"}"#),
            pointer: "/registries/ca-marriage/records/0/date", code: "missing"),
        Case(
            name: "unknown person", text: record("hc-death", #"{"kind":"death","person":"C"}"#), pointer: "/registries/hc-death/records/0/person",
            code: "unknown-person"),
        Case(
            name: "unknown person in a list",
            text: record("ca-adoption", #"{"kind":"adoption","child":"A","parents":["B","C"],"date":"2012-09-03"}"#),
            pointer: "/registries/ca-adoption/records/0/parents/1", code: "unknown-person"),
        Case(
            name: "unknown household member", text: record("ps-population", #"{"kind":"household","members":[{"person":"C"}]}"#),
            pointer: "/registries/ps-population/records/0/members/0/person", code: "unknown-person"),
        Case(
            name: "as for a stranger", text: record("hc-death", #"{"kind":"death","person":"A","as":{"B":{"name":"x"}}}"#),
            pointer: "/registries/hc-death/records/0/as/B", code: "not-in-record"),
        Case(
            name: "as for nobody", text: record("hc-death", #"{"kind":"death","person":"A","as":{"C":{"name":"x"}}}"#),
            pointer: "/registries/hc-death/records/0/as/C", code: "unknown-person"),
        Case(
            name: "as with an unknown key", text: record("hc-death", #"{"kind":"death","person":"A","as":{"A":{"sex":"male"}}}"#),
            pointer: "/registries/hc-death/records/0/as/A/sex", code: "unknown-key"),
        Case(
            name: "married to oneself", text: record("ca-marriage", #"{"kind":"marriage","a":"A","b":"A","date":"2020-01-01"}"#),
            pointer: "/registries/ca-marriage/records/0/b", code: "same-person"),
        Case(
            name: "cancelled without a reason", text: record("ps-population", #"{"kind":"status","person":"A","status":"cancelled"}"#),
            pointer: "/registries/ps-population/records/0/reason", code: "missing"),
        Case(
            name: "active for a reason", text: record("ps-population", #"{"kind":"status","person":"A","status":"active","reason":"army"}"#),
            pointer: "/registries/ps-population/records/0/reason", code: "not-applicable"),
        Case(
            name: "effective since never", text: record("court-judgment", #"{"kind":"divorce","a":"A","b":"B","status":"effective"}"#),
            pointer: "/registries/court-judgment/records/0/effective", code: "missing"),
        Case(
            name: "link to a number without a name", text: record("ps-population", #"{"kind":"link","a":"A","b":{"number":"1"}}"#),
            pointer: "/registries/ps-population/records/0/b/name", code: "missing"),
        Case(
            name: "link to a number of another type", text: record("ps-population", #"{"kind":"link","a":"A","b":7}"#),
            pointer: "/registries/ps-population/records/0/b", code: "wrong-type"),
        Case(
            name: "month thirteen", text: record("tax", #"{"kind":"income","person":"A","period":"2025-13","amount":1}"#),
            pointer: "/registries/tax/records/0/period", code: "invalid-period"),
        Case(
            name: "negative amount", text: record("tax", #"{"kind":"income","person":"A","period":"2025-12","amount":-1}"#),
            pointer: "/registries/tax/records/0/amount", code: "out-of-range"),
        Case(
            name: "third of a cent", text: record("tax", #"{"kind":"income","person":"A","period":"2025-12","amount":1.333}"#),
            pointer: "/registries/tax/records/0/amount", code: "invalid-amount"),
        Case(
            name: "year where a month must stand",
            text: record("hrss-social-insurance", #"{"kind":"contribution","person":"A","period":"2025","base":1}"#),
            pointer: "/registries/hrss-social-insurance/records/0/period", code: "invalid-period"),
        Case(
            name: "category in words", text: record("dpf", #"{"kind":"certificate","person":"A","number":"1","category":"limb"}"#),
            pointer: "/registries/dpf/records/0/category", code: "wrong-type"),
        Case(
            name: "a registration written out", text: record("ps-population", #"{"kind":"registration","person":"A"}"#),
            pointer: "/registries/ps-population/records/0/kind", code: "unknown-kind"),
        Case(
            name: "stranger where a person must stand", text: record("hc-birth", #"{"kind":"birth","child":"A","mother":{"name":"x","number":"1"}}"#),
            pointer: "/registries/hc-birth/records/0/mother", code: "wrong-type"),
        Case(
            name: "unknown owner", text: record("real-estate", #"{"kind":"right","owner":"C","right":"use"}"#),
            pointer: "/registries/real-estate/records/0/owner", code: "unknown-person"),
        Case(
            name: "share above the whole", text: record("samr", #"{"kind":"share","person":"A","creditCode":"x","percent":101}"#),
            pointer: "/registries/samr/records/0/percent", code: "out-of-range"),
        Case(name: "fault of an unknown dataset", text: file(#""faults":{"x":[]}"#), pointer: "/faults/x", code: "unknown-dataset"),
        Case(name: "faults that are no list", text: file(#""faults":{"tax":{}}"#), pointer: "/faults/tax", code: "wrong-type"),
        Case(name: "unknown fault", text: file(#""faults":{"tax":[{"fault":"fire"}]}"#), pointer: "/faults/tax/0/fault", code: "unknown-value"),
        Case(
            name: "slow without a time", text: file(#""faults":{"tax":[{"fault":"slow"}]}"#), pointer: "/faults/tax/0/milliseconds", code: "missing"),
        Case(
            name: "timeout with a time", text: file(#""faults":{"tax":[{"fault":"timeout","milliseconds":1}]}"#),
            pointer: "/faults/tax/0/milliseconds", code: "unknown-key"),
        Case(
            name: "never spoilt", text: file(#""faults":{"tax":[{"fault":"timeout","times":0}]}"#), pointer: "/faults/tax/0/times",
            code: "out-of-range"),
        Case(
            name: "area of a dataset without areas", text: file(#""faults":{"tax":[{"fault":"timeout","area":"449901"}]}"#),
            pointer: "/faults/tax/0/area", code: "not-applicable"),
        Case(
            name: "area that is none", text: file(#""faults":{"real-estate":[{"fault":"timeout","area":"4499"}]}"#),
            pointer: "/faults/real-estate/0/area", code: "invalid-area"),
    ]

    @Test("a mistake is found where it is", arguments: cases)
    func mistake(_ sample: Case) {
        let found = Self.mistakes(sample.text)
        #expect(found.map(\.pointer) == [sample.pointer])
        #expect(found.map(\.code) == [sample.code])
    }

    @Test func everyMistakeIsReportedAtOnce() {
        let found = Self.mistakes(
            #"""
            {"today":"x","persons":{"A":{"name":"","number":"1"}},"registries":{"hc-death":{"dataAsOf":7,"records":[{"kind":"death","person":"B"},
            {"kind":"birth"}]}},"faults":{"tax":[{"fault":"status","code":99}]},"extra":1}
            """#)
        #expect(
            found.map(\.pointer) == [
                "/today", "/persons/A/name", "/registries/hc-death/dataAsOf", "/registries/hc-death/records/0/person",
                "/registries/hc-death/records/1/kind", "/faults/tax/0/code", "/extra",
            ])
    }

    @Test func aMistakeDoesNotRepeatWhatTheFileSays() {
        let found = Self.mistakes(#"{"persons":{"A":{"name":"秘密","number":"四"}},"registries":{"hc-death":{"records":[{"kind":"秘密"}]}}}"#)
        #expect(found.count == 2)
        #expect(found.allSatisfy { !$0.reason.contains("秘密") && !$0.reason.contains("四") })
    }

    @Test func whatIsNotSaidHasItsDefault() throws {
        let population = try Population(parsing: Array(#"{"persons":{}}"#.utf8), defaultToday: Self.today)
        #expect(population.today == Self.today)
        #expect(population.persons.isEmpty && population.holdings.isEmpty && population.faults.isEmpty)
    }

    @Test func faultsKeepTheirOrder() throws {
        let text = Self.file(
            #""faults":{"court-judgment":[{"fault":"timeout","times":1},{"fault":"clock-skew","seconds":-300,"after":2},{"fault":"closed-hours"}]}"#)
        let population = try Population(parsing: Array(text.utf8), defaultToday: Self.today)
        #expect(
            population.faults["court-judgment"] == [
                FaultRule(.timeout, times: 1), FaultRule(.clockSkew(seconds: -300), after: 2), FaultRule(.closedHours),
            ])
    }
}
