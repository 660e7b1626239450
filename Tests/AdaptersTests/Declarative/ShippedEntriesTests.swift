import AdapterKit
import Adapters
import FoundationEssentials
import Mocks
import StrictJSON
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
                    try record("unemployed", .employment, [("person", who), ("from", try day("2024-02-29")), ("until", try day("2025-01-31"))]),
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
                            ("person", who), ("period", try period(2015 + index / 12, index % 12 + 1)), ("base", try amount("8000.50")),
                            ("payer", .text(index % 2 == 0 ? "employer" : "flexible")),
                        ] + (index % 2 == 0 ? [("employer", .text("示例市第一机械厂"))] : []))
                }
            }),
        ShippedDataset(authority: "tax", registry: .tax, records: { try income(.tax, count: 120) }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "finance-payroll", registry: .payroll, records: { try income(.payroll, count: 3) }, skewed: .credentialsRefused),
        ShippedDataset(authority: "real-estate", registry: .realEstate, records: { try property(.realEstate) }),
        ShippedDataset(authority: "housing", registry: .housing, records: { try property(.housing) }),
        ShippedDataset(authority: "nfra", registry: .bankHoldings, records: { try holdings(.bankHoldings) }),
        ShippedDataset(authority: "csrc", registry: .securities, records: { try holdings(.securities) }),
        ShippedDataset(
            authority: "samr", registry: .marketEntities,
            records: {
                [
                    try record(
                        "entity", .marketEntities,
                        [
                            ("creditCode", .text("91449901MA00000012")), ("name", .text("示例市安然商店")), ("legalRepresentative", who),
                            ("status", .text("存续")),
                        ]),
                    try record(
                        "share", .marketEntities, [("person", who), ("creditCode", .text("91449901MA00000012")), ("percent", try amount("33.30"))]),
                    try record("share", .marketEntities, [("person", who), ("creditCode", .text("91449901MA00000020"))]),
                ]
            }, skewed: .credentialsRefused),
        ShippedDataset(
            authority: "dpf", registry: .disability,
            records: {
                [
                    try record(
                        "certificate", .disability,
                        [
                            ("person", who), ("number", .text("44990119851204002542")), ("category", .integer(4)), ("level", .integer(2)),
                            ("validFrom", try day("2020-02-29")), ("validUntil", try day("2030-02-28")),
                        ]),
                    try record("certificate", .disability, [("person", who), ("number", .text("44990119851204002543"))]),
                ]
            }),
        ShippedDataset(
            authority: "street-rehab", registry: .rehabilitation,
            records: {
                [
                    try record(
                        "agreement", .rehabilitation,
                        [
                            ("person", who), ("institution", .text("示例街道办事处")), ("measure", .text("社区戒毒")), ("from", try day("2023-01-01")),
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
                            ("facts", .facts([StatedFact(name: "参加工作时间", text: "2008-07"), StatedFact(name: "工龄", text: "17")])),
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
                    try record("premises", .localGovernment, [("applicant", who), ("address", .text("示例市样板路2号"))]),
                ]
            }),
        ShippedDataset(
            authority: "credit", registry: .credit,
            records: {
                [
                    try record(
                        "false-commitment", .credit,
                        [("person", who), ("date", try day("2025-01-31")), ("repaired", try day("2026-01-01"))]),
                    try record("false-commitment", .credit, [("person", who), ("date", try day("2025-02-28")), ("repaired", .boolean(false))]),
                    try record("false-commitment", .credit, [("person", who), ("date", try day("2025-03-01"))]),
                ]
            }, skewed: .credentialsRefused),
    ]
}

extension ShippedDataset {
    private static let who: RecordValue = .party(
        Party(name: DeclarativeRig.subject.name.text, number: DeclarativeRig.subject.identifier.number))

