import StrictJSON
import Verification

/// One claim walked through the real plan, the real admission and the real rules about a person who does not exist; no registry hears of it.
struct Rehearsal {
    let catalogue: Catalogue
    let directory: RegistryDirectory
    let today: CalendarDate
    let inquiry: CoverageInquiry
    let certificate: Certificate

    /// What would come of a claim, or of the certificate as such; `position` is the claim's place in the request.
    func coverage(of claim: Claim?, at position: Int, for client: Client) -> ClaimCoverage {
        let subject = StandIns.person(.subject, type: inquiry.identifierType, born: inquiry.birthYear)
        let full = claim.map(completed)
        let whole = Inquiry(
            certificate: certificate.id, subject: subject, normalised: [], claims: full.map { [$0] } ?? [],
            purpose: purpose(of: claim, for: client), clerk: nil,
            whenUnavailable: .report)
        var coverage = ClaimCoverage(claim: claim)
        switch Plan(for: whole, certificate: certificate, catalogue: catalogue) {
        case .settled(let verdict, let reason, _):
            let finding = Finding(claim: full, verdict: verdict, reason: reason, asOf: today)
            coverage.stop = CoverageStop(stage: .init(verdict), verdict: verdict, reason: reason, objections: [])
            coverage.nextSteps = steps(finding)
        case .ask(let planned):
            let plan = Plan.ask(planned)
            let objections = Admission.objections(to: plan, of: whole, certificate: certificate, by: client)
            guard objections.isEmpty, let first = planned.first else {
                coverage.stop = CoverageStop(
                    stage: .admission, verdict: nil, reason: nil, objections: objections.map { JSONObjection($0, claimAt: position) })
                return coverage
            }
            rehearse(first, about: subject, &coverage)
        }
        return coverage
    }

    private func rehearse(_ planned: PlannedClaim, about subject: Person, _ coverage: inout ClaimCoverage) {
        let nothing = play(planned, .nothing, about: subject)
        coverage.whenNothingIsFound = nothing.finding
        coverage.nextSteps = steps(nothing.finding)
        guard !nothing.rounds.isEmpty else {
            coverage.whenNothingIsFound = nil
            coverage.stop = CoverageStop(
                stage: .init(nothing.finding.reason), verdict: nothing.finding.verdict, reason: nothing.finding.reason, objections: [])
            coverage.registries = registers(planned, nothing)
            return
        }
        coverage.whenNobodyAnswers = play(planned, .silent, about: subject).finding
        let eventful = [ImaginedWorld.family, .death].map { play(planned, $0, about: subject).rounds }
        coverage.rounds = nothing.rounds.map { CoverageRound(registries: $0, isCertain: true) }
        let certain = Set(nothing.rounds.joined())
        for index in 0..<(eventful.map(\.count).max() ?? 0) {
            let isKnown = index < nothing.rounds.count ? Set(nothing.rounds[index]) : []
            let more = Set(eventful.filter { index < $0.count }.flatMap { $0[index] }).subtracting(isKnown)
            // Asked again about somebody else, or not asked at all unless something is found.
            if !more.isEmpty { coverage.rounds.append(CoverageRound(registries: more.sorted(), isCertain: false)) }
        }
        coverage.registries = registers(planned, nothing, and: Set(eventful.joined().joined()).subtracting(certain))
    }

    private struct Played {
        let rounds: [[RegistryID]]
        let evidence: Evidence
        let identity: Identity
        let finding: Finding
    }

    /// Asks round by round as the walk does; the world answers in the registries' place.
    private func play(_ planned: PlannedClaim, _ world: ImaginedWorld, about subject: Person) -> Played {
        var asked = Asked(evidence: Evidence(today: today, subject: subject, coverage: directory.coverage), exchanges: [])
        var rounds: [[RegistryID]] = []
        for _ in 0..<Plan.maximumRounds {
            let questions = Plan.nextQuestions(for: [planned], after: &asked)
            if questions.isEmpty { break }
            rounds.append(Set(questions.map(\.registry)).sorted())
            asked.add(questions.map { Exchange(answer: world.answer(to: $0), elapsedMilliseconds: 0) })
        }
        let evidence = asked.evidence ?? Evidence(today: today, subject: subject, coverage: directory.coverage)
        let identity = asked.subject ?? Identity(of: subject, in: evidence)
        return Played(
            rounds: rounds, evidence: evidence, identity: identity,
            finding: Merging.finding(for: planned.claim, sources: planned.sources, evidence: evidence, subject: identity))
    }

    private func registers(_ planned: PlannedClaim, _ played: Played, and later: Set<RegistryID> = []) -> [RegisterCoverage] {
        let defeaters = catalogue.claims[planned.claim.kind]?.defeaters
        let undoing = (defeaters?.required ?? []) + (defeaters?.advisory ?? [])
        let all = Set(planned.sources.required + planned.sources.advisory + undoing + played.rounds.joined()).union(later)
        return all.sorted().map { registry in
            let role: RegisterCoverage.Role =
                planned.sources.required.contains(registry)
                ? .required
                : planned.sources.advisory.contains(registry) ? .advisory : tellsWhoSomebodyIs(registry) ? .identity : .defeater
            return register(registry, role, planned.claim, played)
        }
    }

