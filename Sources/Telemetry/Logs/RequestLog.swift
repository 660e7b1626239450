import Logging
import StrictJSON

/// Notes each request that was answered: the line that ``JSONLogHandler`` would write of the same record, without a dictionary on the way.
///
/// What may be said of a request is a closed list: nothing of what it asked, not even its path.
package struct RequestLog: Sendable {
    private let label: String
    private let write: @Sendable ([UInt8]) -> Void
    private let clock: @Sendable () -> Int64

    /// - Parameters:
    ///   - clock: Milliseconds since 1970.
    ///   - write: Takes each line, without its line feed.
    package init(label: String, clock: @escaping @Sendable () -> Int64, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.label = label
        self.clock = clock
        self.write = write
    }

    /// One request with its answer.
    package struct Entry: Sendable {
        package let client: String
        package let durationMicroseconds: Int64
        package let method: String
        package let reference: String
        /// The template of the path.
        package let route: String
        package let status: Int
        package let traceID: TraceContext.TraceID

        package init(
            client: String, durationMicroseconds: Int64, method: String, reference: String, route: String, status: Int, traceID: TraceContext.TraceID
        ) {
            self.client = client
            self.durationMicroseconds = durationMicroseconds
            self.method = method
            self.reference = reference
            self.route = route
            self.status = status
            self.traceID = traceID
        }
    }

    package func note(_ entry: Entry) {
        var line = JSONWriter(capacity: 384)
        line.beginLogLine(milliseconds: clock(), .info, label, "request")
        line.name("client")
        line.logText(entry.client)
        line.name("durationMilliseconds")
        line.string(Self.milliseconds(entry.durationMicroseconds))
        line.name("method")
        line.logText(entry.method)
        line.name("reference")
        line.logText(entry.reference)
        line.name("route")
        line.logText(entry.route)
        line.name("status")
        line.string(String(entry.status))
        line.name("traceId")
        line.string(entry.traceID.description)
        line.endObject()
        write(line.bytes)
    }

    /// With microseconds behind the point.
    private static func milliseconds(_ microseconds: Int64) -> String {
        let fraction = microseconds % 1000
        return String(microseconds / 1000) + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".") + String(fraction)
    }
}
