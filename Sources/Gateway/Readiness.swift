package import Verification

/// Whether the daemon can do its work now, and which departments can be asked.
package struct Readiness: Sendable, Hashable {
    package let isReady: Bool
    /// Each joined department by name, sorted; true when its latest exchanges did not all fail.
    package let departments: [Department]

    package struct Department: Sendable, Hashable {
        package let name: String
        package let isUsable: Bool

        package init(name: String, isUsable: Bool) {
            self.name = name
            self.isUsable = isUsable
        }
    }

    package init(isReady: Bool, departments: [Department]) {
        self.isReady = isReady
        self.departments = departments
    }
}

extension Gateway {
    /// Ready as long as at least one department can be asked: one that is down must not take the others' answers away.
    package func readiness() -> Readiness {
        let departments = Dictionary(directory.registries.values.map { ($0.department.name, $0.department.health.isUsable) }) { first, _ in first }
            .sorted { $0.key < $1.key }
            .map { Readiness.Department(name: $0.key, isUsable: $0.value) }
        return Readiness(isReady: departments.contains(where: \.isUsable), departments: departments)
    }

    /// The registries that are joined, whether they answer at the moment or not.
    package var connectedRegistries: Set<RegistryID> { Set(directory.coverage.registries) }
}
