import Verification

/// The fold over dated marital events: a state machine over all couples at once (`domain.md` A.4.6).
///
/// Events come in order of their effect, on one day ends of earlier marriages before beginnings, and only those up to the day asked about. Knows nothing about
/// registers and verdicts.
struct MaritalFold: Sendable {
    /// A marriage that stands.
    struct Union: Sendable, Hashable {
        let couple: Couple
        /// Nil where the beginning is not known.
        let start: CalendarDate?
        /// The day of the revocation that restored it, if one did (Civil Code 51).
        var restored: CalendarDate?
    }

    /// What ended a marriage.
    enum Cause: Sendable, Hashable {
        case registration
        case judgment
        case death(of: Int)
        case declaredDeath(of: Int)
        /// A declared death was revoked and the marriage did not come back.
        case notRestored
    }

    /// An end, with its day where that is known.
    struct Closing: Sendable, Hashable {
        let couple: Couple
        let cause: Cause
        let date: CalendarDate?
    }

    private struct Overlap {
        let first: Couple
        let second: Couple
        /// A court has dealt with one of the two marriages.
        var isSettled = false

        /// Both marriages are the person's own.
        func isOf(_ person: Int) -> Bool { first.contains(person) && second.contains(person) }
        func has(_ couple: Couple) -> Bool { first == couple || second == couple }
    }

    private(set) var unions: [Union] = []
    private(set) var lastClosing: [Int: Closing] = [:]
    private(set) var closings: [Couple: Closing] = [:]
    /// Couples whose marriage a declared death closed, and who may get it back.
    private var suspended: [(union: Union, dead: Int, since: CalendarDate)] = []
    /// Couples of whom nobody can tell whether the marriage came back.
    private(set) var unsettledRevivals: [Couple] = []
    private var overlaps: [Overlap] = []
    private var known: Set<Couple> = []
    /// Persons with an end that may belong to their standing marriage, written differently, or to one that nobody sees.
    private(set) var ambiguous: Set<Int> = []
    /// Couples who were divorced after a death or a declaration of death had ended their marriage, which leaves nothing to dissolve: both cannot be
    /// true (Civil Code 51; a divorce suit ends with a party's death).
    private(set) var divorcedAfterDeath: [Couple: (death: Closing, isByCourt: Bool)] = [:]
    /// Couples whose marriage was registered again while it stood.
    private(set) var duplicates: Set<Couple> = []

    func union(of couple: Couple) -> Union? { unions.first { $0.couple == couple } }
    func unions(of person: Int) -> [Union] { unions.filter { $0.couple.contains(person) } }

    /// Marriages of one person that overlapped and still matter: one of them stands, and no court has settled it.
    func isOverlapping(_ person: Int) -> Bool { unions(of: person).count > 1 || overlaps.contains { $0.isOf(person) && matters($0) } }

    /// Partners in standing marriages of the person who had another marriage at the same time, each with the other one's place.
    func overlapsOfPartners(of person: Int) -> [(partner: Int, other: Int)] {
        overlaps.filter { !$0.isOf(person) && matters($0) }.compactMap { overlap in
            let couples = overlap.first.contains(person) ? (overlap.first, overlap.second) : (overlap.second, overlap.first)
            guard couples.0.contains(person), union(of: couples.0) != nil else { return nil }
            let partner = couples.0.partner(of: person)
            return (partner, couples.1.partner(of: partner))
        }
    }

    private func matters(_ overlap: Overlap) -> Bool { !overlap.isSettled && unions.contains { overlap.has($0.couple) } }

    /// The ends of this person's own marriages that overlapped, were not settled by a court, and are all over.
    func endsOfOverlaps(_ person: Int) -> [Closing] {
        overlaps.filter { $0.isOf(person) && !$0.isSettled }.flatMap { [$0.first, $0.second] }.compactMap { closings[$0] }
    }

    /// A marriage begins; `start` nil where it began earlier at an unknown time.
    mutating func open(_ couple: Couple, start: CalendarDate?) {
        known.insert(couple)
        if union(of: couple) != nil {
            duplicates.insert(couple)
            return
        }
        suspended.removeAll { $0.union.couple == couple }
        unsettledRevivals.removeAll { $0 == couple }
        divorcedAfterDeath[couple] = nil
        stand(Union(couple: couple, start: start))
    }

