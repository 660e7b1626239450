import StrictJSON

extension CatalogueReader {
    func certificate(_ reader: ObjectReader) -> Certificate? {
        let id = reader.string("id", length: 1...64)
        let number = reader.integer("number", in: 1...999)
        let name = reader.text("name")
        let aliases = reader.texts("aliases")
        let origin = reader.word("origin", of: Certificate.Origin.self)
        let summary = reader.text("summary")
        let routes: [Route] = reader.words("routes")
        let sharedCheck = authorities(reader, "sharedCheck")
        let caseQuery = authorities(reader, "caseQuery")
        let issuers = issuers(reader)
        let originals = originals(reader)
        let reissue = reader.optionalText("reissue")
        let exceptions = exceptions(reader)
        let requesters: [RequesterClass] = reader.words("requesters")
        let matters = reader.texts("matters")
        let claims: [ClaimKind] = reader.words("claims")
        let defaultClaim = reader.optionalWord("defaultClaim", of: ClaimKind.self)
        let withoutClaims = reader.word("withoutClaims", of: Certificate.WithoutClaims.self)
        let noRecord = reader.text("noRecord")
        let allowsCommitment = reader.optionalBool("allowsCommitment")
        if !reader.has("allowsCommitment") { reader.report("allowsCommitment", "missing", "is required") }
        let declaration = reader.optionalText("declaration")
        let lostDocuments = lostDocuments(reader)
        reader.finish()
        guard let id, let number, let name, let origin, let summary, let withoutClaims, let noRecord, let allowsCommitment else { return nil }
        return Certificate(
            id: CertificateID(rawValue: id), number: number, name: name, aliases: aliases, origin: origin, summary: summary, routes: routes,
            sharedCheck: sharedCheck, caseQuery: caseQuery, issuers: issuers, originals: originals, reissue: reissue, exceptions: exceptions,
            requesters: Set(requesters), matters: matters, claims: claims, defaultClaim: defaultClaim, withoutClaims: withoutClaims,
            noRecord: noRecord, allowsCommitment: allowsCommitment, declaration: declaration, lostDocuments: lostDocuments)
    }

    private func authorities(_ reader: ObjectReader, _ key: String) -> AuthorityList {
        guard let list = reader.optionalObject(key) else { return AuthorityList(authorities: [], isOpen: false) }
        let authorities = list.strings("authorities", count: 1...64)
        let isOpen = list.optionalBool("isOpen") ?? false
        list.finish()
        return AuthorityList(authorities: authorities, isOpen: isOpen)
    }

    private func issuers(_ reader: ObjectReader) -> [Issuer] {
        elements(reader, "issuers") { issuer in
            let body = issuer.text("body")
            let what = issuer.text("what")
            let basis = issuer.optionalText("basis")
            issuer.finish()
            guard let body, let what else { return nil }
            return Issuer(body: body, what: what, basis: basis)
        }
    }

    private func originals(_ reader: ObjectReader) -> OriginalDocuments {
        guard let list = reader.optionalObject("originals") else { return OriginalDocuments(documents: [], isOpen: false) }
        let documents = list.strings("documents")
        let isOpen = list.optionalBool("isOpen") ?? false
        list.finish()
        return OriginalDocuments(documents: documents.map(DocumentID.init(rawValue:)), isOpen: isOpen)
    }

    private func exceptions(_ reader: ObjectReader) -> [CertificateException] {
        elements(reader, "exceptions") { exception in
            let category = exception.word("category", of: PurposeCategory.self)
            let name = exception.text("name")
            let advice = exception.text("advice")
            exception.finish()
            guard let category, let name, let advice else { return nil }
            return CertificateException(category: category, name: name, advice: advice)
        }
    }

    private func lostDocuments(_ reader: ObjectReader) -> LostDocuments? {
        guard let list = reader.optionalObject("lostDocuments") else { return nil }
        let official = list.strings("official", count: 1...100)
        let commercial = list.strings("commercial", count: 1...100)
        list.finish()
        return LostDocuments(
            official: official.map(DocumentID.init(rawValue:)), commercial: commercial.map(DocumentID.init(rawValue:)))
    }

    private func elements<Element>(_ reader: ObjectReader, _ key: String, _ read: (ObjectReader) -> Element?) -> [Element] {
        reader.array(key).compactMap { read(ObjectReader($0.json, at: $0.pointer, into: reader.problems)) }
    }
}
