import Verification

/// `birth.fact`: are day, place, parents and certificate number of the birth as stated? (Maternal and Infant Health Care Law Art. 23; item 9 of
/// the list; `domain.md` A.4.8.)
///
/// The list names no sharing for it: the person's own documents come first, the medical birth certificates can confirm or contradict them.
/// What a certificate leaves blank (the father) and births without a certificate (before 1996, at home, abroad) prove nothing. Twins have one
/// mother and one day, and a certificate each: the other one's number is not this one's.
enum BirthFact {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.ask(hearing.sources.required + hearing.sources.advisory, about: hearing.subject, &questions)
        for role in ["mother", "father"] {
            guard let person = hearing.claim.person(role) else { continue }
            let identity = Identity(of: person, in: hearing.evidence)
            identity.ask(in: hearing.evidence, &questions)
            // The certificate may have been written before the child had a name or a number.
            if identity.admitsQuestions { hearing.ask([.birth], about: identity, &questions) }
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        var stated: [(role: String, identity: Identity)] = []
        for role in ["mother", "father"] {
            guard let person = hearing.claim.person(role) else { continue }
            let identity = Identity(of: person, in: hearing.evidence)
            if let conclusion = Gate.conclusion(onOther: identity, &hearing) { return conclusion }
            stated.append((role, identity))
        }
        let child = hearing.subject
        let births = hearing.testimony(of: .birth, about: child)
        let others = stated.map { hearing.testimony(of: .birth, about: $0.identity) }
        var certificates: [Record] = []
        for fact in births.facts + others.flatMap(\.facts) {
            guard case .record(let record) = fact, record.isBirth(of: child, &hearing), !certificates.contains(record) else { continue }
            certificates.append(record)
        }
        if certificates.isEmpty, let date = registeredDateOnly(&hearing) { return date }
        if let block = hearing.block(among: [births] + others) { return Conclusion(block) }
        guard !certificates.isEmpty else {
            return hearing.nothingFound(in: [births], from: child.birthDate, to: hearing.at)
        }
        return compare(certificates, stated, &hearing)
    }

    /// Without a certificate the population register still tells the day, if nothing else is asked.
    private static func registeredDateOnly(_ hearing: inout Hearing) -> Conclusion? {
        guard let stated = hearing.claim.date("date"), hearing.claim.parameters.count == 1 else { return nil }
        let dates = Set(hearing.subject.registrations.compactMap(\.birthDate))
        guard dates.count == 1, let registered = dates.first else { return nil }
        hearing.match.append(FieldMatch(field: "date", outcome: stated == registered ? .match : .mismatch))
        return stated == registered
            ? Conclusion(.confirmed, .recorded, restsOn: [.population]) : Conclusion(.refuted, .recordedOtherwise, restsOn: [.population])
    }

    private static func compare(
        _ certificates: [Record], _ stated: [(role: String, identity: Identity)], _ hearing: inout Hearing
    ) -> Conclusion {
        var fields: [(name: String, outcomes: Set<MatchOutcome>)] = []
        if let date = hearing.claim.date("date") { fields.append(("date", dates(date, certificates, &hearing))) }
        if let place = hearing.claim.text("place") { fields.append(("place", Set(certificates.map { $0.outcome(ofPlace: place) }))) }
        for (role, identity) in stated { fields.append((role, Set(certificates.map { $0.outcome(of: role, identity, &hearing) }))) }
        if let number = hearing.claim.text("certificateNumber") {
            fields.append(("certificateNumber", Set(certificates.map { $0.outcome(ofNumber: number) })))
        }
        var worst: MatchOutcome = .match
        for field in fields {
            // A certificate that was replaced has another number; every other field has to be the same on all of them.
            let isContradicted = field.outcomes.isSuperset(of: [.match, .mismatch]) && field.name != "certificateNumber"
            let outcome = isContradicted ? .notCompared : Self.best.first(where: field.outcomes.contains) ?? .registryLacks
            hearing.match.append(FieldMatch(field: field.name, outcome: outcome))
            if isContradicted { return Conclusion(.conflict, .sourcesDisagree, restsOn: [.birth, .population]) }
            if Self.weight(outcome) > Self.weight(worst) { worst = outcome }
        }
        switch worst {
        case .mismatch: return Conclusion(.refuted, .recordedOtherwise, restsOn: [.birth, .population])
        case .notCompared, .variant: return Conclusion(.inconclusive, .recordsAmbiguous)
        case .registryLacks: return Conclusion(.noRecord, .noRecordFound, restsOn: [.birth])
        case .match, .normalised: return Conclusion(.confirmed, .recorded, restsOn: [.birth, .population])
        }
    }

    /// The certificates' days, and the population register's: two registers that tell two days disagree about one birth.
    private static func dates(_ stated: CalendarDate, _ certificates: [Record], _ hearing: inout Hearing) -> Set<MatchOutcome> {
        let certified = certificates.compactMap { $0.date("date") }
        let registered = hearing.subject.registrations.compactMap(\.birthDate)
        if let day = registered.first, certified.contains(where: { $0 != day }) {
            hearing.note(.datesDisagree, in: .birth)
            hearing.note(.datesDisagree, in: .population)
        }
        let known = Set(certified + registered)
        return known.isEmpty ? [.registryLacks] : Set(known.map { $0 == stated ? .match : .mismatch })
    }

    /// Of several certificates the one that says most.
    private static let best: [MatchOutcome] = [.match, .normalised, .mismatch, .variant, .notCompared]

    private static func weight(_ outcome: MatchOutcome) -> Int {
        switch outcome {
        case .match, .normalised: 0
        case .registryLacks: 1
        case .variant, .notCompared: 2
        case .mismatch: 3
        }
    }
}

extension Record {
    /// A certificate of this child's birth. Without the child's number the day has to be the child's own.
    func isBirth(of child: Identity, _ hearing: inout Hearing) -> Bool {
        guard kind.word == "birth", let party = party("child") else { return false }
        if party.number == nil, let stated = date("date"), let born = child.birthDate, stated != born { return false }
        return hearing.isPerson(party, child)
    }

    fileprivate func outcome(ofPlace stated: String) -> MatchOutcome {
        guard let place = text("place"), !place.isEmpty else { return .registryLacks }
        // Places are worded in many ways; other words are not another place.
        return AddressForm(place) == AddressForm(stated) ? .match : .notCompared
    }

    fileprivate func outcome(ofNumber stated: String) -> MatchOutcome {
        guard let number = text("certificate"), !number.isEmpty else { return .registryLacks }
        return CertificateNumber(number) == CertificateNumber(stated) ? .match : .mismatch
    }

    fileprivate func outcome(of role: String, _ identity: Identity, _ hearing: inout Hearing) -> MatchOutcome {
        guard let party = party(role), party.isSomebody else { return .registryLacks }
        switch Attribution(of: party, to: identity) {
        case .theirs: return .match
        case .variant: return .variant
        case .otherName: return .notCompared
        case .unrelated: return identity.isEstablished && identity.isClosed ? .mismatch : .notCompared
        }
    }
}

/// The number of a birth certificate without what is only typing: spaces, full-width forms, the case of letters.
private struct CertificateNumber: Equatable {
    private let bytes: [UInt32]

    init(_ text: String) {
        bytes = text.unicodeScalars.compactMap { scalar in
            if scalar.isBlank { return nil }
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            return (0x61...0x7A).contains(value) ? value - 0x20 : value
        }
    }
}
