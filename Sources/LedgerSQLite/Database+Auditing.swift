import GRDB
import Ledger

extension Database {
    /// Everything that stands in that range of a log, and what it is filed under.
    func filed(ofLog log: Int, in range: Range<Int>) throws -> [FiledEntry] {
        guard let bounds = Place.bounds(log: log, range) else { return [] }
        let (first, last) = (SQLValue.integer(bounds.first), SQLValue.integer(bounds.last))
        let persons = try persons(bounds)
        var answers: [Int: [FiledAnswer]] = [:]
        var misplaced: Set<Int> = []
        try forEachRow(
            "SELECT place, code, questionKey, question, verdict, valueKey, value, at, segment FROM answers WHERE place BETWEEN ? AND ? ORDER BY place, number",
            [first, last]
        ) { row in
            answers[row.integer(0), default: []].append(row.filedAnswer)
            if row.integer(8) != Place.Segment.answers.of(row.integer(0)) { misplaced.insert(row.integer(0)) }
            return true
        }
        var open: [Int: [UInt8]] = [:]
        var doubled: Set<Int> = []
        try forEachRow("SELECT place, verification FROM open WHERE log = ?", [.integer(log)]) { row in
            if open.updateValue(row.blob(1), forKey: row.integer(0)) != nil { doubled.insert(row.integer(0)) }
            return true
        }
        return try rows(
            """
            SELECT place, leaf, sealed, wrapping, key, pseudonyms, kind, verification, at, remembered FROM entries
            WHERE place BETWEEN ? AND ? ORDER BY place
            """, first, last
        ) { row in
            let place = row.integer(0)
            let (entry, unreadable) = row.entryAsItIs
            var oddities: [String] = []
            if Set(entry.pseudonyms.map(\.prefix)) != persons[place] ?? [], unreadable.isEmpty { oddities.append("persons") }
            if doubled.contains(place) { oddities.append("open") }
            if misplaced.contains(place) { oddities.append("answers.segment") }
            let filing = Filing(
                kind: row.text(6), verification: row.isNull(7) ? nil : row.blob(7), at: Int64(row.integer(8)), remembered: row.integer(9),
                isWrappingNamed: !row.isNull(3), answers: answers[place] ?? [], open: open[place], oddities: oddities)
            return FiledEntry(sequence: Place.sequence(place), entry: entry, unreadable: unreadable, filing: filing)
        }
    }

    /// The prefixes that the places from one to another are found under, each where it belongs.
    private func persons(_ bounds: (first: Int, last: Int)) throws -> [Int: Set<Int>] {
        let segments = (Place.Segment.persons.of(bounds.first), Place.Segment.persons.of(bounds.last))
        var found: [Int: Set<Int>] = [:]
        try forEachRow(
            "SELECT segment, prefix, place FROM persons WHERE segment BETWEEN ? AND ? AND place BETWEEN ? AND ?",
            [.integer(segments.0), .integer(segments.1), .integer(bounds.first), .integer(bounds.last)]
        ) { row in
            if Place.Segment.persons.of(row.integer(2)) == row.integer(0) { found[row.integer(2), default: []].insert(row.integer(1)) }
            return true
        }
        return found
    }

