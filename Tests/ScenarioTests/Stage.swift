import Foundation
import StrictJSON

/// The real daemon and the real mock registries, as the demo starts them, in a folder of their own on ports of their own.
struct Stage: Sendable {
    /// The stage on which the running test plays.
    @TaskLocal static var current: Stage?

    let folder: String
    let gateway: String
    let admin: String
    let daemon: KeptProcess
    private let mocks: KeptProcess

    /// Starts both and returns when both are ready. With `ownFiles` the daemon reads copies of `adapters.json` and `catalogue.json` in the
    /// stage's folder, for tests that change them, and does not log requests.
    static func open(ownFiles: Bool = false) async throws -> Stage {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-scenarios-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        try await run(root + "/scripts/make-pki", folder)
        let nobody: JSON = ["today": .string(WorldScript.today), "persons": [:], "registries": [:]]
        try Data(nobody.encoded()).write(to: URL(filePath: folder + "/population.json"))

        let mocks = try KeptProcess(
            builtProduct("mock-registries"), "--population", folder + "/population.json", "--state", folder, log: folder + "/mock-registries.log")
        let addresses = folder + "/addresses.json"
        try await until("the mock registries are ready", watching: mocks) { (try? Data(contentsOf: URL(filePath: addresses)))?.isEmpty == false }
        let written = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: addresses))), limits: .file)
        guard let admin = written["admin"]?.text else { throw StageFailure("addresses.json names no admin door") }

        // Port 0: the system gives one that nobody else gets, and the log tells it.
        try await run(root + "/scripts/write-settings", folder, "0", WorldScript.today, "addresses.json")
        if ownFiles { try ownConfiguration(folder, root) }
        let (daemon, gateway) = try await startDaemon(folder, "gatewayd.json")
        return Stage(folder: folder, gateway: gateway, admin: admin, daemon: daemon, mocks: mocks)
    }

    /// The same stage with another daemon on it.
    ///
    /// - Parameter settings: Its settings in the stage's folder.
    func withDaemon(_ settings: String = "gatewayd.json") async throws -> Stage {
        let (daemon, gateway) = try await Self.startDaemon(folder, settings)
        return Stage(folder: folder, gateway: gateway, admin: admin, daemon: daemon, mocks: mocks)
    }

    /// What another daemon says that must not start.
    func refusal(_ settings: String = "gatewayd.json") async throws -> String {
        let daemon = try KeptProcess(Self.builtProduct("gatewayd"), "serve", "--config", folder + "/" + settings, log: folder + "/refused.log")
        let end = ContinuousClock.now + .seconds(30)
        while daemon.isRunning {
            guard ContinuousClock.now < end else { throw StageFailure("a daemon runs that should have been refused; its log:\n\(daemon.logTail)") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return daemon.logTail
    }

    /// Starts the daemon; returns when it listens, with its address.
    private static func startDaemon(_ folder: String, _ settings: String) async throws -> (KeptProcess, String) {
        let daemon = try KeptProcess(
            builtProduct("gatewayd"), "serve", "--config", folder + "/" + settings, log: folder + "/gatewayd-\(UUID().uuidString).log")
        var port: String?
        try await until("the gateway listens", watching: daemon) {
            let line = daemon.logLines.compactMap { try? JSON(parsing: Array($0.utf8), limits: .file) }.first { $0["message"] == "listening" }
            port = line?["port"]?.text
            return port != nil
        }
        return (daemon, "https://127.0.0.1:\(port ?? "")")
    }

    /// Stops both and removes the folder.
    func close() async {
        for process in [daemon, mocks] { await process.stop() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func ownConfiguration(_ folder: String, _ root: String) throws {
        let path = folder + "/gatewayd.json"
        var settings = try String(contentsOfFile: path, encoding: .utf8).replacing(#""level": "info""#, with: #""level": "notice""#)
        for name in ["adapters.json", "catalogue.json"] {
            try FileManager.default.copyItem(atPath: "\(root)/Config/\(name)", toPath: "\(folder)/\(name)")
            settings = settings.replacing("\(root)/Config/\(name)", with: name)
        }
        try settings.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Plays one story and returns everything that was not as expected.
    func play(_ scenario: Scenario) async throws -> [String] {
        var outcomes: [Outcome] = []
        var mistakes: [String] = []
        for step in scenario.steps {
            switch step {
            case .world(let world): try await command("PUT", "/population", world.population)
            case .clearFaults: try await command("DELETE", "/faults", nil)
            case .ask(let ask):
                let outcome = try await self.ask(ask)
                let wrong = ask.expectations.compactMap { $0.mistake(in: outcome, earlier: outcomes) }
                if !wrong.isEmpty {
                    mistakes += wrong + ["  the answer was \(outcome.status) \(String(decoding: outcome.body.encoded(), as: UTF8.self))"]
                }
                outcomes.append(outcome)
            }
        }
        return mistakes
    }

    private func ask(_ ask: Scenario.Ask) async throws -> Outcome {
        try await command("DELETE", "/requests", nil)
        var headers = ["Content-Type: application/json"]
        if let seconds = ask.waitSeconds { headers.append("Prefer: wait=\(seconds)") }
        let certificate = ask.client == "stranger" ? nil : ask.client
        let reply = try await exchange("POST", gateway + "/v1/verifications", ask.body, headers: headers, certificate: certificate)
        let requests = try await exchange("GET", admin + "/requests").body
        let count = (requests.elements ?? requests["requests"]?.elements ?? []).count
        return Outcome(status: reply.status, body: reply.body, registryRequests: count)
    }

    /// One verification asked by the hall, with no more than so many seconds to wait for registries.
    func verify(_ body: JSON, waitSeconds: Int) async throws -> (status: Int, body: JSON) {
        try await exchange(
            "POST", gateway + "/v1/verifications", body, headers: ["Content-Type: application/json", "Prefer: wait=\(waitSeconds)"],
            certificate: "hall")
    }

    /// One call to the admin door, which must succeed.
    func command(_ method: String, _ path: String, _ body: JSON?) async throws {
        let reply = try await exchange(method, admin + path, body, headers: ["Content-Type: application/json"])
        guard (200...299).contains(reply.status) else {
            throw StageFailure("\(method) \(path): \(reply.status) \(String(decoding: reply.body.encoded(), as: UTF8.self))")
        }
    }

    /// One HTTP exchange by curl, which is no relative of the server under test.
    func exchange(
        _ method: String, _ url: String, _ body: JSON? = nil, headers: [String] = [], certificate: String? = nil
    ) async throws -> (status: Int, body: JSON) {
        let name = folder + "/" + UUID().uuidString
        defer { for suffix in [".body", ".answer", ".status"] { try? FileManager.default.removeItem(atPath: name + suffix) } }
        var arguments = ["--noproxy", "*", "-s", "-m", "60", "-X", method, "-o", name + ".answer", "-w", "%{http_code}"]
        arguments += ["--cacert", folder + "/pki/ca.pem"] + headers.flatMap { ["-H", $0] }
        if let certificate { arguments += ["--cert", "\(folder)/pki/\(certificate).pem", "--key", "\(folder)/pki/\(certificate).key"] }
        if let body {
            try Data(body.encoded()).write(to: URL(filePath: name + ".body"))
            arguments += ["--data-binary", "@" + name + ".body"]
        }
        _ = FileManager.default.createFile(atPath: name + ".status", contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl"] + arguments + [url]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: name + ".status"))
        try await process.runToEnd()
        guard let status = Int((try? String(contentsOfFile: name + ".status", encoding: .utf8)) ?? ""), status > 0 else {
            throw StageFailure("no answer to \(method) \(url)")
        }
        let bytes = Array((try? Data(contentsOf: URL(filePath: name + ".answer"))) ?? Data())
        return (status, (try? JSON(parsing: bytes, limits: .file)) ?? .string(String(decoding: bytes, as: UTF8.self)))
    }

    /// A product of this package, beside the running test bundle.
    static func builtProduct(_ name: String) throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else { throw StageFailure("\(name) has not been built") }
        return path
    }

    private static func run(_ script: String, _ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: script)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["GATEWAYD": try builtProduct("gatewayd")]) { $1 }
        try await process.runToEnd()
        guard process.terminationStatus == 0 else { throw StageFailure("\(script) failed") }
    }

    private static func until(_ what: String, watching process: KeptProcess, _ isTrue: () async -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while await !isTrue() {
            guard process.isRunning else { throw StageFailure("before \(what) it ended; its log:\n\(process.logTail)") }
            guard ContinuousClock.now < end else { throw StageFailure("60 s went by before \(what); the log:\n\(process.logTail)") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// Why no story could be played.
struct StageFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
