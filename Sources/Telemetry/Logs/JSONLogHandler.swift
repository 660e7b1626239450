package import Logging
import StrictJSON

/// Writes each record as one line of JSON: time, severity, logger, message, and of the metadata only keys on the list.
///
/// A list of what may be shown instead of one of what may not: a new key is left out until somebody has thought about it
/// (`reliability.md` T24). The names of keys that were left out are shown, their values never.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let sink: LogSink
    private let allowedKeys: Set<String>
    private let clock: @Sendable () -> Int64

    /// - Parameter clock: Milliseconds since 1970.
    package init(label: String, sink: LogSink, level: Logger.Level, allowedKeys: Set<String>, clock: @escaping @Sendable () -> Int64) {
        self.label = label
        self.sink = sink
        logLevel = level
        self.allowedKeys = allowedKeys
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONWriter(capacity: 384)
        line.beginLogLine(milliseconds: clock(), event.level, label, event.message.description)
        if let error = event.error {
            line.name("errorType")
            line.logText(String(reflecting: type(of: error)))
        }
        write(merged(event.metadata), to: &line)
        line.endObject()
        sink.append(line.bytes)
    }

    private func merged(_ own: Logger.Metadata?) -> Logger.Metadata {
        let provided = metadataProvider?.get() ?? [:]
        if metadata.isEmpty && provided.isEmpty { return own ?? [:] }
        return metadata.merging(provided) { $1 }.merging(own ?? [:]) { $1 }
    }

    private func write(_ metadata: Logger.Metadata, to line: inout JSONWriter) {
        var omitted: [String] = []
        for (key, value) in metadata.sorted(by: { $0.key.precedesByBytes($1.key) }) {
            guard allowedKeys.contains(key) else {
                omitted.append(key)
                continue
            }
            line.name(escaping: key)
            line.logText(value.description)
        }
        if omitted.isEmpty { return }
        line.name("omitted")
        line.beginArray()
        for key in omitted { line.logText(key) }
        line.endArray()
    }
}
