/// What the wire does to a connection. All but `pass` and `pieces` keep an answer from arriving.
enum Misbehaviour: Sendable, Hashable {
    case pass
    /// Takes everything and hands nothing on, in either direction.
    case silence
    /// Hands the registry's bytes on so slowly: so many every 50 ms.
    case drip(bytes: Int)
    /// Hands the registry's bytes on at once, but in pieces of so many.
    case pieces(bytes: Int)
    /// Closes after so many bytes of the registry.
    case cut(after: Int)
    /// Answers the next bytes of ours with TCP RST.
    case reset
    /// Answers the next bytes of ours with noise, then closes.
    case noise
    /// Closes new connections at once.
    case shut
}

/// What went over the wire since the last look.
struct Traffic: Sendable, Hashable {
    /// Connections that we opened.
    var connections = 0
    /// Bytes of the registry, before any misbehaviour.
    var bytesFromRegistry = 0
    /// Bytes of ours.
    var bytesToRegistry = 0
    /// Pieces of ours that TLS encrypted, beside alerts: with TLS 1.3 the end of the handshake is among them, and every request.
    var secretRecords = 0
}

/// Finds the encrypted records (RFC 8446 section 5.1) in the bytes of one direction: their head is in the clear, type and length.
struct RecordMeter: Sendable {
    private var head: [UInt8] = []
    private var left = 0

    /// An encrypted alert has 19 to 24 bytes.
    private static let longestAlert = 40

    /// Looks at the next bytes; how many encrypted records, longer than an alert, began in them.
    mutating func take(_ bytes: some Sequence<UInt8>) -> Int {
        var count = 0
        for byte in bytes {
            if left > 0 {
                left -= 1
                continue
            }
            head.append(byte)
            guard head.count == 5 else { continue }
            left = Int(head[3]) << 8 | Int(head[4])
            // 23 is application data: with TLS 1.3 everything after the hellos.
            if head[0] == 23, left > Self.longestAlert { count += 1 }
            head.removeAll(keepingCapacity: true)
        }
        return count
    }
}
