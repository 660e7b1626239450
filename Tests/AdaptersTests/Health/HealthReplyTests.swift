import AdapterKit
import Adapters
import Charsets
import Mocks
import ShangMi
import Testing
import Verification

/// What may come back instead of an answer, and the place that is named for it.
@Suite("Health replies")
struct HealthReplyTests {
    private static let number = "449907194502180016"

    /// Asks about the recorded person and gets this response.
    private func outcome(of response: OutboundResponse) async throws -> Result<Reply, AdapterFailure> {
        let adapter = try Rig.adapter(.health, secrets: HealthWireTests.secrets, outbound: ScriptedOutbound(response))
        do throws(AdapterFailure) {
            return .success(try await adapter.ask(Question(.deathCertificate, about: Person("曾福来", Self.number)), context: .untraced))
        } catch {
            return .failure(error)
        }
    }

    private func failure(of response: OutboundResponse) async throws -> AdapterFailure? {
        guard case .failure(let failure) = try await outcome(of: response) else { return nil }
        expectNoPersonalData(in: failure.detail, about: Person("曾福来", Self.number))
        return failure
    }

    /// The recorded reply with another document inside.
    private func wrapping(_ document: [UInt8]) throws -> OutboundResponse { try wrapping(text: Base64.text(of: document)) }

    private func wrapping(text: String) throws -> OutboundResponse {
        let recorded = try RecordedMessage("Health", "death.reply").response
        let body = String(decoding: recorded.body, as: UTF8.self)
        let genuine = Base64.text(of: try RecordedMessage.bytes("Health", "death.reply.gb18030.xml"))
        return OutboundResponse(status: 200, headers: recorded.headers, body: Array(body.replacing(genuine, with: text).utf8))
    }

    private func document() throws -> String { try GB18030.text(from: RecordedMessage.bytes("Health", "death.reply.gb18030.xml")) }

    @Test(arguments: [
        ("<GMSFHM>449907194502180016", "<GMSFHM>449907194807260025", "/MDEML/body/data[1]/GMSFHM: is not the number asked about"),
        ("<GMSFHM>449907194502180016</GMSFHM>", "", "/MDEML/body/data[1]/GMSFHM: is missing"),
        ("<GMSFHM>449907194502180016</GMSFHM>", "<GMSFHM/>", "/MDEML/body/data[1]/GMSFHM: is not the number asked about"),
        ("<SWRQ>20260215", "<SWRQ>20260230", "/MDEML/body/data[1]/SWRQ: is no day, written YYYYMMDD"),
        ("<SWRQ>20260215</SWRQ>", "<SWRQ>20260215</SWRQ><SWRQ>20260216</SWRQ>", "/MDEML/body/data[1]/SWRQ: stands there 2 times"),
        ("<SWRQ>20260215</SWRQ>", "", "/MDEML/body/data[1]/SWRQ: is missing"),
        ("<SWRQ>", "<SWRQ xsi='nil'>", "/MDEML/body/data[1]/SWRQ: has attributes"),
        ("<XM>曾福来</XM>", "<XM><A/></XM>", "/MDEML/body/data[1]/XM: must hold text only"),
        ("汉字校验", "汉字校騐", "/MDEML/resultinfo/HZJY: is not what it must be in GB 18030"),
        ("0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdee", "/MDEML/resultinfo/QQLSH: is not the number of this exchange"),
        ("<ZS>1", "<ZS>2", "/MDEML/resultinfo/ZS: is not the number of rows"),
        ("<SJJZRQ>20260228", "<SJJZRQ>", "/MDEML/resultinfo/SJJZRQ: is no day, written YYYYMMDD"),
        ("<FWLSH>", "<FWLSH>4", "/MDEML/resultinfo/FWLSH: is not 20 digits"),
        ("<success>0</success>", "", "/MDEML/resultinfo/success: is missing"),
        ("<data>", "<daten>", "line"), ("</MDEML>", "", "line"), ("encoding=\"GB18030\"", "encoding=\"UTF-8\"", "document: does not declare GB18030"),
        (" encoding=\"GB18030\"", "", "document: does not declare GB18030"), ("<MDEML>", "<!DOCTYPE MDEML><MDEML>", "byte 0: a document type"),
        ("<body>", "<body>曾", "line"),
    ])
    func `a mistake in the document is unreadable and says its place`(text: String, other: String, place: String) async throws {
        let document = try self.document()
        #expect(document.contains(text))
        let failure = try await failure(of: wrapping(GB18030.bytes(from: document.replacing(text, with: other))))
        #expect(failure?.kind == .unreadable)
        #expect(failure?.detail.hasPrefix(place) == true, "\(failure?.detail ?? "")")
    }

