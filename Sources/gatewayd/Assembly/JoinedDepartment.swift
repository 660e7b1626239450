import AdapterKit
import CurlTransport
import Gateway
import Logging
import ShangMi
import StrictJSON
import Verification

/// A department with its way out and the adapter that speaks through it.
struct JoinedDepartment: Sendable {
    /// As it was when pool and adapter were made; later entries may have joined other registries.
    private let entry: DepartmentEntry
    let pool: CurlPool
    let department: Department

    /// What `previous` made if the entry and the content of all files that it names are the same, so that its connections, tokens and health live
    /// on; else a new pool and a new adapter. A pool that no adapter was made for goes to `discarded`: it is closing.
    static func join(
        _ entry: DepartmentEntry, previous: JoinedDepartment?, random: RandomReservoir, logger: Logger, discarded: inout [CurlPool.Ending],
        into mistakes: MistakeList
    ) -> JoinedDepartment? {
        if let previous, entry.isLike(previous.entry), previous.pool.isLike(entry.profile) { return previous }
        guard let pool = pool(entry, logger, mistakes) else {
            let problems = ProblemList()
            DepartmentEntry.rehearse(entry.adapter, entry.settings, into: problems)
            mistakes.add(file: entry.file, problems.all)
            return nil
        }
        let environment = AdapterEnvironment(
            outbound: NotedOutbound(pool), wallClock: { WallClock.milliseconds() }, randomBytes: { random.bytes(count: $0) })
        do throws(InvalidSettings) {
            let adapter: any RegistryAdapter = try entry.adapter.init(settings: entry.settings, environment: environment)
            return JoinedDepartment(
                entry: entry, pool: pool, department: Department(name: entry.name, adapter: adapter, timeout: entry.limits.timeout))
        } catch {
            mistakes.add(file: entry.file, error.problems)
            discarded.append(pool.ending)
            return nil
        }
    }

    private static func pool(_ entry: DepartmentEntry, _ logger: Logger, _ mistakes: MistakeList) -> CurlPool? {
        do throws(InvalidProfile) {
            return try CurlPool(profile: entry.profile, logger: logger)
        } catch {
            for problem in error.problems {
                mistakes.add(file: entry.file, pointer: entry.pointer + problem.setting.pointer, "\(problem.setting.rawValue) \(problem.reason)")
            }
            return nil
        }
    }
}

extension InvalidProfile.Setting {
    /// Where it stands in a department's entry; "" for what is no setting of one.
    fileprivate var pointer: String {
        switch self {
        case .baseURL: "/address"
        case .caFile: "/certificateAuthority"
        case .clientCertificateFile: "/clientCertificate"
        case .clientKeyFile: "/clientKey"
        case .pinnedPublicKey: "/pinnedPublicKey"
        case .maximumConnections: "/limits/connections"
        case .queueLimit: "/limits/queue"
        case .connectTimeoutMilliseconds: "/limits/connectTimeoutMilliseconds"
        case .bodyLimitBytes: "/limits/responseBytes"
        case .connectionLifetimeSeconds: "/limits/connectionAgeSeconds"
        case .department, .connectTo, .headerLimitBytes, .connectionIdleSeconds, .environment: ""
        }
    }
}
