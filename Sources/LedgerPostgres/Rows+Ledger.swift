import Ledger
import Verification

extension Rows {
    /// How a log stands: size, newest, checkpoint, published size, published.
    func head(_ row: Int) throws(StorageFailure) -> LogHead {
        let size = try number(row, 0)
        let published = try optionalNumber(row, 3)
        return LogHead(
            size: size, newest: try optionalNumber(row, 1).map { Timestamp(milliseconds: Int64($0)) },
            checkpoint: optionalBytes(row, 2).map { SizedCheckpoint(size: size, note: $0) },
            published: published == nil ? nil : SizedCheckpoint(size: published ?? 0, note: try bytes(row, 4)))
    }

    /// An entry: origin, sequence, leaf, sealed, wrapping, wrapped, pseudonyms.
    func entry(_ row: Int) throws(StorageFailure) -> StoredEntry {
        var key: WrappedKey?
        if let wrapped = optionalBytes(row, 5) { key = WrappedKey(wrapping: try keyName(try text(row, 4), 4), bytes: wrapped) }
        var pseudonyms: [Pseudonym] = []
        for element in try elements(row, 6) {
            guard let end = element.firstIndex(of: 0) else { throw corrupt(6, "is no pseudonym") }
            pseudonyms.append(
                Pseudonym(key: try keyName(String(decoding: element[..<end], as: UTF8.self), 6), bytes: Array(element[(end + 1)...])))
        }
        return StoredEntry(
            place: EntryPlace(log: try text(row, 0), sequence: try number(row, 1)),
            entry: SealedEntry(leaf: try bytes(row, 2), sealed: try bytes(row, 3), key: key, pseudonyms: pseudonyms))
    }

    /// An answer: origin, code, question's key and bytes, verdict, value's key and bytes, sequence, time.
    func answer(_ row: Int) throws(StorageFailure) -> StoredAnswer {
        guard let code = ReceiptCode(try text(row, 1)) else { throw corrupt(1, "is no code") }
        guard let verdict = Verdict(rawValue: try text(row, 4)) else { throw corrupt(4, "is no verdict") }
        let question = Pseudonym(key: try keyName(try text(row, 2), 2), bytes: try bytes(row, 3))
        var value: Pseudonym?
        if let bytes = optionalBytes(row, 6) { value = Pseudonym(key: try keyName(try text(row, 5), 5), bytes: bytes) }
        return StoredAnswer(
            log: try text(row, 0),
            answer: ReceiptedAnswer(code: code, question: question, verdict: verdict, value: value, sequence: try number(row, 7)),
            at: Timestamp(milliseconds: Int64(try number(row, 8))))
    }

    /// A reservation: scope, request, verification, time, end.
    func reservation(_ row: Int) throws(StorageFailure) -> Reservation {
        guard let scope = Commitment(bytes: try bytes(row, 0)) else { throw corrupt(0, "has not 32 bytes") }
        guard let request = Commitment(bytes: try bytes(row, 1)) else { throw corrupt(1, "has not 32 bytes") }
        return Reservation(
            scope: scope, request: request, verification: try verification(row, 2), at: Timestamp(milliseconds: Int64(try number(row, 3))),
            expires: Timestamp(milliseconds: Int64(try number(row, 4))))
    }

    /// A `uuid` that is the id of a verification.
    func verification(_ row: Int, _ column: Int) throws(StorageFailure) -> VerificationID {
        guard let id = VerificationID(binary: try bytes(row, column)) else { throw corrupt(column, "is no id of a verification") }
        return id
    }

    private func keyName(_ text: String, _ column: Int) throws(StorageFailure) -> KeyName {
        guard let name = KeyName(text) else { throw corrupt(column, "is no id of a key") }
        return name
    }
}

extension VerificationID {
    /// The 16 bytes of the UUID.
    var binary: [UInt8] {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }.map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x57 }
        return (0..<16).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }

    /// Nil unless the bytes are those of a UUIDv7.
    init?(binary bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        var text: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        self.init(String(decoding: text, as: UTF8.self))
    }
}
