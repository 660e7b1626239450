import Testing
import Verification

/// One dataset of a shipped entry, with records about the subject that its mock department can hold.
struct ShippedDataset: Sendable, CustomTestStringConvertible {
    let authority: String
    let registry: RegistryID
    let records: @Sendable () throws -> [Record]
    /// What the department says when its clock is far from ours; nil where it looks at no clock.
    var skewed: FailureKind?

    var testDescription: String { "\(authority)/\(registry)" }

    static let all: [ShippedDataset] = [
        ShippedDataset(
            authority: "hrss", registry: .employment,
            records: {
                [
                    try record(
                        "unemployed", .employment,
                        [("person", who), ("from", try day("2024-02-29")), ("until", try day("2025-01-31"))]),
                    try record("hardship", .employment, [("person", who), ("from", try day("2025-03-01"))]),
                ]
            }),
        ShippedDataset(
            authority: "hrss", registry: .socialInsurance,
            records: {
                // More than one page.
                try (0..<121).map { index in
                    try record(
                        "contribution", .socialInsurance,
                        [
                            ("person", who), ("period", try period(2015 + index / 12, index % 12 + 1)),
                            ("base", try amount("8000.50")),
                            ("payer", .text(index % 2 == 0 ? "employer" : "flexible")),
                        ] + (index % 2 == 0 ? [("employer", .text("示例市第一机械厂"))] : []))
                }
            }),
        ShippedDataset(
            authority: "tax", registry: .tax, records: { try income(.tax, count: 120) },
            skewed: .credentialsRefused),
        ShippedDataset(
            authority: "finance-payroll", registry: .payroll, records: { try income(.payroll, count: 3) },
            skewed: .credentialsRefused),
        ShippedDataset(
            authority: "real-estate", registry: .realEstate, records: { try property(.realEstate) }),
        ShippedDataset(authority: "housing", registry: .housing, records: { try property(.housing) }),
        ShippedDataset(
            authority: "nfra", registry: .bankHoldings, records: { try holdings(.bankHoldings) }),
        ShippedDataset(
            authority: "csrc", registry: .securities, records: { try holdings(.securities) }),
        ShippedDataset(
            authority: "samr", registry: .marketEntities,
            records: {
                [
                    try record(
                        "entity", .marketEntities,
                        [
                            ("creditCode", .text("91449901MA00000012")), ("name", .text("示例市安然商店")),
                            ("legalRepresentative", who),
                            ("status", .text("存续")),
                        ]),
                    try record(
                        "share", .marketEntities,
                        [
                            ("person", who), ("creditCode", .text("91449901MA00000012")),
                            ("percent", try amount("33.30")),
                        ]),
                    try record(
                        "share", .marketEntities,
                        [("person", who), ("creditCode", .text("91449901MA00000020"))]),
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "dpf", registry: .disability,
            records: {
                [
                    try record(
                        "certificate", .disability,
                        [
                            ("person", who), ("number", .text("44990119851204002542")), ("category", .integer(4)),
                            ("level", .integer(2)),
                            ("validFrom", try day("2020-02-29")), ("validUntil", try day("2030-02-28")),
                        ]),
                    try record(
                        "certificate", .disability,
                        [("person", who), ("number", .text("44990119851204002543"))]),
                ]
            }),
        ShippedDataset(
            authority: "street-rehab", registry: .rehabilitation,
            records: {
                [
                    try record(
                        "agreement", .rehabilitation,
                        [
                            ("person", who), ("institution", .text("示例街道办事处")), ("measure", .text("社区戒毒")),
                            ("from", try day("2023-01-01")),
                            ("until", try day("2025-12-31")), ("performance", .text("履行完毕")),
                        ]),
                    try record("agreement", .rehabilitation, [("person", who)]),
                ]
            }),
        ShippedDataset(
            authority: "archive-custodian", registry: .personalFiles,
            records: {
                [
                    try record(
                        "file", .personalFiles,
                        [
                            ("person", who), ("custodian", .text("示例市人才服务中心")),
                            (
                                "facts",
                                .facts([
                                    StatedFact(name: "参加工作时间", text: "2008-07"), StatedFact(name: "工龄", text: "17"),
                                ])
                            ),
                        ]),
                    try record("file", .personalFiles, [("person", who), ("custodian", .text("示例市档案馆"))]),
                ]
            }),
        ShippedDataset(
            authority: "local-gov", registry: .localGovernment,
            records: {
                [
                    try record(
                        "premises", .localGovernment,
                        [("applicant", who), ("address", .text("示例市样板路1号")), ("date", try day("2025-01-31"))]),
                    try record(
                        "premises", .localGovernment, [("applicant", who), ("address", .text("示例市样板路2号"))]),
                ]
            }),
        ShippedDataset(
            authority: "credit", registry: .credit,
            records: {
                [
                    try record(
                        "false-commitment", .credit,
                        [("person", who), ("date", try day("2025-01-31")), ("repaired", try day("2026-01-01"))]),
                    try record(
                        "false-commitment", .credit,
                        [("person", who), ("date", try day("2025-02-28")), ("repaired", .boolean(false))]),
                    try record(
                        "false-commitment", .credit, [("person", who), ("date", try day("2025-03-01"))]),
                ]
            }, skewed: .credentialsRefused),
    ]
}

extension ShippedDataset {
    private static let who: RecordValue = .party(
        Party(name: DeclarativeRig.subject.name.text, number: DeclarativeRig.subject.identifier.number))

    private static func record(
        _ kind: String, _ registry: RegistryID, _ values: [(name: String, value: RecordValue)]
    ) throws -> Record {
        try Record(try #require(RecordKind.named(kind, in: registry)), values)
    }

    private static func day(_ text: String) throws -> RecordValue {
        .date(try #require(CalendarDate(text)))
    }
    private static func amount(_ text: String) throws -> RecordValue {
        .decimal(try #require(ExactDecimal(text)))
    }
    private static func period(_ year: Int, _ month: Int? = nil) throws -> RecordValue {
        .period(try #require(RecordPeriod(year: year, month: month)))
    }

    /// A whole year, then months.
    private static func income(_ registry: RegistryID, count: Int) throws -> [Record] {
        try (0..<count).map { index in
            let period = index == 0 ? try period(2010) : try period(2011 + index / 12, index % 12 + 1)
            return try record(
                "income", registry,
                [("person", who), ("period", period), ("amount", try amount("\(index).05"))])
        }
    }

    private static func property(_ registry: RegistryID) throws -> [Record] {
        let rights = try ["ownership", "use", "mortgage"].map { right in
            try record(
                "right", registry,
                [
                    ("owner", who), ("right", .text(right)), ("area", .text("449901")),
                    ("address", .text("示例市样板路1号")),
                    ("from", try day("2020-05-01")), ("until", try day("2025-12-31")),
                ])
        }
        let sparse = try record("right", registry, [("owner", who), ("right", .text("ownership"))])
        let lease = try record(
            "lease", registry,
            [("tenant", who), ("address", .text("示例市样板路2号")), ("from", try day("2021-10-01"))])
        return rights + [sparse, lease]
    }

    private static func holdings(_ registry: RegistryID) throws -> [Record] {
        [
            try record(
                "holding", registry,
                [
                    ("person", who), ("institution", .text("示例银行<&>")), ("asset", .text("存款")),
                    ("amount", try amount("12.50")),
                ]),
            try record("holding", registry, [("person", who), ("institution", .text("样板证券"))]),
        ]
    }
}
