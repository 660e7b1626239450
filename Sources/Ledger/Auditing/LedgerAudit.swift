/// Goes through a whole log and holds everything against everything: leaves against their places, stored hashes and statements against the
/// leaves, contents against the leaves, what is missing against the purges, and the whole against what was seen of it outside.
///
/// Reads a page at a time; takes memory for a few numbers of each open verification and forgotten entry.
package struct LedgerAudit {
    /// Flaws that are told; more are not looked for.
    package static let flawsMaximum = 100
    private static let page = 2048

    private let log: String
    private let keys: [NoteVerifier]
    private let sealer: Sealer?
    private let witnessed: [Checkpoint]

    /// - Parameters:
    ///   - log: The log's origin.
    ///   - keys: The log's verifier keys.
    ///   - sealer: Opens entries; without it only the public half is judged.
    ///   - witnessed: What was seen of the log outside, signatures checked.
    package init(log: String, keys: [NoteVerifier], sealer: Sealer?, witnessed: [Checkpoint]) {
        self.log = log
        self.keys = keys
        self.sealer = sealer
        self.witnessed = witnessed
    }

    /// Goes through the log. `progress` is called now and then with the entries that are done and their number.
    package func run(_ reading: any LedgerReading, progress: (Int, Int) -> Void = { _, _ in }) throws -> AuditReport {
        var report = AuditReport()
        guard let head = try reading.head(of: log) else {
            report.flaws.append(AuditFlaw(.missingCheckpoint, nil, "there is no log \(log)"))
            return report
        }
        let own = statement(head.checkpoint, "checkpoint", &report)
        let published = statement(head.published, "published checkpoint", &report)
        if head.size > 0, head.checkpoint == nil { report.flaws.append(AuditFlaw(.missingCheckpoint, nil, "the log makes no statement")) }
        var walk = AuditWalk(
            sealer: sealer,
            statements: [(own, AuditFlaw.Kind.wrongRoot), (published, .wrongRoot)].compactMap { statement, kind in
                statement.map { ($0, kind) }
            } + witnessed.map { ($0, .differsFromWitness) })
        var next = 0
        while report.flaws.count + walk.flaws.count < Self.flawsMaximum {
            let entries = try reading.entries(of: log, in: next..<next + Self.page)
            for entry in entries { walk.take(entry, at: entry.place.sequence) }
            next += entries.count
            if let sealer { try holdAnswers(to: walk.takeReceipts(), against: reading, sealer, &report) }
            progress(next, max(head.size, next))
            if let gap = walk.gap {
                report.flaws.append(gap)
                break
            }
            if entries.count < Self.page { break }
        }
        if next < head.size { report.flaws.append(AuditFlaw(.missingEntries, next...head.size - 1, "the log says that it has \(head.size)")) }
        if next > head.size { report.flaws.append(AuditFlaw(.surplusEntries, head.size...next - 1, "the log says that it has \(head.size)")) }
        if let own, own.size != head.size {
            report.flaws.append(AuditFlaw(.missingCheckpoint, nil, "the newest statement is about \(own.size) entries of \(head.size)"))
        }
        for seen in witnessed where seen.size > next {
            report.flaws.append(AuditFlaw(.behindWitness, next...seen.size - 1, "a place outside has seen \(seen.size) entries, there are \(next)"))
        }
        try holdNodes(of: walk, against: reading, &report)
        walk.finish(&report)
        report.flaws = Array(report.flaws.prefix(Self.flawsMaximum))
        return report
    }

    private func statement(_ note: SizedCheckpoint?, _ what: String, _ report: inout AuditReport) -> Checkpoint? {
        guard let note else { return nil }
        do throws(CheckpointFlaw) {
            let verified = try VerifiedCheckpoint(parsing: note.note, origin: log, logKeys: keys)
            for signer in verified.signers where !report.signers.contains(signer) { report.signers.append(signer) }
            if verified.checkpoint.size != note.size {
                report.flaws.append(AuditFlaw(.invalidCheckpoint, nil, "the \(what) is filed under another size than its own"))
            }
            return verified.checkpoint
        } catch {
            report.flaws.append(AuditFlaw(.invalidCheckpoint, nil, "the \(what) is not this log's: \(error)"))
            return nil
        }
    }

    /// The stored hashes are those of the leaves, and all of them are there.
    private func holdNodes(of walk: AuditWalk, against reading: any LedgerReading, _ report: inout AuditReport) throws {
        for (level, expected) in walk.nodes.sorted(by: { $0.key < $1.key }) {
            let stored = try reading.nodes(of: log, level: level, in: 0..<expected.count + 1)
            if stored.count != expected.count {
                report.flaws.append(AuditFlaw(.wrongNodeCount, nil, "level \(level) has \(stored.count) hashes, \(expected.count) are due"))
            }
            for (index, pair) in zip(stored, expected).enumerated() where pair.0 != pair.1 {
                let first = index << level
                report.flaws.append(AuditFlaw(.wrongNode, first...first + (1 << level) - 1, "the stored hash of level \(level) is not theirs"))
            }
        }
    }

    /// Every receipt is found by its code with the answers that were given, and with no others.
    private func holdAnswers(
        to receipts: [AuditWalk.Issued], against reading: any LedgerReading, _ sealer: Sealer, _ report: inout AuditReport
    ) throws {
        for issued in receipts where report.flaws.count < Self.flawsMaximum {
            let stored = try reading.answers(under: issued.code).filter { $0.log.utf8.elementsEqual(log.utf8) }
            let fits =
                stored.count == issued.answers.count
                && issued.answers.allSatisfy { due in
                    stored.contains {
                        let answer = $0.answer
                        return answer.sequence == issued.sequence && due.questions.contains(answer.question) && answer.verdict == due.verdict
                            && answer.value == due.value.flatMap { sealer.ring.pseudonym(ofValue: $0, answering: answer.question) }
                    }
                }
            if !fits {
                report.flaws.append(AuditFlaw(.receiptIndexDiffers, issued.sequence...issued.sequence, "its receipt is not filed as it was given"))
            }
        }
    }
}
