/// Bytes as hexadecimal text (RFC 4648 section 8).
package enum Hexadecimal {
    /// Two digits for each byte, lower case unless asked otherwise.
    package static func text(of bytes: [UInt8], upperCase: Bool = false) -> String {
        let digits: StaticString = upperCase ? "0123456789ABCDEF" : "0123456789abcdef"
        return unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            let digit = unsafe digits.utf8Start
            var index = 0
            for byte in bytes {
                unsafe buffer[index] = digit[Int(byte >> 4)]
                unsafe buffer[index + 1] = digit[Int(byte & 15)]
                index += 2
            }
            return index
        }
    }

    /// The bytes that the digits stand for, in either case; nil for an odd count or any other character.
    package static func bytes(of text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
