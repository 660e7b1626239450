import StrictJSON
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

@Suite("POST /v1/verifications")
struct VerificationsTests {
    @Test func aGoodQuestionGetsTheUniformResult() async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(goodInquiry)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply["content-type"] == "application/json")
            #expect(reply["cache-control"] == "no-store")
            #expect(reply["preference-applied"] == nil)
            let json = try reply.json
            #expect(json.members?.map(\.name) == ResultEncoding.members)
            #expect(json["verdict"] == "confirmed")
            #expect(json["subject"]?["name"] == "欧**梅")
            #expect(json["subject"]?["identifier"]?["number"] == "4499**********004X")
            #expect(json["findings"]?.elements?.first?.members?.map(\.name) == ResultEncoding.findingMembers)
            #expect(json["findings"]?.elements?.first?["restsOn"] == ["crime-record", "ps-population"])
            #expect(json["sources"]?.elements?.allSatisfy { $0.members?.map(\.name) == ResultEncoding.sourceMembers } == true)
            #expect(json["sources"]?.elements?.last?["failure"]?["whoFailed"] == "registry:court-judgment")
            #expect(json["askedAt"] == "2026-03-01T09:30:00.000+08:00")
            #expect(json["answeredAt"] == "2026-03-01T09:30:00.123+08:00")
            #expect(json["receipt"]?["index"] == 2 && json["receipt"]?["log"] == .string(TestLedger.log) && json["ticket"] == .null)
        }
    }

    /// Each place where a request can be refused before the walk, in one word.
    @Test(arguments: [
        ("", 400, "malformed-json"), ("nonsense", 400, "malformed-json"), ("[1,2", 400, "malformed-json"), ("{}{}", 400, "malformed-json"),
        (#"{"certificate":"a","certificate":"b"}"#, 400, "malformed-json"), (#"{"a":{"b":1,"\u0062":2}}"#, 400, "malformed-json"),
        (#"{"certificate":"\u0000"}"#, 400, "malformed-json"), (#"{"certificate":"\ud800"}"#, 400, "malformed-json"),
        ("{\"certificate\":\"a\u{1}\"}", 400, "malformed-json"), ("\u{FEFF}{}", 400, "malformed-json"), ("{\"a\":1,}", 400, "malformed-json"),
        (String(repeating: "[", count: 33) + String(repeating: "]", count: 33), 400, "malformed-json"),
        (String(repeating: "[", count: 60_000), 400, "malformed-json"), (#"{"a":01}"#, 400, "malformed-json"), (#"{"a":NaN}"#, 400, "malformed-json"),
        ("[]", 422, "invalid-parameters"), ("null", 422, "invalid-parameters"), ("{}", 422, "invalid-parameters"),
        (#"{"a":1e400}"#, 422, "invalid-parameters"),
    ])
    func theGateRefusesWhatIsNotAnInquiry(_ body: String, _ status: Int, _ code: String) async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(body)
            #expect(reply.status == status, "\(reply.text)")
            #expect(reply.code == code)
        }
    }

    @Test func bytesThatAreNotUTF8AreRefused() async throws {
        try await TestDoor.open { door in
            for bytes in [[0xC3, 0x28], [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
                let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
                let body = Array(#"{"certificate":""#.utf8) + bytes + Array(#""}"#.utf8)
                let head = "POST /v1/verifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
                try await wire.send(Array(head.utf8) + body)
                let reply = try await wire.response()
                #expect(reply.status == 400 && reply.code == "malformed-json")
            }
        }
    }

    @Test func allMistakesAreReportedTogether() async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(
                """
                {"certificate":"no-criminal-record","subject":{"name":"","identifier":{"type":"resident-id","number":"449901198503120041"},"age":3},\
                "claims":[{"claim":"crime.none"},{"claim":"crime.no-record","parameters":{"period":{"from":"2026-02-30"},"colour":1}}],\
                "purpose":{"matter":{}},"whenUnavailable":"later","urgent":true}
                """)
            #expect(reply.status == 422)
            let pointers = try reply.json["invalidParameters"]?.elements?.compactMap { $0["pointer"]?.text } ?? []
            for pointer in [
                "/subject/name", "/subject/identifier/number", "/subject/age", "/claims/0/claim", "/claims/1/parameters/colour",
                "/claims/1/parameters/period/from", "/purpose/matter/code", "/purpose/case", "/whenUnavailable", "/urgent",
            ] {
                #expect(pointers.contains(pointer), "\(pointer) is not among \(pointers)")
            }
            // The mistakes are named, what was written is not repeated.
            #expect(!reply.text.contains("449901198503120041") && !reply.text.contains("2026-02-30"))
        }
    }

    @Test func missingClaimsHaveACodeOfTheirOwn() async throws {
        try await TestDoor.open { door in
            let body = goodInquiry.replacing("no-criminal-record", with: "kinship").replacing(#""claims":[{"claim":"crime.no-record"}],"#, with: "")
            let reply = try await door.ask(body)
            #expect(reply.status == 422 && reply.code == "claims-required", "\(reply.text)")
        }
    }

    @Test func whatTheGatewayRefusesIsAProblem() async throws {
        let refusals: [(Refusal, Int, String, String?)] = [
            (.forbidden([JSONProblem(pointer: "/claims/0", code: "claim-not-allowed", reason: "may not be asked")]), 403, "forbidden", nil),
            (.invalid([JSONProblem(pointer: "/certificate", code: "unknown-value", reason: "is unknown")]), 422, "invalid-parameters", nil),
            (.overloaded(retryAfterSeconds: 3), 503, "overloaded", "3"), (.stopping, 503, "stopping", "5"),
        ]
        for (refusal, status, code, retryAfter) in refusals {
            var stub = try StubVerifying()
            stub.answer = { _, _, _ throws(Refusal) in throw refusal }
            try await TestDoor.open(stub) { door in
                let reply = try await door.ask(goodInquiry)
                #expect(reply.status == status && reply.code == code)
                #expect(reply["retry-after"] == retryAfter)
                #expect(try reply.json.members?.map(\.name) == Problem.members)
                #expect(try reply.json["safeToRetry"] == (status == 503 ? true : false))
            }
        }
    }

    /// Two persons, one refusal: nothing in it may tell them apart.
    @Test func aRefusalIsTheSameWhoeverTheSubjectIs() async throws {
        var stub = try StubVerifying()
        stub.answer = { _, _, _ throws(Refusal) in throw .forbidden([JSONProblem(pointer: "/claims/0", code: "x", reason: "y")]) }
        try await TestDoor.open(stub) { door in
            let first = try await door.ask(goodInquiry)
            let second = try await door.ask(goodInquiry.replacing("欧阳晓梅", with: "王五"))
            let references = try [first, second].map { try $0.json["reference"]?.text ?? "" }
            #expect(references[0] != references[1])
            #expect(first.text.replacing(references[0], with: "-") == second.text.replacing(references[1], with: "-"))
            #expect(first.fields.map(\.name) == second.fields.map(\.name))
        }
    }

    @Test(
        arguments: [
            ("wait=0", 0, "wait=0"), ("wait=5", 5, "wait=5"), ("wait=30", 30, "wait=30"), ("wait=31", 30, "wait=30"),
            ("wait=999999999", 30, "wait=30"),
            ("respond-async, wait=7", 7, "wait=7"), ("wait=\"4\"", 4, "wait=4"), ("WAIT = 3", 3, "wait=3"), ("wait", 8, nil), ("wait=-1", 8, nil),
            ("wait=1.5", 8, nil), ("wait=x", 8, nil), ("wait=99999999999", 8, nil), ("return=minimal", 8, nil), ("", 8, nil),
        ] as [(String, Int, String?)])
    func preferIsAnUpperBound(_ prefer: String, _ seconds: Int, _ applied: String?) async throws {
        let waits = Asked()
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, wait throws(Refusal) in
            waits.note("\(wait.components.seconds)")
            return .sample(inquiry)
        }
        try await TestDoor.open(stub) { door in
            let reply = try await door.ask(goodInquiry, ["Prefer: \(prefer)"])
            #expect(reply.status == 200)
            #expect(reply["preference-applied"] == applied)
            #expect(waits.names == ["\(seconds)"])
        }
    }

    @Test(arguments: [
        ("a", 200), (#""8e03978e-40d5""#, 200), (String(repeating: "k", count: 255), 200), (String(repeating: "k", count: 256), 400),
        ("", 400), ("a b", 400), (#""a"b""#, 400), (#""""#, 400),
    ])
    func anIdempotencyKeyIsCheckedForItsShape(_ key: String, _ status: Int) async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(goodInquiry, ["Idempotency-Key: \(key)"])
            #expect(reply.status == status)
            if status == 400 { #expect(reply.code == "invalid-header") }
        }
    }

    @Test func aBodyInChunksIsTheSameBody() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            try await wire.send("POST /v1/verifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            let bytes = Array(goodInquiry.utf8)
            for start in stride(from: 0, to: bytes.count, by: 50) {
                let piece = Array(bytes[start..<min(start + 50, bytes.count)])
                try await wire.send(Array((String(piece.count, radix: 16) + ";x=y\r\n").utf8) + piece + [13, 10])
            }
            try await wire.send("0\r\n\r\n")
            #expect(try await wire.response().status == 200)
        }
    }

    @Test func anExpectingClientIsInvited() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            let message = TestDoor.message(
                "POST", "/v1/verifications", ["Content-Type: application/json", "Expect: 100-continue"], body: goodInquiry)
            try await wire.send(String(message.dropLast(goodInquiry.count)))
            #expect(try await wire.response().status == 100)
            try await wire.send(goodInquiry)
            #expect(try await wire.response().status == 200)
        }
    }

    @Test func otherExpectationsFail() async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(goodInquiry, ["Expect: miracles"])
            #expect(reply.status == 417 && reply.code == "expectation-failed")
            #expect(reply["connection"] == "close")
        }
    }

    @Test func aBodyBeyondTheLimitIsRefusedHoweverItComes() async throws {
        try await TestDoor.open { door in
            let stated = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            try await stated.send("POST /v1/verifications HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 65537\r\n\r\n")
            let reply = try await stated.response()
            #expect(reply.status == 413 && reply.code == "content-too-large")
            #expect(await stated.receive().isClosed)

            let chunked = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            await chunked.trySend("POST /v1/verifications HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<80 { await chunked.trySend("400\r\n" + String(repeating: " ", count: 1024) + "\r\n") }
            let other = try await chunked.response()
            #expect(other.status == 413 && other.code == "content-too-large")

            let extended = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            await extended.trySend("POST /v1/verifications HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;")
            for _ in 0..<400 { await extended.trySend(String(repeating: "x", count: 1024)) }
            let third = await extended.receive()
            #expect(third.isClosed && third.statuses == [413])
        }
    }

    @Test func aBodyAtTheLimitIsRead() async throws {
        try await TestDoor.open { door in
            let padded = goodInquiry + String(repeating: " ", count: (64 << 10) - goodInquiry.utf8.count)
            let reply = try await door.ask(padded)
            #expect(reply.status == 200)
        }
    }

    @Test func anUnexpectedErrorIsLoudInTheLogAndBlandOutside() async throws {
        struct Secret: Error { let text = "44990119850312004X" }
        let problem = Problem(Secret())
        #expect(problem == nil)
        #expect(ProblemCode.internalError.status == 500)
    }
}
