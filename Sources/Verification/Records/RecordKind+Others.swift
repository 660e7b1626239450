extension RecordKind {
    static let labourAndIncome: [RecordKind] = [
        RecordKind("unemployed", in: .employment, of: .needs("person", .party), .needs("from", .date), .may("until", .date)),
        RecordKind("hardship", in: .employment, of: .needs("person", .party), .needs("from", .date), .may("until", .date)),
        RecordKind(
            "contribution", in: .socialInsurance,
            of: .needs("person", .party), .needs("period", .month), .may("employer", .text), .needs("base", .decimal),
            .may("payer", .word(["employer", "flexible"]))),
        RecordKind("income", in: .tax, .payroll, of: .needs("person", .party), .needs("period", .period), .needs("amount", .decimal)),
    ]

    static let property: [RecordKind] = [
        RecordKind(
            "right", in: .realEstate, .housing,
            of: .needs("owner", .party), .needs("right", .word(["ownership", "use", "mortgage"])), .may("area", .text), .may("address", .text),
            .may("from", .date), .may("until", .date)),
        RecordKind(
            "lease", in: .realEstate, .housing,
            of: .needs("tenant", .party), .needs("address", .text), .may("from", .date), .may("until", .date)),
        RecordKind(
            "holding", in: .bankHoldings, .securities,
            of: .needs("person", .party), .may("institution", .text), .may("asset", .text), .may("amount", .decimal)),
    ]

    static let market: [RecordKind] = [
        RecordKind(
            "entity", in: .marketEntities,
            of: .needs("creditCode", .text), .needs("name", .text), .may("legalRepresentative", .party), .may("status", .text)),
        RecordKind("share", in: .marketEntities, of: .needs("person", .party), .needs("creditCode", .text), .may("percent", .percent)),
    ]

    static let socialServices: [RecordKind] = [
        // Category 1 to 7 and level 1 to 4 of GB/T 26341; what lies outside is the registry's mistake, not ours.
        RecordKind(
            "certificate", in: .disability,
            of: .needs("person", .party), .needs("number", .text), .may("category", .integer), .may("level", .integer), .may("validFrom", .date),
            .may("validUntil", .date)),
        RecordKind(
            "agreement", in: .rehabilitation,
            of: .needs("person", .party), .may("institution", .text), .may("measure", .text), .may("from", .date), .may("until", .date),
            .may("performance", .text)),
        RecordKind("file", in: .personalFiles, of: .needs("person", .party), .needs("custodian", .text), .may("facts", .facts)),
        RecordKind("premises", in: .localGovernment, of: .needs("applicant", .party), .needs("address", .text), .may("date", .date)),
    ]

    static let publicCredit: [RecordKind] = [
        RecordKind("false-commitment", in: .credit, of: .needs("person", .party), .needs("date", .date), .may("repaired", .booleanOrDate))
    ]
}
