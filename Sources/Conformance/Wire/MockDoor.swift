import NIOCore
import NIOHTTP1
import NIOPosix
import StrictJSON
import Verification

/// The admin door of mock registries, as far as a check needs it: faults, in a session of its own.
struct MockDoor: Sendable {
    /// Requests that carry this in `X-Mock-Session` meet our faults, and nobody else's do.
    static let session = "adapters-check"

    private let address: String

    /// Why the door did not do it.
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    init(_ address: String) { self.address = address }

    /// Every question about that registry meets the fault from now on.
    func setFault(_ name: String, key: String?, value: Int, for registry: RegistryID) async throws {
        var members = [JSON.Member("fault", .string(name))]
        if let key { members.append(JSON.Member(key, .integer(value))) }
        try await call(.PUT, "/faults/\(registry)", .array([.object(members)]))
    }

    /// Without faults again.
    func clear(_ registry: RegistryID) async throws { try await call(.PUT, "/faults/\(registry)", .array([])) }

    /// Makes the session if it is not there. Faults that another check ordered in it stay.
    func open() async throws { try await call(.GET, "/health", nil) }

    /// One call, which must succeed.
    private func call(_ method: HTTPMethod, _ path: String, _ body: JSON?) async throws {
        guard address.utf8.starts(with: "http://".utf8), let place = Address("https" + address.dropFirst(4)) else {
            throw Refused(description: "is not http://host:port")
        }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(5))
            .connect(host: place.host, port: place.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(wrappingChannelSynchronously: channel)
                }
            }
        let bytes = body?.encoded() ?? []
        let head = HTTPRequestHead(
            version: .http1_1, method: method, uri: path,
            headers: [
                "Host": "\(place.host):\(place.port)", "Content-Type": "application/json", "Content-Length": "\(bytes.count)",
                "X-Mock-Session": Self.session,
            ])
        let status: UInt? = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            if !bytes.isEmpty { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes)))) }
            try await outbound.write(.end(nil))
            for try await part in inbound { if case .head(let head) = part { return head.status.code } }
            return nil
        }
        guard let status, (200...299).contains(status) else { throw Refused(description: "\(method) \(path): HTTP \(status ?? 0)") }
    }
}
