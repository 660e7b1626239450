import NIOCore
import NIOPosix
import Verification

/// All mock registries of one process, running: a listener for each department and the admin door.
package final class MockRegistries: Sendable {
    /// `https://127.0.0.1:PORT` by authority.
    package let departments: [String: String]
    /// `http://127.0.0.1:PORT` of the admin door.
    package let admin: String
    /// What the admin door does, for callers in the same process.
    package let control: MockControl

    private let listeners: [DepartmentListener]
    private let adminListener: AdminListener
    private let groups: [MultiThreadedEventLoopGroup]

    /// Where and how the mocks listen.
    package struct Options: Sendable {
        package var host = "127.0.0.1"
        /// 0 takes a free port.
        package var adminPort = 0
        /// Threads that serve the departments.
        package var eventLoopCount = 1

        package init() {}
    }

    private init(
        listeners: [DepartmentListener], adminListener: AdminListener, control: MockControl, groups: [MultiThreadedEventLoopGroup], host: String
    ) {
        self.listeners = listeners
        self.adminListener = adminListener
        self.control = control
        self.groups = groups
        let host = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        departments = Dictionary(uniqueKeysWithValues: listeners.map { ($0.desk.authority, $0.address(host: host)) })
        admin = adminListener.address(host: host)
    }

    /// Starts everything and returns when all listen; on a failure nothing is left running.
    ///
    /// `secrets` are by authority; one that is missing has none.
    package static func start(
        population: Population, pki: MockPKI, secrets: [String: MockCredentials], departments: [any MockDepartment.Type],
        options: Options = Options()
    ) async throws -> MockRegistries {
        let serving = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoopCount)
        // The admin door reads whole populations, which must not delay an answer.
        let administering = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var listeners: [DepartmentListener] = []
        do {
            let sessions = MockSessions(population: population)
            for type in departments {
                let desk = DepartmentDesk(type, credentials: secrets[type.authority] ?? MockCredentials(secrets: [:]), sessions: sessions)
                listeners.append(try await DepartmentListener(desk, pki: pki, host: options.host, group: serving))
            }
            let control = MockControl(sessions: sessions, desks: listeners.map(\.desk), today: population.today)
            let adminListener = try await AdminListener(
                control: control, host: options.host, port: options.adminPort, group: administering)
            return MockRegistries(
                listeners: listeners, adminListener: adminListener, control: control, groups: [serving, administering], host: options.host)
        } catch {
            for listener in listeners { await listener.stop() }
            for group in [serving, administering] { try? await group.shutdownGracefully() }
            throw error
        }
    }

    /// Closes every listener and connection and ends the threads.
    package func stop() async {
        for listener in listeners { await listener.stop() }
        await adminListener.stop()
        for group in groups { try? await group.shutdownGracefully() }
    }
}
