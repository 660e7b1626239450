package import Verification

/// One value for each of some registries, of which there are a dozen at most.
///
/// A row that is searched from front to end: a few lengths compared cost less than hashing a name.
package struct RegistryTable<Value: Sendable>: Sendable {
    package private(set) var registries: [RegistryID] = []
    /// In the order of ``registries``.
    package private(set) var values: [Value] = []

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

    private func position(of registry: RegistryID) -> Int? { registries.firstIndex { $0 == registry } }

    private mutating func append(_ registry: RegistryID, _ value: Value) {
        registries.append(registry)
        values.append(value)
    }

    /// The same registries with other values.
    func mapValues<Other: Sendable>(_ transform: (Value) -> Other) -> RegistryTable<Other> {
        RegistryTable<Other>(zip(registries, values.map(transform)))
    }
}
