/// An entry exactly as it stands in a storage, with everything that it is filed under: what an audit looks at, which has to go on where
/// ``LedgerReading/entries(of:in:)`` refuses.
package struct FiledEntry: Sendable {
    /// The place under which it stands.
    package let sequence: Int
    package let entry: SealedEntry
    /// The columns that cannot be read; then ``entry`` lacks what stands there.
    package let unreadable: [String]
    /// Nil where the storage keeps no such things, or cannot tell them.
    package let filing: Filing?
    /// False where the private half was not given along, forgotten or not.
    package let hasPrivateHalf: Bool

    package init(sequence: Int, entry: SealedEntry, unreadable: [String] = [], filing: Filing?, hasPrivateHalf: Bool = true) {
        self.hasPrivateHalf = hasPrivateHalf
        self.sequence = sequence
        self.entry = entry
        self.unreadable = unreadable
        self.filing = filing
    }
}

/// What a storage files an entry under, so that it is found; all of it can be made anew from the entry.
package struct Filing: Sendable, Hashable {
    package let kind: String
    /// The sixteen bytes of the verification's id.
    package let verification: [UInt8]?
    /// Milliseconds since 1970.
    package let at: Int64
    /// Whether it may have to be forgotten: 1 or 0, or what else stands there.
    package let remembered: Int
    /// Whether the name of a key-encryption key stands there.
    package let isWrappingNamed: Bool
    /// The answers of its receipt, in their order.
    package let answers: [FiledAnswer]
    /// The verification as which it is listed among the open ones; nil when it is not.
    package let open: [UInt8]?
    /// Names of indexes that are wrong by the storage's own rules.
    package let oddities: [String]

    package init(
        kind: String, verification: [UInt8]?, at: Int64, remembered: Int, isWrappingNamed: Bool, answers: [FiledAnswer], open: [UInt8]?,
        oddities: [String]
    ) {
        self.kind = kind
        self.verification = verification
        self.at = at
        self.remembered = remembered
        self.isWrappingNamed = isWrappingNamed
        self.answers = answers
        self.open = open
        self.oddities = oddities
    }
}

/// An answer of a receipt as it is filed.
package struct FiledAnswer: Sendable, Hashable {
    package let code: String
    /// Nil when what stands there is no pseudonym.
    package let question: Pseudonym?
    package let verdict: String
    /// Nil when there is none, or what stands there is no pseudonym.
    package let value: Pseudonym?
    /// Whether anything stands where a value would.
    package let hasValue: Bool
    /// Milliseconds since 1970.
    package let at: Int64

    package init(code: String, question: Pseudonym?, verdict: String, value: Pseudonym?, hasValue: Bool, at: Int64) {
        self.code = code
        self.question = question
        self.verdict = verdict
        self.value = value
        self.hasValue = hasValue
        self.at = at
    }
}

/// A row that belongs to no entry, or a structure of the storage's own that is broken.
package struct StrayRow: Sendable, Hashable {
    /// The table and what tells the row, without personal data.
    package let name: String

    package init(name: String) { self.name = name }
}

extension LedgerReading {
    /// As far as the ordinary reading goes: for storages that have nothing more to tell.
    package func filed(of log: String, in range: Range<Int>) throws(StorageFailure) -> [FiledEntry] {
        try entries(of: log, in: range).map { FiledEntry(sequence: $0.place.sequence, entry: $0.entry, filing: nil) }
    }

    /// None are known.
    package func strays(limit: Int) throws(StorageFailure) -> [StrayRow] { [] }

    /// For storages that are read while nobody writes.
    package func still<Value>(_ body: () throws -> Value) throws -> Value { try body() }
}
