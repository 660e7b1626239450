extension CautionCode {
    /// The caution in a sentence that a clerk can read aloud.
    package var text: Text {
        switch self {
        case .coverageLimited: Text(zh: "部分时期或者地区不在登记范围内。", en: "Some periods or areas lie outside the registers.")
        case .identifiersNotClosed: Text(zh: "没有查全本人曾用的证件号码。", en: "Not all numbers that the person has had could be asked under.")
        case .spouseLifeUnchecked: Text(zh: "没有核对配偶是否健在。", en: "Whether the spouse is alive was not checked.")
        case .nullityUnchecked: Text(zh: "没有核对婚姻是否被宣告无效或者撤销。", en: "Whether the marriage was declared void or annulled was not checked.")
        case .formerName: Text(zh: "所用的是曾用名。", en: "The name given is a former one.")
        case .nameNormalised: Text(zh: "姓名写法略有不同，已按规范写法核对。", en: "The name is written slightly differently and was compared in its standard form.")
        case .recordWithOtherNameExcluded: Text(zh: "有一条号码相同而姓名不同的记录没有采用。", en: "A record with the same number and another name was left out.")
        case .registryLag: Text(zh: "有部门的记录可能尚未更新。", en: "A department's record may not be up to date.")
        case .reappearance: Text(zh: "有宣告死亡之后本人出现的记录。", en: "There is a record of the person's presence after the declaration of death.")
        case .duplicateRecord: Text(zh: "登记中有重复的记录。", en: "The register holds a record twice.")
        case .belowMarriageAge: Text(zh: "登记时未到当时的法定婚龄。", en: "The marriage was registered below the legal age of its time.")
        case .contradictingContribution: Text(zh: "有与此不一致的社会保险缴费记录。", en: "Social insurance contributions do not fit this.")
        case .severalCustodians: Text(zh: "有不止一个单位保管本人档案。", en: "More than one custodian keeps a file of the person.")
        case .otherHeirsNotExcluded:
            Text(
                zh: "本结果不说明没有其他继承人，也不涉及遗嘱、放弃继承和丧失继承权。",
                en: "This does not say that there are no other heirs, and nothing about wills, waivers or unworthiness.")
        case .survivalUnchecked:
            Text(zh: "没有核对申请人在被继承人死亡时是否健在。", en: "Whether the claimants were alive when the deceased died was not checked.")
        case .declaredDeathRevoked: Text(zh: "曾被宣告死亡，后已撤销。", en: "A declaration of death was made and revoked.")
        }
    }
}
