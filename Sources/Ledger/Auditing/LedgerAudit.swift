import Verification

/// Goes through a whole log and holds everything against everything: leaves against their places, stored hashes and statements against the
/// leaves, contents against the leaves, what is missing against the purges, what entries are filed under against the entries, and the whole
/// against what was seen of it outside.
///
/// Reads a page at a time; takes memory for a few numbers of each open verification and each run of forgotten entries.
package struct LedgerAudit {
    /// Flaws that are told; more are not looked for.
    package static let flawsMaximum = 100
    /// Entries that are read at a time: a segment of the indexes over persons.
    private static let page = 2048

    private let log: String
    private let keys: [NoteVerifier]
    private let sealer: Sealer?
    private let witnessed: [KeptCheckpoint]
    private let judge: ([FiledEntry], Sealer?) -> [JudgedEntry]

    /// - Parameters:
    ///   - log: The log's origin.
    ///   - keys: The log's verifier keys, the one that signs every batch first; all of them have to have signed what was published.
    ///   - sealer: Opens entries; without it only the public half is judged.
    ///   - witnessed: What was seen of the log outside.
    ///   - threads: How many threads open entries; the caller's is one of them.
    ///   - judging: Judges entries, in their order, instead of these threads: for who has judged most of them before.
    package init(
        log: String, keys: [NoteVerifier], sealer: Sealer?, witnessed: [KeptCheckpoint], threads: Int = 1,
        judging: (([FiledEntry], Sealer?) -> [JudgedEntry])? = nil
    ) {
        self.log = log
        self.keys = keys
        self.sealer = sealer
        self.witnessed = witnessed
        judge = judging ?? EntryJudges(threads: threads).judged
    }

    /// Goes through the log. `progress` is called now and then with the entries that are done and their number.
    package func run(_ reading: any LedgerReading, progress: (Int, Int) -> Void = { _, _ in }) throws -> AuditReport {
        try reading.still {
            var report = AuditReport()
            do {
                try run(reading, &report, progress)
            } catch {
                guard let failure = error as? StorageFailure, case .corrupt(let what) = failure else { throw error }
                report.flaws.append(AuditFlaw(.unreadable, nil, in: "storage", what))
            }
            report.sortFlaws()
            return report
        }
    }

    private func run(_ reading: any LedgerReading, _ report: inout AuditReport, _ progress: (Int, Int) -> Void) throws {
        guard let head = try reading.head(of: log) else {
            report.flaws.append(AuditFlaw(.missingCheckpoint, nil, in: "logs", "there is no log \(log)"))
            return
        }
        var statements: [AuditWalk.Statement] = []
        let own = statement(head.checkpoint, Array(keys.prefix(1)), "checkpoint", &report)
        let published = statement(head.published, keys, "published checkpoint", &report)
        if let own { statements.append(.init(checkpoint: own, kind: .wrongRoot, source: "checkpoint")) }
        if let published { statements.append(.init(checkpoint: published, kind: .wrongRoot, source: "published checkpoint")) }
        if head.size > 0, head.checkpoint == nil { report.flaws.append(AuditFlaw(.missingCheckpoint, nil, in: "logs", "the log makes no statement")) }
        let seen = witnessed.compactMap { kept in
            statement(kept.note, [], kept.place, &report).map { AuditWalk.Statement(checkpoint: $0, kind: .differsFromWitness, source: kept.place) }
        }
        report.witnesses = seen.count
        var walk = AuditWalk(sealer: sealer, statements: statements + seen)
        let signed = statements.map(\.checkpoint.size).max() ?? 0
        let end = try walkThrough(&walk, reading, due: max(head.size, signed), signed: signed, &report, progress)
        if let own, own.size != head.size {
            report.flaws.append(
                AuditFlaw(
                    .missingCheckpoint, nil, in: "logs.size",
                    "the newest statement is about \(own.size) entries, the log says that it has \(head.size)"))
        }
        if walk.firstGap == nil, end == head.size, let newest = walk.newest ?? (end == 0 ? nil : head.newest), newest != head.newest {
            report.flaws.append(AuditFlaw(.wrongFiling, nil, in: "logs.newest", "it is not the time of the newest entry"))
        }
        for statement in seen where statement.checkpoint.size > end {
            let size = statement.checkpoint.size
            report.flaws.append(
                AuditFlaw(.behindWitness, end...size - 1, in: statement.source, "a place outside has seen \(size) entries, there are \(end)"))
        }
        let before = report.flaws.count
        try holdNodes(of: walk, against: reading, &report)
        if let size = walk.brokenSize, report.flaws.count == before, !size.isMultiple(of: Tile.widthMaximum) {
            let first = max(min(walk.provenSize, size - 1), size - size % Tile.widthMaximum)
            report.flaws.append(
                AuditFlaw(
                    .wrongRoot, first...size - 1, in: "checkpoint",
                    "every stored hash fits its entries: unless those were made anew as well, it is one behind the last full \(Tile.widthMaximum)"))
        }
        if report.hasJudgedIndexes { walk.holdListing() }
        walk.finish(&report)
        for stray in try reading.strays(limit: Self.flawsMaximum) {
            report.flaws.append(AuditFlaw(.strayRow, nil, in: stray.name, "it belongs to no entry"))
        }
    }

    /// Takes every entry that is there, and gives how many there are.
    private func walkThrough(
        _ walk: inout AuditWalk, _ reading: any LedgerReading, due: Int, signed: Int, _ report: inout AuditReport, _ progress: (Int, Int) -> Void
    ) throws -> Int {
        var missing: [ClosedRange<Int>] = []
        while walk.edge.size < due, report.flaws.count + walk.flaws.count < Self.flawsMaximum {
            let range = walk.edge.size..<min(walk.edge.size + Self.page, due)
            let filed = try page(reading, range, &report)
            // A number that nobody has signed leads nowhere.
            if filed.isEmpty, range.lowerBound >= signed { break }
            let judged = judge(filed, sealer)
            if filed.contains(where: { $0.filing != nil }) { report.hasJudgedIndexes = true }
            var next = 0
            for place in range {
                if next < filed.count, filed[next].sequence == place {
                    walk.take(filed[next], judged[next])
                    next += 1
                } else {
                    walk.take(nil, nil)
                    missing.append(place...place)
                }
            }
            if let sealer { try holdAnswers(to: walk.takeReceipts(), against: reading, sealer, &report) }
            progress(walk.edge.size, due)
        }
        for range in Forgetting.ranges(joining: missing) where !report.flaws.contains(where: { $0.kind == .unreadable && $0.entries == range }) {
            report.flaws.append(AuditFlaw(.missingEntries, range, in: "entries", "no entry stands there"))
        }
        let end = walk.edge.size
        guard report.flaws.count + walk.flaws.count < Self.flawsMaximum else { return end }
        if end < due { report.flaws.append(AuditFlaw(.missingEntries, end...due - 1, in: "logs.size", "the log says that it has \(due) entries")) }
        let surplus = try page(reading, end..<end + Self.page, &report)
        if let first = surplus.first, let last = surplus.last {
            report.flaws.append(AuditFlaw(.surplusEntries, first.sequence...last.sequence, in: "entries", "the log says that it has \(end) entries"))
        }
        return end
    }

    /// A page, or what can be read of it one by one.
    private func page(_ reading: any LedgerReading, _ range: Range<Int>, _ report: inout AuditReport) throws -> [FiledEntry] {
        do throws(StorageFailure) {
            return try reading.filed(of: log, in: range)
        } catch {
            guard case .corrupt = error else { throw error }
            var found: [FiledEntry] = []
            for place in range where report.flaws.count < Self.flawsMaximum {
                do throws(StorageFailure) {
                    found += try reading.filed(of: log, in: place..<place + 1)
                } catch {
                    guard case .corrupt(let what) = error else { throw error }
                    report.flaws.append(AuditFlaw(.unreadable, place...place, in: "entries", what))
                }
            }
            return found
        }
    }

    private func statement(
        _ checkpoint: SizedCheckpoint?, _ demanded: [NoteVerifier], _ source: String, _ report: inout AuditReport
    ) -> Checkpoint? {
        guard let checkpoint else { return nil }
        let verified = statement(checkpoint.note, demanded, source, &report)
        if let verified, verified.size != checkpoint.size {
            report.flaws.append(AuditFlaw(.invalidCheckpoint, nil, in: source, "it is filed under another size than its own"))
        }
        return verified
    }

    private func statement(_ note: [UInt8], _ demanded: [NoteVerifier], _ source: String, _ report: inout AuditReport) -> Checkpoint? {
        let (checkpoint, signers, flaws) = CheckpointJudgement.judge(note, log: log, keys: keys, demanded: demanded, allowsOthers: false, source)
        report.flaws += flaws
        for signer in signers where !report.signers.contains(signer) { report.signers.append(signer) }
        return checkpoint
    }

    /// The stored hashes are those of the leaves, and all of them are there.
    private func holdNodes(of walk: AuditWalk, against reading: any LedgerReading, _ report: inout AuditReport) throws {
        for (level, expected) in walk.nodes.sorted(by: { $0.key < $1.key }) {
            let stored: [MerkleHash]
            do throws(StorageFailure) {
                stored = try reading.nodes(of: log, level: level, in: 0..<expected.count + 1)
            } catch {
                guard case .corrupt(let what) = error else { throw error }
                report.flaws.append(AuditFlaw(.unreadable, nil, in: "nodes of level \(level)", what))
                continue
            }
            if stored.count != expected.count {
                let absent = try expected.indices.first { try reading.nodes(of: log, level: level, in: $0..<$0 + 1).isEmpty }
                let source = "nodes of level \(level)" + (absent.map { ", number \($0)" } ?? "")
                report.flaws.append(AuditFlaw(.wrongNodeCount, nil, in: source, "there are \(stored.count) hashes, \(expected.count) are due"))
                continue
            }
            for (index, pair) in zip(stored, expected).enumerated() where pair.0 != pair.1 {
                let first = index << level
                let range = first..<first + (1 << level)
                if let gap = walk.firstGap, gap < range.upperBound { break }
                let source = "nodes of level \(level), number \(index)"
                if range.upperBound <= walk.provenSize {
                    report.flaws.append(
                        AuditFlaw(.wrongNode, first...range.upperBound - 1, in: source, "it is not the hash of the entries that were signed"))
                } else {
                    report.flaws.append(AuditFlaw(.wrongNode, walk.suspects(in: range), in: source, "it is not the hash of the entries below it"))
                }
            }
        }
    }

    /// Every receipt is found by its code with the answers that were given, and with no others: where the storage cannot tell its filings.
    private func holdAnswers(
        to receipts: [IssuedAnswers], against reading: any LedgerReading, _ sealer: Sealer, _ report: inout AuditReport
    ) throws {
        for issued in receipts where report.flaws.count < Self.flawsMaximum {
            guard let code = issued.answers.first?.code else { continue }
            let stored = try reading.answers(under: code).filter { $0.log.utf8.elementsEqual(log.utf8) }.map(\.answer)
            let fits =
                stored.count == issued.answers.count
                && issued.answers.allSatisfy { due in
                    stored.contains {
                        $0.sequence == issued.sequence && due.fits($0.code.text, $0.question, $0.verdict.rawValue, $0.value, sealer)
                    }
                }
            if !fits {
                report.flaws.append(AuditFlaw(.receiptIndexDiffers, issued.sequence...issued.sequence, "its receipt is not filed as it was given"))
            }
        }
    }
}

extension AuditWalk {
    /// The receipts since the last call, so that they need not be kept.
    mutating func takeReceipts() -> [IssuedAnswers] {
        defer { receipts = [] }
        return receipts
    }
}

extension AuditReport {
    /// What is no matter of entries first, then by place, the narrowest before the wider; no more than are told.
    mutating func sortFlaws() {
        func key(_ flaw: AuditFlaw) -> (Int, Int) { (flaw.entries?.lowerBound ?? -1, flaw.entries?.count ?? 0) }
        flaws = Array(flaws.sorted { key($0) < key($1) }.prefix(LedgerAudit.flawsMaximum))
    }
}

extension Forgetting {
    /// Neighbours joined; rising already.
    static func ranges(joining places: [ClosedRange<Int>]) -> [ClosedRange<Int>] { ranges(of: places) }
}
