import Verification

/// How one place lies to another.
enum AddressRelation: String, Sendable, Hashable, CaseIterable {
    case same
    case partOf = "part-of"
    case contains
    case different

    var reversed: AddressRelation {
        switch self {
        case .same, .different: self
        case .partOf: .contains
        case .contains: .partOf
        }
    }

    /// How the first lies to the third, from first to second and second to third; nil where that does not follow.
    func followed(by next: AddressRelation) -> AddressRelation? {
        switch (self, next) {
        case (.same, _): next
        case (_, .same): self
        case (.contains, .contains): .contains
        case (.partOf, .partOf): .partOf
        // What lies in one of two places that have nothing in common has nothing in common with the other.
        case (.partOf, .different), (.different, .contains): .different
        default: nil
        }
    }
}

/// The official renamings, splits and mergers of places, in time.
///
/// A name is not a place: after a renaming, the name may be given to another one, often on the same day, when a street is numbered anew. The
/// nodes are therefore the times during which a name was one place's: it begins when an act gives the name and ends when one takes it away.
/// On one day names are taken away before they are given.
struct AddressGraph: Sendable {
    /// What the two names are to each other.
    enum Answer: Sendable, Hashable {
        /// `since` is the last act on the way.
        case related(AddressRelation, since: CalendarDate?)
        /// The acts lead to statements that cannot both be true.
        case contradicted
        /// They are connected, and how does not follow; or a name was that of several places.
        case ambiguous
        /// The order of the acts is not known.
        case undated
        /// No act connects them.
        case unconnected
    }

    private struct Node: Hashable {
        let name: PlaceForm
        let turn: Int
    }

    private struct Step {
        let to: Node
        let relation: AddressRelation
        let date: CalendarDate?
    }

    private struct Reached: Hashable {
        let node: Node
        let relation: AddressRelation
    }

    private var turns: [PlaceForm: Int] = [:]
    private var closed: Set<Node> = []
    private var steps: [Node: [Step]] = [:]
    /// A name takes part in several acts of which one has no day.
    private var isUndated = false
    /// Names that stand in one act.
    private var neighbours: [PlaceForm: Set<PlaceForm>] = [:]

    init(_ changes: Set<AddressChange>, standing: Set<PlaceForm>) {
        let ordered = changes.sorted { $0.rank < $1.rank }
        for change in changes {
            for name in change.from + change.to { neighbours[name, default: []].formUnion(change.from + change.to) }
        }
        for name in neighbours.keys {
            let mine = changes.filter { $0.from.contains(name) || $0.to.contains(name) }
            if mine.count > 1, mine.contains(where: { $0.date == nil }) { isUndated = true }
        }
        var open: [PlaceForm: [Node]] = [:]
        var index = 0
        while index < ordered.count {
            let day = ordered[index...].prefix { $0.date == ordered[index].date }
            let old = day.map { change in change.from.map { take(name: $0, &open) } }
            let new = day.map { change in change.to.map { give(name: $0, &open) } }
            for (place, change) in day.enumerated() { connect(old[place], new[place], change) }
            index += day.count
        }
        for name in standing where turns[name] == nil { turns[name] = 1 }
    }

    /// The place that had the name until now, where that was one; of two nobody can say which is meant, and a name that was taken away already
    /// was somebody else's in between.
    private mutating func take(name: PlaceForm, _ open: inout [PlaceForm: [Node]]) -> Node {
        if let nodes = open[name], nodes.count == 1, let node = nodes.first {
            open[name] = nil
            closed.insert(node)
            return node
        }
        let node = begin(name)
        closed.insert(node)
        return node
    }

    private mutating func give(name: PlaceForm, _ open: inout [PlaceForm: [Node]]) -> Node {
        let node = begin(name)
        open[name, default: []].append(node)
        return node
    }

    private mutating func begin(_ name: PlaceForm) -> Node {
        let turn = turns[name] ?? 0
        turns[name] = turn + 1
        return Node(name: name, turn: turn)
    }