    /// Passports and permits are looked up with exit and entry as well.
    private func tellsWhoSomebodyIs(_ registry: RegistryID) -> Bool {
        registry == .population || (registry == .exitEntry && inquiry.identifierType != .residentID)
    }

    private func register(_ registry: RegistryID, _ role: RegisterCoverage.Role, _ claim: Claim, _ played: Played) -> RegisterCoverage {
        guard let declared = directory.coverage[registry] else {
            return RegisterCoverage(registry: registry, role: role, isConnected: false)
        }
        var register = RegisterCoverage(registry: registry, role: role, isConnected: true, from: declared.from, until: declared.until)
        let day = claim.at(today: today)
        let question = Question(registry, about: played.identity.person)
        // As if it had answered that it holds nothing: the very code that weighs silence says what that is worth.
        let testimony = Testimony(
            Answer(question: question, statement: .noRecord), from: registry, about: played.identity, in: played.evidence, weighing: .strict)
        register.coversDay = !testimony.misses(day, in: played.evidence) || testimony.cannotHold
        register.coversPerson = !testimony.cannotHold
        if let year = inquiry.birthYear { register.coversYear = declared.from.map { $0.year < year || ($0.year == year && $0.isNewYear) } ?? true }
        if let area = inquiry.area, !declared.areas.isEmpty {
            let covered = declared.areas.first { DivisionCode.compared($0.division, area) == .match }
            register.coversArea = covered != nil
            register.electronicSince = covered?.electronicSince
        }
        register.dataMustReach = day
        let (kind, born, evidence) = (claim.kind, played.identity.birthDate, played.evidence)
        let part = claim.text("area").flatMap { area in declared.areas.first { DivisionCode.compared($0.division, area) == .match } }
        register.silence = .init(
            part.map { testimony.silence(on: kind, in: $0, born: born, to: day, in: evidence) }
                ?? testimony.silence(on: kind, from: born, to: day, in: evidence))
        return register
    }

    private func steps(_ finding: Finding) -> [NextStep] {
        NextSteps.steps(for: finding, certificate: certificate, purpose: inquiry.category, catalogue: catalogue)
    }

    /// A legal basis that is said to be named is one that the client is registered with for the claim, if it has any.
    private func purpose(of claim: Claim?, for client: Client) -> Purpose {
        let registered = client.authorities.first { authority in claim.map { authority.claims.contains($0.kind) } ?? false }
        return Purpose(
            category: inquiry.category, matterCode: "-", matterName: nil, caseNumber: "-",
            legalBasis: inquiry.namesLegalBasis ? registered?.legalBasis ?? "-" : nil, consent: inquiry.namesConsent ? "-" : nil)
    }

    /// The claim with people who do not exist, and dashes for texts, wherever it needs some.
    private func completed(_ claim: Claim) -> Claim {
        let other = StandIns.person(.other, born: inquiry.birthYear ?? 1970)
        return Claim(
            claim.kind,
            claim.kind.parameters.compactMap { specification in
                if let value = claim[specification.name] { return Claim.Parameter(specification.name, value) }
                guard specification.isRequired else { return nil }
                switch specification.type {
                case .person: return Claim.Parameter(specification.name, .person(other))
                case .persons: return Claim.Parameter(specification.name, .persons([other]))
                case .claimants: return Claim.Parameter(specification.name, .claimants([.init(person: other, relation: "child")]))
                case .text: return Claim.Parameter(specification.name, .text("-"))
                default: return nil
                }
            })
    }
}

extension JSONObjection {
    fileprivate init(_ problem: JSONProblem, claimAt position: Int) {
        let isAboutClaim = problem.pointer.hasPrefix("/claims/0")
        self.init(
            pointer: isAboutClaim ? "/claims/\(position)" + problem.pointer.dropFirst("/claims/0".count) : problem.pointer, code: problem.code,
            reason: problem.reason)
    }
}

extension CoverageStop.Stage {
    fileprivate init(_ verdict: Verdict) {
        self = verdict == .notRequired ? .proceduralGate : verdict == .exempt ? .exceptionGate : .competentBody
    }

    fileprivate init(_ reason: ReasonCode) {
        switch reason {
        case .registryNotConnected: self = .registries
        case .competentBodyOnly: self = .competentBody
        default: self = .rule
        }
    }
}

extension RegisterCoverage.Worth {
    fileprivate init(_ silence: Silence) {
        switch silence {
        case .negative: self = .negative
        case .absent: self = .nothing
        case .notCovered: self = .notCovered
        }
    }
}

extension CalendarDate {
    fileprivate var isNewYear: Bool { month == 1 && day == 1 }
}
