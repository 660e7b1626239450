import Verification

/// What the register of one kind of property says about the subject on the day: the part that `property.owns` and `property.none` share.
struct PropertySearch: Sendable {
    let registry: RegistryID
    /// Something of the kind was the person's, and nothing can undo that any more.
    private(set) var isHeld = false
    /// Since when at the latest, where it is known.
    private(set) var since: CalendarDate?
    /// Something of the kind was the person's, unless what was not heard shows that it had ended (P7).
    private(set) var openDefeater: Block?
    /// Something on record may or may not have been the person's.
    private(set) var unclear: ReasonCode?
    /// A part of the register was not heard.
    private(set) var block: Block?
    /// What it is worth that nothing was found.
    private(set) var silence = Silence.negative
    /// The register knows the number by another name: it may hold something of the person's under it.
    private(set) var mayHoldMore = false
    /// Whatever was found is on record as of an earlier day only.
    private(set) var isLagging = false
    /// A part of it answered.
    private(set) var isAnswered = false

    /// Asks each register that the claim's kinds rest on; one that is kept area by area, in each of the areas that touch the claim's.
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let area = PropertyArea(of: hearing.claim)
        for registry in PropertyKind.registries(for: hearing.claim) {
            let areas = hearing.evidence.coverage[registry]?.areas ?? []
            if areas.isEmpty {
                hearing.ask([registry], about: hearing.subject, &questions)
            } else {
                for part in area.parts(of: areas) { hearing.ask(registry, in: part.division, about: hearing.subject, &questions) }
            }
        }
        askCompanies(&hearing, &questions)
    }

    /// Whether a listed share is one of a company that still exists can be told of the present only.
    private static func askCompanies(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        guard hearing.at >= hearing.today, PropertyKind.kinds(of: hearing.claim).contains(.companyShare) else { return }
        let subject = hearing.subject
        questions.insert(hearing.companyQuestions(for: hearing.testimony(of: .marketEntities, about: subject).records("share")))
    }

    /// Hears the registers of all kinds that the claim names.
    static func all(_ hearing: inout Hearing) -> [PropertySearch] {
        let searches = PropertyKind.kinds(of: hearing.claim).map { PropertySearch($0, &hearing) }
        hearing.course.weigh(searches.map { ($0.registry, $0.silence) })
        return searches
    }

    private init(_ kind: PropertyKind, _ hearing: inout Hearing) {
        registry = kind.registry
        let area = PropertyArea(of: hearing.claim)
        let declared = hearing.evidence.coverage[kind.registry]?.areas ?? []
        let subject = hearing.subject
        let heard: [(part: CoveredArea?, testimony: Testimony)] =
            declared.isEmpty
            ? [(nil, hearing.testimony(of: kind.registry, about: subject))]
            : area.parts(of: declared).map { ($0, hearing.testimony(of: kind.registry, about: subject, in: $0.division)) }
        hearing.noteRepeats(in: heard.map(\.testimony))
        weigh(heard.map(\.testimony), kind, area, hearing)
        block = hearing.block(among: heard.map(\.testimony))
        mayHoldMore = heard.contains { $0.testimony.mayHoldMore }
        isAnswered = heard.contains { $0.testimony.isHeard || !$0.testimony.facts.isEmpty }
        silence = Self.silence(heard, kind, area, declared, hearing)
    }

    private mutating func weigh(_ testimonies: [Testimony], _ kind: PropertyKind, _ area: PropertyArea, _ hearing: Hearing) {
        func records(_ testimony: Testimony) -> [Record] {
            testimony.facts.compactMap { if case .record(let record) = $0 { record } else { nil } }
        }
        var all = testimonies.flatMap(records)
        if kind == .companyShare, hearing.at >= hearing.today {
            let companies = hearing.companies(of: all)
            all += companies.entries
            if let block = companies.block { openDefeater = block }
        }
        for testimony in testimonies {
            for record in records(testimony) {
                switch PropertyEntry(record, as: kind, in: area, among: all, at: hearing.at, today: hearing.today) {
                case .beside: continue
                case .unclear(let reason): if unclear != .recordsAmbiguous { unclear = reason }
                case .held(let since, let isOpen):
                    // An open right goes on until its end is shown, provided that the register was heard wholly on it (P8).
                    if isOpen, let block = hearing.block(among: [testimony]) {
                        openDefeater = openDefeater.map { max($0, block) } ?? block
                    } else {
                        isLagging = (isLagging || !isHeld) && testimony.misses(hearing.at, in: hearing.evidence)
                        isHeld = true
                        self.since = [self.since, since].compactMap(\.self).min()
                    }
                }
            }
        }
    }

    /// What the silence of the register's parts is worth together: a "no" only if every part says it and one of them holds the whole area.
    private static func silence(
        _ heard: [(part: CoveredArea?, testimony: Testimony)], _ kind: PropertyKind, _ area: PropertyArea, _ declared: [CoveredArea],
        _ hearing: Hearing
    ) -> Silence {
        let (claim, evidence, born) = (hearing.claim.kind, hearing.evidence, hearing.subject.birthDate)
        if kind.isPresentOnly, hearing.at < hearing.today { return .notCovered }
        if kind != .realEstate {
            return heard.map { $0.testimony.silence(on: claim, from: born, to: hearing.at, in: evidence) }.first ?? .notCovered
        }
        // A register that declares no areas may tell them in its answer; whatever else it is silent on is nowhere in particular.
        let areas = declared.isEmpty ? heard.flatMap { $0.testimony.statedAreas.joined() } : declared
        if areas.isEmpty { return .absent }
        let parts = heard.flatMap { entry in
            (entry.part.map { [$0] } ?? area.parts(of: areas)).map { part in
                (area: part, silence: entry.testimony.silence(on: claim, in: part, born: born, to: hearing.at, in: evidence))
            }
        }
        guard parts.contains(where: { area.lies(in: $0.area, of: areas) }) else { return .notCovered }
        if parts.contains(where: { $0.silence == .notCovered }) { return .notCovered }
        return parts.allSatisfy { $0.silence == .negative } ? .negative : .absent
    }
}

extension [PropertySearch] {
    /// Nothing was found, and that is no "no": says where nobody looked (`domain.md` A.4.5, with its coverage gaps).
    func noRecord(_ hearing: inout Hearing) -> Conclusion {
        let isGap = contains { $0.silence == .notCovered }
        if isGap { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: filter(\.isAnswered).map(\.registry))
    }
}
