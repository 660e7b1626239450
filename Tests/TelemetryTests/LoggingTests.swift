import Foundation
import Logging
import StrictJSON
import Testing

@testable import Telemetry

@Suite("logs")
struct LoggingTests {
    /// What the handler writes for one record, read from a pipe.
    private func lines(_ body: (Logger) -> Void) throws -> [JSON] {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let handler = JSONLogHandler(
            label: "test", sink: sink, level: .debug, allowedKeys: ["reference", "status"], clock: { 1_772_328_600_123 })
        body(Logger(label: "test") { _ in handler })
        sink.flush()
        try pipe.fileHandleForWriting.close()
        let bytes = Array(try #require(try pipe.fileHandleForReading.readToEnd()))
        return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(parsing: Array($0), limits: .file) }
    }

    @Test func aRecordIsALineOfJSON() throws {
        let lines = try lines { logger in
            logger.info("request", metadata: ["status": "200", "reference": "r1"])
            logger.trace("not written")
            logger.error("second")
        }
        #expect(
            lines == [
                [
                    "time": "2026-03-01T01:30:00.123Z", "severity": "info", "logger": "test", "message": "request", "reference": "r1",
                    "status": "200",
                ], ["time": "2026-03-01T01:30:00.123Z", "severity": "error", "logger": "test", "message": "second"],
            ])
    }

    @Test func aRequestIsNotedAsTheHandlerWouldWriteIt() throws {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let clock: @Sendable () -> Int64 = { 1_772_328_600_123 }
        let trace = TraceContext.TraceID(high: 0x4BF9_2F35_77B3_4DA6, low: 0xA3CE_929D_0E0E_4736)
        let handler = JSONLogHandler(label: "test", sink: sink, level: .info, allowedKeys: LogKeys.allowed, clock: clock)
        Logger(label: "test") { _ in handler }.info(
            "request",
            metadata: [
                "method": "POST", "route": "/v1/verifications", "status": "200", "client": "h\"all\n", "reference": "00ff",
                "traceId": "\(trace)", "durationMilliseconds": "12.034",
            ])
        RequestLog(label: "test", clock: clock) { sink.append($0) }.note(
            .init(
                client: "h\"all\n", durationMicroseconds: 12_034, method: "POST", reference: "00ff", route: "/v1/verifications", status: 200,
                traceID: trace))
        sink.flush()
        try pipe.fileHandleForWriting.close()
        let lines = Array(try #require(try pipe.fileHandleForReading.readToEnd())).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 2 && lines[0].elementsEqual(lines[1]))
    }

    @Test func onlyKeysOnTheListAreShown() throws {
        let lines = try lines { logger in
            var logger = logger
            logger[metadataKey: "name"] = "欧阳晓梅"
            logger.info("x", metadata: ["number": "44990119850312004X", "status": "1"])
        }
        #expect(lines.first?["omitted"] == ["name", "number"])
        #expect(!String(decoding: lines[0].encoded(), as: UTF8.self).contains("44990119850312004X"))
    }

    @Test(arguments: [
        "a\nb", "a\rb", "a\r\nb", "\u{1B}[2J", "a\u{2028}b\u{2029}c", "\u{85}", "\u{202E}evil", "\u{0}", "{\"time\":\"x\"}", "%n%s {0}", "\"\\",
        "\u{9B}31m",
        "\u{FEFF}", "欧阳晓梅", String(repeating: "x", count: 1_000_000), String(repeating: "\n", count: 10_000),
    ])
    func whateverIsLoggedStaysOnItsLine(_ text: String) throws {
        let lines = try lines { $0.info("\(text)", metadata: ["reference": "\(text)"]) }
        #expect(lines.count == 1)
        let line = String(decoding: lines[0].encoded(), as: UTF8.self)
        #expect(line.utf8.count < 64_000)
        let raw = LogText.encoded(text)
        #expect(raw.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        let unsafe: [Unicode.Scalar] = ["\u{85}", "\u{9B}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{FEFF}"]
        #expect(!String(decoding: raw, as: UTF8.self).unicodeScalars.contains { unsafe.contains($0) })
    }

    @Test func anErrorShowsItsTypeNotItsWords() throws {
        struct Mistake: Error { let words = "44990119850312004X" }
        let lines = try lines { $0.error("failed", error: Mistake()) }
        #expect(lines.first?["errorType"]?.text?.contains("Mistake") == true)
        #expect(!String(decoding: lines[0].encoded(), as: UTF8.self).contains("44990119850312004X"))
    }

    /// Nobody reads: whoever logs goes on, and what was lost is counted.
    @Test func aStalledReaderHoldsNobodyUp() throws {
        let pipe = Pipe()
        let sink = LogSink(descriptor: pipe.fileHandleForWriting.fileDescriptor, maximumBytes: 100_000)
        for _ in 0..<5_000 { sink.append(Array(repeating: UInt8(ascii: "x"), count: 1_000)) }
        let reader = Thread {
            while !pipe.fileHandleForReading.availableData.isEmpty {}
        }
        reader.start()
        sink.flush()
        sink.append(Array("{}".utf8))
        sink.flush()
        try pipe.fileHandleForWriting.close()
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_102_444_799_999, "2099-12-31T23:59:59.999Z"), (-86_400_000, "1969-12-31T00:00:00.000Z"),
        ] as [(Int64, String)])
    func timesAreRFC3339(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp.rfc3339(milliseconds: milliseconds) == text)
    }
}
