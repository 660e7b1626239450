import Verification

/// `missing.declared`: is a declaration of missing by a people's court in force on the day? (Civil Code 40, 45; `domain.md` A.4.9 item 7.)
///
/// Effective decisions are folded in time: declared, revoked, superseded by a declaration of death. One that is revoked on its own day is
/// revoked, as ``DeclaredDeath`` counts; where one stood already nobody can tell which of the day's decisions came last. Says nothing about being
/// missing in fact.
enum MissingDeclared {
    private enum State { case declared, revoked, superseded, unclear }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let courts = hearing.sources.required.map { hearing.testimony(of: $0, about: hearing.subject) }
        let registries = courts.map(\.registry)
        var acts: [CalendarDate: Set<State>] = [:]
        var hasUndated = false
        for decision in courts.lazy.flatMap(\.facts).compactMap(\.effectiveDecision) {
            guard let state = state(after: decision.kind) else { continue }
            guard let date = decision.effective else {
                hasUndated = true
                continue
            }
            if date <= hearing.at { acts[date, default: []].insert(state) }
        }
        let born = hearing.subject.birthDate
        let last = fold(acts) { date in courts.contains { $0.mayLack(since: born, to: date, in: hearing.evidence) } }
        // A decision under another number could have revoked what is seen here: everything must have been heard (P7).
        if let block = hearing.block(among: courts) { return last == nil ? Conclusion(block) : Conclusion(openDefeater: block) }
        if hasUndated { return Conclusion(.inconclusive, .startUnknown) }
        // A later decision may lie where the courts' register does not reach.
        if let last, courts.contains(where: { $0.mayLack(since: last.date, to: hearing.at, in: hearing.evidence) }) {
            hearing.note(.coverageLimited)
            return Conclusion(.inconclusive, .coverageGap)
        }
        switch last?.state {
        case .declared?:
            if courts.contains(where: { $0.misses(hearing.at, in: hearing.evidence) }) { hearing.note(.coverageLimited) }
            if courts.contains(where: \.mayHoldMore) { return Conclusion(.inconclusive, .recordsAmbiguous) }
            return Conclusion(.confirmed, .recorded, since: last?.date, restsOn: registries).by(.declarationInForce)
        case .revoked?, .superseded?: return Conclusion(.refuted, .recordedOtherwise, restsOn: registries)
        case .unclear?: return Conclusion(.inconclusive, .recordsAmbiguous)
        case nil:
            let subject = hearing.subject
            return hearing.nothingFound(in: courts, from: subject.birthDate, to: hearing.at)
        }
    }

    /// What the last day with a decision left behind; `mayLack`: whether an earlier one may be missing.
    private static func fold(
        _ acts: [CalendarDate: Set<State>], mayLackBefore mayLack: (CalendarDate) -> Bool
    ) -> (state: State, date: CalendarDate)? {
        var last: (state: State, date: CalendarDate)?
        for (date, states) in acts.sorted(by: { $0.key < $1.key }) {
            let isOpen = last?.state == .declared || last?.state == .unclear
            let state: State =
                if states.contains(.superseded) {
                    .superseded
                } else if states.count > 1 {
                    isOpen || mayLack(date) ? .unclear : .revoked
                } else {
                    states.contains(.declared) ? .declared : .revoked
                }
            last = (state, date)
        }
        return last
    }

    private static func state(after kind: CourtDecisionKind) -> State? {
        switch kind {
        case .declaredMissing: .declared
        case .declaredMissingRevoked: .revoked
        // A revoked declaration of death does not bring the declaration of missing back.
        case .declaredDead, .declaredDeadRevoked: .superseded
        case .divorce, .nullity, .annulment, .recognition, .foreignDivorce, .paternity: nil
        }
    }
}

extension Fact {
    /// A decision of a court that has legal effect; nil for others and for all other facts.
    var effectiveDecision: CourtDecision? {
        if case .decision(let decision) = self, decision.standing == .effective { decision } else { nil }
    }
}
