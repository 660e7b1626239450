import Foundation
import GRDB
import Ledger
import LedgerSQLite

/// The ways of tampering, each tried on everything that there is.
struct Trials {
    let laboratory: Laboratory
    let oneOf: Int
    var dice: Dice

    /// Columns that say nothing about anybody: who holds the lease, and the order of answers of one batch.
    private static let meaningless: Set<String> = ["logs.epoch", "logs.holder", "logs.closed", "answers.number"]

    private mutating func isDrawn() -> Bool { oneOf <= 1 || dice.below(oneOf) == 0 }

    private func table(_ name: String) throws -> RowTable { try RowTable(name, laboratory.queue) }

    private func sequence(_ place: Int64) -> Int { Int(place & (1 << 44 - 1)) }

    /// Where the report has to say that a row is wrong.
    private func expected(_ table: RowTable, _ row: [RowTable.Value], column: String? = nil) -> Expected {
        func number(_ name: String) -> Int64 {
            guard let place = table.columns.firstIndex(where: { $0.name == name }), case .integer(let number) = row[place] else { return 0 }
            return number
        }
        switch table.name {
        case "entries", "persons", "answers", "open": return .entry(sequence(number("place")))
        case "nodes": return .source(["nodes of level \(number("level")), number \(number("number"))"])
        default:
            switch column {
            case "checkpoint": return .source(["checkpoint"])
            case "published", "publishedSize": return .source(["published checkpoint"])
            case "size": return .source(["logs.size", "checkpoint"])
            case "newest": return .source(["logs.newest"])
            default: return .source(["logs", "entries", "nodes", "persons"])
            }
        }
    }

    /// One bit of every byte of every column of every row.
    mutating func columns(of name: String) throws -> Tally {
        let table = try table(name)
        var tally = Tally()
        for row in try table.rows(laboratory.queue) {
            var filed: FiledEntry?
            if name == "entries", case .entry(let sequence) = expected(table, row) { filed = try laboratory.filed(sequence) }
            for (place, column) in table.columns.enumerated() {
                for byte in 0..<row[place].byteCount {
                    let bit = dice.below(8)
                    guard isDrawn() else { continue }
                    var other = row
                    other[place] = row[place].flipped(byte: byte, bit: bit)
                    // These are read as they stand: one in sixteen by way of the database, and each that is not noticed at once.
                    if let filed, dice.below(16) > 0, case .bytes(let bytes) = other[place], isFlawed(filed, column.name, bytes) {
                        tally.tried += 1
                        tally.detected += 1
                        tally.exact += 1
                        continue
                    }
                    guard table.replace(row, by: other, laboratory.queue) else {
                        tally.tried += 1
                        tally.refused += 1
                        continue
                    }
                    let what = "\(name).\(column.name) byte \(byte) bit \(bit) of \(expected(table, row))"
                    try judge(
                        expected(table, row, column: column.name), isEntry: name == "entries" && column.name != "place", what,
                        "\(name).\(column.name)", &tally)
                    guard table.replace(other, by: row, laboratory.queue) else { throw Stuck() }
                }
            }
        }
        return tally
    }

    private func isFlawed(_ filed: FiledEntry, _ column: String, _ bytes: [UInt8]) -> Bool {
        switch column {
        case "leaf": laboratory.isFlawed(filed, leaf: bytes)
        case "sealed": laboratory.isFlawed(filed, sealed: bytes)
        case "key": laboratory.isFlawed(filed, key: bytes)
        default: false
        }
    }

    private func judge(_ expected: Expected, isEntry: Bool, _ what: String, _ column: String, _ tally: inout Tally) throws {
        // What is told of one entry alone is told in every report.
        if isEntry, case .entry(let place) = expected, try !laboratory.judged(place).isEmpty {
            tally.tried += 1
            tally.detected += 1
            tally.exact += 1
            return
        }
        let report = try laboratory.audit()
        if report.isClean, Self.meaningless.contains(column) {
            tally.tried += 1
            tally.meaningless += 1
            return
        }
        laboratory.count(report, expected, what, &tally)
    }

