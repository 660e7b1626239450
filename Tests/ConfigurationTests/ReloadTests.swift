import CurlTransport
import Foundation
import Gateway
import GatewayHTTP
import Logging
import StrictJSON
import Synchronization
import Testing

@testable import gatewayd

/// What a reload keeps, what it makes anew, and what it refuses.
@Suite struct ReloadTests {
    /// A change, the outcome that it must have, and the departments that must be made anew by it.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let outcome: Reloader.Outcome
        let made: Set<String>
        let make: @Sendable (ConfigurationFolder) throws -> Void
    }

    static let changes: [Change] = [
        Change(testDescription: "nothing", outcome: .unchanged, made: []) { _ in },
        Change(testDescription: "a limit", outcome: .applied, made: ["public-security"]) {
            try $0.replace(#""queue": 2048"#, with: #""queue": 2047"#, in: "adapters.json")
        },
        Change(testDescription: "a secret", outcome: .applied, made: ["civil-affairs", "civil-affairs-registers"]) {
            try $0.write("secrets/civil-affairs/app-key", Array("another".utf8))
        },
        Change(testDescription: "certificate and key in place", outcome: .applied, made: ["courts"]) { folder in
            for name in ["client.pem", "client.key"] {
                let other = try Data(contentsOf: URL(filePath: folder.path + "/pki/departments/health/" + name))
                try folder.write("pki/departments/courts/" + name, [UInt8](other))
            }
        },
        Change(testDescription: "coverage", outcome: .applied, made: []) {
            try $0.replace(#""coverageFrom": "1990-01-01""#, with: #""coverageFrom": "1991-01-01""#, in: "adapters.json")
        },
        Change(testDescription: "the catalogue's edition", outcome: .applied, made: []) {
            try $0.replace(#""edition": "2020-10-29/1""#, with: #""edition": "2020-10-29/2""#, in: "catalogue.json")
        },
        Change(testDescription: "no JSON", outcome: .refused, made: []) { try $0.write("adapters.json", Array("{".utf8)) },
        Change(testDescription: "a file that is gone", outcome: .refused, made: []) {
            try FileManager.default.removeItem(atPath: $0.path + "/catalogue.json")
        },
        Change(testDescription: "key of another certificate", outcome: .refused, made: []) { folder in
            let other = try Data(contentsOf: URL(filePath: folder.path + "/pki/departments/health/client.key"))
            try folder.write("pki/departments/courts/client.key", [UInt8](other))
        },
        Change(testDescription: "one good change and one mistake", outcome: .refused, made: []) {
            try $0.replace(#""queue": 2048"#, with: #""queue": 2047"#, in: "adapters.json")
            try $0.write("secrets/civil-affairs/app-key", [])
        },
    ]

    @Test(arguments: changes) func aReloadMakesWhatHasChangedAndNothingElse(_ change: Change) async throws {
        let folder = try ConfigurationFolder()
        let reloader = Reloader(try await folder.assemble())
        let before = await reloader.departments
        let generation = reloader.succession.present.number
        try change.make(folder)
        #expect(await reloader.reload() == change.outcome)
        let after = await reloader.departments
        #expect(before.map(\.department.name) == after.map(\.department.name))
        #expect(reloader.succession.present.number == generation + (change.outcome == .applied ? 1 : 0))
        for (old, new) in zip(before, after) {
            let isMade = change.made.contains(old.department.name)
            #expect((old.pool === new.pool) == !isMade, "\(old.department.name)")
            #expect((old.department.health === new.department.health) == !isMade)
            #expect(!new.pool.ending.hasCome)
        }
        await reloader.shutdown()
        for department in after { #expect(department.pool.ending.hasCome) }
    }

    /// Generation 1 is in use, 2 succeeds it with the same departments but one, 3 has that one again.
    @Test func aPoolClosesAfterTheLastVerificationThatCanUseIt() async throws {
        let folder = try ConfigurationFolder()
        let reloader = Reloader(try await folder.assemble())
        func ending(_ name: String) async -> CurlPool.Ending? { await reloader.departments.first { $0.department.name == name }?.pool.ending }
        let first = try #require(await ending("courts"))
        var verification: Generation? = reloader.succession.present
        try folder.replace(#""queue": 2048"#, with: #""queue": 2047"#, in: "adapters.json")
        try folder.write("secrets/courts/client-secret", Array("another".utf8))
        #expect(await reloader.reload() == .applied)
        let second = try #require(await ending("courts"))
        try folder.write("secrets/courts/client-secret", Array("yet another".utf8))
        #expect(await reloader.reload() == .applied)
        // Nobody has used the second; the first is still in use.
        await second.wait()
        #expect(!first.hasCome)
        #expect(verification?.number == 1)
        verification = nil
        await first.wait()
        await reloader.shutdown()
    }

    @Test func aRefusalTellsEveryMistakeAndNoSecret() async throws {
        let folder = try ConfigurationFolder()
        let log = LineLog()
        let reloader = Reloader(try await folder.assemble(logger: Logger(label: "test") { _ in log }))
        try folder.write("secrets/courts/client-secret", Array("very-secret-indeed".utf8))
        try folder.replace(#""queue": 2048"#, with: #""queue": 0"#, in: "adapters.json")
        try folder.replace(#""coverageFrom": "1990-01-01""#, with: #""coverageFrom": "never""#, in: "adapters.json")
        try FileManager.default.removeItem(atPath: folder.path + "/secrets/health/licence-key")
        #expect(await reloader.reload() == .refused)
        let lines = log.lines
        for pointer in [
            "/departments/public-security/limits/queue", "/departments/civil-affairs/registries/ca-marriage/coverageFrom",
            "/departments/health/secrets/licence-key", "/departments/health-registers/secrets/licence-key",
        ] {
            #expect(lines.count { $0.contains("pointer=\(pointer) ") && $0.contains("file=\(folder.path)/adapters.json ") } == 1, "\(pointer)")
        }
        #expect(lines.contains { $0.contains("configuration refused") && $0.contains("count=4") })
        #expect(!lines.contains { $0.contains("very-secret") })
        await reloader.shutdown()
    }

    @Test func whatTakesARestartIsNoticed() async throws {
        let folder = try ConfigurationFolder()
        let log = LineLog()
        let fixed = FixedFiles(paths: ["gatewayd.json", "clients.json"].map { "\(folder.path)/\($0)" })
        let reloader = Reloader(try await folder.assemble(logger: Logger(label: "test") { _ in log }), fixed: fixed)
        #expect(await reloader.reload() == .unchanged)
        #expect(!log.lines.contains { $0.contains("restart") })
        try folder.replace(#""port":0"#, with: #""port":1"#, in: "gatewayd.json")
        #expect(await reloader.reload() == .unchanged)
        #expect(log.lines.count { $0.contains("restart") && $0.contains("file=\(folder.path)/gatewayd.json") } == 1)
        await reloader.shutdown()
    }

    /// The first reload is at work while five signals come: one more reload, not five.
    @Test func signalsDuringAReloadMakeOneMore() async throws {
        let (signals, signal) = AsyncStream.makeStream(of: Int.self)
        let (begun, begin) = AsyncStream.makeStream(of: Int.self)
        let (leave, allow) = AsyncStream.makeStream(of: Void.self)
        let count = Mutex(0)
        let seen = Mutex(0)
        let reloading = Reloading(signals: signals.map { number in seen.withLock { $0 = number } }) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            begin.yield(number)
            for await _ in leave { break }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await reloading.run() }
            var reloads = begun.makeAsyncIterator()
            signal.yield(1)
            #expect(await reloads.next() == 1)
            for number in 2...6 { signal.yield(number) }
            signal.finish()
            while seen.withLock({ $0 }) < 6 { await Task.yield() }
            allow.yield()
            allow.yield()
            try await group.waitForAll()
        }
        #expect(count.withLock { $0 } == 2)
    }
}

extension Reloader {
    /// Those of the present generation.
    fileprivate var departments: [JoinedDepartment] { present.departments }
}

/// Keeps log lines with their metadata.
private final class LineLog: LogHandler {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value) " }.joined()
        kept.withLock { $0.append("\(event.message) \(values)") }
    }
}