    @Test func `fields that nobody asks for are ignored`() async throws {
        let more = try document().replacing("</data>", with: "<XGBZ>1</XGBZ></data>").replacing("<ZS>", with: "<TS>x</TS><ZS>")
        let reply = try await outcome(of: wrapping(GB18030.bytes(from: more))).get()
        #expect(reply.statement == .records([.death(HealthWireTests.death)]))
    }

    @Test func `base64 and character sets are taken literally`() async throws {
        let bytes = try RecordedMessage.bytes("Health", "death.reply.gb18030.xml")
        let place = "/Envelope/Body/getSwyxzmInfoResponse/return: "
        for text in ["", "*", "QQ", "QUI", " " + Base64.text(of: bytes), Base64.text(of: bytes).replacing("=", with: "")] {
            let failure = try await failure(of: wrapping(text: text))
            #expect(failure?.kind == .unreadable)
            #expect(failure?.detail.hasPrefix(place) == true || failure?.detail.hasPrefix("line") == true, "\(failure?.detail ?? "")")
        }
        let start = try #require(bytes.firstIndex { $0 >= 0x80 })
        let cut = try await failure(of: wrapping(Array(bytes[...start])))
        #expect(cut?.detail == "document: GB 18030 truncated at byte \(start)")
        let spoilt = try await failure(of: wrapping(bytes[..<start] + [0xFF] + bytes[start...]))
        #expect(spoilt?.detail == "document: GB 18030 undecodable at byte \(start)")
        let lying = try await failure(of: wrapping(Array(try document().utf8)))
        #expect(lying?.kind == .unreadable)
    }

    /// Even where every byte of the UTF-8 happens to be GB 18030: the probe tells.
    @Test func `UTF-8 that is valid GB 18030 by accident is found out`() async throws {
        let utf8 = Array(try document().replacing("查询成功", with: "成功").replacing("曾福来", with: "曾福").utf8)
        #expect(throws: Never.self) { try GB18030.utf8(from: utf8) }
        let failure = try await failure(of: wrapping(utf8))
        #expect(failure?.detail == "/MDEML/resultinfo/HZJY: is not what it must be in GB 18030")
    }

    @Test func `an envelope that is none is unreadable`() async throws {
        let recorded = try RecordedMessage("Health", "death.reply").response
        let body = String(decoding: recorded.body, as: UTF8.self)
        for (text, other) in [
            ("encoding=\"UTF-8\"", "encoding=\"GBK\""), ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
            ("getSwyxzmInfoResponse", "getJzxxInfoResponse"), ("<return>", "<return xmlns=\"urn:x\">"),
            ("<soap:Body>", "<soap:Header><a soap:mustUnderstand=\"1\"/></soap:Header><soap:Body>"),
            ("</soap:Body>", "</soap:Body><soap:Body/>"), ("</soap:Envelope>", "</soap:Envelope>\n<a/>"),
        ] {
            #expect(body.contains(text))
            let response = OutboundResponse(status: 200, headers: recorded.headers, body: Array(body.replacing(text, with: other).utf8))
            #expect(try await failure(of: response)?.kind == .unreadable, "\(other)")
        }
        for type in [nil, "text/html", "application/json", "text/xml; charset=gbk"] as [String?] {
            let headers = type.map { [OutboundRequest.Header("content-type", $0)] } ?? []
            let response = OutboundResponse(status: 200, headers: headers, body: recorded.body)
            #expect(try await failure(of: response)?.detail == "Content-Type: is not text/xml in UTF-8")
        }
    }

