import Verification

/// Something that will happen on a day, unless the people concerned can no longer take part.
struct Act: Sendable {
    let day: CalendarDate
    /// Acts of one day happen in the order in which they were planned.
    let order: Int
    let deed: Deed

    /// What happens. Numbers are places of people or unions.
    enum Deed: Sendable {
        case newYear(Int)
        case birth(mother: Int)
        case arrival
        case outsiderArrival(Origin)
        case death(Int)
        case marriage(Int, Int)
        case application(Int)
        case officeDivorce(Int)
        case suit(Int)
        case judgment(Int)
        case voiding(Int, Union.Voiding)
        case reissue(Int)
        case disappearance(Int)
        case declaredMissing(Int)
        case declaredDead(Int)
        case comeback(Int)
        case revocation(Int)
        case nameChange(Int)
        case numberChange(Int)
        case duplicateCancelled(Int)
        case adoption(child: Int, parents: [Int], remaining: Int?)
        case dissolution(child: Int)
        case paternity(child: Int, father: Int)
        case householdMove(Int)
        case leavingHome(Int)
        case emigration(Int)
        case enlistment(Int)
        case discharge(Int)
    }
}

/// Acts by day: a binary heap.
struct ActQueue {
    private var heap: [Act] = []
    private var planned = 0

    var first: Act? { heap.first }

    mutating func plan(_ deed: Act.Deed, on day: CalendarDate) {
        planned += 1
        heap.append(Act(day: day, order: planned, deed: deed))
        var place = heap.count - 1
        while place > 0, precedes(place, (place - 1) / 2) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Act? {
        guard let top = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return top }
        heap[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && precedes(child, least) { least = child }
            if least == place { return top }
            heap.swapAt(place, least)
            place = least
        }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (heap[left].day, heap[left].order) < (heap[right].day, heap[right].order)
    }
}
