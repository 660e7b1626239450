import Foundation
import GRDB
import Ledger
import LedgerSQLite
import Verification

/// A ledger, a hand in it, and an audit that has judged most of its entries before.
final class Laboratory {
    let sample: SampleLedger
    let queue: DatabaseQueue
    let size: Int
    let witnessed: [KeptCheckpoint]
    private(set) var reading: any LedgerReading
    private let memory = JudgementMemory()

    init(_ sample: SampleLedger) throws {
        self.sample = sample
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        queue = try DatabaseQueue(path: sample.path, configuration: configuration)
        reading = try LedgerFile(path: sample.path).reading()
        size = try reading.head(of: SampleLedger.log)?.size ?? 0
        witnessed = try sample.witnessed()
    }

    /// The whole audit.
    func audit() throws -> AuditReport { try audit(reading) }

    func audit(_ reading: any LedgerReading) throws -> AuditReport {
        try LedgerAudit(
            log: SampleLedger.log, keys: sample.keys, sealer: sample.sealer, witnessed: witnessed, judging: { [memory] in memory.judged($0, $1) }
        ).run(reading)
    }

    /// The audit of an export.
    func audit(_ files: [String: [UInt8]], isSealed: Bool) throws -> AuditReport {
        try ExportAudit(
            log: SampleLedger.log, keys: sample.keys, sealer: isSealed ? sample.sealer : nil, witnessed: [],
            judging: { [memory] in memory.judged($0, $1) }
        ).run { files[$0] }
    }

    /// What the audit says of that entry alone, which it tells in every report: flaws of exactly that place.
    func judged(_ place: Int) throws -> [AuditFlaw] {
        guard let filed = try? reading.filed(of: SampleLedger.log, in: place..<place + 1).first else { return [] }
        return JudgedEntry(filed, sealer: sample.sealer).flaws
    }

    /// An entry as it is read.
    func filed(_ place: Int) throws -> FiledEntry? { try reading.filed(of: SampleLedger.log, in: place..<place + 1).first }

    /// Whether the audit tells something of an entry whose leaf, content or key would be read so.
    func isFlawed(_ filed: FiledEntry, leaf: [UInt8]? = nil, sealed: [UInt8]? = nil, key: [UInt8]? = nil) -> Bool {
        let old = filed.entry
        let wrapped = key.flatMap { bytes in old.key.map { WrappedKey(wrapping: $0.wrapping, bytes: bytes) } } ?? old.key
        let entry = SealedEntry(leaf: leaf ?? old.leaf, sealed: sealed ?? old.sealed, key: wrapped, pseudonyms: old.pseudonyms)
        return !JudgedEntry(FiledEntry(sequence: filed.sequence, entry: entry, filing: filed.filing), sealer: sample.sealer).flaws.isEmpty
    }

    /// Whether the audit of a sealed export tells something of exactly that entry of a bundle with these bytes, or of the whole file.
    func isFlawed(_ bundle: EntryBundle, _ leaves: [[UInt8]], sealed bytes: [UInt8], at place: Int) -> Bool {
        guard let entries = SealedBundle.entries(of: leaves, in: bytes) else { return true }
        let filed = FiledEntry(sequence: place, entry: entries[place - bundle.entries.lowerBound], filing: nil)
        return !JudgedEntry(filed, sealer: sample.sealer).flaws.isEmpty
    }

    /// The files of an export.
    func export() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        try LogExport(log: SampleLedger.log, reading: reading)?.files(isSealed: true, write: { files[$0] = $1 })
        return files
    }

    /// Everything that the ledger says, in one text: two ledgers of one such text mean the same.
    static func meaning(_ reading: any LedgerReading) throws -> String {
        let log = SampleLedger.log
        guard let head = try reading.head(of: log) else { return "" }
        var text = "\(head)"
        for filed in try reading.filed(of: log, in: 0..<head.size + 10) {
            text += "\(filed.sequence)\(filed.entry)\(String(describing: filed.filing))\(filed.unreadable)"
        }
        for level in [8, 16] { text += "\(try reading.nodes(of: log, level: level, in: 0..<1000))" }
        return text
    }

    /// Counts a report.
    func count(_ report: AuditReport, _ expected: Expected, _ what: String, _ tally: inout Tally) {
        tally.tried += 1
        if report.isClean {
            tally.missed.append(what)
            return
        }
        tally.detected += 1
        switch expected {
        case .source(let sources):
            if report.flaws.contains(where: { flaw in sources.contains { flaw.source?.contains($0) == true } }) {
                tally.exact += 1
            } else {
                tally.lost.append("\(what): \(report.flaws.first?.kind.rawValue ?? "") \(report.flaws.first?.source ?? "")")
            }
        case .tail(let first):
            if report.flaws.contains(where: { $0.entries?.lowerBound == first }) { tally.exact += 1 } else { tally.lost.append(what) }
        case .entry(let place):
            let holding = report.flaws.compactMap(\.entries).filter { $0.contains(place) }.map(\.count).min()
            switch holding {
            case 1: tally.exact += 1
            case let width?:
                tally.narrowed += 1
                tally.widest = max(tally.widest, width)
            case nil: tally.lost.append("\(what): \(report.flaws.first.map { "\($0)" } ?? "")")
            }
        }
    }
}

/// Judgements of entries that have been judged before with the very same bytes.
private final class JudgementMemory {
    private var known: [Int: [(SealedEntry, [String], Bool, Filing?, Bool, JudgedEntry)]] = [:]

    func judged(_ entries: [FiledEntry], _ sealer: Sealer?) -> [JudgedEntry] {
        entries.map { filed in
            let found = known[filed.sequence]?.first {
                $0.0 == filed.entry && $0.1 == filed.unreadable && $0.2 == filed.hasPrivateHalf && $0.3 == filed.filing
                    && $0.4 == (sealer != nil)
            }
            if let found { return found.5 }
            let judged = JudgedEntry(filed, sealer: sealer)
            // The untouched ones come first and stay.
            if known[filed.sequence, default: []].count < 4 {
                known[filed.sequence, default: []].append(
                    (filed.entry, filed.unreadable, filed.hasPrivateHalf, filed.filing, sealer != nil, judged))
            }
            return judged
        }
    }
}
