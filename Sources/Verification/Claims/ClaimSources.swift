/// Which registries a claim rests on, from the catalogue.
package struct ClaimSources: Sendable, Hashable {
    /// Without an answer of each of these there is no verdict, unless a positive with closed defeaters stands already.
    package let required: [RegistryID]
    /// Their records count like any other; their silence never changes a verdict.
    package let advisory: [RegistryID]

    package init(required: [RegistryID], advisory: [RegistryID]) {
        self.required = required
        self.advisory = advisory
    }
}
