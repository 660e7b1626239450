/// Host and port of a base address.
struct Address: Sendable, Hashable {
    let host: String
    let port: Int
    /// What stands before the host and behind the port.
    private let tail: String

    /// Reads `https://host[:port][/path]`; nil for anything else.
    init?(_ text: String) {
        let scheme = "https://"
        guard text.utf8.starts(with: scheme.utf8) else { return nil }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        tail = String(rest.dropFirst(authority.count)) ?? ""
        var hostPart = authority
        var port = 443
        let isBracketed = authority.first == UInt8(ascii: "[")
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), !isBracketed || authority.last != UInt8(ascii: "]") {
            guard let written = Int(String(authority[authority.index(after: colon)...]) ?? "") else { return nil }
            port = written
            hostPart = authority[..<colon]
        }
        if isBracketed { hostPart = hostPart.dropFirst().dropLast() }
        guard let host = String(hostPart), !host.utf8.isEmpty, (1...65_535).contains(port) else { return nil }
        self.host = host
        self.port = port
    }

    /// The same base address under another host name.
    func text(withHost other: String) -> String { "https://\(other):\(port)\(tail)" }
}
