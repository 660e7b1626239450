import StrictJSON
import Testing

@Suite("JSON: writing")
struct WriterTests {
    private func written(_ text: String) -> String {
        var writer = JSONWriter()
        writer.string(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("", "\"\""), ("abc", "\"abc\""), ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("a\nb", "\"a\\nb\""), ("\r", "\"\\u000d\""), ("\t", "\"\\u0009\""),
        ("\u{0}", "\"\\u0000\""), ("\u{1B}[31m", "\"\\u001b[31m\""), ("\u{7F}", "\"\\u007f\""), ("/", "\"/\""), ("欧阳", "\"欧阳\""), ("𠮷", "\"𠮷\""),
        ("\r\n", "\"\\u000d\\n\""), ("\"a\"b\\", "\"\\\"a\\\"b\\\\\""), ("\u{2028}", "\"\u{2028}\""),
    ])
    func stringsAreEscaped(_ text: String, _ expected: String) {
        #expect(written(text) == expected)
    }

    /// Every scalar below U+0300 and samples above, alone and between others, comes back as it was; U+0000 alone is not readable by design.
    @Test func everyScalarComesBack() throws {
        let scalars = (1..<0x300).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}", "\u{E000}"]
        for scalar in scalars {
            for text in [String(Character(scalar)), "a\(Character(scalar))b\(Character(scalar))"] {
                #expect(try JSON(parsing: Array(written(text).utf8), limits: .request) == .string(text))
            }
        }
    }

    @Test func structureAndCommas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.integer(1)
        writer.bool(true)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.name("b")
        writer.encoded(Array("{\"x\":1}".utf8))
        writer.name(escaping: "c\"")
        writer.value(["d": [1, "e", nil as JSON? ?? .null]])
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[1,true,null,{},[]],"b":{"x":1},"c\"":{"d":[1,"e",null]}}"#)
    }
}
