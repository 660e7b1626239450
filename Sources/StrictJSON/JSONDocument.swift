/// A document that was read without making a tree of it: its bytes, and where each value stands in them. For replies of which a little is
/// wanted; nothing is copied or counted before somebody asks for it.
package final class JSONDocument: Sendable {
    /// Where a value of the document stands; means nothing in another one.
    package struct Place: Sendable, Hashable {
        @usableFromInline let index: Int

        @inlinable init(index: Int) { self.index = index }
    }

    /// What a value is.
    package enum Kind: UInt8, Sendable {
        case null, bool, number, string, escapedString, array, object
    }

    /// One value, or the name of a member, which stands before its value.
    @usableFromInline
    struct Entry: Sendable {
        @usableFromInline let kind: Kind
        /// Where the content begins in the bytes: of a string behind the quotation mark.
        @usableFromInline let start: UInt32
        /// Where the content ends in the bytes; for an array or object, where its entries end among the entries.
        @usableFromInline var end: UInt32

        /// The entry behind this one and everything inside it.
        @inlinable
        func next(after index: Int) -> Int { kind == .array || kind == .object ? Int(end) : index + 1 }

        /// Of anything but an array or object.
        @inlinable
        func content(in bytes: UnsafeBufferPointer<UInt8>) -> JSONContent {
            JSONContent(bytes: UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(end)]), isEscaped: kind == .escapedString)
        }
    }

    @usableFromInline let bytes: [UInt8]
    @usableFromInline let entries: [Entry]

    /// Reads one document, as strictly as ``JSON/init(parsing:limits:)`` says.
    package init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONSyntaxError) {
        self.bytes = bytes
        entries = try JSONParser.entries(of: bytes, limits: limits)
    }

    /// The document's own value.
    package var root: Place { Place(index: 0) }

    package func kind(of place: Place) -> Kind { entries[place.index].kind }

    /// True for a text without any characters.
    package func isEmptyText(_ place: Place) -> Bool {
        entries[place.index].kind == .string && entries[place.index].start == entries[place.index].end
    }

    /// The text of a string, or a number or bool as it is written; "" for an array or object.
    package func text(of place: Place) -> String { withContent(of: place) { $0.text } ?? "" }

    /// The member of that name, compared byte by byte; nil when there is none or the value is no object.
    package func member(_ name: String, of place: Place) -> Place? {
        let object = entries[place.index]
        guard object.kind == .object else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var name = name
            return name.withUTF8 { name in
                var index = place.index + 1
                while index < Int(object.end) {
                    if entries[index].content(in: bytes).isText(name) { return Place(index: index + 1) }
                    index = entries[index + 1].next(after: index + 1)
                }
                return nil
            }
        }
    }

    /// The elements of an array, in order; nil for anything else.
    package func elements(of place: Place) -> [Place]? {
        let array = entries[place.index]
        guard array.kind == .array else { return nil }
        var elements: [Place] = []
        var index = place.index + 1
        while index < Int(array.end) {
            elements.append(Place(index: index))
            index = entries[index].next(after: index)
        }
        return elements
    }

    /// The members of an object, in order; nil for anything else.
    package func members(of place: Place) -> [(name: String, value: Place)]? {
        var members: [(name: String, value: Place)] = []
        let isObject = forEachMember(of: place) { name, value in members.append((name.text, value)) }
        return isObject ? members : nil
    }

    /// Lends bytes and entries for many looks: what reads a whole list borrows them once instead of counting references at each value.
    @inlinable
    package func lend<Value, Failure>(_ body: (Lent) throws(Failure) -> Value) throws(Failure) -> Value {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
            try entries.withUnsafeBufferPointer { entries throws(Failure) in try body(Lent(bytes: bytes, entries: entries)) }
        }
    }

    /// Shows each member of an object in order; false for anything else.
    private func forEachMember(of place: Place, _ body: (_ name: JSONContent, _ value: Place) -> Void) -> Bool {
        lend { $0.forEachMember(of: place, body) }
    }

    /// Lends the content of anything but an array or object; nil for those.
    package func withContent<Value>(of place: Place, _ body: (JSONContent) -> Value) -> Value? {
        lend { $0.content(of: place).map(body) }
    }
}

extension JSONDocument {
    /// A document for as long as it is lent; must not be kept.
    package struct Lent {
        @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
        @usableFromInline let entries: UnsafeBufferPointer<Entry>

        @inlinable
        init(bytes: UnsafeBufferPointer<UInt8>, entries: UnsafeBufferPointer<Entry>) {
            self.bytes = bytes
            self.entries = entries
        }

        @inlinable
        package func kind(of place: Place) -> Kind { entries[place.index].kind }

        /// The content of anything but an array or object; nil for those.
        @inlinable
        package func content(of place: Place) -> JSONContent? {
            let entry = entries[place.index]
            return entry.kind == .array || entry.kind == .object ? nil : entry.content(in: bytes)
        }

        /// Shows each member of an object in order; false for anything else.
        @inlinable
        package func forEachMember(of place: Place, _ body: (_ name: JSONContent, _ value: Place) -> Void) -> Bool {
            let object = entries[place.index]
            guard object.kind == .object else { return false }
            var index = place.index + 1
            while index < Int(object.end) {
                body(entries[index].content(in: bytes), Place(index: index + 1))
                index = entries[index + 1].next(after: index + 1)
            }
            return true
        }
    }
}

/// The bytes of a string, number or word in a document, lent for as long as the document is looked at.
package struct JSONContent {
    /// As they stand in the document.
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    /// True when backslashes are to be resolved.
    @usableFromInline let isEscaped: Bool

    @inlinable
    init(bytes: UnsafeBufferPointer<UInt8>, isEscaped: Bool) {
        self.bytes = bytes
        self.isEscaped = isEscaped
    }

    /// The text that the content means.
    package var text: String {
        isEscaped ? String(decoding: unescaped, as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
    }

    /// Lends the bytes of the text that the content means.
    @inlinable
    package func withBytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        isEscaped ? unescaped.withUnsafeBufferPointer(body) : body(bytes)
    }

    /// Whether the content means that text.
    @inlinable
    package func isText(_ other: UnsafeBufferPointer<UInt8>) -> Bool { isSameText(as: JSONContent(bytes: other, isEscaped: false)) }

    /// True for a text without any characters.
    @inlinable
    package var isEmpty: Bool { bytes.isEmpty }

    /// Whether two contents mean the same text.
    @inlinable
    func isSameText(as other: JSONContent) -> Bool {
        if !isEscaped, !other.isEscaped { return bytes.isByteIdentical(to: other.bytes) }
        return unescaped == other.unescaped
    }

    /// The text's bytes. The escapes were checked when the document was read.
    @usableFromInline
    var unescaped: [UInt8] {
        guard isEscaped else { return Array(bytes) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"): text.append(contentsOf: String(Character(scalar(at: &index))).utf8)
            default: text.append(escape)
            }
        }
        return text
    }

    private func scalar(at index: inout Int) -> Unicode.Scalar {
        var value = unit(at: &index)
        if (0xD800..<0xDC00).contains(value) {
            index += 2
            value = 0x10000 + ((value - 0xD800) << 10) + (unit(at: &index) - 0xDC00)
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private func unit(at index: inout Int) -> UInt32 {
        var value: UInt32 = 0
        for byte in bytes[index..<index + 4] { value = value << 4 | UInt32(byte < 0x40 ? byte - 0x30 : (byte | 0x20) - 0x57) }
        index += 4
        return value
    }
}
