import Verification

/// What has been asked in one verification so far, with the answers.
struct Asked: Sendable {
    /// Nil when nothing is to be asked about anybody.
    private(set) var evidence: Evidence?
    private(set) var exchanges: [Exchange]

    init(evidence: Evidence?, exchanges: [Exchange]) {
        self.evidence = evidence
        self.exchanges = exchanges
    }

    mutating func add(_ more: [Exchange]) {
        exchanges += more
        evidence = evidence?.adding(more.lazy.map(\.answer))
    }

    /// One report for each registry that was asked, sorted by registry: a registry that was asked under several numbers is one source.
    func sources(claims: [Claim], directory: RegistryDirectory) -> [SourceReport] {
        guard let evidence, !exchanges.isEmpty else { return [] }
        let outcomes = Merging.outcomes(evidence: evidence, claims: claims)
        return Dictionary(grouping: exchanges, by: \.answer.question.registry)
            .sorted { $0.key < $1.key }
            .map { registry, exchanges in
                Self.report(
                    registry, exchanges, outcome: outcomes[registry] ?? .unavailable, authority: directory.coverage[registry]?.authority ?? "")
            }
    }

    private static func report(_ registry: RegistryID, _ exchanges: [Exchange], outcome: SourceOutcome, authority: String) -> SourceReport {
        let answers = exchanges.map(\.answer)
        return SourceReport(
            registry: registry, authority: authority, outcome: outcome, reference: answers.compactMap(\.reference).min(),
            dataAsOf: answers.compactMap(\.dataAsOf).min(), elapsedMilliseconds: exchanges.map(\.elapsedMilliseconds).max() ?? 0,
            attempts: exchanges.count, failure: answers.compactMap(\.failure).min { $0.detail < $1.detail })
    }
}

extension Answer {
    /// Why it was not available, if so.
    var failure: FailureReport? {
        if case .unavailable(let report) = statement { report } else { nil }
    }
}
