import Verification

/// `identity.hukou-at`: was the household registration at that place on that day? (`domain.md` A.4.9 item 2.)
///
/// A person has one household registration at a time, so one at another place is contrary evidence. For the present the register is complete;
/// for the past silence proves nothing, and the historic archives may help. Two on one day, as where an old stay was never closed, contradict each
/// other: a conflict, which the registers are asked to look into, and neither is believed (Household Registration Regulation Art. 6; P9).
enum HukouAt {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let population = hearing.testimony(of: .population, about: hearing.subject)
        let archives = hearing.sources.advisory.map { hearing.testimony(of: $0, about: hearing.subject) }
        if let block = hearing.block(among: [population]) { return Conclusion(block) }
        let isPresent = hearing.at >= hearing.today
        guard !hearing.subject.registrations.isEmpty else {
            guard isPresent else { return Conclusion(.noRecord, .noRecordFound, restsOn: [.population]) }
            return hearing.nothingFound(in: [population], from: nil, to: hearing.at)
        }
        let standing = hearing.subject.registrations.filter { !$0.isCancelled(by: hearing.at, isPresent: isPresent) }
        if standing.isEmpty { return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population]) }
        if !isPresent, standing.contains(where: \.isCancelledAtUnknownTime) { return Conclusion(.inconclusive, .startUnknown) }
        let historic = archives.flatMap(\.facts).compactMap { fact in if case .registration(let entry) = fact { entry } else { nil } }
        let stays = (standing + historic).flatMap(\.residences).filter { $0.covers(hearing.at, isPresent: isPresent) }
        return conclude(on: stays, with: archives, &hearing)
    }

    private static func conclude(on stays: [Residence], with archives: [Testimony], _ hearing: inout Hearing) -> Conclusion {
        // Households of the archives are not weighed here; nothing rests on them.
        let heard = [.population] + archives.filter { $0.facts.contains(where: \.isRegistration) }.map(\.registry)
        let field = hearing.claim.text("address") == nil ? "division" : "address"
        let compared = stays.map { (stay: $0, outcome: $0.outcome(of: hearing.claim)) }
        if let stay = compared.first(where: { $0.outcome == .match })?.stay {
            let others = compared.filter { $0.outcome != .match }
            let isElsewhere = others.contains { $0.outcome == .mismatch || $0.stay.isApart(from: stay) }
            if isElsewhere || others.contains(where: { !$0.stay.isPerhaps(stay, besideDivision: field == "division") }) {
                hearing.match.append(FieldMatch(field: field, outcome: .notCompared))
                return isElsewhere
                    ? Conclusion(.conflict, .sourcesDisagree, restsOn: heard) : Conclusion(.inconclusive, .recordsAmbiguous)
            }
            hearing.match.append(FieldMatch(field: field, outcome: .match))
            return Conclusion(.confirmed, .recorded, since: stay.from, restsOn: heard).by(.registrationStands)
        }
        if compared.isEmpty || compared.allSatisfy({ $0.outcome == .registryLacks }) {
            hearing.match.append(FieldMatch(field: field, outcome: .registryLacks))
            if hearing.at < hearing.today { hearing.note(.coverageLimited) }
            return Conclusion(.noRecord, hearing.at < hearing.today ? .coverageGap : .noRecordFound, restsOn: heard)
        }
        if compared.contains(where: { $0.outcome != .mismatch }) {
            hearing.match.append(FieldMatch(field: field, outcome: .notCompared))
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        hearing.match.append(FieldMatch(field: field, outcome: .mismatch))
        return Conclusion(.refuted, .recordedOtherwise, restsOn: heard)
    }
}

extension Fact {
    fileprivate var isRegistration: Bool { if case .registration = self { true } else { false } }
}

extension Registration {
    /// The registration did not stand any more on the day; one cancelled at an unknown time does not stand at present.
    func isCancelled(by day: CalendarDate, isPresent: Bool) -> Bool {
        switch status {
        case .active: false
        case .cancelled(_, let date): date.map { $0 <= day } ?? isPresent
        }
    }

    var isCancelledAtUnknownTime: Bool { if case .cancelled(_, nil) = status { true } else { false } }
}

extension Residence {
    /// From the first day until the day before the last: on the day of a move the new place counts. An unknown beginning says nothing about
    /// the past.
    fileprivate func covers(_ day: CalendarDate, isPresent: Bool) -> Bool {
        (from.map { $0 <= day } ?? isPresent) && (until.map { day < $0 } ?? true)
    }

    /// In divisions that surely are not one.
    fileprivate func isApart(from other: Residence) -> Bool {
        guard let mine = division, let theirs = other.division else { return false }
        return DivisionCode.compared(mine, theirs) == .mismatch && DivisionCode.compared(theirs, mine) == .mismatch
    }

    /// One household; or, where a division is asked about, one that lies in it as far as is written down.
    fileprivate func isPerhaps(_ other: Residence, besideDivision: Bool) -> Bool {
        if let mine = household, let theirs = other.household { return mine.hasSameBytes(as: theirs) }
        return besideDivision
    }

    /// How the place compares with the stated one; addresses that differ in wording are not compared, since they may be one place.
    fileprivate func outcome(of claim: Claim) -> MatchOutcome {
        var outcomes: [MatchOutcome] = []
        if let stated = claim.text("division") { outcomes.append(division.map { DivisionCode.compared(stated, $0) } ?? .registryLacks) }
        if let stated = claim.text("address") {
            outcomes.append(
                address.map { AddressForm($0) == AddressForm(stated) ? .match : .notCompared } ?? .registryLacks)
        }
        for outcome in [MatchOutcome.mismatch, .notCompared, .registryLacks] where outcomes.contains(outcome) { return outcome }
        return outcomes.isEmpty ? .notCompared : .match
    }
}

/// Division codes (GB/T 2260, and three or six more digits in the statistical code) are nested by prefix.
enum DivisionCode {
    /// A registered place inside the stated division matches it; a stated one inside of the registered cannot be told.
    static func compared(_ stated: String, _ registered: String) -> MatchOutcome {
        guard let wanted = stem(stated), let known = stem(registered) else { return stated.hasSameBytes(as: registered) ? .match : .notCompared }
        if known.starts(with: wanted) { return .match }
        return wanted.starts(with: known) ? .notCompared : .mismatch
    }

    /// The digits without the zeros that stand for "all of it"; nil when it is not a code.
    private static func stem(_ text: String) -> [UInt8]? {
        var digits = Array(text.utf8)
        guard [2, 4, 6, 9, 12].contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        for length in [9, 6] where digits.count > length && digits[length...].allSatisfy({ $0 == UInt8(ascii: "0") }) {
            digits.removeSubrange(length...)
        }
        for length in [4, 2] where digits.count == length + 2 && digits[length...].allSatisfy({ $0 == UInt8(ascii: "0") }) {
            digits.removeSubrange(length...)
        }
        return digits
    }
}

/// An address without the differences that are only typing: spaces, full-width forms, the traditional 號.
struct AddressForm: Equatable {
    let scalars: [Unicode.Scalar]

    init(_ text: String) {
        scalars = text.unicodeScalars.compactMap { scalar in
            if scalar.isBlank { return nil }
            if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
            return scalar == "號" ? "号" : scalar
        }
    }
}

extension Unicode.Scalar {
    /// Unicode's White_Space (PropList.txt), without asking the whole table of properties.
    var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
