import AdapterKit
import Charsets
import Foundation
import ShangMi
import Testing

@testable import Conformance
@testable import gatewayd

/// What `adapters try` shows of texts in which people and secrets are written in all ways.
@Suite struct MaskTests {
    private static let secret = "SECRET-OF-EYES-123456"
    private static let token = "TOK-abcdef.ghijkl_mnop"
    private static let mask = Mask(
        names: ["陈安然", "王小明", "JOHN SMITH", "买买提·吐尔逊"], numbers: ["449901198512040025", "449901198303170018", "E12345678"],
        secrets: [Array(secret.utf8)], lent: [Array(token.utf8)], isUnmasked: false)

    /// All of it in lower case, for the search.
    private func shown(_ text: String) -> [String] {
        [Self.mask.text(text), Self.mask.header(.init("X-Echo", text)), Self.mask.body(Array(#"{"x":"\#(text)"}"#.utf8)), Self.mask.detail(text)]
    }

    private static func escaped(_ text: String) -> String { text.utf16.map { "\\u" + String(0x1_0000 + Int($0), radix: 16).dropFirst() }.joined() }

    private static func percent(_ bytes: [UInt8], upperCase: Bool = true) -> String {
        bytes.map { "%" + Hexadecimal.text(of: [$0], upperCase: upperCase) }.joined()
    }

    /// The ways of writing a text, without those that are for numbers.
    private static func writings(_ text: String) -> [String] {
        let utf8 = Array(text.utf8)
        let gb = (try? GB18030.bytes(from: text)) ?? utf8
        return [
            text, escaped(text), escaped(text).replacingOccurrences(of: "\\", with: "\\\\"), percent(utf8), percent(utf8, upperCase: false),
            percent(gb),
            percent(Array(percent(utf8).utf8)), Hexadecimal.text(of: utf8), Hexadecimal.text(of: utf8, upperCase: true), Hexadecimal.text(of: gb),
            Base64.text(of: utf8), Base64.text(of: gb), Base64.text(of: Array("k:\(text);".utf8)),
            text.unicodeScalars.map { "&#\($0.value);" }.joined(),
            "<a>\(text)</a>", "查询\(text)失败",
        ]
    }

    @Test("people are found in every writing", arguments: ["陈安然", "王小明", "买买提·吐尔逊", "449901198512040025", "449901198303170018"])
    func people(_ text: String) {
        for writing in Self.writings(text) {
            for shown in shown(writing) {
                #expect(!shown.contains(text), "\(writing) is shown as \(shown)")
                #expect(writing == text || !shown.lowercased().contains(writing.lowercased()), "\(writing) is shown as \(shown)")
            }
        }
    }

    @Test(
        "numbers and names in groups",
        arguments: [
            "4499 0119 8512 0400 25", "449901-19851204-0025", "449901 19851204 0025", "４４９９０１１９８５１２０４００２５", "449901-851204-002", "449901851204002",
            "陈 安 然", "陈　安然", "John Smith", "john.smith@example.com", "JOHN-SMITH", "e1234-5678", "449901 19990909 001X",
        ])
    func groups(_ text: String) {
        for shown in shown(text) { #expect(!shown.contains(text) && shown.contains("＊"), "\(text) is shown as \(shown)") }
    }

    @Test("secrets, lent tokens and their fragments are found in every writing", arguments: [secret, token, "SECRET-O", "OF-EYES", "TOK-abcd"])
    func secrets(_ text: String) {
        for writing in Self.writings(text) {
            for shown in shown(writing) {
                #expect(!shown.contains(text), "\(writing) is shown as \(shown)")
                #expect(writing == text || !shown.lowercased().contains(writing.lowercased()), "\(writing) is shown as \(shown)")
            }
        }
    }

    @Test("escapes are undone, and what is no text is told by size and digest")
    func readable() {
        #expect(Unescaping.readable(#"{"a":"\u67E5\u8be2\/\ud842\udfb7","b":"\"\n\ud800"}"#) == #"{"a":"查询/𠮷","b":"\"\n\ud800"}"#)
        #expect(Unescaping.readable("%E6%9F%A5%0a%2525&#x67e5;") == "查 %查")
        #expect(Unescaping.readable("x=%00%01%FF").hasPrefix("x=(3 bytes, sha256 ") || Unescaping.readable("x=%00%01%FF") == "x=  %FF")
        #expect(
            Self.mask.text(#"{"code":"0","msg":"\u6210\u529f","total":12,"day":"2026-03-01"}"#)
                == #"{"code":"0","msg":"成功","total":12,"day":"2026-03-01"}"#)
    }

    @Test("cookies show their names only")
    func cookies() {
        let shown = Self.mask.header(.init("Set-Cookie", "sid=SESSIONVALUE99; Path=/; HttpOnly"))
        #expect(shown == "Set-Cookie: sid=⟨14 characters⟩; Path=/; HttpOnly")
    }

    @Test("what a conversation lends is remembered")
    func lent() {
        let request = OutboundRequest(
            .post, "/q", headers: [.init("Authorization", "Bearer HEADERTOKEN1"), .init("Cookie", "a=COOKIE-1; b=COOKIE-2")],
            body: Array("client_secret=FORMSECRET&x=1".utf8))
        let answer = OutboundResponse(
            status: 200, headers: [.init("Set-Cookie", "sid=SESSION-3; Path=/")],
            body: Array(#"{"access_token":"JSON\u0054OKEN","token_type":"Bearer","data":"{\"refreshToken\" : \"INNERTOKEN\"}"}"#.utf8))
        let seen = LentSecrets.seen(in: [.init(request: request, deadline: .now, result: .success(answer))], plain: [])
        let texts = Set(seen.map { String(decoding: $0, as: UTF8.self) })
        #expect(
            texts.isSuperset(of: ["HEADERTOKEN1", "COOKIE-1", "COOKIE-2", "FORMSECRET", "SESSION-3", "JSONTOKEN", "INNERTOKEN"]), "\(texts)")
        #expect(!texts.contains("Bearer"))
    }

    @Test("a name that nobody asked for or read is found where its field says so, also in a string in a string")
    func unread() {
        let body = Array(#"{"data":"{\"XM\": \"\u738b小红\",\"other\": \"李小兰\"}"}"#.utf8)
        let request = OutboundRequest(.post, "/q", body: body)
        #expect(NamedPeople.seen(in: [.init(request: request, deadline: .now, result: nil)]) == ["王小红"])
        let shown = Self.mask.body(body)
        #expect(!shown.contains("小红") && !shown.contains("小兰") && shown.contains(#"\"王＊＊\""#), "\(shown)")
    }

    @Test("a report is not written to what is no file")
    func report() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-report-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pipe = folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(ReportFile.mistake(in: pipe) != nil && ReportFile.mistake(in: folder) != nil && ReportFile.mistake(in: "/dev/full") != nil)
        #expect(!ReportFile.write([1], to: pipe))
        var status = stat()
        #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(ReportFile.write([1], to: folder + "/new") && ReportFile.write([1, 2], to: folder + "/new"))
    }
}