    /// Rows that belong to no entry of any log, and what SQLite finds broken.
    func strays(limit: Int) throws -> [StrayRow] {
        let logs = try rows("SELECT id, size FROM logs") { (number: $0.integer(0), size: $0.integer(1)) }
        let valid = logs.compactMap { Place.bounds(log: $0.number, 0..<max(0, $0.size)) }
        var found: [StrayRow] = []
        func collect(_ sql: String, _ values: SQLValue..., name: (SQLRow) -> String) throws {
            try forEachRow(sql + " LIMIT \(max(0, limit - found.count))", values) { row in
                found.append(StrayRow(name: name(row)))
                return true
            }
        }
        func named(_ table: String) -> (SQLRow) -> String {
            { "\(table), log \(Place.log($0.integer(0))), entry \(Place.sequence($0.integer(0)))" }
        }
        for gap in Self.gaps(between: valid) {
            let (first, last) = (SQLValue.integer(gap.first), SQLValue.integer(gap.last))
            try collect("SELECT place FROM entries WHERE place BETWEEN ? AND ?", first, last, name: named("entries"))
            try collect("SELECT place FROM answers WHERE place BETWEEN ? AND ?", first, last, name: named("answers"))
        }
        let segments = valid.map { (first: Place.Segment.persons.of($0.first), last: Place.Segment.persons.of($0.last)) }
        for gap in Self.gaps(between: segments) {
            try collect(
                "SELECT place FROM persons WHERE segment BETWEEN ? AND ?", .integer(gap.first), .integer(gap.last), name: named("persons"))
        }
        try collect("SELECT place FROM persons WHERE segment <> place >> 11", name: named("persons"))
        for bounds in valid {
            try collect(
                "SELECT place FROM persons WHERE segment = ? AND place > ?", .integer(Place.Segment.persons.of(bounds.last)), .integer(bounds.last),
                name: named("persons"))
        }
        try collect(
            """
            SELECT n.log, level, number FROM nodes AS n LEFT JOIN logs ON id = n.log
            WHERE id IS NULL OR level < 8 OR level > 62 OR level % 8 <> 0 OR number < 0 OR number >= (size >> level)
            """
        ) { "nodes, log \($0.integer(0)), level \($0.integer(1)), number \($0.integer(2))" }
        try collect(
            """
            SELECT o.place FROM open AS o LEFT JOIN entries AS e ON e.place = o.place
            WHERE e.place IS NULL OR e.kind <> 'intent' OR o.log <> o.place >> 44
            """, name: named("open"))
        try collect(
            "SELECT at FROM reservations AS r WHERE NOT EXISTS (SELECT 1 FROM entries AS e WHERE e.verification = r.verification) OR at > expires"
        ) { _ in "reservations: one that belongs to no verification, or ends before it begins" }
        try forEachRow("PRAGMA integrity_check(\(limit))") { row in
            let text = row.text(0)
            if !text.utf8.elementsEqual("ok".utf8) { found.append(StrayRow(name: "the file: \(text)")) }
            return true
        }
        return found
    }

    /// What lies between ranges that do not touch, and before and behind all of them.
    private static func gaps(between ranges: [(first: Int, last: Int)]) -> [(first: Int, last: Int)] {
        var gaps: [(first: Int, last: Int)] = []
        var next = Int.min
        for range in ranges.sorted(by: { $0.first < $1.first }) {
            if next < range.first { gaps.append((next, range.first - 1)) }
            next = range.last + 1
        }
        gaps.append((next, Int.max))
        return gaps
    }
}

extension SQLRow {
    /// The entry of a row of place, leaf, sealed, wrapping, key, pseudonyms; with the columns that cannot be read.
    fileprivate var entryAsItIs: (SealedEntry, [String]) {
        var unreadable: [String] = []
        let pseudonyms = PseudonymList.pseudonyms(in: blob(5))
        if pseudonyms == nil { unreadable.append("entries.pseudonyms") }
        var key: WrappedKey?
        if !isNull(4) {
            key = KeyName(text(3)).map { WrappedKey(wrapping: $0, bytes: blob(4)) }
            if key == nil { unreadable.append("entries.wrapping") }
        }
        return (SealedEntry(leaf: blob(1), sealed: blob(2), key: key, pseudonyms: pseudonyms ?? []), unreadable)
    }

    /// The answer of a row of place, code, the key and the bytes of the question, verdict, the key and the bytes of the value, at.
    fileprivate var filedAnswer: FiledAnswer {
        FiledAnswer(
            code: text(1), question: KeyName(text(2)).map { Pseudonym(key: $0, bytes: blob(3)) }, verdict: text(4),
            value: isNull(6) ? nil : KeyName(text(5)).map { Pseudonym(key: $0, bytes: blob(6)) }, hasValue: !isNull(5) || !isNull(6),
            at: Int64(integer(7)))
    }
}
