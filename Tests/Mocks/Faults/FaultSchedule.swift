/// Decides which fault, if any, spoils each exchange of one dataset: a value that counts exchanges and knows nothing of sockets.
///
/// The rules run in order. The first one that is not used up and is meant for the exchange's area decides: while exchanges of its `after`
/// are left, the exchange passes; then it is spoilt, `times` times. A rule's count starts when the one before it is used up.
package struct FaultSchedule: Sendable, Hashable {
    private var entries: [Entry]

    private struct Entry: Sendable, Hashable {
        let rule: FaultRule
        var passed = 0
        var spoilt = 0

        var isUsedUp: Bool { rule.times.map { spoilt >= $0 } ?? false }

        func concerns(_ area: String?) -> Bool {
            guard let own = rule.area else { return true }
            return area.map { own.utf8.elementsEqual($0.utf8) } ?? false
        }
    }

    package init(_ rules: [FaultRule] = []) { entries = rules.map { Entry(rule: $0) } }

    /// True when no rule can spoil anything any more.
    package var isOver: Bool { entries.allSatisfy(\.isUsedUp) }

    /// The fault that the next exchange would meet. Counts nothing.
    package func upcoming(in area: String? = nil) -> Fault? {
        guard let entry = entries.first(where: { !$0.isUsedUp && $0.concerns(area) }), entry.passed >= entry.rule.after else { return nil }
        return entry.rule.fault
    }

    /// Counts one exchange and says what spoils it.
    package mutating func next(in area: String? = nil) -> Fault? {
        guard let index = entries.firstIndex(where: { !$0.isUsedUp && $0.concerns(area) }) else { return nil }
        if entries[index].passed < entries[index].rule.after {
            entries[index].passed += 1
            return nil
        }
        entries[index].spoilt += 1
        return entries[index].rule.fault
    }
}
