import Synchronization

/// Random numbers for ids and nonces without a call into the generator for each: a buffer that libcrypto fills, each byte given out once.
///
/// For values that travel in clear anyway. Keys take ``SecureBytes/random(count:)`` directly, so that none is ever left in a buffer.
package final class RandomReservoir: Sendable {
    private struct Buffer {
        var bytes: [UInt8] = []
        var position = 0
    }

    private let buffer = Mutex(Buffer())
    private static let refillCount = 4096

    package init() {}

    /// So many fresh bytes.
    package func bytes(count: Int) -> [UInt8] {
        if count > Self.refillCount { return SecureBytes.random(count: count) }
        return buffer.withLock { buffer in
            if buffer.bytes.count - buffer.position < count {
                buffer.bytes = SecureBytes.random(count: Self.refillCount)
                buffer.position = 0
            }
            defer { buffer.position += count }
            return Array(buffer.bytes[buffer.position..<buffer.position + count])
        }
    }

    /// 64 fresh bits.
    package func next() -> UInt64 {
        buffer.withLock { buffer in
            if buffer.bytes.count - buffer.position < 8 {
                buffer.bytes = SecureBytes.random(count: Self.refillCount)
                buffer.position = 0
            }
            var value: UInt64 = 0
            for offset in 0..<8 { value = value << 8 | UInt64(buffer.bytes[buffer.position + offset]) }
            buffer.position += 8
            return value
        }
    }
}
