/// The id of a verification: a UUIDv7 (RFC 9562 section 5.7) in lower-case hexadecimal digits.
package struct VerificationID: Sendable, Hashable {
    /// The 36 characters.
    package let text: String

    /// Nil unless the text is exactly a UUIDv7 in lower case.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36, bytes[14] == UInt8(ascii: "7"), "89ab".utf8.contains(bytes[19]) else { return nil }
        for (place, byte) in bytes.enumerated() {
            let isDash = place == 8 || place == 13 || place == 18 || place == 23
            let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
            guard isDash ? byte == UInt8(ascii: "-") : isDigit else { return nil }
        }
        self.text = text
    }
}
