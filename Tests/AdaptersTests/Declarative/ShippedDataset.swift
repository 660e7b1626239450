import Testing
import Verification

/// One dataset of a shipped entry, with records about the subject that its mock department can hold.
struct ShippedDataset: Sendable, CustomTestStringConvertible {
    /// The department's name.
    let authority: String
    let registry: RegistryID
    let records: @Sendable () throws -> [Record]
    /// What the department says when its clock is far from ours; nil where it looks at no clock.
    var skewed: FailureKind?

    var testDescription: String { "\(authority)/\(registry)" }

    static let all: [ShippedDataset] =
        [
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
        ] + ofNativeAuthorities
}

extension ShippedDataset {
    /// Under what the records are held: a number, or the name of a place.
    static func key(_ person: Person, in registry: RegistryID) -> String {
        registry.holdsPlaces ? "\(person.name.text)街1号" : person.identifier.number
    }

    private static let place = key(DeclarativeRig.subject, in: .doorplate)

    private static func people(_ names: [(String, String)]) -> [Party] { names.map { Party(name: $0.0, number: $0.1) } }

    /// What the native adapters of four departments do not speak to.
    private static let ofNativeAuthorities: [ShippedDataset] = [
        ShippedDataset(
            authority: "public-security-registers", registry: .hukouArchive,
            records: {
                let members = [
                    HouseholdMember(
                        party: Party(name: "黄立诚", number: "449901198303170018"), relation: "02", from: CalendarDate("2008-03-01"), until: nil),
                    HouseholdMember(
                        party: Party(name: DeclarativeRig.subject.name.text, number: DeclarativeRig.subject.identifier.number), relation: "12",
                        from: CalendarDate("2010-06-01"), until: CalendarDate("2019-07-02")),
                    HouseholdMember(party: Party(name: "黄小满", number: nil), relation: nil, from: nil, until: nil),
                ]
                return [
                    try record(
                        "household", .hukouArchive,
                        [("id", .text("H-0001")), ("division", .text("449901")), ("address", .text("示例市样板路1号")), ("members", .members(members))])
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "public-security-registers", registry: .traffic,
            records: {
                [
                    try record(
                        "vehicle", .traffic,
                        [
                            ("owner", who), ("plate", .text("示A00001")), ("vehicle", .text("小型轿车")), ("from", try day("2020-02-29")),
                            ("until", try day("2024-01-31")),
                        ]),
                    try record("vehicle", .traffic, [("owner", who)]),
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "public-security-registers", registry: .doorplate, records: { try places(.doorplate) }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "civil-affairs-registers", registry: .adoption,
            records: {
                let parents: RecordValue = .parties(people([("黄立诚", "449901198303170018"), ("周敏", "449901198407210023")]))
                return [
                    try record("adoption", .adoption, [("child", who), ("parents", parents), ("date", try day("1990-05-01"))]),
                    try record(
                        "dissolution", .adoption,
                        [("child", who), ("parents", parents), ("date", try day("2010-06-30")), ("birthParentsResume", .boolean(true))]),
                    try record(
                        "adoption", .adoption,
                        [
                            ("child", .party(Party(name: "黄小满", number: "449901201503170012"))),
                            ("parents", .parties([Party(name: DeclarativeRig.subject.name.text, number: DeclarativeRig.subject.identifier.number)])),
                            ("date", try day("2020-02-29")),
                        ]),
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "civil-affairs-registers", registry: .placename, records: { try places(.placename) }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "health-registers", registry: .birth,
            records: {
                let child: RecordValue = .party(Party(name: "黄小满", number: "449901201503170012"))
                return [
                    // As a mother, then as a child: two questions of the registry.
                    try record(
                        "birth", .birth,
                        [
                            ("child", child), ("mother", who), ("father", .party(Party(name: "黄立诚", number: "449901198303170018"))),
                            ("date", try day("2015-03-17")), ("place", .text("示例市妇幼保健院")), ("certificate", .text("T449900001")),
                        ]),
                    try record(
                        "birth", .birth,
                        [("child", who), ("mother", .party(Party(name: "周敏", number: "449901196007210029"))), ("date", try day("1985-12-04"))]),
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "health-registers", registry: .fertility,
            records: {
                [
                    try record(
                        "child", .fertility,
                        [
                            ("mother", who), ("child", .party(Party(name: "黄小满", number: "449901201503170012"))), ("date", try day("2015-03-17")),
                        ]),
                    try record("child", .fertility, [("mother", who)]),
                ]
            }, skewed: .credentialsRefused),
    ]

    private static func places(_ registry: RegistryID) throws -> [Record] {
        [
            try record("address", registry, [("name", .text(place))]),
            try record("rename", registry, [("from", .text("示例市旧路1号")), ("to", .text(place)), ("date", try day("2015-05-01"))]),
            try record("split", registry, [("from", .text(place)), ("to", .texts(["示例市东路1号", "示例市西路1号"]))]),
            try record("merge", registry, [("from", .texts(["示例市南路1号", place])), ("to", .text("示例市北路1号")), ("date", try day("2024-02-29"))]),
        ]
    }

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
