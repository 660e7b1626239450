import Verification

/// What has been asked in one verification so far, with the answers.
struct Asked: Sendable {
    /// Nil when nothing is to be asked about anybody.
    private(set) var evidence: Evidence?
    /// Who the subject is by that evidence; resolved once for everybody who wants to know. Nil as above.
    private(set) var subject: Identity?
    private(set) var exchanges: [Exchange]

    init(evidence: Evidence?, exchanges: [Exchange]) {
        self.evidence = evidence
        self.exchanges = exchanges
        subject = evidence.map { Identity(of: $0.subject, in: $0) }
    }

    mutating func add(_ more: [Exchange]) {
        exchanges += more
        evidence = evidence?.adding(more.lazy.map(\.answer))
        subject = evidence.map { Identity(of: $0.subject, in: $0) }
    }

    /// One report for each registry that was asked, sorted by registry: a registry that was asked under several numbers is one source.
    func sources(claims: [Claim], findings: [Finding], directory: RegistryDirectory) -> [SourceReport] {
        guard let evidence, let subject, !exchanges.isEmpty else { return [] }
        let outcomes = Merging.outcomes(
            evidence: evidence, subject: subject, claims: claims, restsOn: Set(findings.lazy.flatMap(\.restsOn)))
        let sorted = exchanges.sorted { $0.answer.question.registry < $1.answer.question.registry }
        var reports: [SourceReport] = []
        var rest = sorted[...]
        while let registry = rest.first?.answer.question.registry {
            let own = rest.prefix { $0.answer.question.registry == registry }
            rest = rest[own.endIndex...]
            let authority = directory.coverage[registry]?.authority ?? ""
            reports.append(Self.report(registry, own, outcome: outcomes[registry] ?? .unavailable, authority: authority))
        }
        return reports
    }

    private static func report(_ registry: RegistryID, _ exchanges: ArraySlice<Exchange>, outcome: SourceOutcome, authority: String) -> SourceReport {
        var report = SourceReport(
            registry: registry, authority: authority, outcome: outcome, reference: nil, dataAsOf: nil, elapsedMilliseconds: 0,
            attempts: exchanges.count,
            failure: nil)
        for exchange in exchanges { report.take(exchange) }
        return report
    }
}

extension SourceReport {
    /// Takes in one of several exchanges, in a way that does not depend on their order.
    fileprivate mutating func take(_ exchange: Exchange) {
        let answer = exchange.answer
        elapsedMilliseconds = max(elapsedMilliseconds, exchange.elapsedMilliseconds)
        if let theirs = answer.reference { reference = reference.map { min($0, theirs) } ?? theirs }
        if let theirs = answer.dataAsOf { dataAsOf = dataAsOf.map { min($0, theirs) } ?? theirs }
        if let theirs = answer.failure { failure = failure.map { $0.detail < theirs.detail ? $0 : theirs } ?? theirs }
    }
}

extension Answer {
    /// Why it was not available, if so.
    var failure: FailureReport? {
        if case .unavailable(let report) = statement { report } else { nil }
    }
}
