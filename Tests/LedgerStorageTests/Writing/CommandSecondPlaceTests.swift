import Glibc
import Ledger
import Testing

/// A second place behind a program of the operator's.
@Suite("A program as second place", .timeLimit(.minutes(2))) struct CommandSecondPlaceTests {
    /// A program that keeps the newest checkpoint in a file of the folder, and refuses while `refuse` is there.
    private func program(in folder: Folder) throws -> [String] {
        let script = """
            #!/bin/sh
            [ ! -e "$1/refuse" ] || exit 9
            [ ! -e "$1/hang" ] || sleep 60
            case $2 in
            publish) cat > "$1/draft" && mv "$1/draft" "$1/kept" ;;
            read) [ ! -e "$1/kept" ] || cat "$1/kept" ;;
            esac
            """
        try folder.write(Array(script.utf8), to: "keep")
        #expect(chmod(folder.path + "/keep", 0o700) == 0)
        return [folder.path + "/keep", folder.path]
    }

    @Test("keeps what is published, and an old copy is refused by it")
    func keeps() async throws {
        let folder = try Folder()
        let place = CommandSecondPlace(program: try program(in: folder))
        #expect(try place.kept(of: Desk.log).isEmpty)
        let desk = try Desk(MemoryLedger())
        let writer = desk.writer(secondPlace: place)
        try writer.start(Desk.start)
        _ = try await writer.append([desk.search()])
        await writer.stop(.asked)
        // A stop waits for it: start, search and stop are covered.
        let kept = try #require(try place.kept(of: Desk.log).first)
        let checkpoint = try VerifiedCheckpoint(parsing: kept.note, origin: Desk.log, logKeys: desk.signers.map(\.verifier)).checkpoint
        #expect(checkpoint.size == 3)
        let old = try Desk(MemoryLedger())
        #expect(throws: LedgerFailure.flawed(.behindSecondPlace(size: 0, place: "the program \(folder.path)/keep", seen: 3))) {
            try old.writer(secondPlace: place).start(Desk.start)
        }
    }

    @Test("a failure is told to whoever writes next, and heals by itself")
    func heals() throws {
        let folder = try Folder()
        let place = CommandSecondPlace(program: try program(in: folder), retryMilliseconds: 20)
        try folder.write([], to: "refuse")
        try place.publish(SampleLog.note(1), of: Desk.log)
        place.finish()
        let failure = #expect(throws: SecondPlaceFailure.self) { try place.note(SampleLog.note(2), of: Desk.log) }
        #expect(failure?.reason == "publish: it ended with 9")
        #expect(throws: SecondPlaceFailure.self) { try place.kept(of: Desk.log) }
        unlink(folder.path + "/refuse")
        while (try? place.note(SampleLog.note(2), of: Desk.log)) == nil { usleep(5000) }
        #expect(try place.kept(of: Desk.log).first?.note == SampleLog.note(1).note)
    }

    @Test("a program that hangs is killed with all it has started, one that is not there is told")
    func hangs() throws {
        let folder = try Folder()
        try folder.write([], to: "hang")
        let slow = CommandSecondPlace(program: try program(in: folder), timeoutMilliseconds: 100)
        #expect(throws: SecondPlaceFailure.self) { try slow.kept(of: Desk.log) }
        let none = CommandSecondPlace(program: [folder.path + "/nothing"])
        #expect(throws: SecondPlaceFailure.self) { try none.kept(of: Desk.log) }
    }
}
