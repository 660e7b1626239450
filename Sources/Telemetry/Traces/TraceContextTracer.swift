package import Instrumentation
package import Tracing

/// Carries trace ids through the process and over the wire, and records nothing: whoever wants spans collects them at both ends.
package struct TraceContextTracer: Tracer {
    private let random: @Sendable () -> UInt64

    /// - Parameter random: 64 random bits at a time.
    package init(random: @escaping @Sendable () -> UInt64) {
        self.random = random
    }

    package func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind, at instant: @autoclosure () -> Instant,
        function: String, file fileID: String, line: UInt
    ) -> UnrecordedSpan {
        var context = context()
        context.trace = context.trace?.child(random: random) ?? TraceContext(random: random)
        return UnrecordedSpan(context: context)
    }

    package func forceFlush() {}

    package func extract<Carrier, Extract: Extractor>(_ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract)
    where Extract.Carrier == Carrier {
        guard let parent = extractor.extract(key: "traceparent", from: carrier) else { return }
        context.trace = TraceContext(traceparent: parent, tracestate: extractor.extract(key: "tracestate", from: carrier))
    }

    package func inject<Carrier, Inject: Injector>(_ context: ServiceContext, into carrier: inout Carrier, using injector: Inject)
    where Inject.Carrier == Carrier {
        guard let trace = context.trace else { return }
        injector.inject(trace.traceparent, forKey: "traceparent", into: &carrier)
        if let state = trace.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
    }
}

/// A piece of work that has ids and nothing else.
package struct UnrecordedSpan: Span {
    package let context: ServiceContext
    package var isRecording: Bool { false }

    package var operationName: String {
        get { "" }
        nonmutating set {}
    }

    package var attributes: SpanAttributes {
        get { [:] }
        nonmutating set {}
    }

    package func setStatus(_ status: SpanStatus) {}
    package func addEvent(_ event: SpanEvent) {}
    package func addLink(_ link: SpanLink) {}
    package func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {}

    package func recordError<Instant: TracerInstant>(_ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant) {}
}

extension ServiceContext {
    /// Where the running task stands in its trace.
    package var trace: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}

private enum TraceContextKey: ServiceContextKey {
    typealias Value = TraceContext
    static let nameOverride: String? = "traceparent"
}
