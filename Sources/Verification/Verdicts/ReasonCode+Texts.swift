extension ReasonCode {
    /// The reason in a sentence that a clerk can read aloud. It never tells more than the verdict and the code do.
    package var text: Text {
        switch self {
        case .registeredAndNotEnded: Text(zh: "已有登记，且没有查到终止的记录。", en: "It is registered, and nothing has ended it.")
        case .endedByRegistration: Text(zh: "已因登记而终止。", en: "A registration has ended it.")
        case .endedByJudgment: Text(zh: "已因人民法院生效裁判而终止。", en: "An effective court decision has ended it.")
        case .endedByDeath: Text(zh: "已因一方死亡而终止。", en: "A death has ended it.")
        case .endedByDeclaredDeath: Text(zh: "已因人民法院宣告死亡而终止。", en: "A court's declaration of death has ended it.")
        case .restoredAfterRevocation: Text(zh: "宣告死亡已被撤销，关系自行恢复。", en: "The declaration of death was revoked, and the relation revived.")
        case .notRestoredAfterRevocation: Text(zh: "宣告死亡已被撤销，但关系没有恢复。", en: "The declaration of death was revoked, but the relation did not revive.")
        case .recorded: Text(zh: "登记的记录与所述一致。", en: "The record says the same.")
        case .recordedOtherwise: Text(zh: "登记的记录与所述不同。", en: "The record says otherwise.")
        case .authoritativeNegative: Text(zh: "主管部门的完整记录中没有此项。", en: "The authority's complete records do not hold it.")
        case .noRecordFound: Text(zh: "已答复的部门都没有相关记录。", en: "None of the departments that answered holds a record.")
        case .coverageGap: Text(zh: "所问内容有一部分不在登记范围内。", en: "Part of the question lies outside what the registers cover.")
        case .sourcesDisagree: Text(zh: "不同部门的记录不一致，无法同时成立。", en: "Records of different departments cannot both be right.")
        case .sourceUnavailable: Text(zh: "有部门的系统暂时没有答复。", en: "A department's system gave no answer for now.")
        case .sourceDenied: Text(zh: "有部门没有同意提供数据。", en: "A department did not agree to answer.")
        case .sourcePending: Text(zh: "有部门正在办理，结果稍后给出。", en: "A department is working on it; its answer will follow.")
        case .defeaterUnavailable: Text(zh: "可能改变结论的部门暂时没有答复。", en: "A department whose answer could change the result gave none for now.")
        case .identityNotEstablished:
            Text(zh: "还不能确认是哪一个人，所以查无记录不能作数。", en: "It is not established who the person is, so that finding nothing proves nothing.")
        case .identityDiffers: Text(zh: "登记的身份信息与提供的不一致。", en: "The registered identity differs from the one stated.")
        case .recordsAmbiguous: Text(zh: "查到的记录不能确定是否属于本人或者含义不明确。", en: "The records found are not clear, or may be another person's.")
        case .startUnknown: Text(zh: "记录中没有开始的日期，不能判断该日的情况。", en: "The record does not say since when, so that day cannot be judged.")
        case .recognitionPending: Text(zh: "境外裁判须经人民法院承认后才有效力。", en: "A foreign decision has effect only after a court has recognised it.")
        case .adultAdopteeDissolution:
            Text(zh: "成年养子女解除收养后的关系须另行确认。", en: "After an adult's adoption ends, the relation has to be established separately.")
        case .lifeSign: Text(zh: "有本人到场办事的记录。", en: "There is a record of the person's own presence.")
        case .noRegisterExists: Text(zh: "没有任何部门登记此项。", en: "No authority keeps a register of this.")
        case .registryNotConnected: Text(zh: "相关部门的系统尚未接入。", en: "The registry in question is not joined yet.")
        case .noMergeRule:
            Text(zh: "相关部门的系统已接入，但本系统还不能对此作出判断。", en: "The registries are joined, but this service cannot judge the question yet.")
        case .competentBodyOnly: Text(zh: "只有主管机构能够出具或者决定。", en: "Only the competent body can issue or decide it.")
        case .proceduralItem: Text(zh: "办理此事不需要前置证明。", en: "The matter needs no prior certificate.")
        case .exceptionApplies: Text(zh: "该用途属于清单列明的例外。", en: "The purpose is one of the list's exceptions.")
        case .interrupted: Text(zh: "核对中断，没有得出结果。", en: "The check was interrupted and came to no result.")
        }
    }
}
