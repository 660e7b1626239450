import Instrumentation
import Testing
import Tracing

@testable import Telemetry

@Suite("W3C trace context")
struct TraceContextTests {
    private static let valid = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test(arguments: [
        valid, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
    ])
    func validOnesAreRead(_ text: String) throws {
        let context = try #require(TraceContext(traceparent: text))
        #expect(context.traceID.description == "4bf92f3577b34da6a3ce929d0e0e4736" && context.spanID == 0x00f0_67aa_0ba9_02b7)
        #expect(context.traceparent.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-"))
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x", "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", " " + valid, valid + " ", valid + "\n",
        "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-1",
    ])
    func othersAreNone(_ text: String) {
        #expect(TraceContext(traceparent: text) == nil)
    }

    @Test(arguments: [
        ("a=1", true), ("a=1,b@c=2", true), ("", false), (String(repeating: "a", count: 513), false), ("no pair", false), ("a=\u{1}", false),
        ("a=é", false),
    ])
    func aStateIsPassedOnOrDropped(_ state: String, _ isKept: Bool) throws {
        let context = try #require(TraceContext(traceparent: Self.valid, tracestate: state))
        #expect(context.state == (isKept ? state : nil))
    }

    @Test func aChildStaysInTheTrace() throws {
        let parent = try #require(TraceContext(traceparent: Self.valid, tracestate: "a=1"))
        let child = parent.child { 7 }
        #expect(child.traceID == parent.traceID && child.spanID == 7 && child.state == "a=1" && child.flags == 1)
        #expect(TraceContext { 0 }.traceparent == "00-00000000000000010000000000000000-0000000000000001-01")
    }

    @Test func theTracerCarriesItAcross() throws {
        let tracer = TraceContextTracer { 9 }
        var context = ServiceContext.topLevel
        tracer.extract(["traceparent": Self.valid, "tracestate": "a=1"], into: &context, using: Fields())
        let span = tracer.startSpan("x", context: context)
        var fields: [String: String] = [:]
        tracer.inject(span.context, into: &fields, using: Fields())
        #expect(fields == ["traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000009-01", "tracestate": "a=1"])
        span.end()
        #expect(!span.isRecording)
    }

    private struct Fields: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }
}
