import Foundation
import Glibc
import StrictJSON
import Testing

/// Reloads without pause while halls ask without pause: no request is lost, nothing leaks, and every reload ends as its files deserve.
@Suite(.serialized, .onStageWithOwnFiles)
struct ReloadStormTests {
    /// How many reloads: so many take ten seconds of a debug build; `make reloads` asks for the thousand.
    static let count = ProcessInfo.processInfo.environment["GATEWAYD_RELOADS"].flatMap(Int.init) ?? 100

    /// Versions of the two files, to be served in turn: one in which the two departments that are asked have other pools, the shipped one, and
    /// a broken one.
    struct Versions {
        let adapters: [String]
        let catalogues: [String]

        /// Made of the shipped files.
        init() throws {
            let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/Config"
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
        let stage = try #require(Stage.current)
        try await stage.command("PUT", "/population", FaultStormTests.population)
        try await storm(stage)
    }

    /// The court hangs while its pool is replaced: the question that hangs is answered through the old pool, others go through the new one.
    @Test("a verification ends through the pool that it began with", .timeLimit(.minutes(3)))
    func aVerificationEndsThroughThePoolThatItBeganWith() async throws {
        let stage = try #require(Stage.current)
        try await stage.command("PUT", "/population", FaultStormTests.population)
        let log = try LogWatch(path: stage.daemon.log)
        let versions = try Versions()
        // Whatever the tests before have left.
        try await reload(stage, log, number: 3, versions, expecting: ["applied", "unchanged"])
        try await stage.command("PUT", "/faults/court-judgment", [["fault": "slow", "milliseconds": 2500]])
        async let hanging = stage.verify(FaultStormTests.marriage, waitSeconds: 20)
        let end = ContinuousClock.now + .seconds(20)
        while try await stage.exchange("GET", stage.admin + "/requests").body["requests"]?.elements?.contains(where: Self.isToCourt) != true {
            guard ContinuousClock.now < end else { throw StageFailure("the court was never asked") }
        }
        try await stage.command("DELETE", "/faults", nil)
        try await reload(stage, log, number: 4, versions)
        let quick = try await stage.verify(FaultStormTests.marriage, waitSeconds: 20)
        #expect(quick.body["verdict"] == "confirmed")
        let slow = try await hanging
        #expect(slow.status == 200)
        #expect(slow.body["verdict"] == "confirmed")
        #expect(stage.elapsedAtCourt(slow.body) ?? 0 >= 2000)
        #expect(stage.elapsedAtCourt(quick.body) ?? 9999 < 2000)
    }

    private static func isToCourt(_ request: JSON) -> Bool { String(decoding: request.encoded(), as: UTF8.self).contains("court-judgment") }

    private func storm(_ stage: Stage) async throws {
        let versions = try Versions()
        let log = try LogWatch(path: stage.daemon.log)
        // Both ends of the comparison under the same conditions: after some load and one reload, when nobody asks.
        _ = try await load(stage, while: { try await Task.sleep(for: .milliseconds(500)) })
        try await reload(stage, log, number: 0, versions, expecting: ["applied", "unchanged"])
        let before = try Usage(of: stage.daemon.identifier)
        let began = ContinuousClock.now
        let report = try await load(stage) {
            for number in 1...Self.count { try await reload(stage, log, number: number, versions) }
        }
        let elapsed = began.duration(to: .now)
        #expect(report.errors == 0, "\(report.text)")
        #expect(report.answers > Self.count)
        try await expectSettled(stage, before)
        let metrics = try await stage.exchange("GET", stage.gateway + "/metrics").body.text ?? ""
        for (outcome, count) in log.counts {
            #expect(metrics.contains("gatewayd_reloads_total{outcome=\"\(outcome)\"} \(count)\n"))
        }
        print("\(Self.count) reloads in \(elapsed), \(log.counts), \(report.answers) answers, \(report.errors) errors, \(before) before")
    }

    /// Puts the next version in its place, asks for a reload and waits until it has ended as it must.
    private func reload(
        _ stage: Stage, _ log: LogWatch, number: Int, _ versions: Versions, expecting outcomes: Set<String>? = nil
    ) async throws {
        let version = number % versions.adapters.count
        try Data(versions.adapters[version].utf8).write(to: URL(filePath: stage.folder + "/adapters.json"), options: .atomic)
        if number % 20 == 10 {
            let catalogue = versions.catalogues[number / 20 % 2]
            try Data(catalogue.utf8).write(to: URL(filePath: stage.folder + "/catalogue.json"), options: .atomic)
        }
        let expected = outcomes ?? [version == 2 ? "refused" : "applied"]
        let sofar = log.outcomes.count
        kill(stage.daemon.identifier, SIGHUP)
        let end = ContinuousClock.now + .seconds(20)
        while try log.read().count == sofar, stage.daemon.isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(1)) }
        let came = log.outcomes.dropFirst(sofar)
        guard came.count == 1, expected.isSuperset(of: came) else {
            throw StageFailure("reload \(number) ended \(came) instead of \(expected); the log:\n\(stage.daemon.logTail)")
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
        // Slack for what the allocator and the ledger's sessions keep; five hundred reloads take no more than a hundred.
        #expect(now.kibibytes < before.kibibytes + 32 * 1024, "\(before) before, \(now) after")
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

    /// Follows how reloads end, by the daemon's own log.
    final class LogWatch {
        private let path: String
        private var offset: UInt64 = 0
        private var rest: [UInt8] = []
        /// In their order.
        private(set) var outcomes: [String] = []
        var counts: [String: Int] { Dictionary(outcomes.map { ($0, 1) }, uniquingKeysWith: +) }

        /// Begins with what has been written so far.
        init(path: String) throws {
            self.path = path
            try read()
        }

        /// Reads what has been written since.
        @discardableResult func read() throws -> [String] {
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
                    outcomes.append(outcome)
                }
            }
            return outcomes
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

extension Stage {
    /// Milliseconds that the court took, by the result.
    fileprivate func elapsedAtCourt(_ body: JSON) -> Int? {
        body["sources"]?.elements?.first { $0["registry"] == "court-judgment" }?["elapsedMilliseconds"]?.integer
    }
}
