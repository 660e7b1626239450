package import AdapterKit

/// Every adapter that this gateway knows, written out: nothing registers itself.
package enum AdapterList {
    /// In the order of `registries.md`; the last speaks whatever its entry describes.
    package static let all: [any RegistryAdapter.Type] = [
        PublicSecurityAdapter.self, CivilAffairsAdapter.self, HealthAdapter.self, CourtsAdapter.self, DeclarativeAdapter.self,
    ]

    /// The adapter of that name in `Config/adapters.json`, compared byte by byte.
    package static func adapter(named name: String) -> (any RegistryAdapter.Type)? {
        all.first { $0.manifest.name.utf8.elementsEqual(name.utf8) }
    }
}
