import Lives
import Verification

/// What became of streets: a place that was only renamed is the same place.
extension Oracle {
    /// How two street names stand to each other on a day.
    enum PlaceRelation: String, Sendable {
        case same, contains, different
        case partOf = "part-of"
    }

    /// A street name followed through its official changes from the first of them to the day: the names that its ground bears then.
    private func present(_ name: String, on day: CalendarDate) -> (names: [String], isPart: Bool) {
        var names = [name]
        var isPart = false
        for change in society.places.changes where change.date <= day {
            guard let place = names.firstIndex(where: { name in change.from.contains { $0.reads(name) } }) else { continue }
            names.remove(at: place)
            names += change.to
            isPart = isPart || change.kind == .merge
        }
        return (names, isPart)
    }

    /// What the ground of the old name is to that of the new one.
    func relation(of old: String, to new: String, on day: CalendarDate) -> PlaceRelation {
        let (before, now) = (present(old, on: day), present(new, on: day))
        guard before.names.contains(where: { name in now.names.contains { $0.reads(name) } }) else { return .different }
        // Two parts of one whole have nothing else in common.
        if before.isPart, now.isPart { return old.reads(new) ? .same : .different }
        if before.names.count > now.names.count || now.isPart { return .contains }
        return before.names.count < now.names.count || before.isPart ? .partOf : .same
    }
}
