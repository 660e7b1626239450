import AdapterKit
import CurlTransport
import FoundationEssentials
import Logging
import NIOCore
import Verification

/// Where one department is checked: makes adapters, pools and wires for it, with one thing or another changed, and keeps what they log.
final class Bench: Sendable {
    let candidate: Candidate
    let surroundings: Surroundings
    let log = CapturedLog()
    /// The mock registries' session of its own; nil for a real registry.
    let session: OutboundRequest.Header?
    private let group: any EventLoopGroup
    private let address: Address

    /// Nil when the department's address cannot be read.
    init?(_ candidate: Candidate, _ surroundings: Surroundings, group: any EventLoopGroup) {
        guard let address = Address(candidate.profile.baseURL) else { return nil }
        self.candidate = candidate
        self.surroundings = surroundings
        self.group = group
        self.address = address
        session = surroundings.mockAdmin.map { _ in OutboundRequest.Header("X-Mock-Session", MockDoor.session) }
    }

    /// A pool with a wire of its own to the registry.
    func line(_ change: (inout DepartmentProfile, Address) -> Void = { _, _ in }) async throws -> TrialLine {
        let wire = try await BadWire.open(to: address.host, port: address.port, group: group)
        var profile = candidate.profile
        profile.connectTo = wire.place
        // What asks many questions at once shares these; a registry is not to be stormed by a check.
        profile.maximumConnections = min(profile.maximumConnections, 4)
        change(&profile, address)
        do {
            return TrialLine(pool: try CurlPool(profile: profile, logger: log.logger()), wire: wire)
        } catch {
            await wire.close()
            throw error
        }
    }

    /// The department's adapter on that port, with other secrets or another clock if they are given. On recorded answers, which cost the
    /// registry nothing, the entry's own limits do not count.
    func adapter(
        on outbound: any Outbound, secrets: [String: Secret]? = nil, clockOffsetMilliseconds: Int64 = 0
    ) throws(InvalidSettings) -> any RegistryAdapter {
        let settings = AdapterSettings(
            json: outbound is KeptAnswers ? candidate.withoutOwnLimits : candidate.settings.json, pointer: candidate.settings.pointer,
            secrets: secrets ?? candidate.settings.secrets)
        let clock = surroundings.wallClock
        return try candidate.adapter.init(
            settings: settings,
            environment: AdapterEnvironment(
                outbound: WitnessedPort(inner: outbound, extra: session), wallClock: { clock() + clockOffsetMilliseconds },
                randomBytes: surroundings.randomBytes))
    }
}

/// A pool and the wire that it goes over.
struct TrialLine: Sendable {
    let pool: CurlPool
    let wire: BadWire

    func close() async {
        await pool.shutdown()
        await wire.close()
    }
}

/// A folder of its own under the system's temporary one, for the files that a pool wants to read.
struct ScratchFolder: Sendable {
    let path: String

    init(_ name: String) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("gatewayd-adapters-check-\(name)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
