import Verification

/// What a hearing remembers of the way to its conclusion, for the trace of its finding.
///
/// Only what is about persons whom the asker named is kept: whom a record names, a spouse or a parent, is nobody's business (P10). Where parents
/// by law are in question it is kept only whether a register answered, so that an adopted and a born child look the same (Civil Code 1110).
struct Course: Sendable {
    /// False while questions are planned and records are weighed again: then nothing is kept.
    let isKept: Bool
    let isDiscreet: Bool
    /// Who the other persons are whom the claim names, as far as the rule looked.
    private(set) var others: [TraceStep] = []
    /// What each register contributed, each register once, besides what was left out there.
    private(set) var heard: [TraceStep] = []
    /// A record of a named person was left out that stands under a variant of the name.
    private(set) var sawVariant = false
    /// The rule that decided, where it is another one than the claim's own.
    var rule: TraceRule?

    init(of claim: Claim, isKept: Bool) {
        self.isKept = isKept
        isDiscreet = isKept && claim.tellsParentage
    }

    /// Remembers who another person is.
    mutating func take(_ other: Identity, in evidence: Evidence) {
        if isKept { others.append(TraceStep(identity: other, .other, in: evidence)) }
    }

    /// Remembers what a register said about a person whom the asker named.
    mutating func take(_ testimony: Testimony) {
        take(TraceCode(testimony, isDiscreet: isDiscreet), of: testimony.registry)
        guard !isDiscreet, testimony.excludedOtherName || testimony.excludedVariant || testimony.namesAnother else { return }
        sawVariant = sawVariant || testimony.excludedVariant
        if !heard.contains(where: { $0.from == testimony.registry && $0.code == .otherName }) {
            heard.append(TraceStep(.sources, .otherName, from: testimony.registry))
        }
    }

    /// Remembers what registers said about places, which are nobody's.
    mutating func takePlaces(of answers: Answers) {
        for answer in answers {
            if case .place = answer.question.topic { take(TraceCode(ofPlaces: answer.statement), of: answer.question.registry) }
        }
    }

    private mutating func take(_ code: TraceCode, of registry: RegistryID) {
        if let position = heard.firstIndex(where: { $0.from == registry && $0.code != .otherName }) {
            if code.weight > heard[position].code.weight { heard[position].code = code }
        } else {
            if heard.isEmpty { heard.reserveCapacity(4) }
            heard.append(TraceStep(.sources, code, from: registry))
        }
    }

    /// Says of registers that hold nothing what their silence is worth; a register that was heard about several persons is as good as the worst.
    mutating func weigh(_ silences: [(registry: RegistryID, silence: Silence)]) {
        guard isKept, !isDiscreet else { return }
        for position in heard.indices where heard[position].code == .nothing {
            let registry = heard[position].from
            let said = silences.filter { $0.registry == registry }.map(\.silence)
            if said.contains(.notCovered) {
                heard[position].code = .notCovered
            } else if !said.isEmpty, said.allSatisfy({ $0 == .negative }) {
                heard[position].code = .negative
            }
        }
    }

    /// What each register contributed, in one order however the answers came in.
    var sources: [TraceStep] {
        heard.count < 2
            ? heard
            : heard.sorted { left, right in
                guard let one = left.from, let other = right.from, one != other else { return left.code.weight > right.code.weight }
                return one < other
            }
    }
}

extension TraceCode {
    fileprivate init(_ testimony: Testimony, isDiscreet: Bool) {
        if !testimony.isConnected {
            self = .notJoined
        } else if let block = testimony.block {
            self = testimony.facts.isEmpty || isDiscreet ? TraceCode(block) : .incomplete
        } else if isDiscreet {
            self = testimony.doesNotCover ? .notCovered : .answered
        } else if !testimony.facts.isEmpty {
            self = .record
        } else {
            self = testimony.doesNotCover || testimony.cannotHold ? .notCovered : .nothing
        }
    }

    fileprivate init(ofPlaces statement: Statement) {
        self =
            switch statement {
            case .records(let facts): facts.isEmpty ? .nothing : .record
            case .incomplete(let facts, _): facts.isEmpty ? .unavailable : .incomplete
            case .noRecord, .identityMismatch: .nothing
            case .notCovered: .notCovered
            case .denied: .denied
            case .later: .pending
            case .unavailable: .unavailable
            }
    }

    fileprivate init(_ block: Block) {
        self =
            switch block {
            case .unavailable: .unavailable
            case .denied: .denied
            case .pending: .pending
            }
    }

    /// Of what a register said about several persons, or under several numbers, the most weighty is told.
    fileprivate var weight: Int {
        switch self {
        case .notJoined: 9
        case .unavailable: 8
        case .denied: 7
        case .pending: 6
        case .incomplete: 5
        case .record: 4
        case .notCovered: 3
        case .answered: 2
        case .nothing: 1
        default: 0
        }
    }
}

extension TraceStep {
    /// Who a named person is, by which register, under which kind of number.
    init(identity: Identity, _ role: TraceRole, in evidence: Evidence) {
        let code: TraceCode
        var registry: RegistryID? = evidence.registryWithTheWord(on: identity.person)
        switch identity.standing {
        case .established(.normalised): code = .normalised
        case .established: code = .established
        case .variant: code = .variant
        case .former: code = .formerName
        case .mismatch: code = .differs
        case .nameless: code = .nameless
        case .ambiguous: code = .ambiguous
        case .notHeld:
            code = .notHeld
            registry = .population
        case .blocked(let block):
            code = TraceCode(block)
            registry = .population
        case .notConnected:
            code = .notJoined
            registry = nil
        }
        self.init(.identity, code, from: registry, about: role, number: identity.person.identifier.type)
    }
}
