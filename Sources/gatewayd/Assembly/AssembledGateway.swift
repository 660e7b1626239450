import Adapters
import CurlTransport
import Gateway
import Ledger
import Logging
import ShangMi
import StrictJSON
import Verification

/// What comes of `catalogue.json`, `adapters.json` and the credentials that it names: the part of the daemon that a reload makes anew.
struct AssembledGateway: Sendable {
    let gateway: Gateway
    /// By the name of the entry, in the order of the file.
    let departments: [JoinedDepartment]
    /// Which registry answers for which claim, by whom.
    let routes: RouteMap
    /// SHA-256 over the content of the files that it was made of, credentials apart.
    let digest: Commitment
    /// The file that the catalogue was read from, as it was.
    private let catalogueBytes: [UInt8]
    private let registries: [RegistryID: RegistryCoverage]

    /// What came of building.
    enum Outcome: Sendable {
        case built(AssembledGateway)
        /// At least one mistake. Pools that had been made already are closing; whoever wants to be sure waits for their ends.
        case refused([MistakeList.Mistake], [CurlPool.Ending])
    }

    /// What does not change while the process runs.
    struct Frame: Sendable {
        let settings: Settings
        let occupancy: Occupancy
        let random: RandomReservoir
        let logger: Logger
    }

    /// Reads the files and builds everything that can be built without listening; takes from `previous` what is the same. All mistakes are
    /// reported together, after those that the list holds already. Blocks its thread for some milliseconds.
    static func build(in frame: Frame, previous: AssembledGateway? = nil, into mistakes: MistakeList) -> Outcome {
        let settings = frame.settings
        let catalogue = catalogue(settings.cataloguePath, previous, mistakes)
        guard let catalogue, let file = ConfigurationFile.read(settings.adaptersPath, into: mistakes) else { return .refused(mistakes.all, []) }
        let entries = DepartmentEntry.readAll(
            file, adapters: AdapterList.all, catalogue: catalogue.catalogue, credentialsFolder: settings.credentialsFolder, testBed: settings.testBed,
            into: mistakes)
        var joined: [JoinedDepartment] = []
        var connected: [ConnectedRegistry] = []
        var discarded: [CurlPool.Ending] = []
        for entry in entries {
            let department = JoinedDepartment.join(
                entry, previous: previous?.department(entry.name), random: frame.random, logger: frame.logger, discarded: &discarded,
                into: mistakes)
            guard let department else { continue }
            joined.append(department)
            connected += entry.registries.map { ConnectedRegistry(id: $0.key, coverage: $0.value, department: department.department) }
        }
        guard mistakes.isEmpty else {
            return .refused(mistakes.all, discarded + joined.filter { !(previous?.keeps($0) ?? false) }.map(\.pool.ending))
        }
        let gateway = Gateway(
            catalogue: catalogue.catalogue, directory: RegistryDirectory(connected), occupancy: frame.occupancy, environment: frame.environment)
        return .built(
            AssembledGateway(
                gateway: gateway, departments: joined, routes: RouteMap(catalogue.catalogue, entries),
                digest: Commitment(of: catalogue.bytes + [0] + file.json.encoded()), catalogueBytes: catalogue.bytes,
                registries: Dictionary(connected.map { ($0.id, $0.coverage) }) { first, _ in first }))
    }

    /// True when nothing that a request or a registry could notice sets them apart.
    func isLike(_ other: AssembledGateway) -> Bool {
        gateway.catalogue === other.gateway.catalogue && departments.count == other.departments.count && departments.allSatisfy(other.keeps)
            && registries == other.registries && routes == other.routes
    }

    /// Whether this has that very department: the same pool, adapter and health.
    func keeps(_ department: JoinedDepartment) -> Bool { departments.contains { $0.pool === department.pool } }

    /// Waits for the end of every pool; what is still running in them fails.
    func shutdown() async {
        for department in departments { await department.pool.shutdown() }
    }

    private func department(_ name: String) -> JoinedDepartment? { departments.first { $0.department.name.isByteIdentical(to: name) } }

    /// The catalogue of the file; the same object as before if not a byte of it has changed.
    private static func catalogue(
        _ path: String, _ previous: AssembledGateway?, _ mistakes: MistakeList
    ) -> (catalogue: Catalogue, bytes: [UInt8])? {
        guard let bytes = ConfigurationFile.bytes(path, into: mistakes) else { return nil }
        if let previous, previous.catalogueBytes == bytes { return (previous.gateway.catalogue, bytes) }
        guard let file = ConfigurationFile.parse(bytes, of: path, into: mistakes) else { return nil }
        do throws(InvalidCatalogue) {
            return (try Catalogue(json: file.json), bytes)
        } catch {
            mistakes.add(file: path, error.problems)
            return nil
        }
    }
}

extension AssembledGateway.Frame {
    init(_ settings: Settings, random: RandomReservoir, logger: Logger) {
        self.init(settings: settings, occupancy: Occupancy(limit: settings.limits.verificationsAtOnce), random: random, logger: logger)
    }

    fileprivate var environment: GatewayEnvironment {
        let legalDate: @Sendable () -> CalendarDate
        if let fixed = settings.testBed?.legalDate {
            legalDate = { fixed }
        } else {
            legalDate = { WallClock.legalDate() }
        }
        return GatewayEnvironment(
            wallClock: { WallClock.milliseconds() }, legalDate: legalDate,
            verificationID: { [random] in
                FreshIdentity.uuid(milliseconds: UInt64(bitPattern: WallClock.milliseconds()), high: random.next(), low: random.next())
            }, exchangeID: { [random] in FreshIdentity.exchange(high: random.next(), low: random.next()) })
    }
}
