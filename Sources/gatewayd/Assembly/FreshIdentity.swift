/// Ids of verifications and exchanges, from the wall clock and random bits.
enum FreshIdentity {

    /// A UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds since 1970, then 74 of the random bits.
    static func uuid(milliseconds: UInt64, high: UInt64, low: UInt64) -> String {
        let first = milliseconds << 16 | 0x7000 | high & 0x0FFF
        let second = 0x8000_0000_0000_0000 | low & 0x3FFF_FFFF_FFFF_FFFF
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for nibble in 0..<32 {
            if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 { text.append(UInt8(ascii: "-")) }
            let word = nibble < 16 ? first : second
            text.append(hexadecimalDigit(word >> UInt64(60 - nibble % 16 * 4) & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// 128 bits as 32 hexadecimal digits.
    static func exchange(high: UInt64, low: UInt64) -> String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for nibble in 0..<32 { buffer[nibble] = hexadecimalDigit((nibble < 16 ? high : low) >> UInt64(60 - nibble % 16 * 4) & 15) }
            return 32
        }
    }

    private static func hexadecimalDigit(_ value: UInt64) -> UInt8 {
        UInt8(value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
}
