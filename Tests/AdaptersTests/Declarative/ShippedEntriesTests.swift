import AdapterKit
import Adapters
import FoundationEssentials
import Mocks
import StrictJSON
import Testing
import Verification

/// The entries of the configuration that describe departments by the language alone.
enum ShippedEntries {
    private static var root: URL {
        var folder = URL(filePath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        return folder
    }

    static func departments() throws -> [JSON.Member] {
        try allDepartments().filter { $0.value["adapter"]?.text == "declarative" }
    }

    /// The native ones, too.
    static func allDepartments() throws -> [JSON.Member] {
        let bytes = Array(try Data(contentsOf: root.appending(path: "Config/adapters.json")))
        return try #require(try JSON(parsing: bytes, limits: .file)["departments"]?.members)
    }

    static func entry(_ authority: String) throws -> JSON {
        try #require(try departments().first { $0.name == authority }?.value)
    }

    /// An entry, native or described.
    static func anyEntry(_ name: String) throws -> JSON { try #require(try allDepartments().first { $0.name == name }?.value) }

    /// Who keeps those datasets, by the catalogue.
    static func authorities(of datasets: [RegistryID]) throws -> Set<String> {
        let bytes = Array(try Data(contentsOf: root.appending(path: "Config/catalogue.json")))
        let registries = try JSON(parsing: bytes, limits: .file)["registries"]
        return Set(datasets.compactMap { registries?[$0.rawValue]?["authority"]?.text })
    }

    /// The names of the secrets that make-pki writes for an authority.
    static func writtenSecrets(_ authority: String) throws -> [String] {
        let script = String(
            decoding: try Data(contentsOf: root.appending(path: "scripts/make-pki")), as: UTF8.self)
        return script.split(separator: "\n").compactMap { line -> String? in
            let words: [String] = line.split(separator: " ").map(String.init)
            return words.count == 3 && words[0] == "secret" && words[1] == authority ? words[2] : nil
        }
    }

    /// The mock department that holds a dataset.
    static func mock(of registry: RegistryID) -> (any MockDepartment.Type)? { MockDepartments.all.first { $0.datasets.contains(registry) } }

    static func secrets(_ entry: JSON) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (entry["secrets"]?.members ?? []).map { ($0.name, "demo-\($0.name)") })
    }

    static func settings(_ entry: JSON, _ secrets: [String: String]) throws -> AdapterSettings {
        AdapterSettings(
            json: try #require(entry["settings"]), pointer: "/settings",
            secrets: secrets.mapValues { Secret(Array($0.utf8)) })
    }
}

/// A shipped entry wired to its mock department.
struct ShippedRig: Sendable {
    let adapter: DeclarativeAdapter
    let outbound: MockOutbound

