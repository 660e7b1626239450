import Verification

/// One claim before the rules: what was asked and answered, who the subject is, and what is noted on the way to a conclusion.
struct Hearing: Sendable {
    let claim: Claim
    let sources: ClaimSources
    let evidence: Evidence
    /// The day for which the claim is made.
    let at: CalendarDate
    let subject: Identity
    let weighing: Weighing
    /// For which moment of that day marriages are judged.
    var moment = MaritalMoment.endOfDay
    private(set) var cautions: [CautionCode] = []
    private(set) var corrections: [Correction] = []
    var match: [FieldMatch] = []
    /// A record was left out that may be about a person of this claim.
    private(set) var sawVariant = false
    /// The way to the conclusion so far.
    var course: Course
    /// Whom the claim names besides the subject; empty where nothing is traced.
    let otherPersons: [Person]

    /// `isTraced`: the way to the conclusion is to be told. `day`: for another day than the claim's.
    init(
        _ claim: Claim, sources: ClaimSources, evidence: Evidence, subject: Identity, weighing: Weighing = .strict, isTraced: Bool = false,
        on day: CalendarDate? = nil
    ) {
        self.claim = claim
        self.sources = sources
        self.evidence = evidence
        self.subject = subject
        self.weighing = weighing
        course = Course(of: claim, isKept: isTraced)
        otherPersons = isTraced && !claim.parameters.isEmpty ? claim.otherPersons : []
        at = day ?? claim.at(today: evidence.today)
    }

    var today: CalendarDate { evidence.today }

    /// Hears one register about one person and notes what had to be left out (P3).
    mutating func testimony(of registry: RegistryID, about identity: Identity) -> Testimony {
        note(Testimony(of: registry, about: identity, in: evidence, weighing: weighing), about: identity)
    }

    /// Hears one area of a register that is kept area by area, and notes what had to be left out (P3).
    mutating func testimony(of registry: RegistryID, about identity: Identity, in area: String) -> Testimony {
        note(Testimony(of: registry, about: identity, in: evidence, weighing: weighing, area: area), about: identity)
    }

    /// Hears the answer to one question and notes what had to be left out (P3).
    mutating func testimony(to question: Question, about identity: Identity) -> Testimony {
        note(Testimony(to: question, about: identity, in: evidence, weighing: weighing), about: identity)
    }

    private mutating func note(_ testimony: Testimony, about identity: Identity) -> Testimony {
        if course.isKept, isNamed(identity), !testimony.isConnected || evidence.answers.contains(from: testimony.registry) {
            course.take(testimony)
        }
        if testimony.excludedVariant { sawVariant = true }
        if testimony.excludedOtherName || testimony.excludedVariantName || testimony.namesAnother {
            note(.recordWithOtherNameExcluded)
            note(.nameDiffers, in: testimony.registry)
        }
        return testimony
    }

    mutating func note(_ caution: CautionCode) {
        if !cautions.contains(caution) { cautions.append(caution) }
    }

    mutating func note(_ correction: CorrectionCode, in registry: RegistryID) {
        let correction = Correction(registry: registry, code: correction)
        if !corrections.contains(correction) { corrections.append(correction) }
    }

    /// Notes that a record was left out which may be about a person of this claim.
    mutating func noteVariant() { sawVariant = true }

    /// The finding, with lists in one canonical order. `stage` is set where no rule of the claim was needed, `reweighing` where records were
    /// looked at twice.
    func finding(_ conclusion: Conclusion, at stage: TraceRule? = nil, after reweighing: Reweighing? = nil) -> Finding {
        var sources: [RegistryID] = []
        for registry in conclusion.restsOn.sorted() where sources.last != registry { sources.append(registry) }
        var corrections = corrections
        if conclusion.verdict == .conflict, corrections.isEmpty {
            // No conflict without a register that is asked to look (P9). Where it is about parents, always the same ones (Civil Code 1110).
            let involved = course.isDiscreet ? sources.filter { $0 == .birth || $0 == .adoption } : sources
            corrections = involved.map { Correction(registry: $0, code: .recordsDisagree) }
        }
        return Finding(
            claim: claim, verdict: conclusion.verdict, reason: conclusion.reason, value: conclusion.value, asOf: conclusion.asOf ?? at,
            since: conclusion.since, match: match, restsOn: sources,
            cautions: cautions.count < 2 ? cautions : CautionCode.allCases.filter(cautions.contains),
            corrections: corrections.count < 2
                ? corrections : corrections.sorted { ($0.registry, $0.code.rawValue) < ($1.registry, $1.code.rawValue) },
            trace: course.isKept ? trace(to: conclusion, stage, reweighing) : [])
    }
}
