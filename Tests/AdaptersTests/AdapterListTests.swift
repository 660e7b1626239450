import AdapterKit
import Adapters
import Testing

@Suite("Adapter list")
struct AdapterListTests {
    @Test("every department once, in the order of the dialects, found by its name byte for byte")
    func names() {
        let manifests = AdapterList.all.map { $0.manifest }
        #expect(manifests.map(\.name) == ["public-security", "civil-affairs", "health", "courts", "declarative"])
        // What an entry describes may be any dataset, also one that is native elsewhere.
        let datasets = manifests.dropLast().flatMap(\.datasets)
        #expect(Set(datasets).count == datasets.count)
        let described = Set(DeclarativeAdapter.manifest.datasets)
        #expect(described.isSuperset(of: datasets))
        for manifest in manifests { #expect(found(manifest.name) == manifest) }
        #expect(found("Courts") == nil)
    }

    private func found(_ name: String) -> AdapterManifest? { AdapterList.adapter(named: name).map { $0.manifest } }
}
