/// Judges many entries on a few threads, each a run of neighbours.
package struct EntryJudges {
    /// At least one.
    private let count: Int

    /// So many threads, the caller's being one of them.
    package init(threads count: Int) { self.count = count }

    /// In the order of the entries.
    package func judged(_ entries: [FiledEntry], _ sealer: Sealer?) -> [JudgedEntry] {
        let size = (entries.count + max(1, count) - 1) / max(1, count)
        guard count > 1, size >= 16 else { return entries.map { JudgedEntry($0, sealer: sealer) } }
        let desk = JudgesDesk(parts: stride(from: 0, to: entries.count, by: size).map { Array(entries[$0..<min($0 + size, entries.count)]) })
        for number in 1..<count { desk.help(number, sealer) }
        desk.work(sealer)
        return desk.all()
    }
}

/// Where the parts lie until somebody takes them, and afterwards.
private final class JudgesDesk: @unchecked Sendable {
    // Everything mutable is touched with `monitor` held only.
    private let monitor = Monitor()
    private let parts: [[FiledEntry]]
    private var next = 0
    private var done: [[JudgedEntry]?]
    private var missing: Int

    init(parts: [[FiledEntry]]) {
        self.parts = parts
        done = Array(repeating: nil, count: parts.count)
        missing = parts.count
    }

    /// Another thread that works along; where none is to be had the others do it.
    func help(_ number: Int, _ sealer: Sealer?) { _ = LedgerThread.start("ledger-audit-\(number)") { [self] in work(sealer) } }

    /// Judges parts until none is left.
    func work(_ sealer: Sealer?) {
        while let part = take() {
            let judged = parts[part].map { JudgedEntry($0, sealer: sealer) }
            monitor.withLock {
                done[part] = judged
                missing -= 1
                if missing == 0 { monitor.signal() }
            }
        }
    }

    /// Waits for the others.
    func all() -> [JudgedEntry] {
        monitor.withLock {
            while missing > 0 { monitor.wait() }
            return done.flatMap { $0 ?? [] }
        }
    }

    private func take() -> Int? {
        monitor.withLock {
            guard next < parts.count else { return nil }
            defer { next += 1 }
            return next
        }
    }
}
