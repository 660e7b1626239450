/// Where an entry stands.
package struct EntryPlace: Sendable, Hashable {
    /// The origin of its log.
    package let log: String
    /// Its index there.
    package let sequence: Int

    package init(log: String, sequence: Int) {
        self.log = log
        self.sequence = sequence
    }
}

/// An entry as it was read.
package struct StoredEntry: Sendable {
    package let place: EntryPlace
    package let entry: SealedEntry

    package init(place: EntryPlace, entry: SealedEntry) {
        self.place = place
        self.entry = entry
    }
}

/// An answer that a receipt was given for, with the log that holds it.
package struct StoredAnswer: Sendable {
    package let log: String
    package let answer: ReceiptedAnswer
    /// When it was given; tells the order of answers in different logs.
    package let at: Timestamp

    package init(log: String, answer: ReceiptedAnswer, at: Timestamp) {
        self.log = log
        self.answer = answer
        self.at = at
    }
}

/// Entries that are forgotten together.
package struct EntryGroup: Sendable, Hashable {
    /// What they belong to; nil for a single entry of its own.
    package let verification: VerificationID?
    /// Their sequences, rising.
    package let sequences: [Int]
    /// When the newest of them was made.
    package let newest: Timestamp

    package init(verification: VerificationID?, sequences: [Int], newest: Timestamp) {
        self.verification = verification
        self.sequences = sequences
        self.newest = newest
    }
}

/// The promise that a key of a client stands for one request, made before anything is asked (draft-ietf-httpapi-idempotency-key-header).
package struct Reservation: Sendable, Hashable {
    /// SHA-256 over the client's name and its key.
    package let scope: Commitment
    /// SHA-256 over what was asked with it.
    package let request: Commitment
    /// The verification that answers it.
    package let verification: VerificationID
    /// When it was taken.
    package let at: Timestamp
    /// From when on the key is free again.
    package let expires: Timestamp

    package init(scope: Commitment, request: Commitment, verification: VerificationID, at: Timestamp, expires: Timestamp) {
        self.scope = scope
        self.request = request
        self.verification = verification
        self.at = at
        self.expires = expires
    }
}

/// What became of a reservation.
package enum ReservationOutcome: Sendable, Hashable {
    /// It is ours.
    case taken
    /// An earlier one stands, of this node or another, in this batch or before.
    case held(Reservation)
}

/// Why a storage did not do what it was asked to do. Texts are for operators and hold no personal data and no secrets.
package enum StorageFailure: Error, Sendable, Hashable {
    /// Nothing was written, for certain; trying later may help: a full disk, a lock, a server that is away.
    case notWritten(String)
    /// It may have been written or not. Whoever writes stops for good and looks after a restart.
    case outcomeUnknown(String)
    /// Another process holds the log now, or has appended to it.
    case leaseLost
    /// Another process may still write to the log.
    case leased(holder: String)
    /// Reading failed, and may succeed later.
    case unreadable(String)
    /// What was read cannot have been written by us.
    case corrupt(String)
    /// A setting that durability rests on is not in force.
    case unsafeSetting(String)
    /// The schema is newer than this program.
    case newerSchema(found: Int, known: Int)
    /// It cannot be opened: a missing folder, no permission, a wrong address or password.
    case unopenable(String)
}
