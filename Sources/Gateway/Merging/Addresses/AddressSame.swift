import StrictJSON
import Verification

/// `address.same`: do an old and a new address name one place? (Place Name Regulation 2022, Art. 12, 18 and 20: names of places are given and
/// changed by the competent authority and announced; founding document, item 21; `domain.md` A.4.9.)
///
/// Only an official act joins two addresses: a renaming says that they are one place, also over several acts in the order of time; a split or a
/// merger that one contains the other; parts of one place are different places. That two addresses read alike proves nothing, and two between
/// which no act is known may or may not be one place: no record. Acts after the day asked about do not count.
enum AddressSame {
    /// Names of places that are looked up; a longer history is not judged.
    private static let maximumNames = 24

    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let names = names(hearing)
        for name in names.prefix(maximumNames) {
            for registry in hearing.sources.required where hearing.evidence.isConnected(registry) {
                questions.insert(question(registry, name, hearing))
            }
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let old = hearing.claim.text("old"), let new = hearing.claim.text("new") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let names = names(hearing)
        let subject = hearing.subject
        let testimonies = hearing.sources.required.flatMap { registry in
            names.prefix(maximumNames).map {
                Testimony(hearing.evidence.answers[question(registry, $0, hearing)], from: registry, about: subject, in: hearing.evidence)
            }
        }
        // An act that was not heard of could have given the name to another place (P7).
        let records = hearing.sources.required.map { Self.records(of: $0, names, hearing) }
        if let block = hearing.block(among: testimonies) {
            return records.allSatisfy(\.isEmpty) ? Conclusion(block) : Conclusion(openDefeater: block)
        }
        if names.count > maximumNames { return Conclusion(.inconclusive, .recordsAmbiguous) }
        var changes: [Set<AddressChange>] = records.map { AddressChange.all(in: $0, until: hearing.at) }
        if let conflict = reconcile(&changes, records, &hearing) { return conflict }
        let standing = Set(records.joined().flatMap(\.placeNames.standing).map(PlaceForm.init))
        let all = changes.reduce(into: Set()) { $0.formUnion($1) }
        if hearing.at < hearing.today, all.contains(where: { $0.date == nil }) { return Conclusion(.inconclusive, .startUnknown) }
        let answer = AddressGraph(all, standing: standing).relation(of: PlaceForm(old), to: PlaceForm(new))
        if testimonies.contains(where: { $0.misses(hearing.at, in: hearing.evidence) || $0.mayLack(since: nil, to: hearing.at, in: hearing.evidence) }
        ) {
            hearing.note(.coverageLimited)
        }
        return conclusion(answer, testimonies, hearing)
    }

    private static func conclusion(_ answer: AddressGraph.Answer, _ testimonies: [Testimony], _ hearing: Hearing) -> Conclusion {
        let heard = hearing.sources.required
        switch answer {
        case .related(.same, let since): return Conclusion(.confirmed, .recorded, value: .word("same"), since: since, restsOn: heard)
        case .related(let relation, let since):
            return Conclusion(.refuted, .recordedOtherwise, value: .word(relation.rawValue), since: since, restsOn: heard)
        case .contradicted: return Conclusion(.conflict, .sourcesDisagree, restsOn: heard)
        case .ambiguous: return Conclusion(.inconclusive, .recordsAmbiguous)
        case .undated: return Conclusion(.inconclusive, .startUnknown)
        case .unconnected:
            let isGap = testimonies.contains { $0.misses(hearing.at, in: hearing.evidence) }
            return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, value: .word("unknown"), restsOn: heard)
        }
    }

    /// Two registers that tell one act under two days mean one act; on a day between the two nobody can say whether it had effect.
    private static func reconcile(_ changes: inout [Set<AddressChange>], _ records: [[Record]], _ hearing: inout Hearing) -> Conclusion? {
        let ever = records.map { AddressChange.all(in: $0, until: hearing.today) }
        var isOpen = false
        for (place, mine) in ever.enumerated() {
            for (other, theirs) in ever.enumerated() where other > place {
                for change in mine {
                    let same = theirs.filter { $0.isSameAct(as: change) }
                    // A name that went to and fro has several acts of the kind.
                    guard same.count == 1, mine.filter({ $0.isSameAct(as: change) }).count == 1, let twin = same.first, twin.date != change.date
                    else {
                        continue
                    }
                    let registries = hearing.sources.required
                    for index in [place, other] { hearing.note(.datesDisagree, in: registries[index]) }
                    if changes[place].contains(change) != changes[other].contains(twin) { isOpen = true }
                    changes[other].remove(twin)
                    guard let date = twin.date, change.date.map({ date < $0 }) ?? true, changes[place].remove(change) != nil else { continue }
                    changes[place].insert(twin)
                }
            }
        }
        return isOpen ? Conclusion(.conflict, .sourcesDisagree, restsOn: hearing.sources.required) : nil
    }

    /// The two addresses as stated and in the plain form, and every name that the records so far connect with them, as written there.
    private static func names(_ hearing: Hearing) -> [String] {
        var names: [String] = []
        func add(_ name: String) {
            if !name.isEmpty, !names.contains(where: { $0.hasSameBytes(as: name) }), names.count <= maximumNames { names.append(name) }
        }
        for stated in ["old", "new"].compactMap({ hearing.claim.text($0) }) {
            add(stated)
            add(PlaceForm(stated).text)
        }
        var index = 0
        while index < names.count {
            let known = hearing.sources.required.flatMap { Self.records(of: $0, [names[index]], hearing) }
            for name in known.flatMap({ $0.placeNames.from + $0.placeNames.to }).sorted(by: { $0.precedesByBytes($1) }) { add(name) }
            index += 1
        }
        return names
    }

    /// The records of places that a register gave for these names; what it wrote of places is nobody's, so nothing is left out.
    private static func records(of registry: RegistryID, _ names: [String], _ hearing: Hearing) -> [Record] {
        var records: [Record] = []
        for name in names.prefix(maximumNames) {
            let facts: [Fact] =
                switch hearing.evidence.answers[question(registry, name, hearing)]?.statement {
                case .records(let facts)?, .incomplete(let facts, _)?: facts
                default: []
                }
            for case .record(let record) in facts where !records.contains(record) { records.append(record) }
        }
        return records
    }

    private static func question(_ registry: RegistryID, _ name: String, _ hearing: Hearing) -> Question {
        Question(registry: registry, topic: .place(Place(name: name), for: hearing.subject.person))
    }
}
