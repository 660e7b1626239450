import AdapterKit
import Adapters
import CurlTransport
import Gateway
import Logging
import ShangMi
import StrictJSON
import Verification

/// The whole daemon put together from its files: the one place that knows every room.
struct Assembly {
    let settings: Settings
    let gateway: Gateway
    let clients: ClientDirectory
    /// One pool for each joined department; they own threads, so each must be shut down.
    let pools: [CurlPool]

    /// Reads every further file and builds everything that can be built without listening. All mistakes are reported together; nil when there is one.
    static func build(
        _ settings: Settings, random: RandomReservoir = RandomReservoir(), logger: Logger, into mistakes: MistakeList
    ) async -> Assembly? {
        let catalogue = catalogue(settings.cataloguePath, mistakes)
        let clients = clients(settings.clientsPath, mistakes)
        guard let catalogue, let adaptersFile = ConfigurationFile.read(settings.adaptersPath, into: mistakes) else { return nil }
        let entries = DepartmentEntry.readAll(
            adaptersFile, adapters: AdapterList.all, catalogue: catalogue, credentialsFolder: settings.credentialsFolder, testBed: settings.testBed,
            into: mistakes)
        let joined = entries.compactMap { JoinedDepartment.join($0, random: random, logger: logger, into: mistakes) }
        guard mistakes.isEmpty, let clients else {
            for department in joined { await department.pool.shutdown() }
            return nil
        }
        return Assembly(
            settings: settings, gateway: gateway(catalogue, settings, joined, random), clients: clients, pools: joined.map(\.pool))
    }

    /// Ends the pools; what is still running in them fails.
    func shutdown() async {
        for pool in pools { await pool.shutdown() }
    }

    private static func gateway(_ catalogue: Catalogue, _ settings: Settings, _ joined: [JoinedDepartment], _ random: RandomReservoir) -> Gateway {
        let legalDate: @Sendable () -> CalendarDate
        if let fixed = settings.testBed?.legalDate {
            legalDate = { fixed }
        } else {
            legalDate = { WallClock.legalDate() }
        }
        return Gateway(
            catalogue: catalogue, directory: RegistryDirectory(joined.flatMap(\.registries)),
            occupancy: Occupancy(limit: settings.limits.verificationsAtOnce),
            environment: GatewayEnvironment(
                wallClock: { WallClock.milliseconds() }, legalDate: legalDate,
                verificationID: {
                    FreshIdentity.uuid(milliseconds: UInt64(bitPattern: WallClock.milliseconds()), high: random.next(), low: random.next())
                }, exchangeID: { FreshIdentity.exchange(high: random.next(), low: random.next()) }))
    }

    private static func catalogue(_ path: String, _ mistakes: MistakeList) -> Catalogue? {
        guard let file = ConfigurationFile.read(path, into: mistakes) else { return nil }
        do throws(InvalidCatalogue) {
            return try Catalogue(json: file.json)
        } catch {
            mistakes.add(file: path, error.problems)
            return nil
        }
    }

    private static func clients(_ path: String, _ mistakes: MistakeList) -> ClientDirectory? {
        guard let file = ConfigurationFile.read(path, into: mistakes) else { return nil }
        let problems = ProblemList()
        let clients = ClientDirectory.read(file.json, into: problems)
        mistakes.add(file: path, problems.all)
        return clients
    }
}

/// A department with its way out and the adapter that speaks through it.
private struct JoinedDepartment {
    let pool: CurlPool
    let registries: [ConnectedRegistry]

    static func join(_ entry: DepartmentEntry, random: RandomReservoir, logger: Logger, into mistakes: MistakeList) -> JoinedDepartment? {
        guard let pool = pool(entry, logger, mistakes) else { return nil }
        let environment = AdapterEnvironment(
            outbound: pool, wallClock: { WallClock.milliseconds() }, randomBytes: { random.bytes(count: $0) })
        do throws(InvalidSettings) {
            let adapter: any RegistryAdapter = try entry.adapter.init(settings: entry.settings, environment: environment)
            let department = Department(name: entry.name, adapter: adapter, timeout: entry.limits.timeout)
            return JoinedDepartment(
                pool: pool,
                registries: entry.registries.map { ConnectedRegistry(id: $0.key, coverage: $0.value, department: department) })
        } catch {
            mistakes.add(file: entry.file, error.problems)
            return JoinedDepartment(pool: pool, registries: [])
        }
    }

    private static func pool(_ entry: DepartmentEntry, _ logger: Logger, _ mistakes: MistakeList) -> CurlPool? {
        var profile = DepartmentProfile(
            department: entry.name, baseURL: entry.connection.address, caFile: entry.connection.certificateAuthority,
            clientCertificateFile: entry.connection.clientCertificate, clientKeyFile: entry.connection.clientKey,
            pinnedPublicKey: entry.connection.pinnedPublicKey)
        profile.maximumConnections = entry.limits.connections
        profile.queueLimit = entry.limits.queue
        profile.connectTimeoutMilliseconds = entry.limits.connectTimeoutMilliseconds
        profile.bodyLimitBytes = entry.limits.responseBytes
        profile.connectionLifetimeSeconds = entry.limits.connectionAgeSeconds
        do throws(InvalidProfile) {
            return try CurlPool(profile: profile, logger: logger)
        } catch {
            for problem in error.problems { mistakes.add(file: entry.file, pointer: entry.pointer, "\(problem.setting.rawValue) \(problem.reason)") }
            return nil
        }
    }
}
