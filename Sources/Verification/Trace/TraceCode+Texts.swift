extension TraceCode {
    /// The step in a sentence for an auditor; `Documentation/merge-rules.md` holds the same texts.
    package var text: Text {
        switch self {
        case .admitted:
            Text(
                zh: "既不是“直接取消”的事项，也不属例外情形；申请单位、用途和依据均符合要求。",
                en: "Neither a procedural item nor excepted; requester, purpose and basis suffice.")
        case .proceduralItem:
            Text(
                zh: "该事项本就不得要求提供这种证明，不查询任何部门。",
                en: "Nobody may demand this certificate; nobody is asked.")
        case .exceptionApplies:
            Text(
                zh: "该用途属于清单所列例外，按其专门规定办理，不查询任何部门。",
                en: "The purpose is an exception of the list; its own rules apply and nobody is asked.")
        case .competentBody:
            Text(
                zh: "只有主管机构能够出具或者认定。",
                en: "Only a competent body can issue or decide it.")
        case .notJoined:
            Text(
                zh: "作出判断所需的登记库尚未接入。",
                en: "A register that is needed is not joined.")
        case .noRule:
            Text(
                zh: "登记库已经接入，但本服务还没有判断规则。",
                en: "The registers are joined, but this service has no rule to judge them.")
        case .noRegister:
            Text(
                zh: "没有任何登记库记载此事。",
                en: "No register of it exists.")
        case .established:
            Text(
                zh: "登记库中该号码的姓名与所报一致。",
                en: "The register holds the number under this very name.")
        case .normalised:
            Text(
                zh: "除书写形式外，登记库中该号码的姓名与所报一致。",
                en: "The register holds the number under this name but for how it is written.")
        case .variant:
            Text(
                zh: "登记库中的姓名可能是所报姓名的异体写法。",
                en: "The register writes a name that may be a variant of the one stated.")
        case .formerName:
            Text(
                zh: "所报姓名是曾用名。",
                en: "The name is a former one.")
        case .differs:
            Text(
                zh: "登记库中该号码是另一个姓名；与其有关的记录一概不看。",
                en: "The register holds the number under another name; records under it are not looked at.")
        case .nameless:
            Text(
                zh: "登记库有此号码，但没有姓名。",
                en: "The register holds the number and tells no name.")
        case .ambiguous:
            Text(
                zh: "同名两人共用一个号码。",
                en: "Two persons of that name share the number.")
        case .notHeld:
            Text(
                zh: "登记库没有此号码；这不说明没有此人。",
                en: "No register holds the number, which is no proof that there is no such person.")
        case .linkedNumbers:
            Text(
                zh: "登记库关联的本人其他号码也一并查询。",
                en: "Numbers that the register links to the person were asked about as well.")
        case .record:
            Text(
                zh: "该登记库有此人的记录。",
                en: "The register holds a record about the person.")
        case .nothing:
            Text(
                zh: "该登记库没有此人的记录；这本身不能说明没有。",
                en: "The register holds nothing about the person, which by itself is no “no”.")
        case .negative:
            Text(
                zh: "该登记库声明对此事项完整，且数据覆盖所问期间：查无即为否定。",
                en: "The register declares itself complete for the claim and its data reach the time: its silence is a “no”.")
        case .notCovered:
            Text(
                zh: "所问的人、时间或者地区不在该登记库范围内。",
                en: "The register does not reach the person, the time or the area in question.")
        case .otherName:
            Text(
                zh: "该号码下另一个（或者可能是异体）姓名的，或者号码另有同名人的记录已被排除。",
                en:
                    "Records of the number under another name, one that may be a variant, or one that a namesake shares with the number were left out."
            )
        case .incomplete:
            Text(
                zh: "该登记库只答复了一部分：已有的记录算数，没有的不作数。",
                en: "A part of the answer is missing: what came counts, what did not says nothing.")
        case .unavailable:
            Text(
                zh: "该登记库没有答复；没有答复不等于没有记录。",
                en: "The register gave no answer; that is not “no record”.")
        case .denied:
            Text(
                zh: "该登记库没有同意提供。",
                en: "The register did not agree to answer.")
        case .pending:
            Text(
                zh: "该登记库正在办理。",
                en: "The register is working on it.")
        case .answered:
            Text(
                zh: "该登记库已经答复；依法不说明其中有无记录。",
                en: "The register answered; by law it is not told whether it holds a record.")
        case .variantIndifferent:
            Text(
                zh: "算上可能属于本人的记录（姓名异体或者号码另有同名人），结论也不变。",
                en: "Counting the records that may be the person's (a variant name, a namesake's number) would change nothing.")
        case .variantCouldDecide:
            Text(
                zh: "算上可能属于本人的记录（姓名异体或者号码另有同名人），结论会不同，因此不作结论。",
                en: "Counting the records that may be the person's (a variant name, a namesake's number) would change the verdict, so there is none.")
        case .sourceMissing:
            Text(
                zh: "必要来源没有答复。",
                en: "A needed source did not answer.")
        case .sourceRefused:
            Text(
                zh: "必要来源没有同意提供。",
                en: "A needed source did not agree to answer.")
        case .sourceWorking:
            Text(
                zh: "必要来源尚在办理。",
                en: "A needed source is still working.")
        case .defeaterOpen:
            Text(
                zh: "可能推翻结论的来源没有答复，因此不作肯定。",
                en: "A source that could undo the result did not answer, so nothing is affirmed.")
        case .identityOpen:
            Text(
                zh: "没有确认是哪一个人，查无不作数。",
                en: "Who the person is was not established; silence proves nothing.")
        case .allNegative:
            Text(
                zh: "所有必要来源都是权威否定。",
                en: "All needed sources are authoritative negatives.")
        case .nothingFound:
            Text(
                zh: "所有必要来源都已答复，都没有相关记录，但至少有一个不完整：这不是否定。",
                en: "All needed sources answered and hold nothing to the point, but at least one is not complete: this is not a “no”.")
        case .gapFound:
            Text(
                zh: "没有查到，并且数据没有覆盖所问的人、时间或者地区。",
                en: "Nothing was found, and the data do not reach the person, the time or the area.")
        case .sourcesDisagree:
            Text(
                zh: "记录不能同时成立，也排不出先后；不作取舍。",
                en: "Records cannot both be true and no order settles it; nobody picks a winner.")
        case .unclear:
            Text(
                zh: "记录不足以判断属于本人或者含义不明。",
                en: "The records do not tell clearly enough, or may be another person's.")
        case .startUnknown:
            Text(
                zh: "决定性的日期没有记载。",
                en: "A day that decides is not recorded.")
        case .recorded:
            Text(
                zh: "记录与所述一致。",
                en: "The record says the same.")
        case .recordedOtherwise:
            Text(
                zh: "记录与所述不同。",
                en: "The record says otherwise.")
        case .marriageStands:
            Text(
                zh: "最后一次登记的婚姻没有终止事件，可能终止它的来源都已答复。",
                en: "The last marriage registered has no ending event, and every source that could end it has answered.")
        case .spouseLifeChecked:
            Text(
                zh: "配偶方可能的死亡登记已经查过。",
                en: "The registers that could hold the spouse's death have been heard.")
        case .marriageRestored:
            Text(
                zh: "宣告死亡被撤销，婚姻自行恢复。",
                en: "The declaration of death was revoked and the marriage came back.")
        case .endedByRegistration:
            Text(
                zh: "最后一次婚姻因离婚登记终止。",
                en: "The last marriage was ended by a registered divorce.")
        case .endedByJudgment:
            Text(
                zh: "最后一次婚姻因生效裁判终止，或者自始无效。",
                en: "The last marriage was ended, or found void, by an effective decision.")
        case .endedByDeath:
            Text(
                zh: "最后一次婚姻因一方死亡终止。",
                en: "The last marriage was ended by a death.")
        case .endedByDeclaredDeath:
            Text(
                zh: "最后一次婚姻自宣告死亡之日终止。",
                en: "The last marriage was ended by a declaration of death, from its day.")
        case .notRestored:
            Text(
                zh: "宣告死亡被撤销，但婚姻没有恢复。",
                en: "The declaration of death was revoked and the marriage did not come back.")
        case .recognitionPending:
            Text(
                zh: "境外离婚裁判尚未经人民法院承认。",
                en: "A foreign divorce has not been recognised by a court here.")
        case .deathRecorded:
            Text(
                zh: "该登记库有当日以前（含当日）的死亡记录。",
                en: "The register holds a death on or before the day.")
        case .declarationInForce:
            Text(
                zh: "人民法院的宣告在当日有效，没有撤销。",
                en: "A court's declaration is in force on the day and not revoked.")
        case .diedLater:
            Text(
                zh: "死亡证明记载的死亡在当日之后。",
                en: "The certified death came after the day.")
        case .actAfterDeath:
            Text(
                zh: "死亡记录之后有须本人到场的行为。",
                en: "After the recorded death stands an act that needs presence.")
        case .lifeSign:
            Text(
                zh: "有须本人到场的行为证明其在世。",
                en: "An act that needs presence shows the person alive.")
        case .dateByPriority:
            Text(
                zh: "日期依民法典第十五条的次序取自该登记库。",
                en: "The day is taken from this register by the order of Civil Code 15.")
        case .registrationStands:
            Text(
                zh: "当日登记在册。",
                en: "A registration stands on the day.")
        case .certificateInForce:
            Text(
                zh: "当日证件有效。",
                en: "The document is in force on the day.")
        case .judgmentInPeriod:
            Text(
                zh: "所问期间内有生效、未封存的刑事裁判。",
                en: "An effective, unsealed criminal judgment lies in the period.")
        case .agreementKept:
            Text(
                zh: "出具机构有当日或所问期间的协议或者评价。",
                en: "The institution keeps an agreement or statement for the time.")
        case .fileLocated:
            Text(
                zh: "该保管机构存有档案。",
                en: "The custodian keeps a file.")
        case .fileAgrees:
            Text(
                zh: "档案记载与所述一致。",
                en: "The file says the same.")
        case .fileDiffers:
            Text(
                zh: "档案记载与所述不同。",
                en: "The file says otherwise.")
        case .countExceeded:
            Text(
                zh: "确定为不同子女的登记数已超过所述数目。",
                en: "The children that are surely different exceed the number stated.")
        case .numbersTied:
            Text(
                zh: "登记库自身把两个号码关联为一人。",
                en: "The register's own word ties the numbers to one person.")
        case .twoRegistrations:
            Text(
                zh: "两个户籍同时有效且出生日期不同。",
                en: "Two registrations both stand, with different days of birth.")
        case .oneHousehold:
            Text(
                zh: "户籍登记显示在同一户。",
                en: "The register shows both in one household.")
        case .archiveShows:
            Text(
                zh: "历史户籍档案显示；依清单由派出所出具。",
                en: "The historic archive shows it; by the list the police station issues the statement.")
        case .factsCombined:
            Text(
                zh: "逐项事实的结论合并为总结论。",
                en: "The findings on the single facts are combined.")
        case .incomeAbove:
            Text(
                zh: "最近三个月每月的已知收入都高于所问标准。",
                en: "In each of the last three months the known income is above the amount.")
        case .intervalDecides:
            Text(
                zh: "已知收入的整个区间都在所问金额的一侧。",
                en: "The whole interval of known income lies on one side of the amount.")
        }
    }
}
