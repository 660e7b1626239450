internal import AdapterKit

extension OutboundRequest {
    /// Why this request must not go out; nil if it may. Everything that could end a line or a URL early, or contradict the transport, is
    /// refused by its bytes (`reliability.md` M13). Never quotes the request.
    var defect: String? {
        guard path.utf8.first == UInt8(ascii: "/") else { return "the path does not begin with /" }
        guard path.hasOnlyBytes(where: { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
            return "the path holds a character that is not allowed"
        }
        if method == .get, !body.isEmpty { return "a GET has a body" }
        for header in headers {
            guard !header.name.utf8.isEmpty, header.name.hasOnlyBytes(where: { $0.isToken }) else { return "a header name is not a token" }
            guard header.value.hasOnlyBytes(where: { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x09 }) else {
                return "a header value holds a character that is not allowed"
            }
            if header.name.belongsToTransport { return "a header belongs to the transport" }
        }
        return nil
    }
}

extension UInt8 {
    /// A character of a token (RFC 9110 section 5.6.2): one bit for each of the 128 characters of ASCII.
    fileprivate var isToken: Bool { self < 128 && (self < 64 ? Self.lowTokens : Self.highTokens) >> UInt64(self & 63) & 1 == 1 }

    /// `!#$%&'*+-.` and digits.
    private static let lowTokens: UInt64 = 0x03FF_6CFA_0000_0000
    /// Letters and ``^_`|~``.
    private static let highTokens: UInt64 = 0x57FF_FFFF_C7FF_FFFE

    fileprivate var lowercased: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}

extension String {
    /// Headers that describe the message or the connection: only the transport knows them.
    fileprivate var belongsToTransport: Bool {
        switch utf8.count {
        case 2: isIgnoringCase("te")
        case 4: isIgnoringCase("host")
        case 6: isIgnoringCase("expect")
        case 7: isIgnoringCase("upgrade") || isIgnoringCase("trailer")
        case 10: isIgnoringCase("connection") || isIgnoringCase("keep-alive")
        case 14: isIgnoringCase("content-length")
        case 17: isIgnoringCase("transfer-encoding")
        default: false
        }
    }

    /// Whether the text is that word, ASCII letters compared without case.
    func isIgnoringCase(_ word: StaticString) -> Bool {
        unsafe utf8.count == word.utf8CodeUnitCount
            && equalsIgnoringCase(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Whether the UTF-8 bytes are these, ASCII letters compared without case.
    func equalsIgnoringCase(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let own = utf8
        guard own.count == bytes.count else { return false }
        let isEqual = unsafe own.withContiguousStorageIfAvailable { own in
            for index in 0..<bytes.count where unsafe own[index].lowercased != bytes[index].lowercased { return false }
            return true
        }
        return unsafe isEqual ?? own.elementsEqual(bytes) { $0.lowercased == $1.lowercased }
    }

    /// Whether every UTF-8 byte passes; looks at the bytes where they lie.
    fileprivate func hasOnlyBytes(where isAllowed: (UInt8) -> Bool) -> Bool {
        let passes = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            for index in 0..<bytes.count where unsafe !isAllowed(bytes[index]) { return false }
            return true
        }
        return passes ?? utf8.allSatisfy(isAllowed)
    }
}
