/// The id of a key in the ring: 1 to 64 letters, digits, dots, dashes and underscores of ASCII. Compared by bytes.
package struct KeyName: Sendable, Hashable {
    /// The id as written.
    package let text: String

    /// Nil for a text that is no id.
    package init?(_ text: String) {
        let isLegal: (UInt8) -> Bool = { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isLegal) else { return nil }
        self.text = text
    }
}
