package import Verification

/// One value for each of some registries: the few that a verification asks, or all that are joined.
///
/// A few are searched from front to end, which costs less than any hash. From nine on the registries are found by slots, so that a verification
/// costs the same however many are joined.
package struct RegistryTable<Value: Sendable>: Sendable {
    package private(set) var registries: [RegistryID] = []
    /// In the order of ``registries``.
    package private(set) var values: [Value] = []
    /// The positions of the registries by ``RegistryID/scatter``, each in its slot or the next free one, -1 where there is none; a power of two,
    /// at most half of it taken; empty for a few.
    private var slots: [Int] = []

    package init() {}

    /// Of values for the same registry the first one counts.
    package init(_ values: some Sequence<(RegistryID, Value)>) {
        for (registry, value) in values where !has(registry) { append(registry, value) }
    }

    package init(_ values: [RegistryID: Value]) {
        for (registry, value) in values { append(registry, value) }
    }

    package subscript(_ registry: RegistryID) -> Value? { position(of: registry).map { values[$0] } }

    package func has(_ registry: RegistryID) -> Bool { position(of: registry) != nil }

    mutating func set(_ registry: RegistryID, _ value: Value) {
        if let position = position(of: registry) { values[position] = value } else { append(registry, value) }
    }

    private func position(of registry: RegistryID) -> Int? {
        if slots.isEmpty { return registries.firstIndex { $0 == registry } }
        var slot = registry.scatter & (slots.count - 1)
        while slots[slot] >= 0 {
            if registries[slots[slot]] == registry { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func append(_ registry: RegistryID, _ value: Value) {
        registries.append(registry)
        values.append(value)
        if registries.count > 8 { place() }
    }

    /// Gives the last registry its slot, or all of them new ones where room gets scarce.
    private mutating func place() {
        var unplaced = registries.count - 1..<registries.count
        if registries.count * 2 > slots.count {
            slots = [Int](repeating: -1, count: max(slots.count * 2, 32))
            unplaced = registries.indices
        }
        for position in unplaced {
            var slot = registries[position].scatter & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = position
        }
    }

    /// The same registries with other values.
    func mapValues<Other: Sendable>(_ transform: (Value) -> Other) -> RegistryTable<Other> {
        RegistryTable<Other>(zip(registries, values.map(transform)))
    }
}
