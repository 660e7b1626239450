import Verification

extension NextSteps {
    /// The steps that one certificate can offer, each worded from its entry; empty where the list names nothing of the kind.
    struct Offers {
        let certificate: Certificate
        /// The claim that was asked; nil where none was.
        let claim: ClaimKind?
        let purpose: PurposeCategory
        let catalogue: Catalogue
    }
}

extension NextSteps.Offers {
    var originals: [NextStep] {
        let documents = certificate.originals.documents
        guard !documents.isEmpty else { return [] }
        let names = names(of: documents)
        return [
            NextStep(
                kind: .presentOriginal, documents: documents,
                text: Text(
                    zh: "请本人出示任何一种已有材料：\(names.zh)\(certificate.originals.isOpen ? "等" : "")。",
                    en: "Ask for a document that exists already: \(names.en)\(certificate.originals.isOpen ? ", or the like" : "")."))
        ]
    }

    var reissue: [NextStep] {
        guard let reissue = certificate.reissue, !certificate.originals.documents.isEmpty else { return [] }
        return [NextStep(kind: .reissue, documents: certificate.originals.documents, text: Text(zh: reissue.zh + "。", en: sentence(reissue.en)))]
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
                        en: "A lost \(document.name.en) is replaced by \(document.issuer.en) on direct application; no certificate comes first."))
            }
        }
    }

    var declaration: [NextStep] {
        guard let declaration = certificate.declaration else { return [] }
        return [
            NextStep(
                kind: .declaration, text: Text(zh: "可以由本人\(declaration.zh)。", en: "The person can \(declaration.en).")
            )
        ]
    }

    var commitment: [NextStep] {
        guard certificate.allowsCommitment else { return [] }
        return [
            NextStep(
                kind: .commitment,
                text: Text(
                    zh: "事项允许告知承诺的，本人书面承诺后先行办理，事后核查。",
                    en: "Where the matter allows it, go on against the person's written commitment and check afterwards."))
        ]
    }

    var issuers: [NextStep] {
        certificate.issuers.map { issuer in
            NextStep(
                kind: .referIssuer, text: Text(zh: "\(issuer.body.zh)：\(issuer.what.zh)。", en: sentence("\(issuer.body.en): \(issuer.what.en)")))
        }
    }

    var caseQuery: [NextStep] {
        guard !certificate.caseQuery.authorities.isEmpty else { return [] }
        let names = authorities(certificate.caseQuery.authorities)
        return [
            NextStep(
                kind: .caseQuery,
                text: Text(
                    zh: "可以按法定程序和权限，向\(names.zh)等部门个案查询。",
                    en: "A single query under statutory procedure can go to: \(names.en)."))
        ]
    }

    var assistance: NextStep {
        let names = authorities(certificate.sharedCheck.authorities)
        if names.zh.isEmpty {
            return NextStep(
                kind: .assistanceCheck,
                text: Text(zh: "请办理部门向掌握情况的部门发函协查。", en: "The department in charge asks whoever holds the facts for an assistance check."))
        }
        return NextStep(
            kind: .assistanceCheck,
            text: Text(
                zh: "请办理部门向\(names.zh)发起协查。", en: "The department in charge asks for an assistance check by: \(names.en)."))
    }

    /// Being alive is shown by being there.
    var inPerson: [NextStep] {
        guard claim == .aliveAt || (claim == nil && certificate.defaultClaim == .aliveAt) else { return [] }
        return [
            NextStep(
                kind: .manualCheck,
                text: Text(zh: "请经办机构当面或者远程人脸认证本人健在。", en: "The office in charge sees the person, face to face or by remote recognition."))
        ]
    }

    /// What holds in a matter that the list leaves to its own rules.
    var ownRules: [NextStep] {
        let advice = certificate.exception(for: purpose).map { [$0.advice] } ?? certificate.exceptions.map(\.advice)
        return advice.map { NextStep(kind: .manualCheck, text: $0) }
    }

    var identityDocument: [NextStep] {
        let documents: [DocumentID] = ["id-card", "hukou-book", "exit-entry-doc"].filter { catalogue.documents[$0] != nil }
        return [
            NextStep(
                kind: .presentOriginal, documents: documents,
                text: Text(
                    zh: "请对照本人身份证件，核对姓名和号码后重新查询。",
                    en: "Compare name and number with the person's identity document and ask again."))
        ]
    }

    private func names(of documents: [DocumentID]) -> Text {
        joined(documents.compactMap { catalogue.documents[$0]?.name })
    }

    private func authorities(_ ids: [String]) -> Text {
        joined(ids.compactMap { catalogue.authorities[$0] })
    }

    private func joined(_ texts: [Text]) -> Text {
        Text(zh: texts.map(\.zh).joined(separator: "、"), en: texts.map(\.en).joined(separator: ", "))
    }

    /// A phrase of the catalogue with a capital and a full stop.
    private func sentence(_ phrase: String) -> String {
        var scalars = String.UnicodeScalarView(phrase.unicodeScalars)
        if let first = scalars.first, let upper = first.properties.uppercaseMapping.unicodeScalars.first {
            scalars.removeFirst()
            scalars.insert(upper, at: scalars.startIndex)
        }
        return String(scalars) + "."
    }
}
