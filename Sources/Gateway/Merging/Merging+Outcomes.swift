package import Verification

extension Merging {
    /// What each registry contributed, after coverage and closed-world declarations: of its answers the one that matters most to whoever reads
    /// the result. Other people's records under the same number count as a differing name, sealed records not at all.
    package static func outcomes(evidence: Evidence, claims: [Claim]) -> [RegistryID: SourceOutcome] {
        let outcomes: RegistryTable = outcomes(evidence: evidence, subject: Identity(of: evidence.subject, in: evidence), claims: claims)
        return Dictionary(uniqueKeysWithValues: zip(outcomes.registries, outcomes.values))
    }

    /// The same with the evidence's subject resolved already. A registry in `restsOn` shows what it contributed, also where it failed to answer
    /// another of the questions: a finding rests only on sources that answered.
    static func outcomes(
        evidence: Evidence, subject: Identity, claims: [Claim], restsOn: [RegistryID] = []
    ) -> RegistryTable<SourceOutcome> {
        var stated = [subject]
        for claim in claims where !claim.parameters.isEmpty { stated += claim.otherPersons.map { Identity(of: $0, in: evidence) } }
        var outcomes = RegistryTable<SourceOutcome>()
        for answer in evidence.answers {
            let question = answer.question
            let person = question.person
            let known = stated.first { $0.has(number: person.identifier.number) }
            // Under a number that the person only used to have, another name is no news.
            let isAsStated = known.map { $0.person == person } ?? false
            let outcome = outcome(of: answer, about: known ?? Identity(of: person, in: evidence), isAsStated: isAsStated, claims, evidence)
            if outcome.isFailure, restsOn.contains(question.registry) { continue }
            if let present = outcomes[question.registry], present.weight >= outcome.weight { continue }
            outcomes.set(question.registry, outcome)
        }
        return claims.contains(where: \.tellsParentage) ? outcomes.discreet : outcomes
    }

    /// The numbers about whose holders nothing is told, since a register holds them under another name than the one stated (P11): what an answer
    /// about them brings along (reference, day of the data) would show whether there are records.
    static func maskedNumbers(evidence: Evidence, subject: Identity, claims: [Claim]) -> [String] {
        let stated = [subject] + claims.flatMap(\.otherPersons).map { Identity(of: $0, in: evidence) }
        return stated.filter(\.isMasked).flatMap { $0.persons.map(\.identifier.number) }
    }

    private static func outcome(
        of answer: Answer, about identity: Identity, isAsStated: Bool, _ claims: [Claim], _ evidence: Evidence
    ) -> SourceOutcome {
        switch answer.statement {
        case .denied: return .denied
        case .later: return .pending
        case .unavailable: return .unavailable
        case .incomplete(let facts, _) where facts.isEmpty || identity.isMasked: return .unavailable
        case .notCovered: return .notCovered
        case .identityMismatch: return isAsStated ? .identityMismatch : .noRecord
        case .noRecord, .records, .incomplete: break
        }
        // Whoever does not know who the person is learns nothing about what is on record (P11): with or without records it looks the same.
        if identity.isMasked {
            return isAsStated && (answer.holdsRegistration || !answer.question.registry.tellsWhoSomebodyIs) ? .identityMismatch : .noRecord
        }
        // A record of a place is about nobody.
        if answer.question.registry.holdsPlaces, case .records(let facts) = answer.statement, !facts.isEmpty { return .record }
        let testimony = Testimony(answer, from: answer.question.registry, about: identity, in: evidence)
        if !testimony.facts.isEmpty { return .record }
        let isSomebodyElses = testimony.excludedOtherName || testimony.excludedVariant || answer.holdsRegistration
        if isSomebodyElses { return isAsStated ? .identityMismatch : .noRecord }
        let isNegative = claims.contains { claim in
            let to = claim.at(today: evidence.today)
            if to < evidence.today, PropertyKind.kinds(of: claim).contains(where: { $0.isPresentOnly && $0.registry == answer.question.registry }) {
                return false
            }
            guard let division = answer.question.area else {
                return testimony.silence(on: claim.kind, from: identity.birthDate, to: to, in: evidence) == .negative
            }
            let area = evidence.coverage[answer.question.registry]?.areas.first { $0.division.hasSameBytes(as: division) }
            return area.map { testimony.silence(on: claim.kind, in: $0, born: identity.birthDate, to: to, in: evidence) == .negative } ?? false
        }
        return isNegative ? .negative : .noRecord
    }
}

extension Answer {
    /// The register holds the number, whoever's it is.
    fileprivate var holdsRegistration: Bool {
        guard case .records(let facts) = statement else { return false }
        return facts.contains { if case .registration = $0 { true } else { false } }
    }
}

extension Identity {
    /// A register holds the number, and not under the name that was stated.
    fileprivate var isMasked: Bool { standing == .former || standing == .mismatch }
}

extension SourceOutcome {
    /// It says on purpose less than the answer held.
    var isMasked: Bool { self == .identityMismatch || self == .answered }
}

extension RegistryID {
    fileprivate var tellsWhoSomebodyIs: Bool { self == .population || self == .exitEntry }
}

extension Claim {
    /// The answer rests on who somebody's parents are by law.
    var tellsParentage: Bool {
        switch kind {
        case .kinshipRelation, .inheritanceFacts, .fertilityChild: true
        default: false
        }
    }
}

extension RegistryTable<SourceOutcome> {
    /// Whether there was a record at the registers of births, adoptions and old households would tell a child by birth from an adopted one
    /// (Civil Code 1110): that they answered is all that is told.
    fileprivate var discreet: RegistryTable<SourceOutcome> {
        var table = self
        for registry in [RegistryID.birth, .adoption, .hukouArchive] {
            switch self[registry] {
            case .record?, .noRecord?, .negative?, .identityMismatch?: table.set(registry, .answered)
            case .notCovered?, .denied?, .pending?, .unavailable?, .answered?, nil: continue
            }
        }
        return table
    }
}

extension SourceOutcome {
    /// It did not answer.
    fileprivate var isFailure: Bool { self == .unavailable || self == .denied || self == .pending }

    /// What matters most comes out on top: failures, then a name that differs, then records, then gaps, then silence.
    fileprivate var weight: Int {
        switch self {
        case .unavailable: 8
        case .denied: 7
        case .pending: 6
        case .identityMismatch: 5
        case .record: 4
        case .notCovered: 3
        case .noRecord: 2
        case .negative: 1
        case .answered: 0
        }
    }
}
