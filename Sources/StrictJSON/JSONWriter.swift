/// Appends compact JSON to a byte buffer, without building a tree: for replies on the hot path.
///
/// The caller keeps the structure right (every `begin` has its `end`, a `name` before each member's value); commas are the writer's.
package struct JSONWriter {
    /// The first ``count`` bytes are written, the rest is room.
    private var storage: [UInt8]
    private var count = 0
    /// True when the next name or element needs a comma before it.
    private var needsComma = false

    package init(capacity: Int = 1024) {
        storage = [UInt8](repeating: 0, count: capacity)
    }

    /// What has been written.
    package var bytes: [UInt8] {
        mutating get {
            storage.removeLast(storage.count - count)
            return storage
        }
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the next member. Names are ours: ASCII without quotes or backslashes.
    package mutating func name(_ name: StaticString) {
        putQuoted(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount), then: UInt8(ascii: ":"))
        needsComma = false
    }

    /// The name of the next member, any text.
    package mutating func name(escaping name: String) {
        string(name)
        put(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func string(_ text: String) {
        // Every text that is made in Swift lends its bytes.
        if text.utf8.withContiguousStorageIfAvailable({ putString($0) }) == nil {
            Array(text.utf8).withUnsafeBufferPointer { putString($0) }
        }
        needsComma = true
    }

    package mutating func integer(_ value: Int) { raw(String(value)) }
    package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
    package mutating func null() { word("null") }

    /// A whole value.
    package mutating func value(_ value: JSON) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let text): raw(text)
        case .string(let text): string(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(escaping: member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Bytes that are JSON already, for example a part that was encoded once at start.
    package mutating func encoded(_ json: [UInt8]) {
        separate()
        json.withUnsafeBufferPointer { put($0) }
        needsComma = true
    }

    private mutating func raw(_ text: String) {
        separate()
        put(atMost: text.utf8.count) { room in
            var end = room
            for byte in text.utf8 {
                end.pointee = byte
                end += 1
            }
            return end - room
        }
        needsComma = true
    }

    private mutating func word(_ word: StaticString) {
        separate()
        put(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { put(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        put(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        put(bracket)
        needsComma = true
    }
}

// Bytes on their way into the storage.
extension JSONWriter {
    /// Lets `write` fill room for at most so many bytes; it says how many it has filled.
    @inline(__always)
    private mutating func put(atMost most: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        let start = count
        if storage.count - start < most { storage.append(contentsOf: repeatElement(0, count: max(most, storage.count))) }
        count += storage.withUnsafeMutableBufferPointer { room in room.baseAddress.map { write($0 + start) } ?? 0 }
    }

    private mutating func put(_ byte: UInt8) {
        put(atMost: 1) { room in
            room[0] = byte
            return 1
        }
    }

    private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        put(atMost: bytes.count) { room in
            room.update(from: source, count: bytes.count)
            return bytes.count
        }
    }

    /// Clean text between quotes, with a comma before it where one is needed, and one more byte behind it.
    private mutating func putQuoted(_ text: UnsafeBufferPointer<UInt8>, then last: UInt8? = nil) {
        let comma = needsComma
        put(atMost: text.count + 4) { room in
            var end = room
            func put(_ byte: UInt8) {
                end.pointee = byte
                end += 1
            }
            if comma { put(UInt8(ascii: ",")) }
            put(UInt8(ascii: "\""))
            if let source = text.baseAddress { end.update(from: source, count: text.count) }
            end += text.count
            put(UInt8(ascii: "\""))
            if let last { put(last) }
            return end - room
        }
    }

    /// Any text between quotes. Runs that need no escape, which is nearly everything, are copied whole.
    private mutating func putString(_ text: UnsafeBufferPointer<UInt8>) {
        guard var index = Self.firstEscape(in: text, from: 0) else { return putQuoted(text) }
        separate()
        put(UInt8(ascii: "\""))
        var start = 0
        while true {
            put(UnsafeBufferPointer(rebasing: text[start..<index]))
            putEscape(of: text[index])
            start = index + 1
            guard let next = Self.firstEscape(in: text, from: start) else { break }
            index = next
        }
        put(UnsafeBufferPointer(rebasing: text[start...]))
        put(UInt8(ascii: "\""))
    }

    private mutating func putEscape(of byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x0A: put(UInt8(ascii: "n"))
        default:
            for character in "u00".utf8 { put(character) }
            for digit in [byte >> 4, byte & 15] { put(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)) }
        }
    }

    /// The position of the next byte that must not stand as it is.
    private static func firstEscape(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let words = UnsafeRawBufferPointer(text)
        var index = start
        while index < text.count {
            if index + 8 <= text.count, isClean(words.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
                index += 8
            } else {
                if needsEscape(text[index]) { return index }
                index += 1
            }
        }
        return nil
    }

    /// What RFC 8259 section 7 demands, and DEL; all else goes through as UTF-8.
    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    /// True when none of eight bytes needs an escape: the borrow of each subtraction shows where a byte is below a bound or equals one.
    private static func isClean(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        func has(_ byte: UInt64) -> UInt64 {
            let difference = word ^ (ones &* byte)
            return (difference &- ones) & ~difference
        }
        let controls = (word &- ones &* 0x20) & ~word
        return (controls | has(0x22) | has(0x5C) | has(0x7F)) & (ones &* 0x80) == 0
    }
}

extension JSON {
    /// Compact UTF-8 bytes of the value.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
