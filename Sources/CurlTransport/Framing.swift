internal import AdapterKit

/// How an answer says where its body ends (RFC 9112 section 6).
enum Framing: Hashable {
    /// After so many bytes.
    case length(Int)
    /// By chunks.
    case chunked
    /// Not at all: it ends with the connection. Then an end is not told from a cut (libcurl ignores a missing TLS good-bye), so that such an
    /// answer cannot be believed to be whole.
    case untilClose
    /// In a way that means nothing, or in two ways: whoever reads it otherwise than its sender takes one answer for another.
    case invalid

    /// Reads the fields of a final answer with that status.
    init(_ fields: [OutboundRequest.Header], status: Int) {
        var length: Int?
        var isChunked = false
        for field in fields {
            if field.name.isIgnoringCase("content-length") {
                guard let value = Self.length(field.value), length == nil || length == value else {
                    self = .invalid
                    return
                }
                length = value
            } else if field.name.isIgnoringCase("transfer-encoding") {
                guard field.value.isIgnoringCase("chunked"), !isChunked else {
                    self = .invalid
                    return
                }
                isChunked = true
            }
        }
        switch (length, isChunked) {
        case (_?, true): self = .invalid
        case _ where status == 204 || status == 304: self = .length(0)
        case (nil, true): self = .chunked
        case (let length?, false): self = .length(length)
        case (nil, false): self = .untilClose
        }
    }

    /// Digits only, at most 15 of them.
    private static func length(_ text: String) -> Int? {
        guard (1...15).contains(text.utf8.count) else { return nil }
        var value = 0
        for byte in text.utf8 {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
