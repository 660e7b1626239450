import StrictJSON
import Testing

/// What the reader takes and what it refuses, in the spirit of JSONTestSuite: what RFC 8259 demands to be accepted is accepted, what it
/// demands to be refused is refused, and where it leaves freedom the stricter way is taken.
@Suite("JSON: accept or refuse")
struct AcceptanceTests {
    static let accepted: [String] = [
        // structures
        "[]", "{}", "[[]   ]", "[\"\"]", "[false]", "[null]", "[1\n]", " [1]", "[1,null,null,null,2]", "[2] ", "[[[[[[[[]]]]]]]]", "[1, \"a\", {}]",
        "{\"a\":[]}", "{\"\":0}", "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\n\"a\": \"b\"\n}", "\t\r\n {} \t\r\n",
        // scalars as documents
        "42", "-0.1", "true", "false", "null", "\"asd\"", "\"\"", " 1 ",
        // numbers
        "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", "[20e1]",
        "[-0]",
        "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "[1e400]",
        "[9007199254740993]", "[18446744073709551616]", "[0.1]", "[-1.5]",
        // strings
        "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
        "[\"\\\\u0000\"]",
        "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\\\n\"]", "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[\"asd\"]", "[ \"asd\"]", "[\"\\uDBFF\\uDFFF\"]",
        "[\"new\\u00A0line\"]", "[\"\u{10FFFF}\"]", "[\"\u{FFFF}\"]", "[\"\u{2028}\"]", "[\"\u{2029}\"]", "[\"\\u002c\"]", "[\"π\"]", "[\"𛿿\"]",
        "[\"\\u0821\"]",
        "[\"\\u0022\"]", "[\"\\uA66D\"]", "[\"⍂㈴⍂\"]", "[\"\u{7F}\"]", "[\"\\u005C\"]", "[\"\u{FEFF}\"]", "[\"欧阳晓梅\"]", "[\"𠮷\"]", "[\"葛\u{E0100}\"]",
        // names
        "{\"a\":1,\"A\":2}", "{\"é\":1,\"e\u{301}\":2}", "{\"\u{F90A}\":1,\"\u{91D1}\":2}", "{\"a\\/b\":1}",
    ]

    static let refused: [String] = [
        // structures
        "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[,]", "[,", "[1,,2]", "[1,,]", "[\"\",]", "[1 true]", "[a", "[3[4]]", "[\"x\"",
        "[\"x\"]]",
        "[1:2]", "[*]", "[1\n", "[\"a\",\n4\n,1,", "[{}", "[\"\": 1]", "{[", "{,", "{]", "{1:1}", "{a:1}", "{'a':1}", "{\"a\"}", "{\"a\":}",
        "{\"a\" b}",
        "{\"a\"::1}", "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\":1", "{\"a\":1 \"b\":2}", "{\"a\":\"a\" 123}", "{\"a\":/*c*/1}", "{\"a\":true} x",
        "{}}", "{}#",
        "[1]x", "[][]", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}//", "<.>", "[<null>]", "[nul]", "[tru]", "[fals]", "[True]", "[NULL]", "nan", "a", "aå",
        "*", "'", "{\"\":", "1,",
        "[\u{0C}]", "[\u{A0}1]", "\u{2060}[]", "{null:null}", "{true:1}", "[undefined]", "[\\u000A\"\"]",
        // numbers
        "[-]", "[+1]", "[++1]", "[-01]", "[01]", "[00]", "[1.]", "[.1]", "[-.1]", "[-2.]", "[0.e1]", "[2.e3]", "[2.e+3]", "[2.e-3]", "[1e]", "[1e+]",
        "[1E-]", "[1eE2]",
        "[0e]", "[0e+]", "[0E]", "[0.3e]", "[0.3e+]", "[9.e+]", "[1 000]", "[1_000]", "[0x1]", "[0x42]", "[1.2a-3]", "[Inf]", "[-Infinity]", "[NaN]",
        "[-NaN]", "[- 1]",
        "[-1x]", "[1ea]", "[1e1.5]", "[1.2.3]", "[--1]", "[１]", "[1,2",
        // strings
        "[\"\\uD800\"]", "[\"\\uDC00\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\n\"]", "[\"\\uD800\\uD800\"]", "[\"\\uD800x\"]", "[\"\\uDBFF\\uE000\"]",
        "[\"\\\"]", "[\"\\\\\\\"]", "[\"",
        "[\"\\", "[\"\\u", "[\"\\u00A\"]", "[\"\\u00GA\"]", "[\"\\x00\"]", "[\"\\a\"]", "[\"\\'\"]", "[\"\\ \"]", "[\"\\é\"]", "[\"a\u{0}a\"]",
        "[\"\\u0000\"]", "{\"\\u0000\":1}",
        "[\"\t\"]", "[\"a\nb\"]", "[\"a\rb\"]", "[\"\u{1F}\"]", "['a']", "[abc]", "\"", "\"a", "[\"a\"b\"]", "[\\n]",
        // the same name twice, however it is written
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\":1,\"\":2}", "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
        "[{\"é\":1,\"\\u00e9\":2}]",
        // a byte order mark
        "\u{FEFF}{}",
    ]

    @Test(arguments: accepted) func isAccepted(_ text: String) throws {
        let json = try JSON(parsing: Array(text.utf8), limits: .request)
        // What is written again is the same value.
        #expect(try JSON(parsing: json.encoded(), limits: .request) == json)
    }

    @Test(arguments: refused) func isRefused(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(text.utf8), limits: .request) }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x28, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22], [0x22, 0xE5, 0x9B, 0x22],
            [0xFE, 0xFF, 0x00, 0x5B, 0x00, 0x5D], [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], [0x5B, 0x00, 0x5D, 0x00], [0xEF, 0xBB, 0xBF], [0xE5], [0x00],
        ] as [[UInt8]])
    func bytesThatAreNotUTF8AreRefused(_ bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes, limits: .request) }
    }

    @Test(arguments: [
        ("", "empty", 1, 1), ("[1,\n 2,\n x]", "unexpected-byte", 3, 2), ("{\"a\":1,\"a\":2}", "duplicate-name", 1, 8),
        ("[1", "unexpected-end", 1, 3),
        ("[1] 2", "trailing-bytes", 1, 5), ("[\"\\u0000\"]", "nul-character", 1, 5), ("[1.x]", "invalid-number", 1, 2),
        ("[\"\\q\"]", "invalid-escape", 1, 4),
    ])
    func aMistakeHasItsPlace(_ text: String, _ code: String, _ line: Int, _ column: Int) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(text.utf8), limits: .request) }
        #expect(error?.code.rawValue == code)
        #expect(error?.line == line && error?.column == column, "\(error.map(String.init(describing:)) ?? "")")
    }
}
