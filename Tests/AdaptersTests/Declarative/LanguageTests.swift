import AdapterKit
import StrictJSON
import Testing
import Verification

@testable import Adapters

/// The small languages of an entry by themselves: templates, date forms, paths, units.
@Suite("Language of described entries")
struct DescribedLanguageTests {
    private static func vocabulary() throws -> Vocabulary {
        let json = try DeclarativeRig.json(
            #"{"values":{"id":"a&b\"","n":"7"},"tables":{"sex":{"male":"1","female":"2"},"types":{"passport":"414"}}}"#)
        return Vocabulary(reading: ObjectReader(json, into: ProblemList()), secrets: ["key": Secret(Array("k1".utf8))])
    }

    private static func scope(_ person: Person) -> Scope {
        Scope(Question("tax", about: person), context: DeclarativeRig.context, time: DeclarativeRig.now, nonce: (0..<16).map { UInt8($0 * 16) })
    }

    /// A template, the place it stands in, and the text for a person.
    static let rendered: [(String, TemplatePlace, Person, String)] = [
        ("plain {{x}}", .header, DeclarativeRig.subject, "plain {x}"),
        ("{subject.name}|{subject.number}", .json, DeclarativeRig.subject, "陈安然|449901198512040025"),
        ("{subject.name|name:plain}/{subject.name|name:bullet}", .json, DeclarativeRig.dotted, "阿依古丽买买提/阿依古丽•买买提"),
        (
            "{subject.name|name:katakana}{subject.name|name:wide-dot}{subject.name|name:interpunct}", .json, DeclarativeRig.dotted,
            "阿依古丽・买买提阿依古丽．买买提阿依古丽·买买提"
        ),
        ("{subject.number15},{subject.number18}", .json, DeclarativeRig.old, "449902630501003,449902196305010031"),
        ("{subject.number15},{subject.number18}", .json, DeclarativeRig.person("欧阳建国", "449902630501003"), "449902630501003,449902196305010031"),
        ("{subject.birthDate} {subject.birthDate|date:yyyy年M月d日} {subject.sex|table:sex}", .json, DeclarativeRig.subject, "1985-12-04 1985年12月4日 2"),
        ("{subject.sex|default:9}", .json, DeclarativeRig.person("A", "E99000001", .passport), "9"),
        ("{subject.type|table:types}", .json, DeclarativeRig.person("A", "E99000001", .passport), "414"),
        ("{subject.type|table:types|default:0}", .json, DeclarativeRig.subject, "0"),
        ("{subject.number|first:6}-{subject.number|last:4|lower}", .json, DeclarativeRig.person("䶮文涛", "44990619680215009X"), "449906-009x"),
        ("{value.id}", .json, DeclarativeRig.subject, #"a&b\""#), ("<a>{value.id}</a>", .xml, DeclarativeRig.subject, "<a>a&amp;b&quot;</a>"),
        ("x={value.id}", .form, DeclarativeRig.subject, "x%3Da%26b%22"), ("/p/{value.id}", .path, DeclarativeRig.subject, "/p/a%26b%22"),
        ("{purpose.matter}.{purpose.case}.{purpose.unit}", .query, DeclarativeRig.subject, "440199001.CASE-2026-0001.11449900MB00000197"),
        (
            "{time.unix} {time.millis} {time|date:yyyy-MM-dd'T'HH:mm:ss.SSS'+08:00'} {time|date:unix}", .header, DeclarativeRig.subject,
            "1772331630 1772331630123 2026-03-01T10:20:30.123+08:00 1772331630"
        ),
        ("{nonce} {nonce|first:4|upper} {nonce|digits:4}", .header, DeclarativeRig.subject, "00102030405060708090a0b0c0d0e0f0 0010 0016"),
        ("{subject.number|sm3|hex|first:8}", .json, DeclarativeRig.subject, "f3d8a3c4"),
        ("{subject.number|hmac-sha256:key|base64|last:1}", .json, DeclarativeRig.subject, "="),
        ("{secret.key}", .header, DeclarativeRig.subject, "k1"),
        ("{subject.name|url}", .form, DeclarativeRig.subject, "%25E9%2599%2588%25E5%25AE%2589%25E7%2584%25B6"),
    ]

    @Test("templates are filled in and escaped for their place", arguments: rendered)
    func templates(text: String, place: TemplatePlace, person: Person, expected: String) throws {
        let template = try TemplateParser.template(text, for: place, Self.vocabulary())
        let written = try template.text(in: Self.scope(person))
        if text.contains("sm3") { #expect(written.utf8.count == 8) } else { #expect(written.utf8.elementsEqual(expected.utf8), "\(written)") }
    }

    @Test("what a person lacks is not covered, what a place cannot carry is not sent")
    func unanswerable() throws {
        func failure(_ text: String, _ place: TemplatePlace, _ person: Person) throws -> Unanswerable? {
            let template = try TemplateParser.template(text, for: place, Self.vocabulary())
            do throws(Unanswerable) {
                _ = try template.bytes(in: Self.scope(person))
                return nil
            } catch {
                return error
            }
        }
        let young = DeclarativeRig.person("张念", "449901201106200067")
        #expect(try failure("{subject.number15}", .json, young) == .notCovered)
        #expect(try failure("{subject.type|table:types}", .json, young) == .notCovered)
        #expect(try failure("{subject.sex}", .json, DeclarativeRig.person("A", "E99000001", .passport)) == .notCovered)
        #expect(try failure("<a>{subject.name}</a>", .xml, DeclarativeRig.person("A\u{1}", "E99000001", .passport)) == .unsendable)
        #expect(try failure("{page.cursor}", TemplatePlace.query.adding(.page), young) == .omitted)
    }

    @Test(
        "date forms read exactly what they say",
        arguments: [
            ("yyyy-MM-dd", "2026-03-01", "2026-03-01"), ("yyyy-MM-dd", "2026-3-1", nil), ("yyyy-MM-dd", "2026-02-29", nil),
            ("yyyy-MM-dd", "2026-03-01 ", nil),
            ("yyyy/M/d", "2026/3/1", "2026-03-01"), ("yyyy/M/d", "2026/12/31", "2026-12-31"), ("yyyy/M/d", "2026/123/1", nil),
            ("yyyy年M月d日", "2026年3月1日", "2026-03-01"),
            ("dd.MM.yyyy", "01.03.2026", "2026-03-01"), ("yyyyMMddHHmmss", "20260301235959", "2026-03-01"), ("yyyyMMddHHmmss", "20260301245959", nil),
            ("yyyy-MM-dd'T'HH:mm:ss'+08:00'", "2026-03-01T00:00:00+08:00", "2026-03-01"), ("millis", "1772294400000", "2026-03-01"),
            ("millis", "1772294399999", "2026-02-28"),
            ("unix", "1772294400", "2026-03-01"), ("unix", "-5", nil), ("unix", "99999999999999", nil), ("yyyyMM", "202613", nil),
        ] as [(String, String, String?)])
    func dates(form: String, text: String, expected: String?) throws {
        #expect(try DatePattern(form).read(text)?.date?.description == expected)
    }

    @Test("date forms that mean nothing are refused", arguments: ["", "-", "YYYY", "yyy", "yyyy-mm-DD", "yyyy'", "yyyyyyyy", "HH:mm:HH"])
    func badForms(form: String) {
        #expect(throws: TemplateMistake.self) { try DatePattern(form) }
    }

    @Test(
        "paths find what stands there",
        arguments: [
            ("/a/b", "1"), ("/a/c/1", "y"), ("/a/c/01", nil), ("/a/c/2", nil), ("/x~1y/~0", "t"), ("/a/n", nil), ("/a/f", "true"), ("/a/e", nil),
            ("/a/b/z", nil),
        ] as [(String, String?)])
    func pointers(path: String, expected: String?) throws {
        let text = #"{"a":{"b":1,"c":["x","y"],"n":null,"f":true,"e":""},"x/y":{"~":"t"}}"#
        let document = try JSONDocument(parsing: Array(text.utf8), limits: .file)
        #expect(try ReplyPath(path, in: .json).text(in: .json(document, document.root)) == expected)
    }

    @Test(
        "paths in XML find what stands there",
        arguments: [
            ("r/a", "1"), ("/r/b[2]", "3"), ("r/i[@k='q']/v", "5"), ("r/@id", "7"), ("r/c", nil), ("r/b[3]", nil), ("r/n", nil), ("r/i[1]/@k", "p"),
            ("r/d/e/.", nil),
        ] as [(String, String?)])
    func elements(path: String, expected: String?) throws {
        let body = #"<r id="7" xmlns:x="u"><x:a>1</x:a><b>2</b><b>3</b><c/><i k="p"><v>4</v></i><i k="q"><v>5</v></i><n x:nil="true">9</n></r>"#
        let documents = try ReplyDocuments(Array(body.utf8), as: ReplyShape(format: .xml))
        guard let located = try? ReplyShape(format: .xml).locate(path) else {
            #expect(path.hasSuffix("."))
            return
        }
        #expect(try documents.text(located) == expected)
        #expect(throws: ReplyMistake.self) { try documents.text(ReplyShape(format: .xml).locate("r/b")) }
    }

    @Test("paths that are none are refused")
    func badPaths() {
        for path in ["a", "/a~2", "/a~"] { #expect(throws: ReplyMistake.self) { try ReplyPath(path, in: .json) } }
        for path in ["", "a//b", "@a/b", "a[0]", "a[x]", "a[@b=c]", "a[1", "1a", "a:b", "*"] {
            #expect(throws: ReplyMistake.self, "\(path)") { try ReplyPath(path, in: .xml) }
        }
    }

    @Test(
        "amounts in other units only move the point",
        arguments: [
            (AmountUnit.fen, "1250", "12.50"), (.fen, "5", "0.05"), (.fen, "-7", "-0.07"), (.fen, "1.5", "0.015"), (.wan, "1.2", "12000"),
            (.wan, "0.00015", "00001.5"),
            (.percentSign, "12.50%", "12.50"), (.percentSign, "12.50", nil), (.fen, "1e3", nil), (.fen, "", nil), (.wan, "1.", nil),
        ] as [(AmountUnit, String, String?)])
    func units(unit: AmountUnit, text: String, expected: String?) {
        #expect(unit.yuan(text) == expected)
    }
}
