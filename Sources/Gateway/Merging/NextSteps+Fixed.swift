import Verification

/// Steps whose wording is the same for every certificate.
extension NextSteps.Offers {
    var retry: NextStep {
        NextStep(
            kind: .retry,
            text: Text(
                zh: "请稍后再查；部门没有答复，不能当作不属实。", en: "Ask again later; a department that did not answer is not a no."),
            legalBasis: basis(.sharing))
    }

    var waiting: NextStep {
        NextStep(
            kind: .retry,
            text: Text(zh: "有部门正在办理，请稍后查看结果。", en: "A department is working on it; look again later."),
            legalBasis: basis(.sharing))
    }

    var manualCheck: NextStep {
        NextStep(
            kind: .manualCheck, text: Text(zh: "请工作人员人工核查有关记录。", en: "A clerk checks the records by hand."), legalBasis: basis(.humanLook))
    }

    /// Nobody picks a winner (P9); where the matter has a rule of its own on which record counts, that rule does.
    var weighing: NextStep {
        NextStep(
            kind: .manualCheck,
            text: Text(
                zh: "几份记录不能同时成立，请工作人员人工核查，不能自行选定其中一份；该事项另有认定规则的，由办理部门按规则认定。",
                en: "The records cannot all be right: a clerk checks them by hand and does not just pick one; "
                    + "where the matter has a rule on which one counts, the department in charge applies it."),
            legalBasis: basis(.humanLook))
    }

    /// Nobody may be refused by a machine alone (PIPL Art. 24).
    var humanLook: NextStep {
        NextStep(
            kind: .manualCheck,
            text: Text(
                zh: "作出不利决定之前，请工作人员复核，并告知当事人。",
                en: "Before deciding against the person, a clerk looks at it again and tells him or her."),
            legalBasis: basis(.humanLook))
    }

    var objection: NextStep {
        var keepers: [Text] = []
        for registry in finding?.restsOn ?? [] {
            guard let keeper = keeper(of: registry), !keepers.contains(keeper) else { continue }
            keepers.append(keeper)
        }
        let zh = keepers.isEmpty ? "提供数据的部门" : keepers.map(\.zh).joined(separator: "、")
        let en = keepers.isEmpty ? "the department that gave the data" : keepers.map(\.en).joined(separator: ", ")
        return NextStep(
            kind: .correctionRequest,
            text: Text(
                zh: "当事人有异议的，可以向\(zh)申请核查、更正。", en: "A person who objects can ask for the data to be checked and corrected by: \(en)."),
            legalBasis: basis(.objection))
    }

    var correction: NextStep {
        NextStep(
            kind: .correctionRequest,
            text: Text(
                zh: "请向有关部门提出数据校核，部门应在 10 个工作日内答复。",
                en: "Request a data check; the departments concerned reply within 10 working days."),
            legalBasis: basis(.correction))
    }

    var identityCorrection: NextStep {
        NextStep(
            kind: .correctionRequest,
            text: Text(
                zh: "证件无误而登记不一致的，请本人到公安机关核实更正。",
                en: "Where the document is right and the register differs, public security checks and corrects it."),
            legalBasis: basis(.identityCorrection))
    }

    var recognition: NextStep {
        NextStep(
            kind: .referIssuer,
            text: Text(
                zh: "境外裁判须先向有管辖权的人民法院申请承认。",
                en: "A foreign decision needs recognition first, by the people's court that has jurisdiction."),
            legalBasis: basis(.recognition))
    }

    var courtFinding: NextStep {
        NextStep(
            kind: .referIssuer,
            text: Text(
                zh: "有争议的，以人民法院生效裁判认定的事实为准。", en: "Where it is disputed, what an effective court decision finds counts."),
            legalBasis: basis(.courtFinding))
    }

    var complaint: NextStep {
        NextStep(
            kind: .complaint,
            text: Text(
                zh: "仍有单位索要这项证明的，可以向其上级主管部门反映，或者通过政务服务投诉渠道投诉。",
                en: "If anybody still demands this certificate, tell the superior department or complain through the government service channels."),
            legalBasis: basis(.complaint))
    }
}
