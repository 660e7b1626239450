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

extension Record {
    /// Nil where no typed fact says the same.
    fileprivate var typed: Fact? {
        switch kind.registries.first {
        case RegistryID.population?: populationEntry
        case RegistryID.exitEntry?: exitEntry
        case RegistryID.crimeRecord?: criminalJudgment
        case RegistryID.marriage?: maritalEntry
        case RegistryID.funeral?: cremation
        case RegistryID.deathCertificate?:
            party("person").map { .death(DeathCertificate(holder: $0, date: date("date"), certificateNumber: text("certificate"))) }
        case RegistryID.healthService?: encounter
        case RegistryID.courtJudgment?: courtDecision
        default: nil
        }
    }

    private var criminalJudgment: Fact? {
        guard kind.word == "judgment", let holder = party("person"), let effective = date("effective") else { return nil }
        return .criminalJudgment(
            CriminalJudgment(
                holder: holder, effective: effective, offenceDate: date("offenceDate"), isSealed: boolean("sealed") ?? false))
    }

    private var maritalEntry: Fact? {
        guard let entry = MaritalEntryKind(rawValue: kind.word), let date = date("date"), let a = party("a") ?? party("by") else { return nil }
        return .marital(MaritalEntry(kind: entry, a: a, b: party("b"), date: date, original: self.date("original")))
    }

    private var cremation: Fact? {
        guard let holder = party("person"), let date = date("date") else { return nil }
        return .cremation(Cremation(holder: holder, died: self.date("died"), date: date))
    }

    private var encounter: Fact? {
        guard let holder = party("person"), let date = date("date"), let visit = text("visit") else { return nil }
        return .encounter(Encounter(holder: holder, date: date, visit: visit))
    }

    private var courtDecision: Fact? {
        guard let decision = CourtDecisionKind(rawValue: kind.word) else { return nil }
        let standing = text("status").flatMap { CourtDecisionStanding(rawValue: $0) } ?? .effective
        var effective = date("effective") ?? date("date")
        var foreignDate = date("foreignDate")
        if decision == .foreignDivorce {
            // It was presented, not recognised: dated abroad, without effect here.
            foreignDate = date("date")
            effective = nil
        }
        if standing != .effective { effective = nil }
        return .decision(
            CourtDecision(
                kind: decision, standing: standing, parties: everybody, effective: effective, accident: date("accident"),
                foreignDate: foreignDate))
    }
}
