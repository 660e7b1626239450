/// Who may go in and who waits: a fixed number of places, and a line in order of arrival in which everybody has a deadline. Pure.
struct Turnstile<Visitor> {
    private struct Waiting {
        let visitor: Visitor
        let deadline: ContinuousClock.Instant
    }

    /// Visitors inside at most.
    let places: Int
    /// Visitors inside now.
    private(set) var inside = 0
    private var line: [Waiting?] = []
    private var head = 0
    /// How many wait.
    private(set) var waiting = 0
    /// No deadline in the line is earlier (it may be later: that of somebody who left).
    private(set) var nextDeadline: ContinuousClock.Instant?

    init(places: Int) { self.places = places }

    /// Puts a visitor at the end of the line.
    mutating func arrive(_ visitor: Visitor, deadline: ContinuousClock.Instant) {
        line.append(Waiting(visitor: visitor, deadline: deadline))
        waiting += 1
        nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline
    }

    /// The first of the line, who now has a place; nil if nobody waits or all places are taken.
    mutating func enter() -> Visitor? {
        guard inside < places else { return nil }
        while head < line.count {
            let first = line[head]
            line[head] = nil
            head += 1
            guard let first else { continue }
            waiting -= 1
            inside += 1
            compact()
            return first.visitor
        }
        compact()
        return nil
    }

    /// Frees a place.
    mutating func leave() {
        precondition(inside > 0, "somebody left who was not inside")
        inside -= 1
    }

    /// Takes out those whose deadline is reached.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [Visitor] {
        guard let nextDeadline, nextDeadline <= now else { return [] }
        return take { $0.deadline <= now }
    }

    /// Takes out everybody who waits.
    mutating func takeAll() -> [Visitor] { take { _ in true } }

    /// Takes out the first one who fits.
    mutating func takeFirst(where fits: (Visitor) -> Bool) -> Visitor? {
        for index in head..<line.count {
            if let found = line[index], fits(found.visitor) {
                line[index] = nil
                waiting -= 1
                compact()
                return found.visitor
            }
        }
        return nil
    }

    private mutating func take(where fits: (Waiting) -> Bool) -> [Visitor] {
        var taken: [Visitor] = []
        var kept: [Waiting?] = []
        for case let entry? in line[head...] {
            if fits(entry) { taken.append(entry.visitor) } else { kept.append(entry) }
        }
        line = kept
        head = 0
        waiting = kept.count
        nextDeadline = kept.lazy.compactMap { $0?.deadline }.min()
        return taken
    }

    private mutating func compact() {
        if waiting == 0 {
            line.removeAll(keepingCapacity: true)
            head = 0
            nextDeadline = nil
        } else if head > 64, head * 2 > line.count {
            line.removeFirst(head)
            head = 0
        }
    }
}
