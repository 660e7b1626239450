extension JSON {
    /// Reads one document.
    ///
    /// Accepts what RFC 8259 allows in UTF-8 and refuses besides: a byte order mark, the same member name twice in one object (parsers
    /// disagree on which one counts, so what is logged and what is obeyed could differ), U+0000 in any text, lone surrogates, and anything
    /// beyond `limits`. Names are compared byte by byte.
    package init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        let outcome: Result<JSON, JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer, limits: limits)
            return Result { () throws(JSONSyntaxError) in try parser.document() }
        }
        self = try outcome.get()
    }
}

/// A recursive-descent reader over bytes; depth is bounded by the limits, so the stack is too.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var values = 0
    /// Longer numbers mean nothing here; they are kept as text, so their value needs no other bound.
    private static let maximumNumberBytes = 256

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        if bytes.count > limits.bytes { throw failure(.tooLarge, at: limits.bytes) }
        if bytes.isEmpty { throw failure(.empty) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw failure(.byteOrderMark) }
        skipSpace()
        let value = try value()
        skipSpace()
        if position != bytes.count { throw failure(.trailingBytes) }
        return value
    }

    private func failure(_ code: JSONSyntaxError.Code, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(code, at: offset ?? position, in: bytes)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONSyntaxError) -> UInt8 {
        guard position < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func value() throws(JSONSyntaxError) -> JSON {
        values += 1
        if values > limits.values { throw failure(.tooLarge) }
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw failure(.unexpectedByte) }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONSyntaxError) {
        depth += 1
        if depth > limits.depth { throw failure(.tooDeep) }
        position += 1
        skipSpace()
    }

    private mutating func array() throws(JSONSyntaxError) -> JSON {
        try enter()
        defer { depth -= 1 }
        var elements: [JSON] = []
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array([])
        }
        while true {
            elements.append(try value())
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSON {
        try enter()
        defer { depth -= 1 }
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object([])
        }
        var members: [JSON.Member] = []
        members.reserveCapacity(8)
        var seen: Set<[UInt8]> = []
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let start = position
            let name = try string()
            if isRepeated(name, among: members, &seen) { throw failure(.duplicateName, at: start) }
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            position += 1
            skipSpace()
            members.append(JSON.Member(name, try value()))
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    /// Small objects are compared pair by pair; from seventeen members on a set of byte strings keeps it linear.
    private func isRepeated(_ name: String, among members: [JSON.Member], _ seen: inout Set<[UInt8]>) -> Bool {
        if members.count < 16 { return members.contains { $0.name.isByteIdentical(to: name) } }
        if seen.isEmpty { for member in members { seen.insert(Array(member.name.utf8)) } }
        return !seen.insert(Array(name.utf8)).inserted
    }

    private mutating func number() throws(JSONSyntaxError) -> JSON {
        let start = position
        if try peek() == UInt8(ascii: "-") { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits(from: start)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits(from: start)
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
            try digits(from: start)
        }
        if position - start > Self.maximumNumberBytes { throw failure(.invalidNumber, at: start) }
        return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
    }

    private mutating func digits(from start: Int) throws(JSONSyntaxError) {
        let first = position
        while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
        if position == first { throw failure(.invalidNumber, at: start) }
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        let start = position
        var bits: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let slice = UnsafeBufferPointer(rebasing: bytes[start..<position])
                guard let text = Self.text(slice, isASCII: bits < 0x80) else { throw failure(.invalidEncoding, at: start) }
                position += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw failure(.unexpectedByte)
            default:
                bits |= byte
                position += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    /// The text of UTF-8 bytes; nil when they are none. Decoding repairs what is wrong, so whatever was wrong comes out different; this is
    /// many times faster than the standard library's validating initialiser.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        if isASCII { return text }
        let isUnrepaired = text.utf8.withContiguousStorageIfAvailable { $0.isByteIdentical(to: bytes) } ?? text.utf8.elementsEqual(bytes)
        return isUnrepaired ? text : nil
    }

    /// The slow path, taken at the first backslash.
    private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = text.withUnsafeBufferPointer({ Self.text($0, isASCII: false) }) else {
                    throw failure(.invalidEncoding, at: start)
                }
                position += 1
                return string
            case UInt8(ascii: "\\"):
                position += 1
                try appendEscape(to: &text)
            case 0..<0x20: throw failure(.unexpectedByte)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONSyntaxError) {
        let escape = try peek()
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar()
            text.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw failure(.invalidEscape, at: position - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        let high = try hexadecimal()
        if high == 0 { throw failure(.nulCharacter, at: start) }
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw failure(.invalidEscape, at: start) }
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)) else {
            throw failure(.invalidEscape, at: start)
        }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw failure(.invalidEscape)
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
