import StrictJSON
import Testing

/// A document says what the tree of the same bytes says.
@Suite struct DocumentTests {
    private func tree(_ document: JSONDocument, _ place: JSONDocument.Place) -> JSON {
        switch document.kind(of: place) {
        case .null: .null
        case .bool: .bool(document.text(of: place) == "true")
        case .number: .number(document.text(of: place))
        case .string, .escapedString: .string(document.text(of: place))
        case .array: .array((document.elements(of: place) ?? []).map { tree(document, $0) })
        case .object: .object((document.members(of: place) ?? []).map { JSON.Member($0.name, tree(document, $0.value)) })
        }
    }

    @Test(arguments: [
        "null", " [ ] ", "{}", #"{"a":[1,-2.5e3,{"b":null}],"c":{"d":"x"},"e":true,"f":false}"#, #"["","陈","\ud83d\ude00\u00e9\n\"\\\/","a\tb"]"#,
        #"{"\u0061":1,"b":{"\u0061":[[],{}]}}"#,
    ])
    func agreesWithTheTree(text: String) throws {
        let bytes = Array(text.utf8)
        let document = try JSONDocument(parsing: bytes, limits: .request)
        #expect(tree(document, document.root) == (try JSON(parsing: bytes, limits: .request)))
    }

    @Test func membersAreFoundByWhatTheirNamesMean() throws {
        let document = try JSONDocument(parsing: Array(#"{"x":{"y":1},"\u0061\/":"v","z":[{"x":2},3]}"#.utf8), limits: .request)
        let found = try #require(document.member("a/", of: document.root))
        #expect(document.text(of: found) == "v")
        #expect(document.member("y", of: document.root) == nil)
        let list = try #require(document.member("z", of: document.root).flatMap { document.elements(of: $0) })
        #expect(list.map { document.text(of: $0) } == ["", "3"])
        #expect(document.member("x", of: list[0]).map { document.text(of: $0) } == "2")
    }

    @Test(arguments: [
        ("{\"a\":1,\"\\u0061\":2}", JSONSyntaxError.Code.duplicateName), ("[\"\\ud800\"]", .invalidEscape), ("[\"\\u0000\"]", .nulCharacter),
        ("[1,]", .unexpectedByte),
        ("[1", .unexpectedEnd), ("1 2", .trailingBytes),
    ])
    func refusesWhatTheTreeRefuses(text: String, code: JSONSyntaxError.Code) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(text.utf8), limits: .request) }
        #expect(error?.code == code)
    }

    @Test func refusesEverySpoiltFormOfUTF8() {
        for bytes: [UInt8] in [
            [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBD], [0x80], [0xFF],
        ] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: [0x22] + bytes + [0x22], limits: .request) }
            #expect(error?.code == .invalidEncoding)
        }
    }
}