    private mutating func connect(_ old: [Node], _ new: [Node], _ change: AddressChange) {
        func link(_ one: Node, _ other: Node, _ relation: AddressRelation) {
            steps[one, default: []].append(Step(to: other, relation: relation, date: change.date))
            steps[other, default: []].append(Step(to: one, relation: relation.reversed, date: change.date))
        }
        let relation: AddressRelation =
            switch change.kind {
            case .rename: .same
            case .split: .contains
            case .merge: .partOf
            }
        for one in old { for other in new { link(one, other, relation) } }
        // The parts of one place are different places.
        for group in [old, new] {
            for (place, one) in group.enumerated() { for other in group[(place + 1)...] { link(one, other, .different) } }
        }
    }

    /// How the place of the one name lies to that of the other one. A name that a place bears at the end is taken for that place.
    func relation(of old: PlaceForm, to new: PlaceForm) -> Answer {
        let (before, after) = (nodes(old), nodes(new))
        let present = after.filter { !closed.contains($0) }
        var answers: [Answer] = []
        for one in before { for other in present.isEmpty ? after : present { answers.append(relation(of: one, to: other)) } }
        // Without the order of the acts a name is nobody's for sure.
        if isUndated, areConnected(old, new) { return .undated }
        guard let answer = answers.first, answers.contains(where: { $0 != .unconnected }) else { return .unconnected }
        guard case .related(let relation, _) = answer else { return answers.allSatisfy { $0 == answer } ? answer : .ambiguous }
        var days: Set<CalendarDate?> = []
        for case .related(relation, let since) in answers { days.insert(since) }
        let isUnanimous = answers.allSatisfy { if case .related(relation, _) = $0 { true } else { false } }
        return isUnanimous ? .related(relation, since: days.count == 1 ? days.first ?? nil : nil) : .ambiguous
    }

    private func areConnected(_ one: PlaceForm, _ other: PlaceForm) -> Bool {
        var reached: Set<PlaceForm> = [one]
        var frontier = [one]
        while let name = frontier.popLast() {
            for next in neighbours[name] ?? [] where reached.insert(next).inserted { frontier.append(next) }
        }
        return reached.contains(other)
    }

    private func nodes(_ name: PlaceForm) -> [Node] { (0..<(turns[name] ?? 0)).map { Node(name: name, turn: $0) } }

    private func relation(of start: Node, to end: Node) -> Answer {
        var since: [Reached: CalendarDate?] = [:]
        since[Reached(node: start, relation: .same)] = .some(nil)
        var frontier = [Reached(node: start, relation: .same)]
        var touched: Set<Node> = [start]
        while let here = frontier.popLast() {
            for step in steps[here.node] ?? [] {
                if touched.insert(step.to).inserted { touch(step.to, &touched) }
                guard let relation = here.relation.followed(by: step.relation) else { continue }
                let next = Reached(node: step.to, relation: relation)
                guard since[next] == nil else { continue }
                since[next] = [since[here] ?? nil, step.date].compactMap { $0 }.max()
                frontier.append(next)
            }
        }
        let found = AddressRelation.allCases.filter { since[Reached(node: end, relation: $0)] != nil }
        if found.count > 1 { return .contradicted }
        guard let relation = found.first else { return touched.contains(end) ? .ambiguous : .unconnected }
        return .related(relation, since: since[Reached(node: end, relation: relation)] ?? nil)
    }

    /// Everything that is connected with a node, however.
    private func touch(_ node: Node, _ touched: inout Set<Node>) {
        var frontier = [node]
        while let here = frontier.popLast() {
            for step in steps[here] ?? [] where touched.insert(step.to).inserted { frontier.append(step.to) }
        }
    }
}

extension AddressChange {
    /// By day, those without one first; on one day in an order that depends on nothing but the acts.
    fileprivate var rank: Rank { Rank(change: self) }

    fileprivate struct Rank: Comparable {
        let change: AddressChange
        private var keys: [[UInt32]] { (change.from + change.to).map(\.scalars) + [[UInt32(change.kind.rawValue)]] }

        init(change: AddressChange) { self.change = change }

        static func < (left: Rank, right: Rank) -> Bool {
            let days = [left, right].map { $0.change.date?.dayNumber ?? .min }
            if days[0] != days[1] { return days[0] < days[1] }
            return left.keys.lexicographicallyPrecedes(right.keys) { $0.lexicographicallyPrecedes($1) }
        }
    }
}
