/// What an entry of the ledger records. A closed list; the raw value is contract and stands in the leaf.
package enum EntryKind: String, Sendable, CaseIterable {
    /// The daemon has begun to serve.
    case start
    /// The daemon stops in good order.
    case stop
    /// Another configuration is in force.
    case configuration
    /// A verification that is about to ask: written before the first registry hears anything.
    case intent
    /// One single send to a registry, a repeated one as well.
    case exchange
    /// What a verification ended with: written before the reply.
    case outcome
    /// An inquiry that was not answered at all.
    case refusal
    /// Somebody of the staff has looked at a receipt.
    case receiptRead = "receipt-read"
    /// Somebody has searched the ledger for a person.
    case personSearch = "person-search"
    /// A person was told who had asked about him or her.
    case accessReport = "access-report"
    /// Entries were forgotten.
    case purge
    /// Another process has taken over the log.
    case takeover

    /// True where the payload may speak of persons, so that it has to be forgotten in time.
    package var isAboutPersons: Bool {
        switch self {
        case .intent, .exchange, .outcome, .refusal, .receiptRead, .personSearch, .accessReport: true
        case .start, .stop, .configuration, .purge, .takeover: false
        }
    }
}
