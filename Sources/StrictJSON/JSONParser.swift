/// A recursive-descent reader over bytes, which notes where each value stands; depth is bounded by the limits, so the stack is too.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var position = 0
    private var depth = 0
    private var values = 0
    private var entries: [JSONDocument.Entry] = []
    /// Longer numbers mean nothing here; they are kept as text, so their value needs no other bound.
    private static let maximumNumberBytes = 256

    private init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        entries.reserveCapacity(min(bytes.count, limits.bytes) / 12 + 8)
    }

    /// What stands where in a document.
    static func entries(of bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) -> [JSONDocument.Entry] {
        let outcome: Result<[JSONDocument.Entry], JSONSyntaxError> = bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer, limits: limits)
            return Result { () throws(JSONSyntaxError) in
                try parser.document()
                return parser.entries
            }
        }
        return try outcome.get()
    }

    private mutating func document() throws(JSONSyntaxError) {
        if bytes.count > min(limits.bytes, Int(UInt32.max)) { throw failure(.tooLarge, at: limits.bytes) }
        if bytes.isEmpty { throw failure(.empty) }
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { throw failure(.byteOrderMark) }
        skipSpace()
        try value()
        skipSpace()
        if position != bytes.count { throw failure(.trailingBytes) }
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

    private mutating func value() throws(JSONSyntaxError) {
        values += 1
        if values > limits.values { throw failure(.tooLarge) }
        switch try peek() {
        case UInt8(ascii: "{"): try object()
        case UInt8(ascii: "["): try array()
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try literal("true", .bool)
        case UInt8(ascii: "f"): try literal("false", .bool)
        case UInt8(ascii: "n"): try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func append(_ kind: JSONDocument.Kind, from start: Int, to end: Int) {
        entries.append(JSONDocument.Entry(kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end)))
    }

    private mutating func literal(_ word: StaticString, _ kind: JSONDocument.Kind) throws(JSONSyntaxError) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw failure(.unexpectedByte) }
            position += 1
        }
        append(kind, from: start, to: position)
    }

    /// Goes into an array or object; returns where its entry stands.
    private mutating func enter(_ kind: JSONDocument.Kind) throws(JSONSyntaxError) -> Int {
        append(kind, from: position, to: position)
        depth += 1
        if depth > limits.depth { throw failure(.tooDeep) }
        position += 1
        skipSpace()
        return entries.count - 1
    }

    /// Goes out behind the closing bracket. The entry of an array or object ends where the entries inside it end.
    private mutating func leave(_ entry: Int) {
        depth -= 1
        position += 1
        entries[entry].end = UInt32(truncatingIfNeeded: entries.count)
    }

    private mutating func array() throws(JSONSyntaxError) {
        let entry = try enter(.array)
        if try peek() == UInt8(ascii: "]") { return leave(entry) }
        while true {
            try value()
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "]"): return leave(entry)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    private mutating func object() throws(JSONSyntaxError) {
        let entry = try enter(.object)
        if try peek() == UInt8(ascii: "}") { return leave(entry) }
        var count = 0
        var seen: Set<[UInt8]> = []
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let start = position
            let name = entries.count
            try string()
            if isRepeated(name, in: entry, count, &seen) { throw failure(.duplicateName, at: start) }
            count += 1
            skipSpace()
            guard try peek() == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            position += 1
            skipSpace()
            try value()
            skipSpace()
            switch try peek() {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "}"): return leave(entry)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    /// Small objects are compared pair by pair; from seventeen members on a set of byte strings keeps it linear.
    private func isRepeated(_ name: Int, in object: Int, _ count: Int, _ seen: inout Set<[UInt8]>) -> Bool {
        let content = entries[name].content(in: bytes)
        if count >= 16, !seen.isEmpty { return !seen.insert(content.unescaped).inserted }
        var other = object + 1
        while other < name {
            if entries[other].content(in: bytes).isSameText(as: content) { return true }
            if count == 16 { seen.insert(entries[other].content(in: bytes).unescaped) }
            other = entries[other + 1].next(after: other + 1)
        }
        if count == 16 { seen.insert(content.unescaped) }
        return false
    }

    private mutating func number() throws(JSONSyntaxError) {
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
        append(.number, from: start, to: position)
    }

    private mutating func digits(from start: Int) throws(JSONSyntaxError) {
        let first = position
        while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] { position += 1 }
        if position == first { throw failure(.invalidNumber, at: start) }
    }

    private mutating func string() throws(JSONSyntaxError) {
        position += 1
        let start = position
        var bits: UInt8 = 0
        var kind = JSONDocument.Kind.string
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                if bits >= 0x80, !UTF8.isValid(UnsafeBufferPointer(rebasing: bytes[start..<position])) { throw failure(.invalidEncoding, at: start) }
                append(kind, from: start, to: position)
                position += 1
                return
            case UInt8(ascii: "\\"):
                kind = .escapedString
                position += 1
                try escape()
            case 0..<0x20: throw failure(.unexpectedByte)
            default:
                bits |= byte
                position += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    /// Passes over what follows a backslash.
    private mutating func escape() throws(JSONSyntaxError) {
        let escape = try peek()
        position += 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"): try escapedScalar()
        default: throw failure(.invalidEscape, at: position - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) {
        let start = position
        let high = try hexadecimal()
        if high == 0 { throw failure(.nulCharacter, at: start) }
        guard (0xD800..<0xE000).contains(high) else { return }
        guard high < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
            throw failure(.invalidEscape, at: start)
        }
        position += 2
        guard (0xDC00..<0xE000).contains(try hexadecimal()) else { throw failure(.invalidEscape, at: start) }
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
