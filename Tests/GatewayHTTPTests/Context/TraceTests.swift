import StrictJSON
import Telemetry
import Testing
import Tracing

@testable import Gateway
@testable import GatewayHTTP

@Suite("traces and logs")
struct TraceTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    @Test(arguments: [
        ("00-\(trace)-00f067aa0ba902b7-01", true), ("00-\(trace)-00f067aa0ba902b7-00", true), ("01-\(trace)-00f067aa0ba902b7-01-more", true),
        ("00-\(trace)-0000000000000000-01", false), ("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false),
        ("ff-\(trace)-00f067aa0ba902b7-01", false), ("00-\(trace.uppercased())-00f067aa0ba902b7-01", false), ("nonsense", false),
        ("00-\(trace)-00f067aa0ba902b7-01-more", false), ("00-\(trace)-00f067aa0ba902b7", false),
    ])
    func aValidTraceGoesOnAndAnInvalidOneIsReplaced(_ parent: String, _ goesOn: Bool) async throws {
        let seen = Asked()
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in
            if let trace = ServiceContext.current?.trace { seen.note(trace.traceparent) }
            return .sample(inquiry)
        }
        try await TestDoor.open(stub) { door in
            let reply = try await door.ask(goodInquiry, ["traceparent: \(parent)"])
            #expect(reply.status == 200)
            let inside = try #require(seen.names.first)
            #expect(inside.contains(Self.trace) == goesOn)
            #expect(!inside.contains("00f067aa0ba902b7"))
            #expect(door.log.all.contains { $0.contains("\"traceId\":\"\(inside.dropFirst(3).prefix(32))\"") })
        }
    }

    @Test func twoParentsAreNone() async throws {
        let seen = Asked()
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in
            seen.note(ServiceContext.current?.trace?.traceparent ?? "")
            return .sample(inquiry)
        }
        try await TestDoor.open(stub) { door in
            let parent = "traceparent: 00-\(Self.trace)-00f067aa0ba902b7-01"
            let reply = try await door.ask(goodInquiry, [parent, parent])
            #expect(reply.status == 200)
            #expect(seen.names.first?.contains(Self.trace) == false)
        }
    }

    /// Nothing of a request but its method and its template is ever logged, whatever happens to it.
    @Test func noLineHoldsAnythingOfTheRequest() async throws {
        try await TestDoor.open { door in
            let secrets = ["44990119850312004X", "欧阳晓梅", "BJ-2026-000123", "canary"]
            _ = try await door.ask(goodInquiry)
            _ = try await door.ask(goodInquiry.replacing("resident-id", with: "canary"))
            _ = try await door.ask(#"{"canary":"44990119850312004X""#)
            _ = try await door.request("GET", "/v1/certificates/canary?44990119850312004X")
            _ = try await door.request("GET", "/v1/certificates/lookup?name=canary&44990119850312004X=1")
            _ = try await door.request("GET", "/44990119850312004X/canary")
            _ = try await door.request("GET", "/v1/certificates", ["X-Canary: canary", "User-Agent: canary", "traceparent: canary"])
            _ = try await door.request("PUT", "/canary%00")
            let lines = door.log.all.filter { $0.contains(#""message":"request""#) }
            #expect(lines.count == 8)
            for line in door.log.all { for secret in secrets { #expect(!line.contains(secret), "\(line)") } }
            #expect(
                lines[0].contains(#""client":"hall""#) && lines[0].contains(#""route":"/v1/verifications""#) && lines[0].contains(#""status":"200""#))
        }
    }

    @Test func aReferenceLeadsFromTheProblemToTheLog() async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask("{}")
            let reference = try #require(try reply.json["reference"]?.text)
            #expect(door.log.all.contains { $0.contains("\"reference\":\"\(reference)\"") && $0.contains(#""status":"422""#) })
        }
    }
}
