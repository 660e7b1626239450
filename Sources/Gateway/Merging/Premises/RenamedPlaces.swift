import Verification

/// Under which other names a place is known, by plain renamings alone (place-name and door-plate registers; `domain.md` A.4.9 item 21).
///
/// A place that was split or merged, two places that took one name, a name that was taken away and given again, and renamings without a day lead
/// no further: there another name may mean another place.
struct RenamedPlaces: Sendable {
    private struct Renaming: Sendable {
        let from: AddressForm
        let to: AddressForm
        let date: CalendarDate
    }

    private var renamings: [Renaming] = []
    /// Names about which the registers tell more than a plain renaming.
    private var unclear: [AddressForm] = []

    /// From what registers of places tell, as far as it had happened by a day.
    init(_ facts: [Fact], until day: CalendarDate) {
        for case .record(let record) in facts {
            let date = record.date("date")
            if let date, date > day { continue }
            if let from = record.text("from"), let to = record.text("to"), record.isKind("rename") {
                let renaming = date.map { Renaming(from: AddressForm(from), to: AddressForm(to), date: $0) }
                if let renaming {
                    if !renamings.contains(where: { $0.from == renaming.from && $0.to == renaming.to && $0.date == renaming.date }) {
                        renamings.append(renaming)
                    }
                } else {
                    unclear += [AddressForm(from), AddressForm(to)]
                }
            } else {
                unclear += ([record.text("from"), record.text("to")].compactMap(\.self) + record.texts("from") + record.texts("to")).map(
                    AddressForm.init)
            }
        }
    }

    /// Another name of a place, and when it was that; both days belong to it.
    struct OtherName: Sendable {
        let form: AddressForm
        fileprivate let from: CalendarDate?
        fileprivate let until: CalendarDate?

        /// What was registered under the name on that day was registered for the place; nil is no day to tell by.
        func isTheirs(on day: CalendarDate?) -> Bool {
            guard let day else { return false }
            return (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
        }
    }

    /// The names that the place has had since, and had before.
    func otherNames(of name: AddressForm) -> [OtherName] {
        (chain(from: name, isForward: true) + chain(from: name, isForward: false)).map { form in
            OtherName(
                form: form, from: renamings.filter { $0.to == form }.map(\.date).max(),
                until: renamings.filter { $0.from == form }.map(\.date).min())
        }
    }

    /// The name was taken away and then given again: it may be another place's.
    private func isGivenAgain(_ name: AddressForm) -> Bool {
        renamings.contains { lost in lost.from == name && renamings.contains { $0.to == name && lost.date <= $0.date } }
    }

    /// Renaming after renaming, forward or back in time, as long as there is no doubt which is meant.
    private func chain(from start: AddressForm, isForward: Bool) -> [AddressForm] {
        var names = [start]
        var day: CalendarDate?
        while let name = names.last, !unclear.contains(name), !isGivenAgain(name) {
            let steps = renamings.filter { step in
                guard (isForward ? step.from : step.to) == name else { return false }
                // On one day names are taken away before they are given: 3 became 5 and 5 became 7, two houses.
                return day.map { isForward ? $0 < step.date : step.date < $0 } ?? true
            }
            guard let step = steps.first, steps.count == 1 else { break }
            let next = isForward ? step.to : step.from
            let isOnlyOne = renamings.filter { isForward ? $0.to == next : $0.from == next }.count == 1
            guard isOnlyOne, !unclear.contains(next), !isGivenAgain(next), !names.contains(next) else { break }
            names.append(next)
            day = step.date
        }
        return Array(names.dropFirst())
    }
}