    /// Every row of every table but the reservations taken away.
    mutating func deletions() throws -> Tally {
        var tally = Tally()
        for name in ["entries", "persons", "answers", "nodes", "open", "logs"] {
            let table = try table(name)
            for row in try table.rows(laboratory.queue) where isDrawn() {
                guard table.replace(row, by: nil, laboratory.queue) else { throw Stuck() }
                laboratory.count(try laboratory.audit(), expected(table, row), "\(name) without \(expected(table, row))", &tally)
                guard table.replace(nil, by: row, laboratory.queue) else { throw Stuck() }
            }
        }
        return tally
    }

    /// Every row with what stands in the next one, and that with what stands in it; the keys stay.
    mutating func swaps() throws -> Tally {
        var tally = Tally()
        for name in ["entries", "answers", "nodes", "open"] {
            let table = try table(name)
            let rows = try table.rows(laboratory.queue)
            for (row, next) in zip(rows, rows.dropFirst()) where isDrawn() {
                var (first, second) = (row, next)
                for (place, column) in table.columns.enumerated() where !(column.isKey && column.name != "verification") {
                    if name == "open", column.name == "place" { continue }
                    (first[place], second[place]) = (next[place], row[place])
                }
                if first == row { continue }
                try laboratory.queue.write { database in
                    for old in [row, next] { try table.delete(old, database) }
                    for new in [first, second] { try table.insert(new, database) }
                }
                laboratory.count(try laboratory.audit(), expected(table, row), "\(name) swapped at \(expected(table, row))", &tally)
                try laboratory.queue.write { database in
                    for new in [first, second] { try table.delete(new, database) }
                    for old in [row, next] { try table.insert(old, database) }
                }
            }
        }
        return tally
    }

    /// Every row once more, where the keys leave room: an entry at the end and, on top of that, in the place of the next one.
    mutating func repetitions() throws -> Tally {
        var tally = Tally()
        for name in ["entries", "persons", "answers", "nodes", "open"] {
            let table = try table(name)
            let rows = try table.rows(laboratory.queue)
            guard let last = rows.last else { continue }
            for (number, row) in rows.enumerated() where isDrawn() {
                var copy = row
                var place = Expected.source([name])
                switch name {
                case "entries":
                    copy[0] = last[0]
                    if case .integer(let end) = last[0] { copy[0] = .integer(end + 1) }
                    place = .entry(laboratory.size)
                case "nodes": copy[2] = .integer(Int64(rows.count + number))
                case "open": copy[1] = .bytes([UInt8](repeating: UInt8(number % 250), count: 16))
                case "persons":
                    guard case .integer(let prefix) = row[1] else { continue }
                    copy[1] = .integer(prefix &+ 1)
                    place = expected(table, row)
                default:
                    copy[1] = .integer(Int64(1000 + number))
                    place = expected(table, row)
                }
                guard table.replace(nil, by: copy, laboratory.queue) else {
                    tally.tried += 1
                    tally.refused += 1
                    continue
                }
                laboratory.count(try laboratory.audit(), place, "\(name) repeated \(expected(table, row))", &tally)
                guard table.replace(copy, by: nil, laboratory.queue) else { throw Stuck() }
                if name == "entries", number + 1 < rows.count {
                    var over = row
                    over[0] = rows[number + 1][0]
                    guard table.replace(rows[number + 1], by: over, laboratory.queue) else { throw Stuck() }
                    laboratory.count(try laboratory.audit(), .entry(number + 1), "entry \(number) in the place of the next", &tally)
                    guard table.replace(over, by: rows[number + 1], laboratory.queue) else { throw Stuck() }
                }
            }
        }
        return tally
    }

    struct Stuck: Error {}
}
