import Testing
import Verification

@testable import Gateway

/// Records of the departments that keep one plain thing each.
extension Record {
    /// A record in the words of the contract.
    static func entry(_ word: String, in registry: RegistryID, _ fields: [(name: String, value: RecordValue)]) throws -> Fact {
        .record(try Verification.Record(try #require(RecordKind.named(word, in: registry)), fields))
    }

    static func unemployed(_ person: Party, _ from: String, until: String? = nil, _ word: String = "unemployed") throws -> Fact {
        try entry(word, in: .employment, [("person", .party(person)), ("from", .date(day(from)))] + dated("until", until))
    }
    static func contribution(_ person: Party, _ month: String, payer: String? = "employer", employer: String? = "示例厂") throws -> Fact {
        try entry(
            "contribution", in: .socialInsurance,
            [
                ("person", .party(person)), ("period", .period(try #require(RecordPeriod(month)))),
                ("base", .decimal(ExactDecimal(hundredths: 500_000))),
            ]
                + (payer.map { [("payer", .text($0))] } ?? []) + (employer.map { [("employer", .text($0))] } ?? []))
    }
    static func disability(
        _ person: Party, _ number: String, category: Int? = nil, level: Int? = nil, from: String? = "2021-05-06", until: String? = "2031-05-05"
    ) throws -> Fact {
        try entry(
            "certificate", in: .disability,
            [("person", .party(person)), ("number", .text(number))] + (category.map { [("category", .integer($0))] } ?? [])
                + (level.map { [("level", .integer($0))] } ?? []) + dated("validFrom", from) + dated("validUntil", until))
    }
    static func agreement(
        _ person: Party, _ measure: String?, _ from: String?, until: String? = nil, performance: String? = nil, reference: String? = nil
    ) throws -> Fact {
        try entry(
            "agreement", in: .rehabilitation,
            [("person", .party(person))] + texts([("measure", measure), ("performance", performance), ("reference", reference)])
                + dated("from", from) + dated("until", until))
    }
    static func file(_ person: Party, _ custodian: String, _ facts: [(String, String)] = []) throws -> Fact {
        try entry(
            "file", in: .personalFiles,
            [("person", .party(person)), ("custodian", .text(custodian)), ("facts", .facts(facts.map { StatedFact(name: $0.0, text: $0.1) }))])
    }
    static func income(_ person: Party, _ period: String, _ yuan: String, in registry: RegistryID = .tax) throws -> Fact {
        try entry(
            "income", in: registry,
            [
                ("person", .party(person)), ("period", .period(try #require(RecordPeriod(period)))),
                ("amount", .decimal(try #require(ExactDecimal(yuan)))),
            ])
    }

    private static func dated(_ name: String, _ date: String?) -> [(name: String, value: RecordValue)] {
        date.map { [(name, .date(day($0)))] } ?? []
    }
    private static func texts(_ named: [(String, String?)]) -> [(name: String, value: RecordValue)] {
        named.compactMap { name, text in text.map { (name, .text($0)) } }
    }
}

extension Claim {
    static func unemployed(at date: String? = nil) -> Claim { Claim(.employmentRegisteredUnemployed, at(date)) }
    static func hardToEmploy(at date: String? = nil) -> Claim { Claim(.employmentHardship, at(date)) }
    static func disabled(category: Int? = nil, level: Int? = nil, at date: String? = nil) -> Claim {
        Claim(
            .disabilityCertificate,
            (category.map { [Parameter("category", .integer($0))] } ?? []) + (level.map { [Parameter("level", .integer($0))] } ?? []) + at(date))
    }
    static func rehab(at date: String? = nil) -> Claim { Claim(.rehabStatus, at(date)) }
    static func performance(_ from: String, _ to: String) -> Claim {
        Claim(.rehabPerformance, [Parameter("from", .date(day(from))), Parameter("to", .date(day(to)))])
    }
    static let custodian = Claim(.archiveCustodian)
    static func inFile(_ fact: String, _ value: String) -> Claim {
        Claim(.archiveFact, [Parameter("fact", .text(fact)), Parameter("value", .text(value))])
    }
    static func legalAid(_ household: [TestPerson], _ amount: Int) -> Claim {
        Claim(.hardshipLegalAid, [Parameter("household", .persons(household.map(\.person))), Parameter("amount", .integer(amount))])
    }

    private static func at(_ date: String?) -> [Parameter] { date.map { [Parameter("at", .date(day($0)))] } ?? [] }
}