    private static func record(_ kind: String, _ registry: RegistryID, _ values: [(name: String, value: RecordValue)]) throws -> Record {
        try Record(try #require(RecordKind.named(kind, in: registry)), values)
    }

    private static func day(_ text: String) throws -> RecordValue { .date(try #require(CalendarDate(text))) }
    private static func amount(_ text: String) throws -> RecordValue { .decimal(try #require(ExactDecimal(text))) }
    private static func period(_ year: Int, _ month: Int? = nil) throws -> RecordValue {
        .period(try #require(RecordPeriod(year: year, month: month)))
    }

    /// A whole year, then months.
    private static func income(_ registry: RegistryID, count: Int) throws -> [Record] {
        try (0..<count).map { index in
            let period = index == 0 ? try period(2010) : try period(2011 + index / 12, index % 12 + 1)
            return try record("income", registry, [("person", who), ("period", period), ("amount", try amount("\(index).05"))])
        }
    }

    private static func property(_ registry: RegistryID) throws -> [Record] {
        let rights = try ["ownership", "use", "mortgage"].map { right in
            try record(
                "right", registry,
                [
                    ("owner", who), ("right", .text(right)), ("area", .text("449901")), ("address", .text("示例市样板路1号")),
                    ("from", try day("2020-05-01")), ("until", try day("2025-12-31")),
                ])
        }
        let sparse = try record("right", registry, [("owner", who), ("right", .text("ownership"))])
        let lease = try record(
            "lease", registry, [("tenant", who), ("address", .text("示例市样板路2号")), ("from", try day("2021-10-01"))])
        return rights + [sparse, lease]
    }

    private static func holdings(_ registry: RegistryID) throws -> [Record] {
        [
            try record(
                "holding", registry,
                [("person", who), ("institution", .text("示例银行<&>")), ("asset", .text("存款")), ("amount", try amount("12.50"))]),
            try record("holding", registry, [("person", who), ("institution", .text("样板证券"))]),
        ]
    }
}

/// The entries of the configuration that describe departments by the language alone.
enum ShippedEntries {
    private static var root: URL {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder
    }

    static func departments() throws -> [JSON.Member] {
        let bytes = Array(try Data(contentsOf: root.appending(path: "Config/adapters-described.json")))
        return try #require(try JSON(parsing: bytes, limits: .file)["departments"]?.members)
    }

    static func entry(_ authority: String) throws -> JSON { try #require(try departments().first { $0.name == authority }?.value) }

    /// The names of the secrets that make-pki writes for an authority.
    static func writtenSecrets(_ authority: String) throws -> [String] {
        let script = String(decoding: try Data(contentsOf: root.appending(path: "scripts/make-pki")), as: UTF8.self)
        return script.split(separator: "\n").compactMap { line -> String? in
            let words: [String] = line.split(separator: " ").map(String.init)
            return words.count == 3 && words[0] == "secret" && words[1] == authority ? words[2] : nil
        }
    }

    static func secrets(_ entry: JSON) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (entry["secrets"]?.members ?? []).map { ($0.name, "demo-\($0.name)") })
    }

    static func settings(_ entry: JSON, _ secrets: [String: String]) throws -> AdapterSettings {
        AdapterSettings(
            json: try #require(entry["settings"]), pointer: "/settings", secrets: secrets.mapValues { Secret(Array($0.utf8)) })
    }
}

/// A shipped entry wired to its mock department.
struct ShippedRig: Sendable {
    let adapter: DeclarativeAdapter
    let outbound: MockOutbound

    init(
        _ dataset: ShippedDataset, _ world: StubWorld, interference: MockOutbound.Interference? = nil, wrongSecrets: Bool = false
    ) throws {
        let entry = try ShippedEntries.entry(dataset.authority)
        let secrets = ShippedEntries.secrets(entry)
        let department = try #require(MockDepartments.all.first { $0.authority == dataset.authority })
        outbound = MockOutbound(
            department: department.init(credentials: MockCredentials(secrets: secrets)), world: world, interference: interference,
            clock: { DeclarativeRig.now })
        adapter = try DeclarativeAdapter(
            settings: ShippedEntries.settings(entry, wrongSecrets ? secrets.mapValues { $0 + "-other" } : secrets),
            environment: AdapterEnvironment(
                outbound: outbound, wallClock: { DeclarativeRig.now },
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }), pause: { _ in })
    }

    func ask(_ registry: RegistryID, about person: Person = DeclarativeRig.subject) async throws(AdapterFailure) -> Reply {
        try await adapter.ask(Question(registry, about: person), context: DeclarativeRig.context)
    }

    func failure(_ registry: RegistryID) async -> FailureKind? {
        do {
            Issue.record("answered: \(try await ask(registry).statement)")
            return nil
        } catch {
            return error.kind
        }
    }
}

/// Every entry that is shipped asks its mock department and understands what it says.
@Suite("Shipped described entries")
struct ShippedEntriesTests {
    private func world(_ dataset: ShippedDataset) throws -> StubWorld {
        StubWorld().holding(
            try dataset.records().map { .record($0) }, in: dataset.registry, under: DeclarativeRig.subject.identifier.number)
    }

    @Test("each compiles, is for the department of that name, and names the secrets that are written for it")
    func compile() throws {
        let departments = try ShippedEntries.departments()
        #expect(Set(departments.map(\.name)) == Set(ShippedDataset.all.map(\.authority)))
        for department in departments {
            let secrets = ShippedEntries.secrets(department.value)
            let settings = try ShippedEntries.settings(department.value, secrets)
            #expect(throws: Never.self, "\(department.name)") {
                try DeclarativeAdapter(
                    settings: settings,
                    environment: AdapterEnvironment(
                        outbound: DescribedRegistry { _, _ throws(OutboundFailure) in DeclarativeRig.response("") }, wallClock: { 0 },
                        randomBytes: { [UInt8](repeating: 0, count: $0) }))
            }
            let manifest = DeclarativeAdapter.manifest(for: settings)
            let mock = try #require(MockDepartments.all.first { $0.authority == department.name })
            #expect(manifest.authority == department.name)
            #expect(Set(manifest.datasets) == Set(mock.datasets), "\(department.name)")
            #expect(Set(department.value["registries"]?.members?.map(\.name) ?? []) == Set(mock.datasets.map(\.rawValue)), "\(department.name)")
            #expect(secrets.keys.sorted() == (try ShippedEntries.writtenSecrets(department.name)).sorted(), "\(department.name)")
        }
    }

    @Test("who is on record comes with every fact as it is held", arguments: ShippedDataset.all)
    func onRecord(dataset: ShippedDataset) async throws {
        let rig = try ShippedRig(dataset, try world(dataset))
        let reply = try await rig.ask(dataset.registry)
        #expect(reply.statement == .records(try dataset.records().map { .record($0) }))
        #expect(reply.dataAsOf == StubWorld.day)
        #expect(await rig.outbound.validations.allSatisfy { $0 == "ok" })
    }

    @Test("who is not on record is not", arguments: ShippedDataset.all)
    func notOnRecord(dataset: ShippedDataset) async throws {
        let rig = try ShippedRig(dataset, try world(dataset))
        let reply = try await rig.ask(dataset.registry, about: DeclarativeRig.dotted)
        #expect(reply.statement == .noRecord)
        #expect(await rig.outbound.validations.allSatisfy { $0 == "ok" })
    }

    @Test("every fault of the dialect becomes its failure", arguments: ShippedDataset.all)
    func faults(dataset: ShippedDataset) async throws {
        var faults: [(DialectFault, FailureKind)] = [
            (.businessError, .registryError), (.expiredSecret, .credentialsRefused), (.closedHours, .closed), (.wrongCharset, .unreadable),
        ]
        if let skewed = dataset.skewed { faults.append((.clockSkew(seconds: 900), skewed)) }
        for (fault, kind) in faults {
            let rig = try ShippedRig(dataset, try world(dataset), interference: .dialect(fault))
            #expect(await rig.failure(dataset.registry) == kind, "\(fault)")
        }
        let emptied = try ShippedRig(dataset, try world(dataset), interference: .dialect(.emptySuccess))
        #expect(try await emptied.ask(dataset.registry).statement == .noRecord)
    }

    @Test("other secrets are refused", arguments: ShippedDataset.all)
    func strangers(dataset: ShippedDataset) async throws {
        guard !ShippedEntries.secrets(try ShippedEntries.entry(dataset.authority)).isEmpty else { return }
        let rig = try ShippedRig(dataset, try world(dataset), wrongSecrets: true)
        #expect(await rig.failure(dataset.registry) == .credentialsRefused)
    }
}
