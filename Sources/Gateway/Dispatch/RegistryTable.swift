package import Verification

/// One value for each of some registries, of which there are a dozen at most.
///
/// A row that is searched from front to end: a few lengths compared cost less than hashing a name.
package struct RegistryTable<Value: Sendable>: Sendable {
    private var rows: [(registry: RegistryID, value: Value)] = []

    package init() {}

    /// Of values for the same registry the first one counts.
    package init(_ values: some Sequence<(RegistryID, Value)>) {
        for (registry, value) in values where position(of: registry) == nil { rows.append((registry, value)) }
    }

    package var registries: [RegistryID] { rows.map(\.registry) }
    package var values: [Value] { rows.map(\.value) }

    package subscript(_ registry: RegistryID) -> Value? {
        get { position(of: registry).map { rows[$0].value } }
        set {
            switch (position(of: registry), newValue) {
            case (let position?, let value?): rows[position].value = value
            case (nil, let value?): rows.append((registry, value))
            case (let position?, nil): rows.remove(at: position)
            case (nil, nil): break
            }
        }
    }

    package func has(_ registry: RegistryID) -> Bool { position(of: registry) != nil }

    private func position(of registry: RegistryID) -> Int? { rows.firstIndex { $0.registry == registry } }
}

extension RegistryTable {
    package init(_ values: [RegistryID: Value]) {
        for (registry, value) in values { rows.append((registry, value)) }
    }

    /// The same registries with other values.
    func mapValues<Other: Sendable>(_ transform: (Value) -> Other) -> RegistryTable<Other> {
        RegistryTable<Other>(rows.map { ($0.registry, transform($0.value)) })
    }
}
