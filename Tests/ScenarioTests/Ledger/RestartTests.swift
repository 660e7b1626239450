import Foundation
import Glibc
import StrictJSON
import Synchronization
import Testing

/// The real daemon is killed, started twice, stopped in the middle and given an old copy: what it has answered stands, and nothing else does.
@Suite(.serialized)
struct RestartTests {
    /// What a hall was told.
    struct Told: Sendable {
        let key: String
        let id: String
        let verdict: String
        let code: String
    }

    @Test("what was answered before a kill is known after it, and what was not is told as interrupted", .timeLimit(.minutes(5)))
    func nothingAnsweredIsLost() async throws {
        var stage = try await Stage.open()
        try await stage.command("PUT", "/population", FaultStormTests.population)
        var slowest = Duration.zero
        var (known, open) = (0, 0)
        for round in 0..<4 {
            let (told, asked) = try await Self.askUntilKilled(stage, round)
            #expect(!told.isEmpty)
            let began = ContinuousClock.now
            stage = try await stage.withDaemon()
            slowest = max(slowest, ContinuousClock.now - began)
            for told in told {
                let read = try await stage.exchange("GET", stage.gateway + "/v1/verifications/" + told.id, certificate: "hall")
                #expect(read.status == 200 && read.body["verdict"]?.text == told.verdict)
                let receipt = try await stage.exchange("GET", stage.gateway + "/v1/receipts/" + told.code)
                #expect(receipt.body["standing"] == "valid")
                let again = try await stage.ask(under: told.key)
                #expect(again.status == 200 && again.body["id"]?.text == told.id)
            }
            // Whoever got no answer asks again under the same key: the answer that was lost on its way, an interrupted inquiry, or a first one.
            for key in asked.subtracting(told.map(\.key)) {
                let again = try await stage.ask(under: key)
                #expect(again.status == 200)
                let isInterrupted = again.body["findings"]?.elements?.first?["reason"]?["code"] == "interrupted"
                #expect(again.body["verdict"] == (isInterrupted ? "inconclusive" : "confirmed"))
                open += isInterrupted ? 1 : 0
            }
            known += told.count
        }
        print("\(known) answered before kills, all known; \(open) told as interrupted; listening again within \(slowest)")
        await stage.close()
    }

    /// What eight halls noted.
    private final class Heard: Sendable {
        let told = Mutex<[Told]>([])
        let asked = Mutex<Set<String>>([])
    }

    /// Eight halls ask without pause, each under keys of its own, and the daemon is killed meanwhile: what they were told, and all keys used.
    private static func askUntilKilled(_ stage: Stage, _ round: Int) async throws -> (told: [Told], asked: Set<String>) {
        let heard = Heard()
        await withTaskGroup(of: Void.self) { group in
            for hall in 0..<8 {
                group.addTask {
                    for number in 0... {
                        let key = "\(round)-\(hall)-\(number)"
                        heard.asked.withLock { _ = $0.insert(key) }
                        guard let reply = try? await stage.ask(under: key) else { return }
                        guard reply.status == 200, let id = reply.body["id"]?.text, let verdict = reply.body["verdict"]?.text,
                            let code = reply.body["receipt"]?["code"]?.text
                        else { return }
                        heard.told.withLock { $0.append(Told(key: key, id: id, verdict: verdict, code: code)) }
                    }
                }
            }
            group.addTask {
                while heard.told.withLock({ $0.count }) < 16 + round { try? await Task.sleep(for: .milliseconds(1)) }
                await stage.daemon.kill()
            }
        }
        return (heard.told.withLock { $0 }, heard.asked.withLock { $0 })
    }

    @Test("a second daemon is refused on the same log, also while the first is stopped", .timeLimit(.minutes(3)))
    func oneDaemonALog() async throws {
        let stage = try await Stage.open()
        try await stage.command("PUT", "/population", FaultStormTests.population)
        #expect(try await stage.refusal().contains("ledger.sqlite"))
        kill(stage.daemon.identifier, SIGSTOP)
        let words = try await stage.refusal()
        kill(stage.daemon.identifier, SIGCONT)
        #expect(words.contains("\(stage.daemon.identifier)"), "\(words)")
        #expect(try await stage.ask(under: "after").body["verdict"] == "confirmed")
        await stage.close()
    }

    @Test("an old copy of the ledger is refused by its second place", .timeLimit(.minutes(3)))
    func anOldCopyIsRefused() async throws {
        var stage = try await Stage.open()
        try await stage.command("PUT", "/population", FaultStormTests.population)
        let first = try #require(try await stage.ask(under: "1").body["id"]?.text)
        await stage.daemon.stop()
        let ledger = stage.folder + "/ledger/ledger.sqlite"
        try FileManager.default.copyItem(atPath: ledger, toPath: ledger + ".old")
        stage = try await stage.withDaemon()
        let second = try #require(try await stage.ask(under: "2").body["id"]?.text)
        await stage.daemon.stop()
        try FileManager.default.moveItem(atPath: ledger, toPath: ledger + ".new")
        try FileManager.default.copyItem(atPath: ledger + ".old", toPath: ledger)
        let words = try await stage.refusal()
        #expect(words.contains("second-place"), "\(words)")
        try FileManager.default.removeItem(atPath: ledger)
        try FileManager.default.moveItem(atPath: ledger + ".new", toPath: ledger)
        stage = try await stage.withDaemon()
        for id in [first, second] {
            #expect(try await stage.exchange("GET", stage.gateway + "/v1/verifications/" + id, certificate: "hall").status == 200)
        }
        await stage.close()
    }
}

extension Stage {
    /// One question under a key of the hall.
    func ask(under key: String) async throws -> (status: Int, body: JSON) {
        try await exchange(
            "POST", gateway + "/v1/verifications", FaultStormTests.marriage,
            headers: ["Content-Type: application/json", "Prefer: wait=20", "Idempotency-Key: \(key)"], certificate: "hall")
    }
}
