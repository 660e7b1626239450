/// The 23 abolished certificates and everything that is known about them, as `Config/catalogue.json` says it. Data, never code: whoever
/// changes the law changes the file.
///
/// Complete and consistent by construction: the reader refuses a file in which something refers to what is not there.
package final class Catalogue: Sendable {
    /// The edition of the file, shown with the catalogue.
    package let edition: String
    /// The list that the catalogue carries out: the founding document.
    package let source: Text
    /// In the order of the list, 1 to 23.
    package let certificates: [Certificate]
    package let claims: [ClaimKind: ClaimEntry]
    package let registries: [RegistryID: RegistryEntry]
    package let documents: [DocumentID: DocumentEntry]
    /// Names of the authorities that keep registries, by their id (`civil-affairs`, …).
    package let authorities: [String: Text]
    /// What each route is called.
    package let routes: [Route: Text]
    /// What each merge rule does, by its name.
    package let mergeRules: [String: Text]
    /// What general next steps follow from.
    package let stepBases: [StepBasis: Text]
    /// Certificates that may still be asked of a committee, each with its basis (Annex 3).
    package let retained: [RetainedCertificate]
    /// Periods that departments are bound to.
    package let timeLimits: [TimeLimit]

    private let positions: [CertificateID: Int]
    private let positionsByName: [NameKey: Int]
    private let retainedByName: [NameKey: Int]

    init(parts: Parts) {
        edition = parts.edition
        source = parts.source
        certificates = parts.certificates
        claims = parts.claims
        registries = parts.registries
        documents = parts.documents
        authorities = parts.authorities
        routes = parts.routes
        mergeRules = parts.mergeRules
        stepBases = parts.stepBases
        retained = parts.retained
        timeLimits = parts.timeLimits
        positions = Dictionary(parts.certificates.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
        positionsByName = Dictionary(
            parts.certificates.enumerated().flatMap { position, certificate in certificate.searchNames.map { (NameKey($0), position) } }
        ) { first, _ in first }
        retainedByName = Dictionary(
            parts.retained.enumerated().flatMap { position, entry in
                ([entry.name] + entry.aliases).flatMap { [$0.zh, $0.en] }.map { (NameKey($0), position) }
            }
        ) { first, _ in first }
    }

    package func certificate(_ id: CertificateID) -> Certificate? {
        positions[id].map { certificates[$0] }
    }

    /// The certificate of that id, name or alias, in Chinese or English, whatever its width, case and spacing.
    package func certificate(named name: String) -> Certificate? {
        if let position = positions[CertificateID(rawValue: name)], certificates[position].id.rawValue.hasSameBytes(as: name) {
            return certificates[position]
        }
        return position(ofName: name, in: positionsByName).map { certificates[$0] }
    }

    /// May the certificate of that name be asked of a committee?
    package func lookup(name: String) -> CertificateStanding {
        if let certificate = certificate(named: name) { return .abolished(certificate) }
        if let position = position(ofName: name, in: retainedByName) { return .retained(retained[position]) }
        return .notListed
    }

    /// The claims that rest on a registry, on its word or only on what it can undo.
    package func claims(restingOn registry: RegistryID) -> Set<ClaimKind> {
        Set(claims.filter { $0.value.sources.required.contains(registry) || $0.value.sources.advisory.contains(registry) }.keys)
    }

    /// The registries that a claim rests on.
    package func sources(for kind: ClaimKind) -> ClaimSources {
        claims[kind]?.sources ?? ClaimSources(required: [], advisory: [])
    }

    /// The list prints some names with their aliases in brackets; a name is found with and without them.
    private func position(ofName name: String, in positions: [NameKey: Int]) -> Int? {
        guard name.utf8.count <= Self.maximumNameBytes else { return nil }
        let key = NameKey(name)
        return positions[key] ?? key.withoutBrackets.flatMap { positions[$0] }
    }

    /// Bytes of a name that are looked at; the longest name of the list is far below.
    private static let maximumNameBytes = 512

    /// The parts as read, before the indices are made.
    struct Parts {
        var edition: String
        var source: Text
        var certificates: [Certificate]
        var claims: [ClaimKind: ClaimEntry]
        var registries: [RegistryID: RegistryEntry]
        var documents: [DocumentID: DocumentEntry]
        var authorities: [String: Text]
        var routes: [Route: Text]
        var mergeRules: [String: Text]
        var stepBases: [StepBasis: Text]
        var retained: [RetainedCertificate]
        var timeLimits: [TimeLimit]
    }
}

/// Whether a certificate may be asked of a committee.
package enum CertificateStanding: Sendable, Hashable {
    /// On the list of Annex 1: nobody may ask for it; the certificate says what to do instead.
    case abolished(Certificate)
    /// On the retained list, with its legal basis.
    case retained(RetainedCertificate)
    /// On neither list: outside the retained list nobody may ask (founding document, 二(三)).
    case notListed
}
