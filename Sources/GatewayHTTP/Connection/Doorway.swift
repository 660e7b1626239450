import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// One accepted connection.
struct Visit: ServerChildChannelValue {
    let channel: any Channel
}

/// Builds a connection's pipeline: TLS, the byte watch, NIO's HTTP/1.1 decoder within its limits, and the conversation.
struct Doorway: ServerChildChannel {
    private let tls: NIOSSLContext
    private let limits: FrontDoorLimits
    private let reception: any Reception
    private let loops: [ObjectIdentifier: LoopExecutor]
    private let wallClock: @Sendable () -> Int64
    private let occupancy = ConnectionCount()

    /// - Parameter wallClock: Seconds since 1970.
    init(
        configuration: FrontDoorConfiguration, group: any EventLoopGroup, reception: any Reception, wallClock: @escaping @Sendable () -> Int64
    ) throws {
        tls = try NIOSSLContext(configuration: TLSRules.configuration(configuration.tls))
        limits = configuration.limits
        self.reception = reception
        self.wallClock = wallClock
        loops = Dictionary(uniqueKeysWithValues: group.makeIterator().map { (ObjectIdentifier($0), LoopExecutor($0)) })
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Visit> {
        guard occupancy.enter(limit: limits.connections) else {
            reception.noteBareRefusal(status: 503)
            channel.close(promise: nil)
            return channel.eventLoop.makeSucceededFuture(Visit(channel: channel))
        }
        channel.closeFuture.whenComplete { [occupancy] _ in occupancy.leave() }
        return channel.eventLoop.makeCompletedFuture {
            try build(channel)
            return Visit(channel: channel)
        }
    }

    func handle(value: Visit, logger: Logger) async {
        try? await value.channel.closeFuture.get()
    }

    private func build(_ channel: any Channel) throws {
        let executor = loops[ObjectIdentifier(channel.eventLoop)] ?? LoopExecutor(channel.eventLoop)
        let conversation = Conversation(
            limits: limits, reception: reception, executor: executor, dates: DateField(wallClock: wallClock))
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headBytes
        decoding.maxHeaderListSize = limits.headBytes
        decoding.maxHeaderFieldCount = limits.headFields
        // A peer that has said its last word is gone: with half-closure allowed, NIOSSL would wait for its time-out on every close.
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(NIOSSLServerHandler(context: tls))
        try pipeline.addHandler(ByteWatch(conversation))
        try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)))
        try pipeline.addHandler(conversation)
    }
}

/// How many connections there are.
private final class ConnectionCount: Sendable {
    private let count = Atomic<Int>(0)

    func enter(limit: Int) -> Bool {
        if count.add(1, ordering: .relaxed).newValue <= limit { return true }
        leave()
        return false
    }

    func leave() { count.subtract(1, ordering: .relaxed) }
}
