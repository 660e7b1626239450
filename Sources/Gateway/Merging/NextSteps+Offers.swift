import Verification

/// What the person can bring or say.
extension NextSteps.Offers {
    var originals: [NextStep] {
        let documents = fittingDocuments
        guard !documents.isEmpty else { return [] }
        let names = names(of: documents)
        return [
            NextStep(
                kind: .presentOriginal, documents: documents,
                text: Text(
                    zh: "请本人出示\(documents.count > 1 ? "任何一种" : "")已有材料：\(names.zh)\(certificate.originals.isOpen ? "等" : "")。",
                    en: "Ask for a document that exists already: \(names.en)\(certificate.originals.isOpen ? ", or the like" : "")."),
                legalBasis: listItem)
        ]
    }

    /// For each of the documents the office that replaces it.
    var reissue: [NextStep] {
        guard certificate.reissue != nil else { return [] }
        let documents = fittingDocuments.compactMap { catalogue.documents[$0] }.filter { $0.kind != .personal }
        guard !documents.isEmpty else { return [] }
        var offices: [(office: Text, documents: [DocumentEntry])] = []
        for document in documents {
            if let place = offices.firstIndex(where: { $0.office == document.issuer }) {
                offices[place].documents.append(document)
            } else {
                offices.append((document.issuer, [document]))
            }
        }
        let ways = offices.map { office, documents in
            (
                zh: "\(names(of: documents.map(\.id)).zh)向\(office.zh)申请", en: "\(names(of: documents.map(\.id)).en): \(office.en)"
            )
        }
        return [
            NextStep(
                kind: .reissue, documents: documents.map(\.id),
                text: Text(
                    zh: "材料遗失的，请本人申请补办：" + ways.map(\.zh).joined(separator: "；") + "。",
                    en: "A lost document is replaced on application to its office. " + ways.map(\.en).joined(separator: "; ").asSentence),
                legalBasis: listItem)
        ]
    }

    /// Item 20: for each kind of document who replaces it.
    var lostDocuments: [NextStep] {
        guard let lost = certificate.lostDocuments else { return [] }
        return (lost.official + lost.commercial).compactMap { id in
            catalogue.documents[id].map { document in
                NextStep(
                    kind: .reissue, documents: [id],
                    text: Text(
                        zh: "\(document.name.zh)遗失的，直接向\(document.issuer.zh)申请补发，不需要先开证明。",
                        en: "A lost \(document.name.en) is replaced by \(document.issuer.en) on direct application; no certificate comes first."),
                    legalBasis: listItem)
            }
        }
    }

    var declaration: [NextStep] {
        guard let declaration = certificate.declaration else { return [] }
        return [
            NextStep(
                kind: .declaration, text: Text(zh: "可以由本人\(declaration.zh)。", en: "The person can \(declaration.en)."),
                legalBasis: listItem)
        ]
    }

    /// Not where a status or a title is made of it, and could not be unmade (`domain.md` B.6).
    var commitment: [NextStep] {
        switch purpose {
        case .adoption, .notarisation, .realEstateRegistration: return []
        case .general, .legalAid, .lostArchive, .stateRules: break
        }
        guard certificate.allowsCommitment else { return [] }
        return [
            NextStep(
                kind: .commitment,
                text: Text(
                    zh: "事项允许告知承诺的，本人书面承诺后先行办理，事后核查；有虚假承诺等不良信用记录、尚未修复的人除外。",
                    en: "Where the matter allows it, go on against the person's written commitment and check afterwards; "
                        + "not for whoever has an unrepaired record of a false one."),
                legalBasis: basis(.commitment))
        ]
    }

    var identityDocument: [NextStep] {
        let documents: [DocumentID] = ["id-card", "hukou-book", "exit-entry-doc"].filter { catalogue.documents[$0] != nil }
        return [
            NextStep(
                kind: .presentOriginal, documents: documents,
                text: Text(
                    zh: "请对照本人的\(names(of: documents).zh)，核对姓名和号码后重新查询。",
                    en: "Compare name and number with the person's identity document and ask again."),
                legalBasis: basis(.identityCorrection))
        ]
    }

    /// Those of the certificate's documents that speak of what was claimed.
    private var fittingDocuments: [DocumentID] {
        let all = certificate.originals.documents
        guard let wanted = claim?.speakingDocuments else { return all }
        return all.filter(wanted.contains)
    }
}

extension Claim {
    /// The documents that can show what is claimed; nil where each of the certificate's may.
    fileprivate var speakingDocuments: [DocumentID]? {
        switch kind {
        case .propertyOwns, .propertyNone: Set([text("kind")].compactMap(\.self) + words("kinds")).sorted().flatMap(Self.titles(of:)).nonEmpty
        // None of the titles shows an income.
        case .incomeCompare: []
        case .kinshipRelation where text("relation") == "spouse": ["marriage-cert", "hukou-book"]
        case .kinshipRelation: ["hukou-book", "birth-cert"]
        case .maritalSpouse: ["marriage-cert", "divorce-cert", "court-doc", "spouse-death-doc"]
        case .deathIsDead, .deathDate: ["death-cert"]
        default: nil
        }
    }

    func words(_ name: String) -> [String] {
        if case .words(let words)? = self[name] { words } else { [] }
    }

    private static func titles(of kind: String) -> [DocumentID] {
        switch kind {
        case "real-estate": ["real-estate-cert"]
        case "vehicle": ["vehicle-licence"]
        case "deposit": ["deposit-proof"]
        case "securities": ["securities"]
        case "insurance": ["insurance-contract"]
        default: []
        }
    }
}

extension [DocumentID] {
    fileprivate var nonEmpty: [DocumentID]? { isEmpty ? nil : self }
}
