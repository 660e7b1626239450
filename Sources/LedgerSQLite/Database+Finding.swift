import GRDB
import Ledger
import Verification

extension SQLRow {
    /// The entry of a row of place, leaf, sealed, wrapping, key, pseudonyms.
    func entry(of log: String) throws -> StoredEntry {
        let sequence = Place.sequence(integer(0))
        guard let pseudonyms = PseudonymList.pseudonyms(in: blob(5)) else { throw StorageFailure.corrupt("the pseudonyms of entry \(sequence)") }
        var key: WrappedKey?
        if !isNull(4) {
            guard let wrapping = KeyName(text(3)) else { throw StorageFailure.corrupt("the key's name of entry \(sequence)") }
            key = WrappedKey(wrapping: wrapping, bytes: blob(4))
        }
        return StoredEntry(
            place: EntryPlace(log: log, sequence: sequence), entry: SealedEntry(leaf: blob(1), sealed: blob(2), key: key, pseudonyms: pseudonyms))
    }

    /// The answer of a row of place, code, the key and the bytes of the question, verdict, the key and the bytes of the value, at.
    fileprivate func answer(of log: String) throws -> StoredAnswer {
        guard let code = ReceiptCode(text(1)), let key = KeyName(text(2)), let verdict = Verdict(rawValue: text(4)) else {
            throw StorageFailure.corrupt("an answer that a receipt was given for")
        }
        var value: Pseudonym?
        if !isNull(6) {
            guard let key = KeyName(text(5)) else { throw StorageFailure.corrupt("the value of an answer that a receipt was given for") }
            value = Pseudonym(key: key, bytes: blob(6))
        }
        let answer = ReceiptedAnswer(
            code: code, question: Pseudonym(key: key, bytes: blob(3)), verdict: verdict, value: value, sequence: Place.sequence(integer(0)))
        return StoredAnswer(log: log, answer: answer, at: Timestamp(milliseconds: Int64(integer(7))))
    }
}

extension Database {
    /// The logs in the order of their names' bytes.
    func logs() throws -> [(number: Int, name: String, size: Int)] {
        try rows("SELECT id, name, size FROM logs ORDER BY name") { ($0.integer(0), $0.text(1), $0.integer(2)) }
    }

    /// The segments of a log that hold something at or behind that sequence.
    private func segments(_ log: Int, size: Int, from sequence: Int = 0) -> ClosedRange<Int>? {
        guard sequence < size else { return nil }
        return Place.segment(Place.of(log: log, sequence))...Place.segment(Place.of(log: log, size - 1))
    }

    func entries(about pseudonyms: [Pseudonym], after: EntryPlace?, limit: Int) throws -> [StoredEntry] {
        let wanted = Set(pseudonyms)
        var found: [StoredEntry] = []
        for log in try logs() {
            var first = 0
            if let after {
                if log.name.utf8.elementsEqual(after.log.utf8) {
                    first = after.sequence + 1
                } else if log.name.utf8.lexicographicallyPrecedes(after.log.utf8) {
                    continue
                }
            }
            guard let segments = segments(log.number, size: log.size, from: first) else { continue }
            for segment in segments {
                guard found.count < limit else { return found }
                var places: Set<Int> = []
                for prefix in Set(wanted.map(\.prefix)) {
                    places.formUnion(
                        try rows(
                            "SELECT place FROM persons WHERE segment = ? AND prefix = ? AND place >= ?", .integer(segment), .integer(prefix),
                            .integer(Place.of(log: log.number, first))
                        ) { $0.integer(0) })
                }
                for place in places.sorted() where found.count < limit {
                    let entry = try row(
                        "SELECT place, leaf, sealed, wrapping, key, pseudonyms FROM entries WHERE place = ?", .integer(place)
                    ) { try $0.entry(of: log.name) }
                    // Another person's pseudonym may begin with the same bytes.
                    if let entry, !wanted.isDisjoint(with: entry.entry.pseudonyms) { found.append(entry) }
                }
            }
        }
        return found
    }

    /// The answers of all logs that a query finds, whose first value is the segment.
    func answers(_ sql: String, _ values: [SQLValue]) throws -> [StoredAnswer] {
        var found: [StoredAnswer] = []
        for log in try logs() {
            guard let segments = segments(log.number, size: log.size) else { continue }
            for segment in segments {
                try forEachRow(sql, [.integer(segment)] + values) { row in
                    found.append(try row.answer(of: log.name))
                    return true
                }
            }
        }
        return found
    }

    func unforgotten(of log: Int, before: Int, after: Int?, limit: Int) throws -> [EntryGroup] {
        guard limit > 0, after ?? 0 < Int.max, let bounds = Place.bounds(log: log, (after ?? -1) + 1..<Int.max) else { return [] }
        var groups: [EntryGroup] = []
        try forEachRow(
            """
            SELECT place, at, verification FROM entries INDEXED BY entriesRemembered
            WHERE remembered = 1 AND place BETWEEN ? AND ? ORDER BY place
            """, [.integer(bounds.first), .integer(bounds.last)]
        ) { row in
            guard row.integer(1) < before, let group = try group(of: row, log: log) else { return true }
            if group.newest.milliseconds < before { groups.append(group) }
            return groups.count < limit
        }
        return groups
    }

    /// The group that begins with an entry; nil when the entry is not its first one.
    private func group(of row: SQLRow, log: Int) throws -> EntryGroup? {
        let place = row.integer(0)
        let at = Timestamp(milliseconds: Int64(row.integer(1)))
        guard !row.isNull(2) else { return EntryGroup(verification: nil, sequences: [Place.sequence(place)], newest: at) }
        let members = try rows(
            "SELECT place, at FROM entries WHERE verification = ? AND place BETWEEN ? AND ? AND remembered = 1 ORDER BY place",
            .blob(row.blob(2)), .integer(Place.of(log: log, 0)), .integer(Place.of(log: log + 1, 0) - 1)
        ) { (place: $0.integer(0), at: $0.integer(1)) }
        guard members.first?.place == place, let newest = members.map(\.at).max() else { return nil }
        guard let verification = VerificationID(bytes: row.blob(2)) else { throw StorageFailure.corrupt("the verification of an entry") }
        return EntryGroup(
            verification: verification, sequences: members.map { Place.sequence($0.place) }, newest: Timestamp(milliseconds: Int64(newest)))
    }
}
