extension Verdict {
    /// The verdict in a sentence that a clerk can say.
    package var text: Text {
        switch self {
        case .confirmed: Text(zh: "经核对，属实。", en: "Checked and true.")
        case .refuted: Text(zh: "经核对，与登记情况不符。", en: "Checked and not true.")
        case .noRecord: Text(zh: "没有查到记录，这不等于否定。", en: "No record was found, which is not a no.")
        case .conflict: Text(zh: "各部门的数据互相矛盾，需要人工核查。", en: "The departments' data contradict each other and need a person's eye.")
        case .inconclusive: Text(zh: "目前还不能核定。", en: "It cannot be settled at present.")
        case .identityMismatch: Text(zh: "姓名和证件号码对不上，请核对后再试。", en: "Name and number do not belong together; please check them.")
        case .pending: Text(zh: "正在核对，请等待结果。", en: "The check is running; please wait for its result.")
        case .referred: Text(zh: "此事须由有权机构出具或者决定。", en: "Only a competent body can issue or decide this.")
        case .notRequired: Text(zh: "不需要这项证明，任何单位都不应索要。", en: "No such certificate is needed, and nobody may ask for it.")
        case .exempt: Text(zh: "本事项属于清单的例外情形，按该事项的规定办理。", en: "The list makes an exception for this matter; its own rules apply.")
        }
    }
}
