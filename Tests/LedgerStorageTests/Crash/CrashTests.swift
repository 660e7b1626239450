import Foundation
import Glibc
import Ledger
import Testing

@Suite("When the process dies", .serialized, .timeLimit(.minutes(60))) struct CrashTests {
    /// How often the program is killed.
    private static let count = ProcessInfo.processInfo.environment["GATEWAYD_CRASHES"].flatMap(Int.init) ?? 200
    /// How often on one file, so that looking through it stays affordable.
    private static let roundCount = 100

    @Test("killed at random, nothing acknowledged is lost, nothing is there twice, and it opens again within a second")
    func killed() async throws {
        var rest = Self.count
        var slowest = 0
        var acknowledged = 0
        while rest > 0 {
            let place = try SQLitePlace()
            let result = try await round(place, kills: min(rest, Self.roundCount))
            slowest = max(slowest, result.slowestStart)
            acknowledged += result.acknowledged
            rest -= Self.roundCount
        }
        print("killed \(Self.count) times: \(acknowledged) acknowledged entries, slowest start \(slowest) ms")
        #expect(slowest <= 1000)
        #expect(acknowledged > Self.count)
    }

    private func round(_ place: SQLitePlace, kills: Int) async throws -> (slowestStart: Int, acknowledged: Int) {
        var all: [(sequence: Int, word: String)] = []
        var slowest = 0
        for number in 0..<kills {
            let program = try CrashProgram(place, label: "k\(number)")
            // Some die while they start, most while they write.
            if number % 5 != 0 { _ = await program.hasSaid("ready") }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...40_000)))
            program.signal(SIGKILL)
            #expect(await program.ended() == -SIGKILL)
            #expect(program.said("refused").isEmpty && program.said("end").isEmpty && program.said("failed").isEmpty, "\(program.lines.suffix(3))")
            slowest = max(slowest, program.said("ready").first.flatMap { Int($0) } ?? 0)
            all += program.acknowledged
        }
        try await Self.audit(place, all)
        return (slowest, all.count)
    }

    /// Starts once more, and looks through everything: what was acknowledged, what is open, tree and signatures.
    static func audit(_ place: SQLitePlace, _ acknowledged: [(sequence: Int, word: String)]) async throws {
        let desk = try Desk(place.storage())
        let writer = desk.writer(secondPlace: FileSecondPlace(path: place.folder.path + "/second"))
        try writer.start(Desk.start)
        await writer.stop(.asked)
        let entries = try desk.audited()
        let words = entries.map { ($0.record as? PersonSearchRecord)?.reason }
        for (sequence, word) in acknowledged where sequence >= words.count || words[sequence] != word {
            Issue.record("the acknowledged entry \(sequence) \(word) is lost")
        }
        let searches = words.compactMap(\.self)
        #expect(Set(searches).count == searches.count, "something was written twice")
        let intents = entries.filter { $0.leaf.kind == .intent }.map(\.leaf.verification)
        let outcomes = entries.filter { $0.leaf.kind == .outcome }.map(\.leaf.verification)
        #expect(Set(intents) == Set(outcomes) && intents.count == outcomes.count)
        #expect(try desk.storage.reading().openVerifications(of: Desk.log).isEmpty)
    }

    @Test("a process that is stopped keeps its log from others, and goes on when it may")
    func stopped() async throws {
        let place = try SQLitePlace()
        let program = try CrashProgram(place, label: "stopped")
        #expect(await program.hasSaid("ack", count: 20))
        program.signal(SIGSTOP)
        do throws(StorageFailure) {
            _ = try place.storage().writing(log: Desk.log, holder: "second")
            Issue.record("two hold the log")
        } catch {
            guard case .leased(let holder) = error, holder.hasPrefix("crash stopped ") else {
                Issue.record("another failure: \(error)")
                return
            }
        }
        let before = program.acknowledged.count
        program.signal(SIGCONT)
        #expect(await program.hasSaid("ack", count: before + 20))
        let second = try CrashProgram(place, label: "second")
        #expect(await second.ended() == 71)
        #expect(second.said("refused").first?.contains("leased") == true)
        program.signal(SIGKILL)
        _ = await program.ended()
        try await Self.audit(place, program.acknowledged)
    }

    @Test("an old copy of the file is refused by what the second place has seen")
    func oldCopy() async throws {
        let place = try SQLitePlace()
        let first = try CrashProgram(place, label: "first")
        #expect(await first.hasSaid("ack", count: 50))
        first.signal(SIGKILL)
        _ = await first.ended()
        let files = try place.folder.names.filter { $0.hasPrefix("ledger.sqlite") && !$0.hasSuffix("shm") }.map {
            ($0, try place.folder.bytes(of: $0))
        }
        let second = try CrashProgram(place, label: "second")
        #expect(await second.hasSaid("ack", count: 50))
        second.signal(SIGKILL)
        _ = await second.ended()
        for name in place.folder.names where name.hasPrefix("ledger.sqlite") { unlink(place.folder.path + "/" + name) }
        for (name, bytes) in files { try place.folder.write(bytes, to: name) }
        let third = try CrashProgram(place, label: "third")
        #expect(await third.ended() == 71)
        #expect(third.said("refused").first?.contains("entries are missing") == true)
    }

    @Test(
        "a disk that fills up fails what is written, and heals when there is room, without a restart",
        .enabled(if: geteuid() == 0 && access("/usr/bin/unshare", X_OK) == 0, "a small file system is mounted by root only"))
    func fullDisk() async throws {
        let place = try SQLitePlace()
        let disk = place.folder.path + "/disk"
        #expect(mkdir(disk, 0o700) == 0)
        defer { rmdir(disk) }
        // In a mount namespace of its own: a ballast that is taken away when the shell is told to.
        let script = """
            mount -t tmpfs -o size=4m none "$1" && head -c 2000000 /dev/zero > "$1/ballast" || exit 99
            { while kill -0 $$ && [ ! -e "$1.room" ]; do sleep 0.02; done; rm "$1/ballast"; } </dev/null >/dev/null 2>&1 &
            program=$2; shift 2; shift; exec "$program" "$disk/ledger.sqlite" "$@"
            """
        let program = try CrashProgram(
            place, label: "full", behind: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", "disk=$1\n" + script, "sh", disk])
        defer { unlink(disk + ".room") }
        #expect(await program.hasSaid("failed"))
        #expect(program.said("failed").allSatisfy { $0.hasPrefix("notWritten") }, "\(program.said("failed").first ?? "")")
        #expect(!program.acknowledged.isEmpty)
        let before = program.acknowledged.count
        try place.folder.write([], to: "disk.room")
        #expect(await program.hasSaid("ack", count: before + 20))
        #expect(program.said("end").isEmpty)
        program.signal(SIGKILL)
        _ = await program.ended()
    }
}
