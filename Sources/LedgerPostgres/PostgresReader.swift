import Ledger

/// A session that reads. Every call is one statement, and so of one moment. A server that was away is connected to anew with the next call.
final class PostgresReader: LedgerReading {
    private let storage: PostgresStorage
    private var connection: Connection?
    /// Whether a transaction is open that everything is read in.
    private var isStill = false

    init(_ storage: PostgresStorage, _ connection: Connection) {
        self.storage = storage
        self.connection = connection
    }

    func logs() throws(StorageFailure) -> [String] {
        let rows = try rows(storage.statements.logs, Parameters())
        return try Self.each(rows) { (row) throws(StorageFailure) in try rows.text(row, 0) }
    }

    func head(of log: String) throws(StorageFailure) -> LogHead? {
        var parameters = Parameters()
        parameters.add(log)
        let rows = try rows(storage.statements.head, parameters)
        return rows.count == 0 ? nil : try rows.head(0)
    }

    func leaves(of log: String, in range: Range<Int>) throws(StorageFailure) -> [[UInt8]] {
        let rows = try rows(storage.statements.leaves, Self.parameters(log, range))
        guard let count = try Self.entryCount(rows, range, size: 0, sequence: 1) else { return [] }
        return try Self.each(0..<count) { (row) throws(StorageFailure) in try rows.bytes(row, 2) }
    }

    func entries(of log: String, in range: Range<Int>) throws(StorageFailure) -> [StoredEntry] {
        let rows = try rows(storage.statements.entries, Self.parameters(log, range))
        guard let count = try Self.entryCount(rows, range, size: 7, sequence: 1) else { return [] }
        return try Self.each(0..<count) { (row) throws(StorageFailure) in try rows.entry(row) }
    }

    func nodes(of log: String, level: Int, in range: Range<Int>) throws(StorageFailure) -> [MerkleHash] {
        var parameters = Parameters()
        parameters.add(log)
        parameters.add(Int32(clamping: level))
        parameters.add(Int64(range.lowerBound))
        parameters.add(Int64(range.upperBound))
        let rows = try rows(storage.statements.nodes, parameters)
        return try Self.each(rows) { (row) throws(StorageFailure) in
            guard try rows.number(row, 0) == range.lowerBound + row else {
                throw .corrupt("the hash \(range.lowerBound + row) of level \(level) is missing")
            }
            guard let hash = MerkleHash(bytes: try rows.bytes(row, 1)) else { throw rows.corrupt(1, "is no hash") }
            return hash
        }
    }

    func entries(of verification: VerificationID) throws(StorageFailure) -> [StoredEntry] {
        var parameters = Parameters()
        parameters.add(verification.binary)
        return try entries(storage.statements.entriesOfVerification, parameters)
    }

    func entries(about pseudonyms: [Pseudonym], after: EntryPlace?, limit: Int) throws(StorageFailure) -> [StoredEntry] {
        var parameters = Self.parameters(pseudonyms)
        parameters.add(after?.log)
        parameters.add((after?.sequence).map { Int64($0) })
        parameters.add(Int64(max(0, limit)))
        return try entries(storage.statements.entriesAbout, parameters)
    }

    func answers(under code: ReceiptCode) throws(StorageFailure) -> [StoredAnswer] {
        var parameters = Parameters()
        parameters.add(code.text)
        return try answers(storage.statements.answersUnder, parameters)
    }

    func answers(to questions: [Pseudonym]) throws(StorageFailure) -> [StoredAnswer] {
        try answers(storage.statements.answersTo, Self.parameters(questions))
    }

    func reservation(of scope: Commitment) throws(StorageFailure) -> Reservation? {
        var parameters = Parameters()
        parameters.add(scope.bytes)
        let rows = try rows(storage.statements.reservation, parameters)
        return rows.count == 0 ? nil : try rows.reservation(0)
    }

    func openVerifications(of log: String) throws(StorageFailure) -> [VerificationID] {
        var parameters = Parameters()
        parameters.add(log)
        let rows = try rows(storage.statements.openVerifications, parameters)
        return try Self.each(rows) { (row) throws(StorageFailure) in try rows.verification(row, 0) }
    }

