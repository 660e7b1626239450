import StrictJSON
import Verification

/// A registry's own number of an exchange, or of an answer that comes later: it goes into results and logs.
enum ReplyReference {
    /// 1 to 64 of ASCII letters, digits, hyphens, points and underscores that do not hold the number asked about.
    static func isClean(_ text: String, about person: Person?) -> Bool {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ isPlain($0) }) else { return false }
        // As a step of a path these would climb.
        if text.isByteIdentical(to: ".") || text.isByteIdentical(to: "..") { return false }
        guard let person else { return true }
        var text = text
        return text.withUTF8 { text in
            if holds(text, person.identifier.number) { return false }
            // The number in its other form is the number; both forms have so many digits in a row.
            guard hasDigits(15, in: text) else { return true }
            return [person.fifteenDigits, person.eighteenCharacters].allSatisfy { form in form.map { !holds(text, $0) } ?? true }
        }
    }

    private static func hasDigits(_ count: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        var run = 0
        for byte in text {
            run = (0x30...0x39).contains(byte) ? run + 1 : 0
            if run == count { return true }
        }
        return false
    }

    private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ other: String) -> Bool {
        var other = other
        return other.withUTF8 { holds(text, $0) }
    }

    private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Bool {
        other.withUnsafeBufferPointer { holds(text, $0) }
    }

    /// Whether a text, its letters taken for capital ones, holds another.
    private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !other.isEmpty, other.count <= text.count else { return other.isEmpty }
        for start in 0...text.count - other.count {
            var index = 0
            while index < other.count {
                let byte = text[start + index]
                guard ((0x61...0x7A).contains(byte) ? byte - 0x20 : byte) == other[index] else { break }
                index += 1
            }
            if index == other.count { return true }
        }
        return false
    }

    /// A code fit for a log: at most twelve of the same characters, too few for anybody's number, else "unknown".
    static func code(_ text: String) -> String { (1...12).contains(text.utf8.count) && text.utf8.allSatisfy(isPlain) ? text : "unknown" }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_")
    }
}
