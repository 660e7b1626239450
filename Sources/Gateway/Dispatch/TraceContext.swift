import Instrumentation
import ServiceContextModule
import Tracing

/// The W3C `traceparent` of the running task, to pass on to registries.
enum TraceContext {
    static func current() -> String? {
        guard let context = ServiceContext.current else { return nil }
        var traceparent: String?
        InstrumentationSystem.instrument.inject(context, into: &traceparent, using: TraceparentInjector())
        return traceparent
    }

    /// Keeps one header field of those that a tracer would send.
    private struct TraceparentInjector: Injector {
        func inject(_ value: String, forKey key: String, into carrier: inout String?) {
            if key == "traceparent" { carrier = value }
        }
    }
}
