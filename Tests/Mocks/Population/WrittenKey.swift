/// A text as a dictionary key, compared byte by byte: Swift's `==` on strings is canonical equivalence, under which two registries' texts
/// could collide (M12).
struct WrittenKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: WrittenKey, right: WrittenKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }
}

/// One or many places in a list: nearly every number stands in one record only, so the array is paid for by the others.
enum Places {
    case one(Int32)
    case many([Int32])

    mutating func add(_ place: Int32) {
        switch self {
        case .one(let first): self = .many([first, place])
        case .many(var places):
            self = .one(0)
            places.append(place)
            self = .many(places)
        }
    }

    var last: Int32 {
        switch self {
        case .one(let place): place
        case .many(let places): places[places.count - 1]
        }
    }
}

/// Places by the number that is written there. Places are added in rising order; a place is kept once for a number.
struct NumberIndex: Sendable {
    private var slots: [WrittenKey: Places] = [:]

    init(minimumCapacity: Int = 0) { slots.reserveCapacity(minimumCapacity) }

    mutating func add(_ place: Int, under number: String) {
        let key = WrittenKey(number)
        let place = Int32(place)
        guard let slot = slots[key] else {
            slots[key] = .one(place)
            return
        }
        if slot.last != place { slots[key]?.add(place) }
    }

    /// The elements of `all` that stand under the number.
    func map<Element>(_ number: String, _ element: (Int) -> Element) -> [Element] {
        switch slots[WrittenKey(number)] {
        case nil: []
        case .one(let place): [element(Int(place))]
        case .many(let places): places.map { element(Int($0)) }
        }
    }
}
