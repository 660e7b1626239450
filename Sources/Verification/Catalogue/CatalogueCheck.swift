import StrictJSON

/// Looks for what a file of the right shape can still get wrong: references to what is not there, the same name twice, rules of the list
/// that contradict each other.
struct CatalogueCheck {
    private let parts: Catalogue.Parts
    private let problems: ProblemList

    init(_ parts: Catalogue.Parts, _ problems: ProblemList) {
        self.parts = parts
        self.problems = problems
    }

    func run() {
        for (index, certificate) in parts.certificates.enumerated() { check(certificate, at: "/certificates/\(index)") }
        checkRepeats()
        for kind in ClaimKind.allCases {
            if let entry = parts.claims[kind] { check(entry) } else { problems.add("/claims", "missing", "\(kind.rawValue) is required") }
        }
        for route in Route.allCases where parts.routes[route] == nil { problems.add("/routes", "missing", "\(route.rawValue) is required") }
        for basis in StepBasis.allCases where parts.stepBases[basis] == nil {
            problems.add("/stepBases", "missing", "\(basis.rawValue) is required")
        }
        for (id, registry) in parts.registries where parts.authorities[registry.authority] == nil {
            unknown("/registries/\(id.rawValue)/authority", "an authority")
        }
    }

    private func check(_ certificate: Certificate, at pointer: String) {
        for (key, list) in [("sharedCheck", certificate.sharedCheck), ("caseQuery", certificate.caseQuery)] {
            for (index, authority) in list.authorities.enumerated() where parts.authorities[authority] == nil {
                unknown("\(pointer)/\(key)/authorities/\(index)", "an authority")
            }
        }
        check(certificate.originals.documents, at: "\(pointer)/originals/documents")
        check(certificate.lostDocuments?.official ?? [], at: "\(pointer)/lostDocuments/official")
        check(certificate.lostDocuments?.commercial ?? [], at: "\(pointer)/lostDocuments/commercial")
        if let claim = certificate.defaultClaim, !certificate.claims.contains(claim) {
            problems.add("\(pointer)/defaultClaim", "not-among-claims", "must be one of the certificate's claims")
        }
        if (certificate.defaultClaim != nil) != (certificate.withoutClaims == .askDefault) {
            problems.add("\(pointer)/defaultClaim", "contradiction", "stands exactly where withoutClaims is ask-default")
        }
        if certificate.defaultClaim?.parameters.contains(where: \.isRequired) == true {
            problems.add("\(pointer)/defaultClaim", "contradiction", "must be a claim without required parameters")
        }
        if certificate.isPurelyProcedural != certificate.claims.isEmpty {
            problems.add("\(pointer)/claims", "contradiction", "must be empty exactly where withoutClaims is not-required")
        }
        if certificate.exception(for: .general) != nil {
            problems.add("\(pointer)/exceptions", "contradiction", "general is no exception")
        }
    }

    private func checkRepeats() {
        var numbers: Set<Int> = []
        var names: [NameKey: CertificateID] = [:]
        for (index, certificate) in parts.certificates.enumerated() {
            if !numbers.insert(certificate.number).inserted { repeated("/certificates/\(index)/number") }
            if parts.certificates[..<index].contains(where: { $0.id == certificate.id }) { repeated("/certificates/\(index)/id") }
            for name in certificate.searchNames.map(NameKey.init) {
                if let holder = names[name], holder != certificate.id { repeated("/certificates/\(index)/aliases") }
                names[name] = certificate.id
            }
        }
    }

    private func check(_ entry: ClaimEntry) {
        let pointer = "/claims/\(entry.kind.rawValue)"
        for (key, ids) in [
            ("sources/required", entry.sources.required), ("sources/advisory", entry.sources.advisory),
            ("defeaters/required", entry.defeaters.required), ("defeaters/advisory", entry.defeaters.advisory),
        ] {
            for (index, id) in ids.enumerated() where parts.registries[id] == nil { unknown("\(pointer)/\(key)/\(index)", "a registry") }
        }
        if parts.mergeRules[entry.mergeRule] == nil { unknown("\(pointer)/mergeRule", "a merge rule") }
    }

    private func check(_ documents: [DocumentID], at pointer: String) {
        for (index, id) in documents.enumerated() where parts.documents[id] == nil { unknown("\(pointer)/\(index)", "a document") }
    }

    private func unknown(_ pointer: String, _ what: String) {
        problems.add(pointer, "unknown-value", "is not the id of \(what) in this file")
    }

    private func repeated(_ pointer: String) {
        problems.add(pointer, "repeated", "stands there already")
    }
}
