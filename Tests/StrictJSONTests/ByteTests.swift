import StrictJSON
import Testing

@Suite("JSON: bytes of texts")
struct ByteTests {
    private static let texts = [
        "", "a", "b", "ab", "1234567", "12345678", "12345679", "123456789", "1234567890123456", "1234567890123457", "123456789012345678901234",
        "é", "e\u{301}", "Å", "\u{212B}", "欧阳", "歐陽", "𠮷", "\u{FFFD}", "欧阳\u{B7}1234567890",
    ]

    @Test func comparisonGoesByBytes() {
        for left in Self.texts {
            for right in Self.texts {
                let bytes = (Array(left.utf8), Array(right.utf8))
                // One comes from elsewhere, so that the two never share their storage.
                let other = String(decoding: bytes.1, as: UTF8.self)
                #expect(left.isByteIdentical(to: other) == (bytes.0 == bytes.1))
                #expect(left.precedesByBytes(other) == bytes.0.lexicographicallyPrecedes(bytes.1))
            }
        }
    }

    /// Wherever the byte stands among the eight that are looked at together.
    @Test func whatNeedsAnEscapeGetsItInEveryPlace() throws {
        for byte in UInt8(1)..<0x80 {
            for place in 0..<20 {
                var text = Array(repeating: UInt8(ascii: "x"), count: 20)
                text[place] = byte
                let string = String(decoding: text, as: UTF8.self)
                var writer = JSONWriter()
                writer.string(string)
                let needsEscape = byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
                #expect((writer.bytes.count > 22) == needsEscape)
                #expect(try JSON(parsing: writer.bytes, limits: .request) == .string(string))
            }
        }
    }

    /// The reader decodes first and compares then: a repaired text is refused, one that says U+FFFD itself is not.
    @Test(arguments: ["", "abcdefg", "欧阳", #"\n"#])
    func whatIsNotUTF8IsRefusedInEveryPlace(_ before: String) throws {
        let wrong: [[UInt8]] = [
            [0x80], [0xC3], [0xC0, 0xAF], [0xE5, 0x9B], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xFF],
            [0xEF, 0xBF], [0xEF, 0xBF, 0xC3],
        ]
        for bytes in wrong {
            for after in ["", "x", "阳"] {
                let document = [0x22] + Array(before.utf8) + bytes + Array(after.utf8) + [0x22]
                #expect(throws: JSONSyntaxError.self) { try JSON(parsing: document, limits: .request) }
            }
        }
        let document = Array("\"\(before)\u{FFFD}\"".utf8)
        #expect(try JSON(parsing: document, limits: .request).text?.unicodeScalars.last == "\u{FFFD}")
    }
}
