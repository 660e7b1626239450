import Foundation
import Glibc
import StrictJSON
import Testing

/// Reloads without pause while halls ask without pause: no request is lost, nothing leaks, and every reload ends as its files deserve.
@Suite(.serialized)
struct ReloadStormTests {
    /// How many reloads; `make reloads` asks for the thousand.
    static let count = ProcessInfo.processInfo.environment["GATEWAYD_RELOADS"].flatMap(Int.init) ?? 100

    /// Versions of the two files, to be served in turn: one in which the two departments that are asked have other pools, the shipped one, and
    /// a broken one.
    struct Versions {
        let adapters: [String]
        let catalogues: [String]

        init(_ folder: String) throws {
            let adapters = try String(contentsOfFile: folder + "/adapters.json", encoding: .utf8)
            let catalogue = try String(contentsOfFile: folder + "/catalogue.json", encoding: .utf8)
            var other = adapters
            for name in ["civil-affairs", "courts"] {
                guard let entry = other.range(of: #""\#(name)": {"#),
                    let age = other.range(of: #""connectionAgeSeconds": 300"#, range: entry.upperBound..<other.endIndex)
                else { throw StageFailure("adapters.json has no \(name) as expected") }
                other.replaceSubrange(age, with: #""connectionAgeSeconds": 299"#)
            }
            self.adapters = [other, adapters, adapters.replacing(#""queue": 2048"#, with: #""queue": 0"#)]
            catalogues = [catalogue, catalogue.replacing(#""edition": ""#, with: #""edition": "x"#)]
        }
    }

    @Test("reloads under load lose no request", .timeLimit(.minutes(10)))
    func reloadsUnderLoadLoseNoRequest() async throws {
        let stage = try await Stage.open(ownFiles: true)
        do {
            try await stage.command("PUT", "/population", FaultStormTests.population)
            try await storm(stage)
        } catch {
            await stage.close()
            throw error
        }
        await stage.close()
    }

    private func storm(_ stage: Stage) async throws {
        let versions = try Versions(stage.folder)
        let log = LogWatch(path: stage.folder + "/gatewayd.log")
        // Both ends of the comparison under the same conditions: after some load and one reload, when nobody asks.
        _ = try await load(stage, while: { try await Task.sleep(for: .milliseconds(500)) })
        try await reload(stage, log, number: 0, versions)
        let before = try Usage(of: stage.daemon.identifier)
        let began = ContinuousClock.now
        let report = try await load(stage) {
            for number in 1...Self.count { try await reload(stage, log, number: number, versions) }
        }
        let elapsed = began.duration(to: .now)
        #expect(report.errors == 0, "\(report.text)")
        #expect(report.answers > Self.count)
        #expect(log.counts.values.reduce(0, +) == Self.count + 1)
        try await expectSettled(stage, before)
        let metrics = try await stage.exchange("GET", stage.gateway + "/metrics").body.text ?? ""
        for (outcome, count) in log.counts {
            #expect(metrics.contains("gatewayd_reloads_total{outcome=\"\(outcome)\"} \(count)\n"))
        }
        print("\(Self.count) reloads in \(elapsed), \(log.counts), \(report.answers) answers, \(report.errors) errors, \(before) before")
    }

    /// Puts the next version in its place, asks for a reload and waits until it has ended as it must.
    private func reload(_ stage: Stage, _ log: LogWatch, number: Int, _ versions: Versions) async throws {
        let version = number % versions.adapters.count
        try Data(versions.adapters[version].utf8).write(to: URL(filePath: stage.folder + "/adapters.json"), options: .atomic)
        if number % 20 == 10 {
            let catalogue = versions.catalogues[number / 20 % 2]
            try Data(catalogue.utf8).write(to: URL(filePath: stage.folder + "/catalogue.json"), options: .atomic)
        }
        let expected = version == 2 ? "refused" : "applied"
        let sofar = log.counts[expected, default: 0]
        kill(stage.daemon.identifier, SIGHUP)
        let end = ContinuousClock.now + .seconds(20)
        while try log.read()[expected, default: 0] == sofar {
            guard stage.daemon.isRunning, ContinuousClock.now < end else {
                throw StageFailure("reload \(number) was not \(expected); the log:\n\(stage.daemon.logTail)")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Threads and descriptors are what they were, but for kept connections to registries; pools that were retired last may take a moment to end.
    private func expectSettled(_ stage: Stage, _ before: Usage) async throws {
        let end = ContinuousClock.now + .seconds(10)
        var now = try Usage(of: stage.daemon.identifier)
        while now.threads > before.threads + 2 || now.descriptors > before.descriptors + 32, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
            now = try Usage(of: stage.daemon.identifier)
        }
        #expect(now.threads <= before.threads + 2, "\(before) before, \(now) after")
        #expect(now.descriptors <= before.descriptors + 32, "\(before) before, \(now) after")
        // 20 MiB of slack for what the allocator keeps.
        #expect(now.kibibytes < before.kibibytes + 20 * 1024, "\(before) before, \(now) after")
        print("\(now) after")
    }
}

extension ReloadStormTests {
    /// What `gateway-load` found: 200 with the right verdict is an answer, anything else an error.
    struct LoadReport {
        let answers: Int
        let errors: Int
        let text: String
    }

    /// Asks on eight connections without pause while `body` runs, in rounds of two seconds.
    private func load(_ stage: Stage, while body: () async throws -> Void) async throws -> LoadReport {
        let program = try Stage.builtProduct("gateway-load")
        let question = String(decoding: FaultStormTests.marriage.encoded(), as: UTF8.self)
        try question.write(toFile: stage.folder + "/question.json", atomically: true, encoding: .utf8)
        let persons: JSON = ["today": "2026-03-01", "persons": ["P01": ["name": "陈安然", "number": "449901198512040025"]], "registries": [:]]
        try Data(persons.encoded()).write(to: URL(filePath: stage.folder + "/asked.json"))
        let (folder, url) = (stage.folder, stage.gateway + "/v1/verifications")
        let stop = folder + "/load-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: stop, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: stop) }
        async let report = Self.rounds(
            program,
            [
                "drive", "--url", url, "--ca", folder + "/pki/ca.pem", "--cert", folder + "/pki/hall.pem", "--key", folder + "/pki/hall.key",
                "--persons", folder + "/asked.json", "--template", folder + "/question.json", "--connections", "8", "--seconds", "2",
                "--warmup", "0", "--no-head", "--expect", #""verdict":"confirmed""#,
            ], output: folder + "/load.txt", until: { !FileManager.default.fileExists(atPath: stop) })
        do {
            try await body()
            try? FileManager.default.removeItem(atPath: stop)
        } catch {
            try? FileManager.default.removeItem(atPath: stop)
            throw error
        }
        return try await report
    }

    @concurrent private static func rounds(
        _ program: String, _ arguments: [String], output: String, until isOver: @Sendable () -> Bool
    ) async throws -> LoadReport {
        var (answers, errors, text) = (0, 0, "")
        repeat {
            _ = FileManager.default.createFile(atPath: output, contents: nil)
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
            try await process.runToEnd()
            let row = try String(contentsOfFile: output, encoding: .utf8)
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 7, let answered = Int(cells[5]), let failed = Int(cells[6]) else { throw StageFailure("the load said: \(row)") }
            answers += answered
            errors += failed
            if failed > 0 { text += row }
        } while !isOver()
        return LoadReport(answers: answers, errors: errors, text: text)
    }

    /// Counts how reloads ended, by the daemon's own log.
    final class LogWatch {
        private let path: String
        private var offset: UInt64 = 0
        private var rest: [UInt8] = []
        private(set) var counts: [String: Int] = [:]

        init(path: String) { self.path = path }

        /// Reads what has been written since.
        func read() throws -> [String: Int] {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            try file.seek(toOffset: offset)
            let new = try file.readToEnd() ?? Data()
            offset += UInt64(new.count)
            rest += new
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: rest[..<end], as: UTF8.self)
                rest.removeSubrange(...end)
                for outcome in ["applied", "refused", "unchanged"] where line.contains(#""message":"configuration \#(outcome)"#) {
                    counts[outcome, default: 0] += 1
                }
            }
            return counts
        }
    }

    /// What a process holds.
    struct Usage: CustomStringConvertible {
        let threads: Int
        let descriptors: Int
        let kibibytes: Int

        init(of process: Int32) throws {
            threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task").count
            descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
            kibibytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
        }

        var description: String { "\(threads) threads, \(descriptors) descriptors, \(kibibytes) KiB" }
    }
}
