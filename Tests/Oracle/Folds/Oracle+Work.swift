import Lives
import Verification

/// Work, files, certificates and what courts found.
extension Oracle {
    /// A judgment that took effect in the time and is not sealed.
    func hasRecord(_ person: Int, from: CalendarDate?, to: CalendarDate) -> Bool {
        life(person).conduct.convictions.contains { conviction in
            !conviction.isSealed && conviction.effective <= to && (from.map { $0 <= conviction.effective } ?? true)
        }
    }

    func isRegisteredUnemployed(_ person: Int, on day: CalendarDate) -> Bool { life(person).work.unemployed.contains { $0.covers(day) } }

    func isInHardship(_ person: Int, on day: CalendarDate) -> Bool { life(person).work.hardships.contains { $0.covers(day) } }

    func custodian(of person: Int) -> Truth { life(person).work.file.map { .value(.word($0.custodian)) } ?? .no }

    /// The file states it so. Where it states something else, or nothing, that is so too.
    func fileStates(_ person: Int, _ fact: String, _ value: String) -> Truth {
        guard let file = life(person).work.file, let stated = file.facts.first(where: { $0.name.reads(fact) }) else { return .no }
        // Whoever states a month states what a day of that month says too.
        return Truth(stated.value.reads(value) || stated.value.hasPrefix(value + "-"))
    }

    /// The certificate is in force on the day, its last one included, and says so much. One for several kinds does not tell which.
    func holdsDisabilityCertificate(_ person: Int, category: Int?, level: Int?, on day: CalendarDate) -> Truth {
        guard let held = life(person).conduct.disability, held.validFrom <= day, day <= held.validUntil else { return .no }
        if level.map({ $0 != held.level }) ?? false { return .no }
        if let category, category != held.category { return held.category == 7 ? .unknowable : .no }
        return .yes
    }

    /// What community treatment or rehabilitation is running, or that one was finished.
    func rehabilitation(of person: Int, on day: CalendarDate) -> Truth {
        let agreements = life(person).conduct.rehabilitations
        if let running = agreements.last(where: { $0.span.covers(day) }) {
            return .value(.word(running.measure.reads("社区戒毒") ? "community-treatment" : "community-rehab"))
        }
        return agreements.contains { $0.span.until.map { $0 <= day } ?? false } ? .value(.word("completed")) : .no
    }

    /// There is a statement on the time, or a part of it.
    func hasPerformance(_ person: Int, from: CalendarDate, to: CalendarDate) -> Bool {
        life(person).conduct.rehabilitations.contains { $0.span.from <= to && ($0.span.until.map { from < $0 } ?? true) }
    }
}
