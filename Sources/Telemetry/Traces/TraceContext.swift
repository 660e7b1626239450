/// Where a piece of work stands in a distributed trace: W3C Trace Context, `traceparent` version 00 with `tracestate`.
package struct TraceContext: Sendable, Hashable {
    /// The 16 bytes of the trace id; never all zero.
    package let traceID: TraceID
    /// The 8 bytes of the id of the work itself; never zero.
    package let spanID: UInt64
    /// The trace flags; bit 0 is "sampled".
    package let flags: UInt8
    /// What other vendors want to be passed on, as it came; nil when there is none.
    package let state: String?

    package struct TraceID: Sendable, Hashable {
        let high: UInt64
        let low: UInt64
    }

    init(traceID: TraceID, spanID: UInt64, flags: UInt8, state: String?) {
        self.traceID = traceID
        self.spanID = spanID
        self.flags = flags
        self.state = state
    }

    /// The beginning of a new trace. `random` gives 64 bits at a time.
    package init(random: () -> UInt64) {
        self.init(traceID: TraceID(high: random() | 1, low: random()), spanID: Self.id(random), flags: 1, state: nil)
    }

    /// Work that belongs to this work.
    package func child(random: () -> UInt64) -> TraceContext {
        TraceContext(traceID: traceID, spanID: Self.id(random), flags: flags, state: state)
    }

    private static func id(_ random: () -> UInt64) -> UInt64 {
        let id = random()
        return id == 0 ? 1 : id
    }
}

extension TraceContext {
    /// Reads the two header fields. Nil for a `traceparent` that the recommendation calls invalid: then a new trace begins. A `tracestate`
    /// that is too long or not plain ASCII is dropped, the trace goes on.
    package init?(traceparent: String, tracestate: String? = nil) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= 55, let version = Self.number(bytes[0..<2]), version != 0xFF,
            bytes.count == 55 || (version > 0 && bytes[55] == Self.dash),
            bytes[2] == Self.dash, bytes[35] == Self.dash, bytes[52] == Self.dash, let high = Self.number(bytes[3..<19]),
            let low = Self.number(bytes[19..<35]), let span = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55])
        else { return nil }
        guard high | low != 0, span != 0 else { return nil }
        let state = tracestate.flatMap { Self.isAcceptable(state: $0) ? $0 : nil }
        self.init(traceID: TraceID(high: high, low: low), spanID: span, flags: UInt8(flags) & 1, state: state)
    }

    /// The header field for whoever is asked next.
    package var traceparent: String {
        String(unsafeUninitializedCapacity: 55) { buffer in
            buffer[0] = UInt8(ascii: "0")
            buffer[1] = UInt8(ascii: "0")
            buffer[2] = Self.dash
            writeHexadecimal(traceID.high, to: buffer, at: 3)
            writeHexadecimal(traceID.low, to: buffer, at: 19)
            buffer[35] = Self.dash
            writeHexadecimal(spanID, to: buffer, at: 36)
            buffer[52] = Self.dash
            buffer[53] = UInt8(ascii: "0")
            buffer[54] = UInt8(ascii: "0") + (flags & 1)
            return 55
        }
    }

    private static let dash = UInt8(ascii: "-")

    /// Lower-case hexadecimal digits only.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }

    private static func isAcceptable(state: String) -> Bool {
        (1...512).contains(state.utf8.count) && state.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && state.utf8.split(separator: UInt8(ascii: ",")).allSatisfy { $0.contains(UInt8(ascii: "=")) }
    }
}

extension TraceContext.TraceID: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    package var description: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            writeHexadecimal(high, to: buffer, at: 0)
            writeHexadecimal(low, to: buffer, at: 16)
            return 32
        }
    }
}

/// Writes sixteen lower-case hexadecimal digits.
private func writeHexadecimal(_ value: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at position: Int) {
    for digit in 0..<16 {
        let nibble = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * digit)) & 15
        buffer[position + digit] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
}
