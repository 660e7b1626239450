import GRDB
import Ledger
import Verification

extension Database {
    /// How a log stands; nil when there is none of that number.
    func head(ofLog log: Int) throws -> LogHead? {
        try row("SELECT size, newest, checkpoint, publishedSize, published FROM logs WHERE id = ?", .integer(log)) { row in
            let size = row.integer(0)
            return LogHead(
                size: size, newest: row.isNull(1) ? nil : Timestamp(milliseconds: Int64(row.integer(1))),
                checkpoint: row.isNull(2) ? nil : SizedCheckpoint(size: size, note: row.blob(2)),
                published: row.isNull(4) ? nil : SizedCheckpoint(size: row.integer(3), note: row.blob(4)))
        }
    }

    /// Takes a reservation whose scope is free, or has expired.
    func reserve(_ reservation: Reservation) throws -> ReservationOutcome {
        if let earlier = try self.reservation(of: reservation.scope), earlier.expires > reservation.at { return .held(earlier) }
        try run(
            "INSERT OR REPLACE INTO reservations(scope, request, verification, at, expires) VALUES (?, ?, ?, ?, ?)",
            .blob(reservation.scope.bytes), .blob(reservation.request.bytes), .blob(reservation.verification.bytes),
            .integer(Int(reservation.at.milliseconds)), .integer(Int(reservation.expires.milliseconds)))
        return .taken
    }

    /// The reservation of that scope, expired or not.
    func reservation(of scope: Commitment) throws -> Reservation? {
        let found = try row("SELECT request, verification, at, expires FROM reservations WHERE scope = ?", .blob(scope.bytes)) { row in
            guard let request = Commitment(bytes: row.blob(0)), let verification = VerificationID(bytes: row.blob(1)) else {
                throw StorageFailure.corrupt("a reservation cannot be read")
            }
            return Reservation(
                scope: scope, request: request, verification: verification, at: Timestamp(milliseconds: Int64(row.integer(2))),
                expires: Timestamp(milliseconds: Int64(row.integer(3))))
        }
        return found
    }

    /// Appends a batch to a log, whose size was compared.
    func append(_ batch: Batch, to log: Int) throws {
        for (number, entry) in batch.entries.enumerated() { try append(entry, at: Place.of(log: log, batch.start + number), of: log) }
        for (subtree, hash) in batch.nodes {
            try run(
                "INSERT INTO nodes(log, level, number, hash) VALUES (?, ?, ?, ?)", .integer(log), .integer(subtree.level),
                .integer(subtree.index), .blob(hash.bytes))
        }
        for (number, answer) in batch.answers.enumerated() {
            let place = Place.of(log: log, answer.sequence)
            try run(
                """
                INSERT INTO answers(place, number, segment, code, questionKey, question, verdict, valueKey, value, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .integer(place), .integer(number), .integer(Place.segment(place)), .text(answer.code.text), .text(answer.question.key.text),
                .blob(answer.question.bytes), .text(answer.verdict.rawValue), answer.value.map { .text($0.key.text) } ?? .null,
                answer.value.map { .blob($0.bytes) } ?? .null, .integer(Int(batch.at(of: answer).milliseconds)))
        }
        let newest = batch.entries.last.map { SQLValue.integer(Int($0.at.milliseconds)) } ?? .null
        try run(
            "UPDATE logs SET size = ?, newest = ?, checkpoint = ? WHERE id = ?", .integer(batch.checkpoint.size), newest,
            .blob(batch.checkpoint.note), .integer(log))
    }

    private func append(_ entry: PlacedEntry, at place: Int, of log: Int) throws {
        let sealed = entry.sealed
        let verification = entry.verification.map { SQLValue.blob($0.bytes) } ?? .null
        try run(
            """
            INSERT INTO entries(place, kind, verification, at, remembered, leaf, sealed, wrapping, key, pseudonyms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .integer(place), .text(entry.kind.rawValue), verification, .integer(Int(entry.at.milliseconds)),
            .integer(entry.kind.isAboutPersons ? 1 : 0), .blob(sealed.leaf), .blob(sealed.sealed),
            sealed.key.map { .text($0.wrapping.text) } ?? .null,
            sealed.key.map { .blob($0.bytes) } ?? .null,
            sealed.pseudonyms.isEmpty ? .null : .blob(PseudonymList.bytes(of: sealed.pseudonyms)))
        for prefix in Set(sealed.pseudonyms.map(\.prefix)) {
            try run(
                "INSERT INTO persons(segment, prefix, place) VALUES (?, ?, ?)", .integer(Place.segment(place)), .integer(prefix), .integer(place))
        }
        if entry.kind == .intent {
            try run("INSERT OR IGNORE INTO open(log, verification, place) VALUES (?, ?, ?)", .integer(log), verification, .integer(place))
        } else if entry.kind == .outcome {
            try run("DELETE FROM open WHERE log = ? AND verification = ?", .integer(log), verification)
        }
    }

    /// Destroys the private halves of the entries from one place to another.
    func forget(_ bounds: (first: Int, last: Int)) throws {
        let (first, last) = (SQLValue.integer(bounds.first), SQLValue.integer(bounds.last))
        let found = try rows(
            "SELECT place, pseudonyms, verification FROM entries WHERE place BETWEEN ? AND ? AND (key IS NOT NULL OR length(sealed) > 0)", first, last
        ) { row in (place: row.integer(0), pseudonyms: row.blob(1), verification: row.isNull(2) ? nil : row.blob(2)) }
        for entry in found {
            guard let pseudonyms = PseudonymList.pseudonyms(in: entry.pseudonyms) else { throw StorageFailure.corrupt("an entry's pseudonyms") }
            for prefix in Set(pseudonyms.map(\.prefix)) {
                try run(
                    "DELETE FROM persons WHERE segment = ? AND prefix = ? AND place = ?", .integer(Place.segment(entry.place)), .integer(prefix),
                    .integer(entry.place))
            }
        }
        for verification in Set(found.compactMap(\.verification)) {
            try run("DELETE FROM reservations WHERE verification = ?", .blob(verification))
        }
        try run("DELETE FROM answers WHERE place BETWEEN ? AND ?", first, last)
        try run(
            """
            UPDATE entries SET sealed = x'', wrapping = NULL, key = NULL, pseudonyms = NULL, remembered = 0
            WHERE place BETWEEN ? AND ? AND (key IS NOT NULL OR length(sealed) > 0)
            """, first, last)
    }
}
