import Verification

/// What one register says about one person, under all of the person's numbers (P13), with records of other people taken out (P3).
struct Testimony: Sendable {
    let registry: RegistryID
    /// False when no adapter for the register is configured.
    let isConnected: Bool
    /// Records about the person; each once, however many numbers led to it.
    private(set) var facts: [Fact] = []
    /// The strongest reason why the register was not heard under one of the numbers.
    private(set) var block: Block?
    /// The question lies outside of what the register holds.
    private(set) var doesNotCover = false
    /// The register says that it holds the number under another name, and nothing more.
    private(set) var namesAnother = false
    /// Records under the person's number and another name were left out.
    private(set) var excludedOtherName = false
    /// One of these may be the person's all the same, with the name written wrong: the number is the person's own, and the population register
    /// knows nobody else whose record it could be. Then the register's silence is no "no" (A.4.2: a mismatch, not a negative).
    private(set) var excludedOwnNumber = false
    /// Records that may be the person's were left out; always false in a lenient weighing.
    private(set) var excludedVariant = false
    /// Some of them for the way in which the name is written.
    private(set) var excludedVariantName = false
    /// One answer held the same record twice.
    private(set) var repeatsRecord = false
    /// The earliest day up to which one of the answers is complete; nil when none says so.
    private(set) var dataAsOf: CalendarDate?
    /// The register is kept area by area: what it does not hold it does not hold in those areas only.
    private(set) var isKeptByArea = false
    /// The areas that each of the answers says it speaks for; an answer that says nothing of areas has no list in here.
    private(set) var statedAreas: [[CoveredArea]] = []
    /// The register cannot hold this person, by its declared population.
    private(set) var cannotHold = false

    /// With an area: what a register that is kept area by area says of that one (``Question/area``).
    init(of registry: RegistryID, about identity: Identity, in evidence: Evidence, weighing: Weighing, area: String? = nil) {
        self.registry = registry
        isConnected = evidence.isConnected(registry)
        guard isConnected else { return }
        noteCoverage(of: identity, in: evidence)
        for person in identity.persons {
            let answer = evidence.answers[registry, about: person, in: area]
            guard case .identityMismatch? = answer?.statement else {
                take(answer, about: identity, in: evidence, weighing)
                continue
            }
            // The register knows the number by another name; perhaps by one that the person also has or had. A number that the person only
            // used to have may well be somebody else's today: that says nothing.
            let alternates = identity.alternates(of: person)
            let replies = alternates.map { evidence.answers[registry, about: $0, in: area] }
            let isKnownByAlternate = replies.contains { if case .records? = $0?.statement { true } else { false } }
            for reply in replies {
                if case .identityMismatch? = reply?.statement { continue }
                take(reply, about: identity, in: evidence, weighing)
            }
            if isKnownByAlternate { continue }
            if person == identity.person {
                namesAnother = true
            } else {
                excludedOtherName = true
                excludedOwnNumber = excludedOwnNumber || identity.hasNow(number: person.identifier.number)
            }
        }
    }

    /// What the answer to one question says; no answer counts as unavailable.
    init(to question: Question, about identity: Identity, in evidence: Evidence, weighing: Weighing = .strict) {
        self.init(evidence.answers[question], from: question.registry, about: identity, in: evidence, weighing: weighing)
    }

    /// What one answer of a register says; none counts as unavailable.
    init(_ answer: Answer?, from registry: RegistryID, about identity: Identity, in evidence: Evidence, weighing: Weighing = .strict) {
        self.registry = registry
        isConnected = evidence.isConnected(registry)
        guard isConnected else { return }
        noteCoverage(of: identity, in: evidence)
        take(answer, about: identity, in: evidence, weighing)
    }

    /// Every question was answered one way or the other.
    var isHeard: Bool { isConnected && block == nil }
    /// Heard, and the register's silence on something means that it holds nothing under any name of the person.
    var isUnambiguous: Bool { isHeard && !mayHoldMore && !doesNotCover }
    /// It may hold something about the person under a name that is not the person's: what it does not show it may hold all the same.
    var mayHoldMore: Bool { namesAnother || excludedOwnNumber }

    private mutating func noteCoverage(of identity: Identity, in evidence: Evidence) {
        guard let coverage = evidence.coverage[registry] else { return }
        isKeptByArea = !coverage.areas.isEmpty
        if let population = coverage.population { cannotHold = !identity.persons.contains { population.covers($0.identifier) } }
    }

    private mutating func take(_ answer: Answer?, about identity: Identity, in evidence: Evidence, _ weighing: Weighing) {
        guard let answer else { return take(.unavailable) }
        if !answer.areas.isEmpty {
            isKeptByArea = true
            statedAreas.append(answer.areas)
        }
        if let day = answer.dataAsOf { dataAsOf = dataAsOf.map { min($0, day) } ?? day }
        switch answer.statement {
        case .records(let records): take(records, about: identity, in: evidence, weighing)
        case .incomplete(let records, _):
            take(records, about: identity, in: evidence, weighing)
            take(.unavailable)
        case .noRecord: break
        case .notCovered: doesNotCover = true
        case .identityMismatch: namesAnother = true
        case .denied: take(.denied)
        case .later: take(.pending)
        case .unavailable: take(.unavailable)
        }
    }

    private mutating func take(_ reason: Block) { block = block.map { max($0, reason) } ?? reason }

    private mutating func take(_ records: [Fact], about identity: Identity, in evidence: Evidence, _ weighing: Weighing) {
        let before = facts.count
        for fact in records {
            // Sealed juvenile records do not exist for anybody who asks (Criminal Procedure Law 286; P11). They are dropped here, before
            // anything looks at them, so that nothing can differ from the answer about a clean person.
            if case .criminalJudgment(let judgment) = fact, judgment.isSealed { continue }
            if fact.isSilent { continue }
            // Which entries of a shared number are the person's, ``Identity`` knows.
            if case .registration(let entry) = fact, let number = entry.holder.number, identity.shares(number: number) { continue }
            switch Attribution(of: fact, to: identity) {
            case .theirs: break
            case .variant where weighing == .lenient: break
            case .variant:
                excludedVariant = true
                excludedVariantName = excludedVariantName || !identity.isOfSharedNumber(fact)
                continue
            case .otherName:
                // Register entries of others who share the number are the identity's business (``Identity``), not a wrong record.
                if case .registration = fact { continue }
                excludedOtherName = true
                if !excludedOwnNumber { excludedOwnNumber = !identity.isSomebodyElses(fact, in: evidence) }
                continue
            case .unrelated: continue
            }
            if facts[before...].contains(fact) {
                repeatsRecord = true
            } else if !facts[..<before].contains(fact) {
                facts.append(fact)
            }
        }
    }
}
