import StrictJSON

/// The target of a request (RFC 9112 section 3.2), reduced to path and query as they were written.
struct RequestTarget: Equatable {
    /// Begins with "/"; still percent-encoded.
    let path: String
    /// Without the question mark; nil when there is none.
    let query: String?
    /// `*` or an authority: a target that names no resource of ours.
    let isNotAPath: Bool

    /// A path of ours, with a query or without.
    init(path: String, query: String?) {
        self.path = path
        self.query = query
        isNotAPath = false
    }

    /// Nil when the target has none of the forms, or names another host than the `Host` field does.
    init?(_ target: String, host: String) {
        let origin = target.utf8.first == UInt8(ascii: "/") ? target : Self.afterAuthority(of: target, host: host)
        guard let origin else {
            guard target.isByteIdentical(to: "*") || Host(target) != nil else { return nil }
            path = "/"
            query = nil
            isNotAPath = true
            return
        }
        isNotAPath = false
        if let mark = origin.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(origin[..<mark])
            query = String(origin[origin.utf8.index(after: mark)...])
        } else {
            path = origin
            query = nil
        }
    }

    /// The origin form inside an absolute one; nil when it is none or its authority is not that of the `Host` field.
    private static func afterAuthority(of target: String, host: String) -> String? {
        let lower = target.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.utf8.starts(with: $0.utf8) }) else { return nil }
        let rest = target.utf8.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard String(Substring(authority)).lowercased().isByteIdentical(to: host.lowercased()) else { return nil }
        let origin = String(Substring(rest.dropFirst(authority.count)))
        return origin.utf8.first == UInt8(ascii: "/") ? origin : "/" + origin
    }
}

extension RequestTarget {
    /// What stands behind the last "/" of the path.
    var lastSegment: Substring? { path.split(separator: "/").last }

    /// True when the path has only one reading: no dot segments, no empty segments, no encoded slashes, no controls, no parameters.
    ///
    /// What a proxy before us and we could understand differently is refused, not normalised (`reliability.md` B17).
    var isUnambiguous: Bool {
        if query == nil && isPlain { return true }
        guard Self.isWellFormed(path, allowing: Self.isPathByte), query.map({ Self.isWellFormed($0, allowing: Self.isQueryByte) }) ?? true else {
            return false
        }
        let segments = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            if segment.isEmpty, segments.count > 1 || index > 0 { return false }
            guard let decoded = percentDecoded(Substring(segment)) else { return false }
            if decoded.isByteIdentical(to: ".") || decoded.isByteIdentical(to: "..") { return false }
            if decoded.unicodeScalars.contains(where: { $0 == "/" || $0 == "\\" || $0 == ";" || $0 == "%" || $0.value < 0x20 || $0.value == 0x7F }) {
                return false
            }
        }
        return true
    }

    /// Only letters, digits and hyphens in every segment, but for inner dots: nearly all paths, found without decoding anything.
    private var isPlain: Bool {
        var atStart = true
        for byte in path.utf8.dropFirst() {
            switch byte {
            case UInt8(ascii: "/") where !atStart: atStart = true
            case UInt8(ascii: ".") where !atStart: continue
            case UInt8(ascii: "-"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): atStart = false
            default: return false
            }
        }
        return !atStart
    }

    private static func isWellFormed(_ text: String, allowing isAllowed: (UInt8) -> Bool) -> Bool {
        text.utf8.allSatisfy(isAllowed) && percentDecoded(Substring(text)) != nil
    }

    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
            UInt8(ascii: "="):
            true
        case UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "#"): false
        default: byte.isTokenByte
        }
    }

    private static func isQueryByte(_ byte: UInt8) -> Bool {
        isPathByte(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ";")
    }
}

/// The text behind percent-encoding (RFC 3986 section 2.1); nil for a broken escape, U+0000 or bytes that are not UTF-8.
func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue, high << 4 | low != 0 else { return nil }
        bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
}
