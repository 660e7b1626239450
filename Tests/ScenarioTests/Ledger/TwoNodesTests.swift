import Foundation
import PrivatePostgres
import StrictJSON
import Testing

/// Two daemons on one PostgreSQL server, each with a log of its own.
struct TwoNodesTests {
    @Test("two nodes on one server answer for each other, and go on when the server comes back", .timeLimit(.minutes(5)))
    func twoNodesOneServer() async throws {
        let stage = try await Stage.open()
        try await stage.command("PUT", "/population", FaultStormTests.population)
        let cluster = try await Self.cluster()
        // The keys that seal are shared, so that each can read what the other has written; the keys that sign are not.
        for node in ["a", "b"] { try await stage.writeSettings(node, cluster.connectionString) }
        let a = try await stage.withDaemon("gatewayd-a.json")
        let b = try await stage.withDaemon("gatewayd-b.json")

        let told = try await a.ask(under: "k")
        #expect(told.body["verdict"] == "confirmed" && told.body["receipt"]?["log"] == "a.demo.gatewayd.test/log")
        let id = try #require(told.body["id"]?.text)
        let read = try await b.exchange("GET", b.gateway + "/v1/verifications/" + id, certificate: "hall")
        #expect(read.status == 200 && read.body == told.body)
        let code = try #require(told.body["receipt"]?["code"]?.text)
        let receipt = try await b.exchange("GET", b.gateway + "/v1/receipts/" + code)
        #expect(receipt.body["standing"] == "valid" && receipt.body["log"] == "a.demo.gatewayd.test/log")
        #expect(try await b.ask(under: "k").body == told.body)
        let file = try await b.exchange("GET", b.gateway + "/v1/verifications/\(id)/receipt", certificate: "hall")
        #expect(file.status == 200, "\(file.body)")

        // Neither may take the other's log, nor two daemons one.
        #expect(try await stage.refusal("gatewayd-a.json").contains("\(a.daemon.identifier)"))

        // A node that was killed: the other goes on, and knows what it has answered.
        await a.daemon.kill()
        #expect(try await b.ask(under: "k").body["id"]?.text == id)
        let again = try await stage.withDaemon("gatewayd-a.json")
        #expect(try await again.ask(under: "k").body["id"]?.text == id)

        // A server that goes away takes no verdict with it: nothing is answered that is not written.
        try await Self.onThread { try cluster.control("stop -m immediate") }
        let without = try await again.ask(under: "l")
        #expect(without.status == 503, "\(without.status)")
        try await Self.onThread { try cluster.control("start") }
        // Whoever was writing when the server went may have ended, for its supervisor to start it again.
        let back = again.daemon.isRunning ? again : try await stage.withDaemon("gatewayd-a.json")
        let since = ContinuousClock.now
        var reply = try? await back.ask(under: "l")
        while reply?.status != 200, ContinuousClock.now - since < .seconds(30), back.daemon.isRunning {
            try await Task.sleep(for: .milliseconds(100))
            reply = try? await back.ask(under: "l")
        }
        #expect(reply?.status == 200, "\(back.daemon.logTail)")
        for daemon in [a.daemon, b.daemon, again.daemon, back.daemon] { await daemon.stop() }
        await stage.close()
    }

    private static func cluster() async throws -> PrivateCluster { try await onThread { try PrivateCluster() } }

    /// Runs what blocks on a thread of its own.
    private static func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}

extension Stage {
    /// Settings of a node with a log of its own on that server.
    fileprivate func writeSettings(_ node: String, _ server: String) async throws {
        let log = "\(node).demo.gatewayd.test/log"
        let maker = Process()
        maker.executableURL = URL(filePath: try Self.builtProduct("gatewayd"))
        maker.arguments = ["ledger", "init", "\(folder)/ledger-\(node)", "--log", log]
        maker.standardOutput = FileHandle.nullDevice
        try await maker.runToEnd()
        let bytes = try Data(contentsOf: URL(filePath: folder + "/gatewayd.json"))
        guard case .object(let members) = try JSON(parsing: Array(bytes), limits: .file) else { throw StageFailure("gatewayd.json is no object") }
        let ledger: JSON = [
            "log": .string(log), "keyRing": "ledger/ring.json", "signingKeys": .string("ledger-\(node)/signing.key"),
            "server": ["address": .string(server)], "secondPlaces": [.string("ledger-\(node)/second-place")],
        ]
        let settings = JSON.object(members.map { $0.name == "ledger" ? JSON.Member("ledger", ledger) : $0 })
        try Data(settings.encoded()).write(to: URL(filePath: folder + "/gatewayd-\(node).json"))
    }
}
