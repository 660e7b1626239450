import NIOHTTP1

/// What the rules say about a request's head.
enum HeadVerdict: Equatable {
    /// The message can be framed and read.
    case acceptable(Framing, RequestTarget)
    /// Not a valid head: a bare status and the end of the connection (RFC 9112 sections 3.2, 6.3).
    case unacceptable(status: Int)
    /// A valid head that is refused before its body is read.
    case refused(ProblemCode)

    /// How the body is delimited and what happens to the connection after the answer.
    struct Framing: Equatable {
        /// Bytes of the body; nil when it comes in chunks, 0 when there is none.
        var contentLength: Int?
        /// The client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
        var expectsContinue = false
        var isKeptAlive = true
    }
}

/// The rules for heads, stricter than RFC 9112 where leniency is how requests get smuggled (`reliability.md` B1–B5).
struct HeadRules: Sendable {
    let targetBytes: Int

    func verdict(on head: HTTPRequestHead) -> HeadVerdict {
        guard head.version == .http1_1 || head.version == .http1_0 else { return .unacceptable(status: 400) }
        if head.uri.utf8.count > targetBytes { return .unacceptable(status: 414) }
        var fields = SpecialFields()
        for (name, value) in head.headers {
            guard Self.isAcceptable(name: name, value: value) else { return .unacceptable(status: 400) }
            fields.note(name, value)
        }
        guard fields.hosts == 1, Host(fields.host) != nil else { return .unacceptable(status: 400) }
        guard var framing = framing(of: fields, version: head.version) else { return .unacceptable(status: 400) }
        guard let target = RequestTarget(head.uri, host: fields.host) else { return .unacceptable(status: 400) }
        framing.isKeptAlive = head.isKeepAlive && !fields.upgrades
        if head.method == .CONNECT || target.isNotAPath { return .refused(.methodNotAllowed) }
        if !target.isUnambiguous { return .refused(.invalidTarget) }
        if fields.expectations > 0 {
            guard fields.expectations == 1, head.version == .http1_1, fields.expectation.utf8.elementsEqual("100-continue".utf8) else {
                return .refused(.expectationFailed)
            }
            framing.expectsContinue = framing.contentLength != 0
        }
        return .acceptable(framing, target)
    }

    /// One way to say how long the body is: a plain `Content-Length`, or `Transfer-Encoding: chunked` and nothing else (RFC 9112 section 6).
    private func framing(of fields: SpecialFields, version: HTTPVersion) -> HeadVerdict.Framing? {
        switch (fields.transferEncodings, fields.contentLengths) {
        case (0, 0): return HeadVerdict.Framing(contentLength: 0)
        case (0, 1):
            let digits = fields.contentLength.utf8
            let isPlain = digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard isPlain, (1...18).contains(digits.count), digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
            return Int(fields.contentLength).map { HeadVerdict.Framing(contentLength: $0) }
        case (1, 0):
            guard version == .http1_1, fields.transferEncoding.utf8.elementsEqual("chunked".utf8) else { return nil }
            return HeadVerdict.Framing(contentLength: nil)
        default: return nil
        }
    }

    /// A token without underscore (some systems take it for a hyphen), and a value of visible ASCII, spaces and tabs.
    static func isAcceptable(name: String, value: String) -> Bool {
        !name.utf8.isEmpty && name.utf8.allSatisfy { $0.isTokenByte && $0 != UInt8(ascii: "_") }
            && value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
    }
}

/// The fields that decide about framing, counted, with the last value of each in lower case.
private struct SpecialFields {
    var hosts = 0
    var host = ""
    var contentLengths = 0
    var contentLength = ""
    var transferEncodings = 0
    var transferEncoding = ""
    var expectations = 0
    var expectation = ""
    var upgrades = false

    mutating func note(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 4 where name.isFieldName("host"):
            hosts += 1
            host = value.lowercased()
        case 6 where name.isFieldName("expect"):
            expectations += 1
            expectation = value.lowercased()
        case 7 where name.isFieldName("upgrade"): upgrades = true
        case 14 where name.isFieldName("content-length"):
            contentLengths += 1
            contentLength = value
        case 17 where name.isFieldName("transfer-encoding"):
            transferEncodings += 1
            transferEncoding = value.lowercased()
        default: break
        }
    }
}

extension String {
    /// Equal to a lower-case ASCII name, without regard to ASCII case.
    func isFieldName(_ name: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { utf8 in
            guard utf8.count == name.utf8CodeUnitCount else { return false }
            for index in 0..<utf8.count {
                let byte = utf8[index]
                let lower = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
                if lower != name.utf8Start[index] { return false }
            }
            return true
        }
    }
}

extension UInt8 {
    /// A byte of an RFC 9110 token.
    var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// The value of a hexadecimal digit, else nil.
    var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