    init(
        _ dataset: ShippedDataset, _ world: any World, interference: MockOutbound.Interference? = nil,
        wrongSecrets: Bool = false
    ) throws {
        let entry = try ShippedEntries.entry(dataset.authority)
        let secrets = ShippedEntries.secrets(entry)
        let department = try #require(ShippedEntries.mock(of: dataset.registry))
        outbound = MockOutbound(
            department: department.init(credentials: MockCredentials(secrets: secrets)), world: world,
            interference: interference,
            clock: { DeclarativeRig.now })
        adapter = try DeclarativeAdapter(
            settings: ShippedEntries.settings(
                entry, wrongSecrets ? secrets.mapValues { $0 + "-other" } : secrets),
            environment: AdapterEnvironment(
                outbound: outbound, wallClock: { DeclarativeRig.now },
                randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }),
            pause: { _ in })
    }

    func ask(
        _ registry: RegistryID, about person: Person = DeclarativeRig.subject
    )
        async throws(AdapterFailure) -> Reply
    {
        // Places are asked for by name, for somebody's sake.
        let topic: Question.Topic =
            registry.holdsPlaces ? .place(Place(name: ShippedDataset.key(person, in: registry), division: "449901"), for: person) : .person(person)
        return try await adapter.ask(Question(registry: registry, topic: topic), context: DeclarativeRig.context)
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
            try dataset.records().map { .record($0) }, in: dataset.registry,
            under: ShippedDataset.key(DeclarativeRig.subject, in: dataset.registry))
    }

    @Test(
        "each compiles, is for a department's own datasets, and names the secrets that are written for it"
    )
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
                        outbound: DescribedRegistry { _, _ throws(OutboundFailure) in
                            DeclarativeRig.response("")
                        }, wallClock: { 0 },
                        randomBytes: { [UInt8](repeating: 0, count: $0) }))
            }
            let manifest = DeclarativeAdapter.manifest(for: settings)
            let mock = try #require(manifest.datasets.first.flatMap(ShippedEntries.mock))
            let kept = try ShippedEntries.authorities(of: manifest.datasets)
            #expect(kept == [manifest.authority], "\(department.name)")
            #expect(Set(manifest.datasets).isSubset(of: mock.datasets), "\(department.name)")
            #expect(
                Set(department.value["registries"]?.members?.map(\.name) ?? [])
                    == Set(manifest.datasets.map(\.rawValue)), "\(department.name)")
            #expect(
                secrets.keys.sorted() == (try ShippedEntries.writtenSecrets(mock.authority)).sorted(),
                "\(department.name)")
        }
    }

    @Test("every dataset of every mock department is joined, by one department each")
    func everyDataset() throws {
        let joined = try ShippedEntries.allDepartments().flatMap { $0.value["registries"]?.members?.map(\.name) ?? [] }
        #expect(joined.sorted() == MockDepartments.all.flatMap { $0.datasets }.map(\.rawValue).sorted())
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
            (.businessError, .registryError), (.expiredSecret, .credentialsRefused),
            (.closedHours, .closed), (.wrongCharset, .unreadable),
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
        guard !ShippedEntries.secrets(try ShippedEntries.entry(dataset.authority)).isEmpty else {
            return
        }
        let rig = try ShippedRig(dataset, try world(dataset), wrongSecrets: true)
        #expect(await rig.failure(dataset.registry) == .credentialsRefused)
    }

    @Test(
        "a body that is no answer is unreadable, also when it comes late", arguments: ShippedDataset.all
    )
    func hostileBodies(dataset: ShippedDataset) async throws {
        // A submission and one look come before the answer.
        let place = [.realEstate, .housing].contains(dataset.registry) ? 3 : 1
        let genuine = Recorder()
        _ = try await ShippedRig(
            dataset, try world(dataset), interference: .response { genuine.keep($0) }
        ).ask(dataset.registry)
        for hostile in HostileBodies.all(from: genuine.bodies[place - 1]) {
            let passed = Recorder()
            let rig = try ShippedRig(
                dataset, try world(dataset),
                interference: .response { response in
                    _ = passed.keep(response)
                    guard passed.bodies.count == place else { return response }
                    return OutboundResponse(
                        status: response.status, headers: response.headers, body: hostile.body)
                })
            #expect(await rig.failure(dataset.registry) == .unreadable, "\(hostile.name)")
        }
    }

    @Test("an HTTP error is a failure, whatever its body", arguments: ShippedDataset.all)
    func statuses(dataset: ShippedDataset) async throws {
        for status in [204, 302, 400, 401, 403, 404, 429, 500, 502, 503] {
            let rig = try ShippedRig(
                dataset, try world(dataset),
                interference: .response {
                    OutboundResponse(status: status, headers: $0.headers, body: $0.body)
                })
            #expect(
                await rig.failure(dataset.registry)
                    == (status == 401 || status == 403 ? .credentialsRefused : .registryError), "\(status)")
        }
    }

    @Test("rows about somebody else are no answer", arguments: ShippedDataset.all)
    func somebodyElse(dataset: ShippedDataset) async throws {
        let foreign = StubWorld().holding(
            try dataset.records().map { .record($0) }, in: dataset.registry,
            under: ShippedDataset.key(DeclarativeRig.old, in: dataset.registry))
        let rig = try ShippedRig(dataset, foreign)
        do {
            let reply = try await rig.ask(dataset.registry, about: DeclarativeRig.old)
            // Where the office compares names itself it says so; where it looks for a role it finds nobody in it.
            let isByRole = [.birth, .fertility, .adoption].contains(dataset.registry)
            #expect(isByRole ? reply.statement == .noRecord : dataset.registry == .rehabilitation && reply.statement == .identityMismatch)
        } catch {
            #expect(error.kind == .unreadable)
        }
    }

    @Test(
        "a list of which an institution has not answered is not whole, with records and without", arguments: ["nfra", "csrc"],
        [true, false])
    func incomplete(authority: String, isHeld: Bool) async throws {
        let dataset = try #require(ShippedDataset.all.first { $0.authority == authority })
        let world = DividedWorld(held: isHeld ? try world(dataset) : StubWorld())
        let reply = try await ShippedRig(dataset, world).ask(dataset.registry)
        let facts: [Fact] = isHeld ? try dataset.records().map { .record($0) } : []
        #expect(reply.statement == .incomplete(facts, missing: ["样板证券"]))
        #expect(reply.dataAsOf == StubWorld.day)
    }
}

/// A world where one of two institutions has not answered.
private struct DividedWorld: World {
    let held: StubWorld
    var today: CalendarDate { held.today }

    func facts(in registry: RegistryID, under number: String) -> [Fact] {
        held.facts(in: registry, under: number)
    }
    func dataAsOf(_ registry: RegistryID) -> CalendarDate { held.dataAsOf(registry) }
    func institutions(of registry: RegistryID) -> [InstitutionAnswer] {
        [
            InstitutionAnswer(name: "示例银行", hasAnswered: true),
            InstitutionAnswer(name: "样板证券", hasAnswered: false),
        ]
    }
}
