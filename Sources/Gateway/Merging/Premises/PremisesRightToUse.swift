import StrictJSON
import Verification

/// `premises.right-to-use`: had the applicant a right to use the premises at this address on the day?
///
/// Any of these shows it (`document-first`; founding document, item 19; Market Entity Registration Regulation 11): the registered owner uses the
/// thing (Civil Code 209, 240), and so does whoever has a registered right of use (323, 366) or is the tenant of a filed lease during its
/// term (703, 720; at most twenty years, 705); where there is no title, the statement of the local government or of the zone's administration.
/// A contract of sale makes nobody an owner before registration (214, 215): with it the papers are looked at. Leases need not be filed to be
/// good (706), public housing and rural houses stand on no register, the consent of neighbours to turn a dwelling into business premises (279)
/// is the applicant's own to show. So nothing on record is never a "no".
///
/// Addresses are compared in their form (``AddressForm``); under another name they are the same only where the registers of places tell a plain
/// renaming. Those registers are asked when the applicant has a right under another address, and only then (P10); they hear the place, never
/// the person. One address as a part of another leaves open which part is meant. Told are yes or no and the register (P10).
enum PremisesRightToUse {
    /// Registers of places say nothing about anybody's right.
    static func isConnected(_ sources: ClaimSources, _ evidence: Evidence) -> Bool {
        (sources.required + sources.advisory).contains { !$0.holdsPlaces && evidence.isConnected($0) }
    }

    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.ask(registers(hearing), about: hearing.subject, &questions)
        guard let address = hearing.claim.text("address") else { return }
        let titles = titles(heard(&hearing), hearing)
        guard !titles.contains(where: { $0.place(stated: AddressForm(address), otherNames: []) == .match }) else { return }
        let elsewhere = titles.compactMap(\.address).filter { AddressForm($0) != AddressForm(address) }.distinctByForm()
        if !elsewhere.isEmpty { questions.insert(placeQuestions([address] + elsewhere, hearing)) }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let address = hearing.claim.text("address") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let heard = heard(&hearing)
        let titles = titles(heard, hearing)
        let stated = AddressForm(address)
        let addresses = [address] + titles.compactMap(\.address).filter { AddressForm($0) != stated }.distinctByForm()
        let renamed = RenamedPlaces(placeAnswers(addresses, hearing).flatMap(\.facts), until: hearing.at).otherNames(of: stated)
        var grounds: [(title: PremisesTitle, outcome: MatchOutcome)] = []
        var doubts: [ReasonCode] = []
        var defeater: Block?
        for title in titles {
            let outcome = title.place(stated: stated, otherNames: renamed)
            switch outcome {
            case .match, .normalised:
                if let doubt = title.doubt {
                    doubts.append(doubt)
                } else if title.isOpen, let block = hearing.block(among: heard.filter { $0.registry == title.registry }) {
                    defeater = defeater.map { max($0, block) } ?? block
                } else {
                    grounds.append((title, outcome))
                }
            case .notCompared, .registryLacks: doubts.append(.recordsAmbiguous)
            case .mismatch, .variant: continue
            }
        }
        if !grounds.isEmpty { return confirmed(by: grounds, addresses, &hearing) }
        if let defeater { return Conclusion(openDefeater: defeater) }
        guard doubts.isEmpty else {
            hearing.match.append(FieldMatch(field: "address", outcome: .notCompared))
            return Conclusion(.inconclusive, doubts.contains(.recordsAmbiguous) ? .recordsAmbiguous : .startUnknown)
        }
        return nothing(heard, &hearing)
    }

    private static func confirmed(
        by grounds: [(title: PremisesTitle, outcome: MatchOutcome)], _ addresses: [String], _ hearing: inout Hearing
    ) -> Conclusion {
        var restsOn = grounds.map(\.title.registry)
        let isAsStated = grounds.contains { $0.outcome == .match }
        if !isAsStated { restsOn += placeAnswers(addresses, hearing).map(\.registry) }
        hearing.match.append(FieldMatch(field: "address", outcome: isAsStated ? .match : .normalised))
        return Conclusion(.confirmed, .recorded, since: grounds.compactMap(\.title.since).min(), restsOn: restsOn).by(.registrationStands)
    }

    /// Nothing on record at that address: whoever did not answer may have something.
    private static func nothing(_ heard: [Testimony], _ hearing: inout Hearing) -> Conclusion {
        let answered = heard.filter(\.isHeard)
        if answered.isEmpty, let block = heard.filter(\.isConnected).compactMap(\.block).max() { return Conclusion(block) }
        if answered.count < heard.count { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, .noRecordFound, restsOn: answered.map(\.registry))
    }

    private static func registers(_ hearing: Hearing) -> [RegistryID] {
        (hearing.sources.required + hearing.sources.advisory).filter { !$0.holdsPlaces }
    }

    private static func heard(_ hearing: inout Hearing) -> [Testimony] {
        let subject = hearing.subject
        return registers(hearing).map { hearing.testimony(of: $0, about: subject) }
    }

    private static func titles(_ heard: [Testimony], _ hearing: Hearing) -> [PremisesTitle] {
        heard.flatMap { register in
            let records = register.facts.compactMap { if case .record(let record) = $0 { record } else { nil } }
            return records.compactMap { PremisesTitle($0, of: register.registry, among: records, at: hearing.at, today: hearing.today) }
        }
    }

    private static func placeQuestions(_ addresses: [String], _ hearing: Hearing) -> [Question] {
        let registers = (hearing.sources.required + hearing.sources.advisory).filter { $0.holdsPlaces && hearing.evidence.isConnected($0) }
        return registers.flatMap { registry in
            addresses.prefix(maximumAddresses).map { Question(registry: registry, topic: .place(Place(name: $0), for: hearing.subject.person)) }
        }
    }

    /// Records of places are about nobody, so they are read as they are.
    private static func placeAnswers(_ addresses: [String], _ hearing: Hearing) -> [(registry: RegistryID, facts: [Fact])] {
        placeQuestions(addresses, hearing).compactMap { question in
            switch hearing.evidence.answers[question]?.statement {
            case .records(let facts)?, .incomplete(let facts, _)?: (question.registry, facts)
            default: nil
            }
        }
    }

    /// Hardly anybody has rights at more addresses.
    private static let maximumAddresses = 5
}

extension [String] {
    /// Each address once, in the order of bytes.
    fileprivate func distinctByForm() -> [String] {
        var distinct: [String] = []
        for text in sorted(by: { $0.precedesByBytes($1) }) where !distinct.contains(where: { AddressForm($0) == AddressForm(text) }) {
            distinct.append(text)
        }
        return distinct
    }
}
