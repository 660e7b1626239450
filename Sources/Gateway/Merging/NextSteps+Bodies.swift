import Verification

/// Who issues, decides, or can be asked.
extension NextSteps.Offers {
    var issuers: [NextStep] {
        certificate.issuers.map { issuer in
            NextStep(
                kind: .referIssuer, text: Text(zh: "\(issuer.body.zh)：\(issuer.what.zh)。", en: "\(issuer.body.en): \(issuer.what.en)".asSentence),
                legalBasis: issuer.basis ?? listItem)
        }
    }

    /// The institution that is said to have issued a certificate.
    var institution: [NextStep] {
        guard claim?.kind == .illnessCertificateAuthentic, let name = claim?.text("institution") else { return [] }
        return [
            NextStep(
                kind: .referIssuer,
                text: Text(
                    zh: "请向出具机构“\(name)”核实这份证明是否由其出具。",
                    en: "Ask the institution that is named as the issuer, “\(name)”, whether it issued the certificate."),
                legalBasis: certificate.issuers.first?.basis ?? listItem)
        ]
    }

    var caseQuery: [NextStep] {
        let ids = fitting(certificate.caseQuery.authorities)
        guard !ids.isEmpty else { return [] }
        let names = authorities(ids)
        return [
            NextStep(
                kind: .caseQuery,
                text: Text(
                    zh: "可以按法定程序和权限，向\(names.zh)个案查询。",
                    en: "A single query under statutory procedure can go to: \(names.en)."),
                legalBasis: listItem)
        ]
    }

    /// Where the electronic register does not reach, the older books and the registers of other places are searched by whoever keeps them.
    var registerSearch: [NextStep] {
        guard let finding, let claim, finding.reason == .coverageGap || finding.cautions.contains(.coverageLimited),
            PropertyKind.kinds(of: claim).contains(.realEstate)
        else { return [] }
        return [
            NextStep(
                kind: .referIssuer,
                text: Text(
                    zh: "登记簿电子化以前的纸质登记资料，以及尚未接入的区域，请向不动产所在地的不动产登记机构或者其档案管理机构申请查询。",
                    en: "For paper books from before the electronic register, and for areas that are not joined: apply for a search to the "
                        + "real-estate registration office of the place, or to whoever keeps its archive."),
                legalBasis: basis(.registerSearch))
        ]
    }

    var assistance: NextStep {
        let names = authorities(fitting(certificate.sharedCheck.authorities))
        let isOpen = certificate.sharedCheck.isOpen
        if names.zh.isEmpty {
            return NextStep(
                kind: .assistanceCheck,
                text: Text(zh: "请办理部门向掌握情况的部门发函协查。", en: "The department in charge asks whoever holds the facts for an assistance check."),
                legalBasis: basis(.sharing))
        }
        return NextStep(
            kind: .assistanceCheck,
            text: Text(
                zh: "请办理部门向\(names.zh)\(isOpen ? "等" : "")发起协查。",
                en: "The department in charge asks for an assistance check by: \(names.en)\(isOpen ? ", or others" : "")."),
            legalBasis: basis(.sharing))
    }

    /// Being alive is shown by being there.
    var inPerson: [NextStep] {
        guard claim?.kind == .aliveAt || (claim == nil && certificate.defaultClaim == .aliveAt) else { return [] }
        return [
            NextStep(
                kind: .manualCheck,
                text: Text(zh: "请经办机构当面或者远程人脸认证本人健在。", en: "The office in charge sees the person, face to face or by remote recognition."),
                legalBasis: listItem)
        ]
    }

    /// What holds in a matter that the list leaves to its own rules.
    var ownRules: [NextStep] {
        let advice = certificate.exception(for: purpose).map { [$0.advice] } ?? certificate.exceptions.map(\.advice)
        return advice.map { NextStep(kind: .manualCheck, text: $0, legalBasis: listItem) }
    }

    /// Some groups need not prove hardship at all.
    var exemption: [NextStep] {
        guard certificate.issuers.isEmpty == false, certificate.routes.contains(.declareThenCheck) else { return [] }
        return [
            NextStep(
                kind: .manualCheck,
                text: Text(
                    zh: "请先核对是否免予核查经济困难状况：没有固定生活来源的未成年人、老年人、残疾人等，"
                        + "社会救助、司法救助或者优抚对象，请求支付劳动报酬或者工伤赔偿的进城务工人员。",
                    en:
                        "See first whether hardship need not be checked: minors, old or disabled people without a steady living, people who get social or "
                        + "judicial assistance or special care, and migrant workers who claim wages or compensation for a work injury."),
                legalBasis: basis(.hardshipExemption))
        ]
    }

    /// The departments that gave what seems wrong, each with what is wrong; where no finding says so, those concerned.
    var corrections: [NextStep] {
        let corrections = finding?.corrections ?? []
        guard !corrections.isEmpty else { return [correction] }
        return corrections.map { correction in
            let keeper = keeper(of: correction.registry) ?? Text(zh: "提供数据的部门", en: "the provider")
            return NextStep(
                kind: .correctionRequest,
                text: Text(
                    zh: "请向\(keeper.zh)提出数据校核：\(correction.code.text.zh)",
                    en: "Request a data check by \(keeper.en): \(correction.code.text.en)"),
                legalBasis: basis(.correction))
        }.withoutRepeats()
    }

    /// The authority that keeps a register, by name.
    func keeper(of registry: RegistryID) -> Text? { catalogue.registries[registry].flatMap { catalogue.authorities[$0.authority] } }

    /// The departments that keep what was claimed; all where that is not known.
    private func fitting(_ ids: [String]) -> [String] {
        guard let wanted = claim?.keepers else { return ids }
        let fitting = ids.filter(wanted.contains)
        return fitting.isEmpty ? ids : fitting
    }
}

extension Claim {
    /// The authorities whose records speak of what is claimed; nil where each of the certificate's may.
    fileprivate var keepers: [String]? {
        switch kind {
        case .propertyOwns, .propertyNone:
            let kinds = [text("kind")].compactMap(\.self) + words("kinds")
            return kinds.isEmpty ? nil : kinds.flatMap(Self.keepers(of:))
        case .incomeCompare: return ["finance", "tax", "human-resources-social-security"]
        default: return nil
        }
    }

    private static func keepers(of kind: String) -> [String] {
        switch kind {
        case "real-estate": ["natural-resources", "housing"]
        case "vehicle": ["public-security"]
        case "deposit", "insurance": ["financial-supervision"]
        case "securities": ["securities-supervision"]
        case "company-share": ["market-regulation"]
        default: []
        }
    }
}
