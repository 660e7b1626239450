import Foundation
import GRDB
import Ledger
import LedgerSQLite
import ShangMi

extension Trials {
    /// Every entry with another commitment in its leaf and all hashes made anew: first with the checkpoints as they were, then with such as
    /// somebody signs who has not the log's key.
    mutating func rehashes() throws -> Tally {
        var tally = Tally()
        let (entries, nodes, logs) = (
            try RowTable("entries", laboratory.queue), try RowTable("nodes", laboratory.queue), try RowTable("logs", laboratory.queue)
        )
        let (entryRows, nodeRows, logRow) = (try entries.rows(laboratory.queue), try nodes.rows(laboratory.queue), try logs.rows(laboratory.queue)[0])
        guard let leafColumn = entries.columns.firstIndex(where: { $0.name == "leaf" }) else { throw Stuck() }
        var leaves: [[UInt8]] = entryRows.compactMap { if case .bytes(let leaf) = $0[leafColumn] { leaf } else { nil } }
        let forger = SampleLedger(path: "", seed: 99)
        for number in entryRows.indices where oneOf <= 1 || dice.below(oneOf) == 0 {
            let whole = leaves[number]
            guard let mark = String(decoding: whole, as: UTF8.self).range(of: "\"commitment\":\"")?.upperBound else { throw Stuck() }
            let at = String(decoding: whole, as: UTF8.self).utf8.distance(from: String(decoding: whole, as: UTF8.self).startIndex, to: mark)
            leaves[number][at] = whole[at] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            var forged = entryRows[number]
            forged[leafColumn] = .bytes(leaves[number])
            let tree = MerkleTree(leaves: leaves)
            var rehashed: [[RowTable.Value]] = []
            for row in nodeRows {
                guard case .integer(let level) = row[1], case .integer(let index) = row[2],
                    let subtree = Subtree(level: Int(level), index: Int(index)),
                    let hash = try tree.hashes(of: [subtree]).first
                else { throw Stuck() }
                rehashed.append([row[0], row[1], row[2], .bytes(hash.bytes)])
            }
            guard let checkpoint = Checkpoint(origin: SampleLedger.log, size: leaves.count, root: tree.root),
                let note = checkpoint.signed(by: forger.signers)
            else {
                throw Stuck()
            }
            var forgedLog = logRow
            for (place, column) in logs.columns.enumerated() {
                if ["checkpoint", "published"].contains(column.name) { forgedLog[place] = .bytes(note.bytes) }
                if column.name == "publishedSize" { forgedLog[place] = .integer(Int64(leaves.count)) }
            }
            for log in [logRow, forgedLog] {
                try put([(entries, entryRows[number], forged), (logs, logRow, log)] + zip(nodeRows, rehashed).map { (nodes, $0, $1) })
                laboratory.count(try laboratory.audit(), .entry(number), "entry \(number) re-hashed", &tally)
                try put([(entries, forged, entryRows[number]), (logs, log, logRow)] + zip(rehashed, nodeRows).map { (nodes, $0, $1) })
            }
            leaves[number] = whole
        }
        return tally
    }

    private func put(_ changes: [(RowTable, [RowTable.Value], [RowTable.Value])]) throws {
        try laboratory.queue.write { database in
            for (table, old, new) in changes {
                try table.delete(old, database)
                try table.insert(new, database)
            }
        }
    }

    /// Every tail taken off, all rows of its entries with it, and the log's size set to what is left; with checkpoints as they were or,
    /// from somebody who has kept them, rightly signed ones.
    mutating func cuts(isSigned: Bool) throws -> Tally {
        var tally = Tally()
        let whole = try LedgerTamper.copy(of: laboratory.sample.path)
        let leaves = try laboratory.reading.leaves(of: SampleLedger.log, in: 0..<laboratory.size)
        for size in (0..<laboratory.size).reversed() {
            let isDrawn = oneOf <= 1 || dice.below(oneOf) == 0
            let tree = isDrawn ? MerkleTree(leaves: Array(leaves[..<size])) : MerkleTree()
            let first = 1 << 44 | size
            try laboratory.queue.write { database in
                for table in ["entries", "persons", "answers", "open"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE place >= ?", arguments: [first])
                }
                try database.execute(sql: "DELETE FROM nodes WHERE (number + 1) << level > ?", arguments: [size])
                guard isDrawn else { return }
                try database.execute(
                    sql: "UPDATE logs SET size = ?, newest = (SELECT at FROM entries ORDER BY place DESC LIMIT 1)", arguments: [size])
                guard isSigned, let checkpoint = Checkpoint(origin: SampleLedger.log, size: size, root: tree.root),
                    let note = checkpoint.signed(by: laboratory.sample.signers)
                else { return }
                try database.execute(
                    sql: "UPDATE logs SET checkpoint = ?, published = ?, publishedSize = ?", arguments: [Data(note.bytes), Data(note.bytes), size])
            }
            guard isDrawn else { continue }
            laboratory.count(try laboratory.audit(), .tail(size), "cut to \(size)", &tally)
        }
        try restore(whole)
        return tally
    }

    /// The whole database as it was once.
    mutating func rollback(to old: [UInt8]) throws -> Tally {
        var tally = Tally()
        let whole = try LedgerTamper.copy(of: laboratory.sample.path)
        try restore(old)
        let report = try laboratory.audit()
        let size = report.size
        laboratory.count(report, .tail(size), "rolled back to \(size)", &tally)
        if report.flaws.contains(where: { $0.kind != .behindWitness }) { tally.lost.append("more is told than that it is an old copy") }
        try restore(whole)
        return tally
    }