    @Test(
        arguments: [
            ("Client.Authentication", .credentialsRefused, "soap fault Client.Authentication"),
            ("Client.Authentication.Timestamp", .credentialsRefused, "soap fault Client.Authentication.Timestamp"),
            ("Client.AuthenticationX", .registryError, "soap fault Client.AuthenticationX"), ("Server.Closed", .closed, "soap fault Server.Closed"),
            ("Server", .registryError, "soap fault Server"), ("Client", .registryError, "soap fault Client"),
            ("曾福来", .registryError, "soap fault unknown"), ("449907194502180016", .registryError, "soap fault unknown"),
        ] as [(String, FailureKind, String)])
    func `faults have a meaning and their words stay outside`(code: String, kind: FailureKind, detail: String) async throws {
        let recorded = try RecordedMessage("Health", "licence-expired.reply").response
        let body = String(decoding: recorded.body, as: UTF8.self).replacing("Client.Authentication.LicenceExpired", with: code)
        for status in [500, 200] {
            let failure = try await failure(of: OutboundResponse(status: status, headers: recorded.headers, body: Array(body.utf8)))
            #expect(failure?.kind == kind)
            #expect(failure?.detail == detail)
        }
    }

    @Test func `a refused purpose is denied`() async throws {
        let recorded = try RecordedMessage("Health", "licence-expired.reply").response
        let body = String(decoding: recorded.body, as: UTF8.self).replacing("Client.Authentication.LicenceExpired", with: "Client.Authorization")
        let outcome = try await outcome(of: OutboundResponse(status: 500, headers: recorded.headers, body: Array(body.utf8)))
        #expect(try outcome.get().statement == .denied)
    }

    @Test func `an error of the business keeps its code when it is one`() async throws {
        let recorded = try RecordedMessage("Health", "business-error.reply").response
        #expect(try await failure(of: recorded) == AdapterFailure(.registryError, detail: "code -1"))
        let named = try document().replacing("<success>0", with: "<success>曾福来")
        #expect(try await failure(of: wrapping(GB18030.bytes(from: named)))?.detail == "code unknown")
    }

    @Test func `characters that cannot travel stop the question at home`() async throws {
        let outbound = ScriptedOutbound()
        let adapter = try Rig.adapter(.health, secrets: HealthWireTests.secrets, outbound: outbound)
        for name in ["\u{E816}文涛", "张\u{1}"] {
            let failure = await #expect(throws: AdapterFailure.self) {
                try await adapter.ask(Question(.deathCertificate, about: Person(name, Self.number)), context: .untraced)
            }
            #expect(failure?.delivery == .didNotHappen)
        }
        #expect(await outbound.requests.isEmpty)
    }

    /// Injuries inside the document, where base64 and envelope do not protect it.
    @Test func `thousands of spoilt documents yield nothing about somebody else`() async throws {
        let genuine = try RecordedMessage.bytes("Health", "death.reply.gb18030.xml")
        var read = 0
        for seed in UInt64(0)..<4_000 {
            var generator = SeededGenerator(seed: seed)
            let response = try wrapping(generator.spoilt(genuine))
            guard case .success(let reply) = try await outcome(of: response) else { continue }
            read += 1
            guard case .records(let facts) = reply.statement else {
                Issue.record("seed \(seed): \(reply.statement)")
                continue
            }
            #expect(facts.allSatisfy { $0.numbers == [Self.number] }, "seed \(seed)")
        }
        #expect(read < 2_000)
    }
}