    private mutating func stand(_ union: Union) {
        for other in unions where other.couple.sharesPerson(with: union.couple) {
            overlaps.append(Overlap(first: other.couple, second: union.couple))
        }
        unions.append(union)
    }

    /// A divorce takes effect. Without a marriage it is an orphan: an old, de-facto or lost marriage ended.
    mutating func divorce(_ couple: Couple, on date: CalendarDate, byCourt: Bool, isDated: Bool, mayBeSame: (Int, Int) -> Bool) {
        if byCourt {
            for index in overlaps.indices where overlaps[index].has(couple) { overlaps[index].isSettled = true }
        }
        let closing = Closing(couple: couple, cause: byCourt ? .judgment : .registration, date: isDated ? date : nil)
        if let index = unions.firstIndex(where: { $0.couple == couple }) {
            unions.remove(at: index)
            unsettledRevivals.removeAll { $0 == couple }
            return close(closing, for: [couple.first, couple.second])
        }
        if let last = closings[couple] {
            switch last.cause {
            // Revoked, and nobody knew whether the marriage came back: what is divorced had come back.
            case .declaredDeath where unsettledRevivals.contains(couple):
                unsettledRevivals.removeAll { $0 == couple }
                return close(closing, for: [couple.first, couple.second])
            case .death, .declaredDeath:
                divorcedAfterDeath[couple] = (last, byCourt)
                return
            // The same divorce, or one whose day nobody tells.
            case .registration, .judgment, .notRestored: if last.date.map({ date <= $0 }) ?? true || !isDated { return }
            }
        } else if !known.insert(couple).inserted {
            return
        }
        // A divorce later than the one on record ends another marriage of the two, like one without any marriage on record.
        for person in [couple.first, couple.second] {
            for union in unions(of: person) {
                if mayBeSame(couple.partner(of: person), union.couple.partner(of: person)) {
                    ambiguous.insert(person)
                } else {
                    overlaps.append(Overlap(first: union.couple, second: couple, isSettled: byCourt))
                }
            }
        }
        close(closing, for: [couple.first, couple.second])
    }

    /// Which marriage an act on this couple's belongs to cannot be told.
    mutating func leaveOpen(_ couple: Couple) { ambiguous.formUnion([couple.first, couple.second]) }

    /// A person dies; `isDated` false where only the fact is known.
    mutating func die(_ person: Int, on date: CalendarDate, isDated: Bool) {
        for union in unions(of: person) {
            unions.removeAll { $0.couple == union.couple }
            let closing = Closing(couple: union.couple, cause: .death(of: person), date: isDated ? date : nil)
            close(closing, for: [person, union.couple.partner(of: person)])
        }
    }

    /// A declaration of death takes effect: the marriage ends with it, whatever the deemed day of death (Civil Code 51).
    mutating func declareDead(_ person: Int, on date: CalendarDate) {
        for union in unions(of: person) {
            unions.removeAll { $0.couple == union.couple }
            suspended.append((union, person, date))
            let closing = Closing(couple: union.couple, cause: .declaredDeath(of: person), date: date)
            close(closing, for: [person, union.couple.partner(of: person)])
        }
    }

    /// What decides whether a marriage comes back when a declared death is revoked.
    enum Revival: Sendable, Hashable {
        case comesBack
        /// The spouse remarried, refused in writing, or died.
        case barred
        /// The marriage office was not heard about the spouse, or its records are ambiguous.
        case unknown
    }

    /// The revocation of a declared death takes effect.
    mutating func revoke(
        _ person: Int, on date: CalendarDate, revival: (_ spouse: Int, _ since: CalendarDate) -> Revival
    ) {
        let affected = suspended.filter { $0.dead == person }
        suspended.removeAll { $0.dead == person }
        for (union, _, since) in affected {
            let couple = union.couple
            let spouse = couple.partner(of: person)
            switch revival(spouse, since) {
            case .comesBack:
                stand(Union(couple: couple, start: union.start, restored: date))
            case .unknown: unsettledRevivals.append(couple)
            case .barred:
                let closing = Closing(couple: couple, cause: .notRestored, date: date)
                closings[couple] = closing
                // Whoever had later events of his or her own keeps what these made of it.
                for one in [person, spouse] where lastClosing[one]?.couple == couple { lastClosing[one] = closing }
            }
        }
    }

    private mutating func close(_ closing: Closing, for persons: [Int]) {
        closings[closing.couple] = closing
        for person in persons { lastClosing[person] = closing }
    }
}
