package import AdapterKit
package import Verification

/// The registries that are joined, each with the adapter that speaks to it.
package struct RegistryDirectory: Sendable {
    package let registries: RegistryTable<ConnectedRegistry>
    /// What the joined registries declare about themselves, as merge rules want it.
    package let coverage: RegistryTable<RegistryCoverage>

    package init(_ registries: [ConnectedRegistry]) {
        self.registries = RegistryTable(registries.map { ($0.id, $0) })
        coverage = self.registries.mapValues(\.coverage)
    }
}

/// One registry that can be asked.
package struct ConnectedRegistry: Sendable {
    package let id: RegistryID
    package let coverage: RegistryCoverage
    package let department: Department

    package init(id: RegistryID, coverage: RegistryCoverage, department: Department) {
        self.id = id
        self.coverage = coverage
        self.department = department
    }
}

/// One department that is joined: its adapter, how long it may take, and how it has been doing.
package struct Department: Sendable {
    /// The key of its entry in `Config/adapters.json`.
    package let name: String
    package let adapter: any RegistryAdapter
    /// The most that one question may take, within the deadline of the verification.
    package let timeout: Duration
    package let health: DepartmentHealth

    package init(name: String, adapter: any RegistryAdapter, timeout: Duration, health: DepartmentHealth = DepartmentHealth()) {
        self.name = name
        self.adapter = adapter
        self.timeout = timeout
        self.health = health
    }
}
