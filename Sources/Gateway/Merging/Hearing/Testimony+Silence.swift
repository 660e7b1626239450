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
        guard let coverage = evidence.coverage[registry], isHeard else { return .notCovered }
        if doesNotCover || cannotHold { return .notCovered }
        if let dataAsOf, dataAsOf < to { return .notCovered }
        // Nobody's data reach beyond tomorrow (a clock may be ahead around midnight); a day like 9999-12-31 says nothing about them.
        if let dataAsOf, dataAsOf.dayNumber > evidence.today.dayNumber + 1 { return .notCovered }
        if let end = coverage.until, end < to { return .notCovered }
        if let start = coverage.from, from().map({ $0 < start }) ?? true { return .notCovered }
        // Nobody who asks about everywhere learns from a register that is complete here and there.
        if isKeptByArea { return .absent }
        return coverage.closedWorldClaims.contains(claim) && !namesAnother ? .negative : .absent
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

    /// True when the register's data do not reach the day itself: it lies before they begin or after they end.
    func misses(_ day: CalendarDate, in evidence: Evidence) -> Bool {
        if doesNotCover || cannotHold { return true }
        if let dataAsOf, dataAsOf < day { return true }
        if let end = evidence.coverage[registry]?.until, end < day { return true }
        return evidence.coverage[registry]?.from.map { day < $0 } ?? false
    }
}
