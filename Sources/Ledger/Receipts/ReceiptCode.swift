/// The short code of a receipt: eleven random symbols of Crockford's base 32 (55 bits) and his check symbol modulo 37, written in three groups
/// of four with hyphens between them. Every single wrong symbol and every exchange of two neighbours is noticed.
package struct ReceiptCode: Sendable, Hashable {
    /// Symbols without the check symbol.
    static let symbolCount = 11
    private static let modulus: UInt64 = 37
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U".utf8)

    /// The number that the eleven symbols write.
    private let number: UInt64

    /// A code of 7 random bytes that `randomBytes` gives. Codes whose check symbol would be one of `*~$=U`, which nobody wants to read out, are
    /// drawn again; that leaves 54.8 bits.
    package static func generated(by randomBytes: (Int) -> [UInt8]) -> ReceiptCode {
        while true {
            let bytes = randomBytes(7)
            precondition(bytes.count == 7, "asked for 7 random bytes, got \(bytes.count)")
            let number = bytes.reduce(0) { $0 << 8 | UInt64($1) } & (1 << 55 - 1)
            if number % modulus < 32 { return ReceiptCode(number: number) }
        }
    }

    /// Reads what somebody types: hyphens and spaces anywhere, either case, I and L for 1, O for 0. Nil unless there are twelve symbols and
    /// the last fits the others.
    package init?(_ typed: String) {
        var values: [UInt64] = []
        for byte in typed.utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
            guard values.count <= Self.symbolCount, let value = Self.value(of: byte) else { return nil }
            values.append(value)
        }
        guard values.count == Self.symbolCount + 1, values.dropLast().allSatisfy({ $0 < 32 }) else { return nil }
        let number = values.dropLast().reduce(0) { $0 << 5 | $1 }
        guard number % Self.modulus == values.last else { return nil }
        self.number = number
    }

    /// The code in its one written form.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(14)
        for place in 0...Self.symbolCount {
            if place == 4 || place == 8 { bytes.append(UInt8(ascii: "-")) }
            let value = place < Self.symbolCount ? number >> UInt64(5 * (Self.symbolCount - 1 - place)) & 31 : number % Self.modulus
            bytes.append(Self.alphabet[Int(value)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private init(number: UInt64) { self.number = number }

    private static func value(of byte: UInt8) -> UInt64? {
        let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
        switch upper {
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        case UInt8(ascii: "O"): return 0
        default: return alphabet.firstIndex(of: upper).map { UInt64($0) }
        }
    }
}
