import Verification

/// `marital.is`: is that the status on the day? Compares with a certain status. `never-married` is refuted by any marriage that is not void,
/// and never confirmed; `not-married` is confirmed by any end of the last marriage (`domain.md` A.4.6).
enum MaritalIs {
    static let neverMarried = "never-married"
    static let notMarried = "not-married"

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let asked = hearing.claim.text("status") else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let marriages = MaritalCase(of: [hearing.subject], &hearing)
        marriages.noteDefects(&hearing)
        if asked.hasSameBytes(as: neverMarried) { return neverMarried(marriages, &hearing) }
        switch marriages.determination(of: 0, &hearing) {
        case .status(let status, let reason, let since, let sources):
            // What the status is instead, and why, is nothing that the asker stated (P10).
            if asked.hasSameBytes(as: status.rawValue) { return Conclusion(.confirmed, reason, since: since, restsOn: sources) }
            if asked.hasSameBytes(as: notMarried), status != .married { return Conclusion(.confirmed, .recorded, restsOn: sources) }
            if status == .married, let open = marriages.unheardDeath(against: asked, &hearing) { return open }
            return Conclusion(.refuted, .recordedOtherwise, restsOn: sources)
        case .endedByOwnDeath(_, let sources):
            if asked.hasSameBytes(as: notMarried) { return Conclusion(.confirmed, .recorded, restsOn: sources) }
            // Whoever is dead is not married; divorced or widowed before it one may have been where no register reaches.
            let isMarried = asked.hasSameBytes(as: MaritalDetermination.Status.married.rawValue)
            if !isMarried, let closing = marriages.fold.lastClosing[0], marriages.mayHaveMarriedUnseen(after: closing) {
                hearing.note(.coverageLimited)
                return Conclusion(.inconclusive, .coverageGap)
            }
            if !isMarried, let open = marriages.unheardDeath(against: asked, &hearing) { return open }
            return Conclusion(.refuted, .recordedOtherwise, restsOn: sources)
        case .over(let conclusion, let sources):
            let isMarried = asked.hasSameBytes(as: MaritalDetermination.Status.married.rawValue)
            guard isMarried || asked.hasSameBytes(as: notMarried) else { return conclusion }
            hearing.note(.coverageLimited)
            return isMarried ? Conclusion(.refuted, .recordedOtherwise, restsOn: sources) : Conclusion(.confirmed, .recorded, restsOn: sources)
        case .nothing: return marriages.noRecord(of: [0], &hearing)
        case .unreached: return Conclusion(.inconclusive, .coverageGap)
        case .open(let conclusion): return conclusion
        }
    }

    private static func neverMarried(_ marriages: MaritalCase, _ hearing: inout Hearing) -> Conclusion {
        guard let office = marriages.register.members[0].office, let court = marriages.register.members[0].court else {
            return Conclusion(.unavailable)
        }
        if let block = hearing.block(among: [office]) { return Conclusion(block) }
        let wasMarried = marriages.fold.lastClosing[0] != nil || !marriages.fold.unions(of: 0).isEmpty
        // Nullity would take the marriage away from the beginning, so the court must have answered.
        if let block = hearing.block(among: [court]) { return wasMarried ? Conclusion(openDefeater: block) : Conclusion(block) }
        if wasMarried {
            if court.doesNotCover { return Conclusion(.inconclusive, .coverageGap) }
            if court.mayHoldMore { return Conclusion(.inconclusive, .recordsAmbiguous) }
            // Void from the beginning, and the annulment lies where nobody can see it.
            guard marriages.wasMarriedForCertain(0) else {
                hearing.note(.coverageLimited)
                return Conclusion(.inconclusive, .coverageGap)
            }
            return Conclusion(.refuted, .recordedOtherwise, restsOn: [.marriage, .courtJudgment])
        }
        let mayHaveBegun = marriages.history.mayHaveBegun(for: 0, before: marriages.day) || !marriages.history.undated.isEmpty
        return mayHaveBegun ? Conclusion(.inconclusive, .startUnknown) : marriages.noRecord(of: [0], &hearing)
    }
}

extension MaritalCase {
    /// A death that nobody could look up, or whose hour nobody knows, may make the person what was stated: a widow or widower, or not married.
    fileprivate func unheardDeath(against stated: String, _ hearing: inout Hearing) -> Conclusion? {
        let isWidowed = stated.hasSameBytes(as: MaritalDetermination.Status.widowed.rawValue)
        guard isWidowed || stated.hasSameBytes(as: MaritalIs.notMarried) else { return nil }
        let closing = fold.unions(of: 0).isEmpty ? fold.lastClosing[0] : nil
        if isWidowed, let closing, diedOnOneDay(closing) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let partners = fold.unions(of: 0).map { $0.couple.partner(of: 0) } + (closing.map { [$0.couple.partner(of: 0)] } ?? [])
        return unheardDeath(of: [0] + partners, by: day, &hearing)
    }
}