    /// Puts all rows of a copy in the place of those that are there.
    private func restore(_ bytes: [UInt8]) throws {
        let file = laboratory.sample.path + ".copy"
        try Data(bytes).write(to: URL(filePath: file))
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) } }
        try laboratory.queue.writeWithoutTransaction { database in
            try database.execute(sql: "ATTACH ? AS copy", arguments: [file])
            try database.inTransaction {
                for table in ["entries", "persons", "answers", "open", "nodes", "logs"] {
                    try database.execute(sql: "DELETE FROM main.\(table)")
                    try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM copy.\(table)")
                }
                return .commit
            }
            try database.execute(sql: "DETACH copy")
        }
    }

    /// One bit of every byte of every file of an export.
    mutating func exportBytes(isSealed: Bool) throws -> Tally {
        var tally = Tally()
        var files = try laboratory.export()
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where path.hasPrefix("sealed/") == isSealed {
            let places = try isSealed ? sealedEntries(of: path) : Self.entries(of: path, bytes)
            let bundle = EntryBundle.added(from: 0, to: laboratory.size).first { isSealed && SealedBundle.path(of: $0) == path }
            let leaves = try bundle.map { try laboratory.reading.leaves(of: SampleLedger.log, in: $0.entries) } ?? []
            for byte in bytes.indices {
                let bit = dice.below(8)
                guard oneOf <= 1 || dice.below(oneOf) == 0 else { continue }
                var other = bytes
                other[byte] ^= 1 << UInt8(bit)
                // One in 64 by way of the whole audit, and each that is not noticed at once.
                if let bundle, let place = places?[byte], dice.below(64) > 0, laboratory.isFlawed(bundle, leaves, sealed: other, at: place) {
                    tally.tried += 1
                    tally.detected += 1
                    tally.exact += 1
                    continue
                }
                files[path] = other
                let report = try laboratory.audit(files, isSealed: isSealed)
                let what = "\(path) byte \(byte) bit \(bit)"
                // Where the lengths are right the very entry has to be told.
                if let place = places?[byte], !report.flaws.contains(where: { $0.kind == .malformedFile }) {
                    laboratory.count(report, .entry(place), what, &tally)
                } else {
                    laboratory.count(report, .source([path]), what, &tally)
                }
            }
            files[path] = bytes
        }
        return tally
    }

    /// Which entry each byte of a sealed bundle belongs to.
    private func sealedEntries(of path: String) throws -> [Int]? {
        let bundle = EntryBundle.added(from: 0, to: laboratory.size).first { SealedBundle.path(of: $0) == path }
        guard let bundle else { return nil }
        let entries = try laboratory.reading.entries(of: SampleLedger.log, in: bundle.entries)
        return entries.flatMap { Array(repeating: $0.place.sequence, count: SealedBundle.bytes(of: [$0.entry]).count) }
    }

    /// Which entry each byte of a bundle or of a tile of leaves belongs to; nil for all other files.
    private static func entries(of path: String, _ bytes: [UInt8]) -> [Int]? {
        guard case .entries(let bundle)? = LogResource(path: path), let leaves = bundle.entries(of: bytes) else {
            guard case .tile(let tile)? = LogResource(path: path), tile.level == 0 else { return nil }
            return bytes.indices.map { tile.index * Tile.widthMaximum + $0 / MerkleHash.byteCount }
        }
        return zip(bundle.entries, leaves).flatMap { Array(repeating: $0, count: $1.count + 2) }
    }

    /// Every file of an export taken away, emptied, cut by a byte, lengthened, and exchanged with the next one.
    mutating func exportFiles() throws -> Tally {
        var tally = Tally()
        var files = try laboratory.export()
        let paths = files.keys.sorted()
        for (number, path) in paths.enumerated() {
            let bytes = files[path]
            let isSealed = path.hasPrefix("sealed/")
            for (what, other) in [("missing", nil), ("empty", []), ("cut", bytes.map { Array($0.dropLast()) }), ("longer", bytes.map { $0 + [0] })] {
                files[path] = other
                laboratory.count(try laboratory.audit(files, isSealed: isSealed), .source([path]), "\(path) \(what)", &tally)
            }
            files[path] = bytes
            guard number + 1 < paths.count else { continue }
            let next = paths[number + 1]
            (files[path], files[next]) = (files[next], files[path])
            laboratory.count(try laboratory.audit(files, isSealed: true), .source([path, next]), "\(path) and the next", &tally)
            (files[path], files[next]) = (files[next], files[path])
        }
        return tally
    }

    /// One bit of so many bytes of the raw file, whatever stands there: what is not reported must change nothing that can be read.
    mutating func rawFile(count: Int) throws -> Tally {
        var tally = Tally()
        let whole = try LedgerTamper.copy(of: laboratory.sample.path)
        let path = laboratory.sample.path + ".raw"
        defer { for end in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let meaning = try Laboratory.meaning(laboratory.reading)
        for _ in 0..<max(1, count / max(1, oneOf)) {
            let (byte, bit) = (dice.below(whole.count), dice.below(8))
            var other = whole
            other[byte] ^= 1 << UInt8(bit)
            try Data(other).write(to: URL(filePath: path))
            tally.tried += 1
            do {
                let reading = try LedgerFile(path: path).reading()
                let report = try laboratory.audit(reading)
                if !report.isClean {
                    tally.detected += 1
                    if report.flaws.contains(where: { $0.entries != nil || $0.source != nil }) { tally.exact += 1 }
                } else if try Laboratory.meaning(reading) == meaning {
                    tally.meaningless += 1
                } else {
                    tally.missed.append("byte \(byte) bit \(bit)")
                }
            } catch {
                // It says that it cannot be read.
                tally.detected += 1
                tally.exact += 1
            }
            for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
        }
        return tally
    }
}
