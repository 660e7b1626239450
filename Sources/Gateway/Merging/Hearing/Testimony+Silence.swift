import Verification

/// What it is worth that a register holds nothing to the point.
enum Silence: Sendable, Hashable {
    /// An authoritative negative: the register is complete for this claim, this person and this time.
    case negative
    /// Nothing found, and that proves nothing.
    case absent
    /// The register does not reach over the whole time or person in question.
    case notCovered
}

extension Testimony {
    /// The one place where "no record" may become "no" (P1; A.4.2). Data decide: the register must declare itself complete for the claim, and
    /// what it holds must reach from the first to the last day in question. `from` nil means since ever.
    func silence(on claim: ClaimKind, from: @autoclosure () -> CalendarDate?, to: CalendarDate, in evidence: Evidence) -> Silence {
        guard let coverage = evidence.coverage[registry], reaches(from: from(), to: to, coverage, evidence) else { return .notCovered }
        // Nobody who asks about everywhere learns from a register that is complete here and there.
        if isKeptByArea { return .absent }
        return coverage.closedWorldClaims.contains(claim) && !mayHoldMore ? .negative : .absent
    }

    /// True when an act between the two days, nil since ever, may be missing in the register by what it declares about itself: then what it shows
    /// from before may have been undone. Data that are merely a few days behind are not meant; those are cautioned.
    func mayLack(since first: @autoclosure () -> CalendarDate?, to last: CalendarDate, in evidence: Evidence) -> Bool {
        if isKeptByArea || doesNotCover || cannotHold { return true }
        guard let coverage = evidence.coverage[registry] else { return true }
        if let end = coverage.until, end < last { return true }
        guard let start = coverage.from else { return false }
        return first().map { $0 < min(start, last) } ?? true
    }

    /// The same for what stands on a day in one area of a register that is kept area by area.
    ///
    /// The day must lie in the area's electronic period, by the declaration and by the register's own word where it says it; the later
    /// beginning counts. What stood on paper before must have been carried over, or the person not have been born yet: otherwise an older book
    /// may still hold a right of the person that nobody looked for.
    func silence(
        on claim: ClaimKind, in area: CoveredArea, born: @autoclosure () -> CalendarDate?, to day: CalendarDate, in evidence: Evidence
    ) -> Silence {
        guard let coverage = evidence.coverage[registry], reaches(from: born(), to: day, coverage, evidence) else { return .notCovered }
        guard let start = electronicStart(of: area), start <= day else { return .notCovered }
        guard area.isCarriedOver || born().map({ start <= $0 }) ?? false else { return .notCovered }
        return coverage.closedWorldClaims.contains(claim) && !mayHoldMore ? .negative : .absent
    }

    /// True when the register's data do not reach the day itself: it lies before they begin or after they end.
    func misses(_ day: CalendarDate, in evidence: Evidence) -> Bool {
        if doesNotCover || cannotHold { return true }
        if let dataAsOf, dataAsOf < day { return true }
        if let end = evidence.coverage[registry]?.until, end < day { return true }
        return evidence.coverage[registry]?.from.map { day < $0 } ?? false
    }

    /// It was heard, and what it holds reaches from the first to the last of these days.
    private func reaches(
        from: @autoclosure () -> CalendarDate?, to: CalendarDate, _ coverage: RegistryCoverage, _ evidence: Evidence
    ) -> Bool {
        guard isHeard else { return false }
        if doesNotCover || cannotHold { return false }
        if let dataAsOf, dataAsOf < to { return false }
        // Nobody's data reach beyond tomorrow (a clock may be ahead around midnight); a day like 9999-12-31 says nothing about them.
        if let dataAsOf, dataAsOf.dayNumber > evidence.today.dayNumber + 1 { return false }
        if let end = coverage.until, end < to { return false }
        if let start = coverage.from, from().map({ $0 < start }) ?? true { return false }
        return true
    }

    /// Since when the area is electronic by everybody who says something of it; nil where one says that it is not.
    private func electronicStart(of area: CoveredArea) -> CalendarDate? {
        guard var start = area.electronicSince else { return nil }
        for list in statedAreas {
            let stated = list.filter { DivisionCode.compared($0.division, area.division) == .match }.map(\.electronicSince)
            guard let since = stated.compactMap(\.self).max(), stated.allSatisfy({ $0 != nil }) else { return nil }
            start = max(start, since)
        }
        return start
    }
}
