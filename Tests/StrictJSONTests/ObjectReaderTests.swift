import StrictJSON
import Testing

@Suite("JSON: strict decoding")
struct ObjectReaderTests {
    private enum Colour: String, CaseIterable {
        case red
        case darkBlue = "dark-blue"
    }

    @Test func everyMistakeIsReportedWithItsPointer() throws {
        let json = try JSON(
            parsing: Array(#"{"name":5,"age":"x","colour":"green","list":[1,"a"],"inner":{"x/y":true,"z~":1},"extra":1,"flag":"no","big":99}"#.utf8),
            limits: .request)
        let problems = ProblemList()
        let reader = ObjectReader(json, into: problems)
        #expect(reader.string("name") == nil)
        #expect(reader.integer("age") == nil)
        #expect(reader.word("colour", of: Colour.self) == nil)
        #expect(reader.strings("list") == ["a"])
        let inner = reader.object("inner")
        #expect(inner?.optionalBool("x/y") == true)
        inner?.finish()
        #expect(reader.string("missing") == nil)
        #expect(reader.optionalString("absent") == nil)
        #expect(reader.optionalBool("flag") == nil)
        #expect(reader.integer("big", in: 0...10) == nil)
        reader.finish()
        #expect(
            problems.all.map { "\($0.pointer) \($0.code)" } == [
                "/name wrong-type", "/age wrong-type", "/colour unknown-value", "/list/0 wrong-type", "/inner/z~0 unknown-key", "/missing missing",
                "/flag wrong-type", "/big out-of-range", "/extra unknown-key",
            ])
        // Reasons never repeat what was written.
        #expect(!problems.all.contains { $0.reason.contains("green") })
    }

    @Test func nullCountsAsAbsent() throws {
        let problems = ProblemList()
        let reader = ObjectReader(["a": .null], into: problems)
        #expect(!reader.has("a") && reader.optionalString("a") == nil && reader.string("a") == nil)
        reader.finish()
        #expect(problems.all.map(\.code) == ["missing"])
    }

    @Test(arguments: [JSON.null, .array([]), .string("{}"), 1]) func whatIsNoObjectReadsAsAnEmptyOne(_ json: JSON) {
        let problems = ProblemList()
        let reader = ObjectReader(json, at: "/x", into: problems)
        #expect(reader.allMembers().isEmpty)
        reader.finish()
        #expect(problems.all.map { "\($0.pointer) \($0.code)" } == ["/x wrong-type"])
    }

    @Test func wordsAndLengthsAreExact() throws {
        let problems = ProblemList()
        let reader = ObjectReader(["colour": "dark-blue", "short": "", "long": "abc", "many": [1, 2, 3]], into: problems)
        #expect(reader.word("colour", of: Colour.self) == .darkBlue)
        #expect(reader.string("short") == nil)
        #expect(reader.string("long", length: 1...2) == nil)
        #expect(reader.array("many", count: 0...2).isEmpty)
        #expect(problems.all.map(\.code) == ["wrong-length", "wrong-length", "wrong-count"])
    }
}
