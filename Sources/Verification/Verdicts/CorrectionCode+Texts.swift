extension CorrectionCode {
    /// What the registry is asked to check.
    package var text: Text {
        switch self {
        case .deathNotRecorded: Text(zh: "其他部门已有死亡记录，本库尚未登记。", en: "Another department has recorded a death that this register lacks.")
        case .duplicateRecord: Text(zh: "同一事项登记了两次。", en: "The same event is registered twice.")
        case .overlappingMarriages: Text(zh: "同一人有两段同时存续的婚姻登记。", en: "One person has two marriages registered at the same time.")
        case .lifeAfterDeath: Text(zh: "登记死亡之后有本人到场的记录。", en: "There is a record of the person's presence after the registered death.")
        case .datesDisagree: Text(zh: "与其他部门登记的日期不一致。", en: "The date differs from another department's.")
        case .numberDiffers: Text(zh: "证件编号与持证人的公民身份号码、类别或者等级不一致。", en: "A certificate's own number does not fit its holder, category or level.")
        case .contradictedByContribution:
            Text(
                zh: "登记期间有用人单位缴纳社会保险费，请核实登记是否应当注销。", en: "An employer paid contributions during the registration: check whether it should have ended."
            )
        case .recordsDisagree: Text(zh: "登记的内容与其他记录不一致。", en: "What is registered differs from another record.")
        case .nameDiffers: Text(zh: "同一号码登记的姓名与人口信息不一致。", en: "The name under this number differs from the population register's.")
        }
    }
}
