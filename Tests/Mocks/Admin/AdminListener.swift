import NIOCore
import NIOPosix

/// The admin door's listener: plain HTTP, for the machine itself.
struct AdminListener: Sendable {
    /// As much as a population file may have.
    static let bodyLimit = 256 << 20

    private let channel: any Channel
    private let connections = KeptConnections()

    init(control: MockControl, host: String, port: Int, group: any EventLoopGroup) async throws {
        let door = AdminDoor(control: control)
        let connections = connections
        channel = try await HTTPListening.bind(host: host, port: port, group: group) { channel in
            try HTTPListening.configure(channel, tls: nil, bodyLimit: Self.bodyLimit) { .answer(door.answer($0)) }
            connections.add(channel)
        }
    }

    func address(host: String) -> String { "http://\(host):\(channel.localAddress?.port ?? 0)" }

    func stop() async {
        try? await channel.close()
        connections.closeAll()
    }
}
