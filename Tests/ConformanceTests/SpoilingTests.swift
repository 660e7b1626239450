import Charsets
import ShangMi
import StrictJSON
import Testing
import Verification

@testable import Conformance

/// The pieces that spoil and mask, by themselves.
@Suite struct SpoilingTests {
    private static let number = "449901198512040025"

    @Test("another number has the form of the first and its own check digit")
    func another() {
        let other = SpoiltText.another(Self.number)
        #expect(other != Self.number && other.utf8.count == 18)
        if case .failure = Identifier.reading(other, as: .residentID, today: nil) { Issue.record("not well-formed") }
        #expect(SpoiltText.another("H99000001") != "H99000001")
    }

    @Test("a number is replaced in JSON, in GB 18030 and in base64")
    func swapping() throws {
        let json = Array(#"{"xm":"陈安然","zjhm":"449901198512040025"}"#.utf8)
        let plain = try #require(SpoiltText.swapping(Self.number, in: json))
        #expect(!String(decoding: plain, as: UTF8.self).contains(Self.number))
        let inner = try GB18030.bytes(from: "<Q><XM>陈安然</XM><SFZH>449901198512040025</SFZH></Q>")
        let envelope = Array("<a><b>\(Base64.text(of: inner))</b></a>".utf8)
        let swapped = try #require(SpoiltText.swapping(Self.number, in: envelope))
        let all = Layers.everything(in: swapped)
        #expect(all.contains(SpoiltText.another(Self.number)) && all.contains("陈安然") && !all.contains(Self.number))
        #expect(SpoiltText.swapping(Self.number, in: Array("{}".utf8)) == nil)
    }

    @Test("an id that happens to look like base64 is none")
    func noLayer() {
        let text = Array(#"{"requestId":"0123456789abcdef0123456789abcdef","name":"陈安然"}"#.utf8)
        #expect(Layers.base64Runs(in: text, structured: true).isEmpty)
        #expect(SpoiltText.all(text).map(\.name) == [SpoiltText.otherCharset, "bytes of no character", "a lone surrogate"])
        #expect(SpoiltText.all(Array("ok".utf8)).isEmpty)
    }

    @Test("records of TLS are counted across pieces, alerts are not")
    func meter() {
        var meter = RecordMeter()
        let request: [UInt8] = [23, 3, 3, 0, 100] + [UInt8](repeating: 7, count: 100)
        let alert: [UInt8] = [23, 3, 3, 0, 19] + [UInt8](repeating: 7, count: 19)
        let hello: [UInt8] = [22, 3, 1, 0, 60] + [UInt8](repeating: 23, count: 60)
        var count = 0
        for byte in hello + request + alert + request { count += meter.take([byte]) }
        #expect(count == 2)
    }

    @Test(
        "host and port of an address",
        arguments: [
            ("https://a.test", "a.test", 443), ("https://a.test:8443/x/y", "a.test", 8443), ("https://[::1]:9/x", "::1", 9),
            ("https://[::1]", "::1", 443),
        ])
    func address(_ text: String, _ host: String, _ port: Int) throws {
        let address = try #require(Address(text))
        #expect(address.host == host && address.port == port)
        #expect(Address("http://a.test") == nil && Address("https://a.test:x") == nil && Address("https://:1") == nil)
    }

    @Test("an address keeps port and path under another host name")
    func otherHost() { #expect(Address("https://a.test/x")?.text(withHost: "b.test") == "https://b.test:443/x") }

    @Test("what looks like a person's number or name is masked without being known")
    func unknownPeople() {
        let mask = Mask(names: [], numbers: [], secrets: [], isUnmasked: false)
        let body = mask.body(
            Array(#"{"msg":"查询成功","sps":{"xm":"黄立诚","zjhm":"449901198303170018","tel":"13800000000","rq":"20260301","ts":1772294400000}}"#.utf8))
        #expect(!body.contains("黄立诚") && !body.contains("449901198303170018") && !body.contains("13800000000"))
        #expect(body.contains("查询成功") && body.contains("20260301") && body.contains("1772294400000"))
        #expect(mask.body([0xFF, 0xFE, 0x00]).contains("sha256"))
    }

    @Test("a token is shortened by the name of its field")
    func tokens() {
        let mask = Mask(names: [], numbers: [], secrets: [], isUnmasked: true)
        let body = mask.body(Array(#"{"access_token" : "abcdefghijklmnop","token_type":"bearer","sign":"short"}"#.utf8))
        #expect(!body.contains("abcdefghijklmnop") && body.contains("bearer") && !body.contains("\"short\""))
    }

    @Test("the place in a failure's text stays readable, a person's number in it does not")
    func places() {
        let mask = Mask(names: ["黄立诚"], numbers: [Self.number], secrets: [], isUnmasked: false)
        #expect(mask.detail("/DATA/LIST/0/AAE003 is no date of the pattern") == "/DATA/LIST/0/AAE003 is no date of the pattern")
        #expect(mask.detail("/DATA/RESULTSET/LIST/0/AAE003/AAC002 is missing") == "/DATA/RESULTSET/LIST/0/AAE003/AAC002 is missing")
        #expect(!mask.detail("/a/\(Self.number) 黄立诚").contains(Self.number))
    }

    @Test("a document in a field of a form is unfolded", arguments: [true, false])
    func formField(_ isUnmasked: Bool) throws {
        let inner = Base64.text(of: try GB18030.bytes(from: #"{"xm":"黄立诚","zjhm":"449901198303170018"}"#))
        let field = inner.split(separator: "+", omittingEmptySubsequences: false).joined(separator: "%2B")
            .split(separator: "=", omittingEmptySubsequences: false).joined(separator: "%3D")
        let body = Mask(names: ["黄立诚"], numbers: ["449901198303170018"], secrets: [], isUnmasked: isUnmasked)
            .body(Array("service=Q01&content=\(field)&sign=0123456789abcdef".utf8))
        #expect(body.contains("content=⟨base64 GB18030: {") && body.contains("zjhm") && body.contains("service=Q01"))
        #expect(body.contains("黄立诚") == isUnmasked && body.contains("449901198303170018") == isUnmasked)
        #expect(!body.contains("0123456789abcdef"))
    }

    @Test("every value of an answer can be replaced, in whatever layer it lies")
    func scalars() throws {
        let json = Array(#"{"code":"0","n":{"idNo":"449901198512040025","flag":1},"list":[{"a":"x"}]}"#.utf8)
        let found = ReplyScalar.all(in: json, without: [Self.number])
        #expect(found.map(\.place) == ["/code", "/n/flag", "/list/0/a"] && found.map(\.isOfRow) == [false, true, true])
        #expect(found[1].replaced(.number("7")).map { String(decoding: $0, as: UTF8.self) }?.contains(#""flag":7"#) == true)
        let inner = try GB18030.bytes(from: "<?xml version=\"1.0\"?><Q><D z=\"1\">成功</D><C><![CDATA[0]]></C></Q>")
        let envelope = Array("<a><c>00</c><b>\(Base64.text(of: inner))</b></a>".utf8)
        let layered = ReplyScalar.all(in: envelope, without: [])
        #expect(layered.map(\.place) == ["/a/c", "/a/b/Q/D/@z", "/a/b/Q/D", "/a/b/Q/C"])
        #expect(layered[3].value == .string("0"))
        let body = try #require(layered[3].replaced(.string("QZ")))
        #expect(Layers.everything(in: body).contains("<C><![CDATA[QZ]]></C>") && Layers.everything(in: body).contains("成功"))
        #expect(ReplyScalar.all(in: Array("ok".utf8), without: []).isEmpty)
    }
}
