import StrictJSON

extension Fact {
    /// The fact that a record states.
    ///
    /// Records of the datasets that are judged today become the typed facts that native adapters make, so that a registry that is joined by
    /// description merges like one that is joined by code. All others stay records. So do households, and those that state nothing which is
    /// judged: a proceeding (no criminal record), a link of the population register (it does not say whether a registration stands), and a
    /// cancellation without its reason, which must pass for neither life nor death.
    package init(record: Record) {
        self = record.typed ?? .record(record)
    }

    /// True for a record of a dataset that is judged by typed facts only: it states nothing that a rule may see, and where it stands no trace
    /// of it may show (somebody detained is answered as somebody clean).
    package var isSilent: Bool {
        guard case .record(let record) = self, record.kind.word != "household" else { return false }
        return record.kind.registries.allSatisfy { Self.judgedRegistries.contains($0) }
    }

    private static let judgedRegistries: [RegistryID] = [
        .population, .exitEntry, .crimeRecord, .marriage, .funeral, .deathCertificate, .healthService, .courtJudgment,
    ]
}

/// Kinds of records that say what a typed fact says.
enum JudgedKind: Sendable {
    case population, exitEntry, criminalJudgment, cremation, death, encounter
    case marital(MaritalEntryKind)
    case courtDecision(CourtDecisionKind)

    init?(_ registry: RegistryID, _ word: String) {
        switch registry {
        case .population: self = .population
        case .exitEntry: self = .exitEntry
        case .crimeRecord where word == "judgment": self = .criminalJudgment
        case .funeral: self = .cremation
        case .deathCertificate: self = .death
        case .healthService: self = .encounter
        case .marriage:
            guard let kind = MaritalEntryKind(rawValue: word) else { return nil }
            self = .marital(kind)
        case .courtJudgment:
            guard let kind = CourtDecisionKind(rawValue: word) else { return nil }
            self = .courtDecision(kind)
        default: return nil
        }
    }
}

/// Where the fields of typed facts stand in records of a kind, looked up once; -1 for a field that the kind does not have.
struct FieldPlaces: Sendable {
    let person, a, b, by, date, original, died, effective, offenceDate, sealed, certificate, visit, status, foreignDate, accident: Int

    init(_ names: [String]) {
        func place(_ name: String) -> Int { names.firstIndex { $0.isByteIdentical(to: name) } ?? -1 }
        (person, a, b, by) = (place("person"), place("a"), place("b"), place("by"))
        (date, original, died) = (place("date"), place("original"), place("died"))
        (effective, offenceDate, sealed) = (place("effective"), place("offenceDate"), place("sealed"))
        (certificate, visit) = (place("certificate"), place("visit"))
        (status, foreignDate, accident) = (place("status"), place("foreignDate"), place("accident"))
    }
}

extension Record {
    private func party(_ place: Int) -> Party? {
        if place >= 0, case .party(let party)? = values[place] { party } else { nil }
    }

    private func date(_ place: Int) -> CalendarDate? {
        if place >= 0, case .date(let date)? = values[place] { date } else { nil }
    }

    private func text(_ place: Int) -> String? {
        if place >= 0, case .text(let text)? = values[place] { text } else { nil }
    }

    /// Nil where no typed fact says the same.
    fileprivate var typed: Fact? {
        guard let judged = kind.judged else { return nil }
        let places = kind.places
        switch judged {
        case .population: return populationEntry
        case .exitEntry: return exitEntry
        case .criminalJudgment:
            guard let holder = party(places.person), let effective = date(places.effective) else { return nil }
            var isSealed = false
            if places.sealed >= 0, case .boolean(let flag)? = values[places.sealed] { isSealed = flag }
            return .criminalJudgment(
                CriminalJudgment(holder: holder, effective: effective, offenceDate: date(places.offenceDate), isSealed: isSealed))
        case .marital(let entry):
            guard let date = date(places.date), let a = party(places.a) ?? party(places.by) else { return nil }
            return .marital(MaritalEntry(kind: entry, a: a, b: party(places.b), date: date, original: self.date(places.original)))
        case .cremation:
            guard let holder = party(places.person), let date = date(places.date) else { return nil }
            return .cremation(Cremation(holder: holder, died: self.date(places.died), date: date))
        case .death:
            return party(places.person).map {
                .death(DeathCertificate(holder: $0, date: date(places.date), certificateNumber: text(places.certificate)))
            }
        case .encounter:
            guard let holder = party(places.person), let date = date(places.date), let visit = text(places.visit) else { return nil }
            return .encounter(Encounter(holder: holder, date: date, visit: visit))
        case .courtDecision(let decision): return courtDecision(decision, places)
        }
    }

    private func courtDecision(_ decision: CourtDecisionKind, _ places: FieldPlaces) -> Fact? {
        let standing = text(places.status).flatMap { CourtDecisionStanding(rawValue: $0) } ?? .effective
        var effective = date(places.effective) ?? date(places.date)
        var foreignDate = date(places.foreignDate)
        if decision == .foreignDivorce {
            // It was presented, not recognised: dated abroad, without effect here.
            foreignDate = date(places.date)
            effective = nil
        }
        if standing != .effective { effective = nil }
        return .decision(
            CourtDecision(
                kind: decision, standing: standing, parties: everybody, effective: effective, accident: date(places.accident),
                foreignDate: foreignDate))
    }
}