    func unforgotten(of log: String, before: Timestamp, after: Int?, limit: Int) throws(StorageFailure) -> [EntryGroup] {
        var parameters = Parameters()
        parameters.add(log)
        parameters.add(before.milliseconds)
        parameters.add(Int64(after ?? -1))
        parameters.add(Int64(max(0, limit)))
        let rows = try rows(storage.statements.unforgotten, parameters)
        return try Self.each(rows) { (row) throws(StorageFailure) in
            let sequences = try rows.elements(row, 1).map { Int(Int64(truncatingIfNeeded: $0.reduce(0 as UInt64) { $0 << 8 | UInt64($1) })) }
            let verification = rows.optionalBytes(row, 0) == nil ? nil : try rows.verification(row, 0)
            return EntryGroup(verification: verification, sequences: sequences, newest: Timestamp(milliseconds: Int64(try rows.number(row, 2))))
        }
    }

    func still<Value>(_ body: () throws -> Value) throws -> Value {
        if isStill { return try body() }
        // Whatever it says: now there is a connection.
        _ = try logs()
        try control("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        isStill = true
        defer {
            isStill = false
            // A transaction that cannot be ended ends with its connection.
            if (try? control("COMMIT")) == nil { connection = nil }
        }
        return try body()
    }

    private func control(_ text: String) throws(StorageFailure) {
        do throws(SessionFailure) {
            guard let connection else { throw SessionFailure.lost("the connection to the server is lost") }
            if let refusal = try connection.run([Query(text, isPrepared: false)]).refusal { throw SessionFailure.refused(refusal) }
        } catch {
            throw .unreadable(error.text)
        }
    }

    // MARK: - One statement

    private func rows(_ text: String, _ parameters: Parameters) throws(StorageFailure) -> Rows {
        if let connection, !connection.isAlive { self.connection = nil }
        if isStill, connection == nil { throw .unreadable("the connection to the server was lost while everything had to be of one moment") }
        do {
            let connection = try connection ?? storage.connected(toWrite: false)
            self.connection = connection
            return try connection.rows(Query(text, parameters))
        } catch let failure as StorageFailure {
            if case .unopenable(let text) = failure { throw .unreadable(text) }
            throw failure
        } catch let failure as SessionFailure {
            if case .lost = failure { connection = nil }
            // data_corrupted, index_corrupted
            if case .refused(let refusal) = failure, ["XX001", "XX002"].contains(refusal.code) { throw .corrupt(refusal.text) }
            throw .unreadable(failure.text)
        } catch {
            throw .unreadable("")
        }
    }

    private func entries(_ text: String, _ parameters: Parameters) throws(StorageFailure) -> [StoredEntry] {
        let rows = try rows(text, parameters)
        return try Self.each(rows) { (row) throws(StorageFailure) in try rows.entry(row) }
    }

    private func answers(_ text: String, _ parameters: Parameters) throws(StorageFailure) -> [StoredAnswer] {
        let rows = try rows(text, parameters)
        return try Self.each(rows) { (row) throws(StorageFailure) in try rows.answer(row) }
    }

    /// How many entries of the range were read; nil when there is no such log. Throws where one is missing that the log reaches.
    private static func entryCount(_ rows: Rows, _ range: Range<Int>, size: Int, sequence: Int) throws(StorageFailure) -> Int? {
        guard rows.count > 0 else { return nil }
        let end = min(range.upperBound, try rows.number(0, size))
        guard range.lowerBound < end else { return 0 }
        for place in 0..<end - range.lowerBound {
            guard place < rows.count, try rows.optionalNumber(place, sequence) == range.lowerBound + place else {
                throw .corrupt("the entry \(range.lowerBound + place) is missing")
            }
        }
        return end - range.lowerBound
    }

    private static func parameters(_ log: String, _ range: Range<Int>) -> Parameters {
        var parameters = Parameters()
        parameters.add(log)
        parameters.add(Int64(range.lowerBound))
        parameters.add(Int64(range.upperBound))
        return parameters
    }

    private static func parameters(_ pseudonyms: [Pseudonym]) -> Parameters {
        var parameters = Parameters()
        parameters.add(pseudonyms.map { String?($0.key.text) })
        parameters.add(pseudonyms.map { [UInt8]?($0.bytes) }, of: .bytea)
        return parameters
    }

    private static func each<Element>(_ rows: Rows, _ read: (Int) throws(StorageFailure) -> Element) throws(StorageFailure) -> [Element] {
        try each(0..<rows.count, read)
    }

    private static func each<Element>(_ range: Range<Int>, _ read: (Int) throws(StorageFailure) -> Element) throws(StorageFailure) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(range.count)
        for row in range { elements.append(try read(row)) }
        return elements
    }
}
