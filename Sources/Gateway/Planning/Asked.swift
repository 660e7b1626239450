import Verification

/// What has been asked in one verification so far, with the answers.
struct Asked: Sendable {
    /// Nil when nothing is to be asked about anybody.
    private(set) var evidence: Evidence?
    /// Who the subject is by that evidence; resolved once for everybody who wants to know. Nil as above.
    private(set) var subject: Identity?
    private(set) var exchanges: [Exchange]
    /// How many of them went out together, round by round.
    private(set) var rounds: [Int] = []
    /// In a bundle, what each of its claims knows by itself, in their order; empty until it is looked at, and for a single claim.
    private var shares: [ClaimShare] = []

    init(evidence: Evidence?, exchanges: [Exchange]) {
        self.evidence = evidence
        self.exchanges = exchanges
        subject = evidence.map { Identity(of: $0.subject, in: $0) }
    }

    mutating func add(_ more: [Exchange]) {
        exchanges += more
        rounds.append(more.count)
        for exchange in more { evidence?.add(exchange.answer) }
        subject = evidence.map { Identity(of: $0.subject, in: $0) }
    }

    /// Everything that the claims want to know and that was not asked yet, each claim by what it knows by itself.
    mutating func wanted(by claims: [PlannedClaim]) -> [Question] {
        guard let evidence, let subject else { return [] }
        var wanted = QuestionList()
        if claims.count == 1 {
            for planned in claims {
                Merging.ask(planned.claim, sources: planned.sources, evidence: evidence, subject: subject, &wanted)
            }
        } else {
            bringSharesUp(to: evidence, claims)
            for share in shares { wanted.insert(share.missing) }
        }
        return wanted.questions.filter { !evidence.answers.contains($0) }
    }

    /// What the answers make of each claim.
    mutating func findings(on claims: [PlannedClaim]) -> [Finding]? {
        guard let evidence, let subject else { return nil }
        if claims.count == 1 {
            return claims.map { Merging.finding(for: $0.claim, sources: $0.sources, evidence: evidence, subject: subject) }
        }
        bringSharesUp(to: evidence, claims)
        for position in shares.indices { shares[position].takeRest(from: evidence) }
        return zip(claims, shares).map { Merging.finding(for: $0.claim, sources: $0.sources, evidence: $1.evidence, subject: $1.subject) }
    }

    private mutating func bringSharesUp(to evidence: Evidence, _ claims: [PlannedClaim]) {
        if shares.isEmpty { shares = claims.map { _ in ClaimShare(of: evidence) } }
        for position in claims.indices { shares[position].take(from: evidence, for: claims[position]) }
    }

    /// One report for each registry that was asked, sorted by registry: a registry that was asked under several numbers is one source.
    func sources(claims: [Claim], findings: [Finding], directory: RegistryDirectory) -> [SourceReport] {
        guard let evidence, let subject, !exchanges.isEmpty else { return [] }
        let outcomes = Merging.outcomes(
            evidence: evidence, subject: subject, claims: claims, restsOn: findings.flatMap(\.restsOn))
        let masked = Merging.maskedNumbers(evidence: evidence, subject: subject, claims: claims)
        var reports: [SourceReport] = []
        for exchange in exchanges {
            let (registry, number) = (exchange.answer.question.registry, exchange.answer.question.person.identifier.number)
            let isMasked = outcomes[registry]?.isMasked ?? false || masked.contains { $0.isSameNumber(as: number) }
            let exchange = isMasked ? exchange.masked : exchange
            if let position = reports.firstIndex(where: { $0.registry == registry }) {
                reports[position].take(exchange)
            } else {
                reports.append(
                    SourceReport(
                        exchange, outcome: outcomes[registry] ?? .unavailable, authority: directory.coverage[registry]?.authority ?? ""))
            }
        }
        reports.sort { $0.registry < $1.registry }
        return reports
    }
}

extension Exchange {
    /// The same without what could show whether there is a record: neither a reference nor the day of the data (P11).
    fileprivate var masked: Exchange {
        Exchange(
            answer: Answer(question: answer.question, statement: answer.statement), elapsedMilliseconds: elapsedMilliseconds, id: id, sends: sends)
    }
}

extension SourceReport {
    /// The report on a registry of which one exchange is known so far.
    fileprivate init(_ exchange: Exchange, outcome: SourceOutcome, authority: String) {
        let answer = exchange.answer
        self.init(
            registry: answer.question.registry, authority: authority, outcome: outcome, reference: answer.reference, dataAsOf: answer.dataAsOf,
            elapsedMilliseconds: exchange.elapsedMilliseconds, attempts: 1, failure: answer.failure)
    }

    /// Takes in one more exchange, in a way that does not depend on their order.
    fileprivate mutating func take(_ exchange: Exchange) {
        let answer = exchange.answer
        attempts += 1
        elapsedMilliseconds = max(elapsedMilliseconds, exchange.elapsedMilliseconds)
        if let theirs = answer.reference { reference = reference.map { min($0, theirs) } ?? theirs }
        if let theirs = answer.dataAsOf { dataAsOf = dataAsOf.map { min($0, theirs) } ?? theirs }
        if let theirs = answer.failure { failure = failure.map { $0.detail < theirs.detail ? $0 : theirs } ?? theirs }
    }
}

extension Answer {
    /// Why it was not available, or not whole, if so.
    var failure: FailureReport? {
        switch statement {
        case .unavailable(let report): report
        case .incomplete(_, let missing):
            FailureReport(
                kind: .registryError, delivery: .mayHaveHappened,
                detail: missing.isEmpty ? "the answer is not complete" : "\(missing.count) of those that the registry asks have not answered")
        default: nil
        }
    }
}
