/// Why a ledger does not do what it was asked to do. Texts are for operators and hold no personal data and no secrets.
package enum LedgerFailure: Error, Sendable, Hashable {
    /// Nothing was written, for certain; trying later may help.
    case notWritten(String)
    /// Too much waits already; nothing was written.
    case overloaded
    /// The writer has ended for good. Whether the entries of this call were written says the end: only after
    /// ``LedgerEnd/outcomeUnknown(_:)`` they may have been.
    case ended(LedgerEnd)
    /// The second place has not taken a checkpoint for too long, or not at the start; nothing was written.
    case secondPlace(SecondPlaceFailure)
    /// The storage cannot be used.
    case storage(StorageFailure)
    /// What was found in the storage is not the log that it has to be: nothing may be written behind it.
    case flawed(LogFlaw)
}

/// How a writer has ended.
package enum LedgerEnd: Error, Sendable, Hashable {
    /// In good order.
    case stopped
    /// A batch may have been written or not. The process MUST exit and start anew, which looks.
    case outcomeUnknown(String)
    /// Another process writes to the log now.
    case leaseLost
    /// The storage has failed in a way that does not heal.
    case failed(StorageFailure)
}

/// What is wrong with a log that was found in a storage.
package enum LogFlaw: Error, Sendable, Hashable, CustomStringConvertible {
    /// There are entries and no checkpoint, or a checkpoint of another size.
    case sizesDiffer(entries: Int, checkpoint: Int?)
    /// A checkpoint of the log's own is not signed by a key of ours.
    case notSigned(size: Int, CheckpointFlaw)
    /// A checkpoint does not say the size that it is filed under.
    case misfiled(size: Int, found: Int)
    /// The entries are not those that the checkpoint was signed for.
    case rootDiffers(size: Int)
    /// Hashes or leaves are missing.
    case incomplete(size: Int, String)
    /// The second place has seen more than there is: the log was cut, or an old copy was put in its place.
    case behindSecondPlace(size: Int, place: String, seen: Int)
    /// The second place has seen another log of this name: the entries were replaced.
    case differsFromSecondPlace(size: Int, place: String, seen: Int)
    /// The second place cannot be read, or what stands there is no checkpoint of ours.
    case secondPlaceUnreadable(place: String, String)

    package var description: String {
        switch self {
        case .sizesDiffer(let entries, let checkpoint):
            "the log has \(entries) entries, and its checkpoint speaks of \(checkpoint.map(String.init) ?? "none")"
        case .notSigned(let size, let flaw): "the checkpoint of \(size) entries is not signed by a key of this log: \(flaw)"
        case .misfiled(let size, let found): "the checkpoint that is filed under \(size) entries speaks of \(found)"
        case .rootDiffers(let size): "the first \(size) entries are not those that the log's own checkpoint was signed for"
        case .incomplete(let size, let what): "the log of \(size) entries cannot be read to its end: \(what)"
        case .behindSecondPlace(let size, let place, let seen):
            "the log has \(size) entries, and \(place) has seen \(seen): entries are missing, or an old copy was put in the log's place"
        case .differsFromSecondPlace(let size, let place, let seen):
            "the log has \(size) entries, and the first \(seen) are not those that \(place) has seen: entries were replaced"
        case .secondPlaceUnreadable(let place, let why): "\(place) cannot say how far the log has come: \(why)"
        }
    }
}

/// Something that an operator has to see to while the ledger goes on.
package enum LedgerWarning: Sendable, Hashable {
    /// The second place did not take a checkpoint. When this lasts longer than ``LedgerLimits/secondPlaceGraceMilliseconds``, nothing is
    /// written any more until it heals.
    case secondPlace(String)
    /// A batch was not written; its callers were told.
    case notWritten(String)
    /// The checkpoint could not be published; it is tried again.
    case notPublished(String)
}
