/// The value of a `Host` field (RFC 9110 section 7.2): a host and perhaps a port, no user information, nothing else.
struct Host: Equatable {
    /// In lower case, with the port if one was given.
    let text: String

    /// Nil for everything that is not exactly one host.
    init?(_ text: String) {
        var rest = Array(text.lowercased().utf8)[...]
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")), Self.isIPv6(rest[(rest.startIndex + 1)..<end]) else { return nil }
            rest = rest[(end + 1)...]
        } else {
            let name = rest.prefix { $0 != UInt8(ascii: ":") }
            guard (1...255).contains(name.count), name.allSatisfy(Self.isNameByte) else { return nil }
            rest = rest.dropFirst(name.count)
        }
        guard Self.isPort(rest) else { return nil }
        self.text = text.lowercased()
    }

    /// Letters, digits, hyphens and dots: what DNS and IPv4 need of RFC 3986's reg-name, and no more.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_")
    }

    private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        (2...45).contains(bytes.count)
            && bytes.allSatisfy { $0.hexadecimalValue != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }

    /// Nothing, or a colon with a number up to 65535.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.first else { return true }
        let digits = bytes.dropFirst()
        guard colon == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.allSatisfy(\.isDigit) else { return false }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 65_535
    }
}
