package import Ledger
package import Verification

/// A verification in which a person is named, as an auditor is told of it.
package struct FoundVerification: Sendable {
    package let verification: VerificationID
    /// The log that holds it.
    package let log: String
    package let at: Timestamp
    package let client: RecordedClient
    /// Who asked there, by the client's own word.
    package let clerk: String?
    package let certificate: CertificateID
    package let claims: [ClaimKind]
    package let purpose: Purpose
    /// Whether it is about the person; otherwise the person is named in a claim or was asked about on the way.
    package let isSubject: Bool
    /// What it ended with; nil when it has not.
    package let verdict: Verdict?
    /// The registries that were asked about the person.
    package let registries: [RegistryID]
    /// Until when the person is not told of it.
    package let hiddenUntil: CalendarDate?
}

extension Recording {
    /// Every verification in which a person is named, in any log of the place, the oldest first; also those that a law keeps secret from the
    /// person. That it was searched for is durable before this returns.
    package func search(
        for identifier: Identifier, by searcher: String, reason: String
    ) async throws(RecordingFailure) -> [FoundVerification] {
        let sealer = sealer
        let found = try await read { reading in
            try reading.verifications(naming: identifier.inNormalForm, sealer).compactMap { try reading.found($0, identifier.inNormalForm, sealer) }
                .sorted { $0.at < $1.at }
        }
        _ = try await append([draft(PersonSearchRecord(searcher: searcher, about: identifier, reason: reason, found: found.count), nil)])
        return found
    }
}

extension LedgerReading {
    /// The verifications that an entry about the person belongs to, each once.
    func verifications(naming identifier: Identifier, _ sealer: Sealer, page: Int = 256) throws -> [VerificationID] {
        var verifications: [VerificationID] = []
        var known: Set<VerificationID> = []
        var after: EntryPlace?
        let pseudonyms = sealer.ring.pseudonyms(of: identifier)
        while true {
            let entries = try entries(about: pseudonyms, after: after, limit: page)
            for entry in entries {
                guard let leaf = try? Leaf(decoding: entry.entry.leaf), let id = leaf.verification else { continue }
                if known.insert(id).inserted { verifications.append(id) }
            }
            guard entries.count == page, let last = entries.last else { return verifications }
            after = last.place
        }
    }

    fileprivate func found(_ id: VerificationID, _ identifier: Identifier, _ sealer: Sealer) throws -> FoundVerification? {
        var begun: (intent: IntentRecord, at: Timestamp, log: String)?
        var verdict: Verdict?
        var registries: Set<RegistryID> = []
        for entry in try entries(of: id) {
            guard case .opened(let opened) = try sealer.opening(entry.entry) else { continue }
            switch opened.record {
            case let record as IntentRecord: begun = (record, opened.leaf.stamp.at, entry.place.log)
            case let record as ExchangeRecord where record.about.inNormalForm == identifier: registries.insert(record.registry)
            case let record as OutcomeRecord: verdict = record.verdict
            default: break
            }
        }
        guard let begun else { return nil }
        let inquiry = begun.intent.inquiry
        return FoundVerification(
            verification: id, log: begun.log, at: begun.at, client: begun.intent.client, clerk: inquiry.clerk, certificate: inquiry.certificate,
            claims: inquiry.claims.map(\.kind), purpose: inquiry.purpose, isSubject: inquiry.subject?.identifier.inNormalForm == identifier,
            verdict: verdict, registries: registries.sorted(), hiddenUntil: begun.intent.hiddenUntil)
    }
}
