/// Ids of verifications and exchanges, from the wall clock and the system's cryptographic random source.
enum FreshIdentity {
    /// A UUIDv7 (RFC 9562 section 5.7): 48 bits of milliseconds since 1970, then 74 random bits.
    static func uuid(milliseconds: Int64) -> String {
        var generator = SystemRandomNumberGenerator()
        return uuid(milliseconds: UInt64(bitPattern: milliseconds), high: generator.next(), low: generator.next())
    }

    /// The pure part.
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

    /// 128 random bits as 32 hexadecimal digits.
    static func exchange() -> String {
        var generator = SystemRandomNumberGenerator()
        let words: [UInt64] = [generator.next(), generator.next()]
        return String(decoding: words.flatMap { word in (0..<16).map { hexadecimalDigit(word >> UInt64(60 - $0 * 4) & 15) } }, as: UTF8.self)
    }

    private static func hexadecimalDigit(_ value: UInt64) -> UInt8 {
        UInt8(value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
}
