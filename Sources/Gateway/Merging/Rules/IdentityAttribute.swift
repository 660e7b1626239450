import Verification

/// `identity.attribute`: is a registered item equal to the value that the asker states? The population register has the word
/// (`domain.md` A.4.9, item 2); an empty field proves nothing.
enum IdentityAttribute {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let attribute = hearing.claim.text("attribute"), let value = hearing.statedValue else {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        if case .blocked(let block) = hearing.subject.standing { return Conclusion(block) }
        let outcomes = Set(hearing.subject.registrations.map { compared(attribute, value, $0) })
        if outcomes.isSuperset(of: [.match, .mismatch]) {
            // Two entries of one person disagree, and neither is the better one.
            hearing.match.append(FieldMatch(field: attribute, outcome: .notCompared))
            return Conclusion(.conflict, .sourcesDisagree, restsOn: [.population])
        }
        let decisive: [MatchOutcome] = [.match, .mismatch, .notCompared]
        let outcome = decisive.first(where: outcomes.contains) ?? .registryLacks
        hearing.match.append(FieldMatch(field: attribute, outcome: outcome))
        switch outcome {
        case .match: return Conclusion(.confirmed, .recorded, restsOn: [.population])
        case .mismatch: return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population])
        case .notCompared: return Conclusion(.inconclusive, .recordsAmbiguous)
        case .registryLacks, .normalised, .variant:
            return Conclusion(.noRecord, .noRecordFound, restsOn: hearing.identitySources.filter { $0 == .population })
        }
    }

    private static func compared(_ attribute: String, _ value: String, _ entry: Registration) -> MatchOutcome {
        switch attribute {
        case "sex":
            guard let registered = entry.sex else { return .registryLacks }
            guard let stated = sex(value), let known = sex(registered) else { return .notCompared }
            return stated == known ? .match : .mismatch
        case "birth-date":
            guard let registered = entry.birthDate else { return .registryLacks }
            guard let stated = CalendarDate(value) ?? CalendarDate(compact: value) else { return .notCompared }
            return stated == registered ? .match : .mismatch
        case "ethnicity":
            guard let registered = entry.ethnicity, !registered.isEmpty else { return .registryLacks }
            guard let stated = Ethnicity(value), let known = Ethnicity(registered) else {
                return value.hasSameBytes(as: registered) ? .match : .notCompared
            }
            return stated == known ? .match : .mismatch
        case "former-name":
            // Other former names do not exclude this one: the register need not know all of them.
            let name = PersonName(recorded: value)
            let best = entry.formerNames.map { name.compared(with: $0.name) }.max { $0.rank < $1.rank }
            guard let best, best != .mismatch else { return .registryLacks }
            return best.isSame ? .match : .notCompared
        default: return .registryLacks
        }
    }

    /// GB/T 2261.1 codes, English and Chinese words.
    private static func sex(_ text: String) -> Sex? {
        switch text {
        case "male", "1", "男": .male
        case "female", "2", "女": .female
        default: nil
        }
    }
}

extension Hearing {
    fileprivate var statedValue: String? {
        if case .date(let date)? = claim["value"] { return date.description }
        return claim.text("value")
    }
}

/// An ethnicity of GB/T 3304, from its code or its Chinese name with or without 族.
struct Ethnicity: Sendable, Hashable {
    /// 1 to 56, or 97 and 98 for the rest.
    let code: Int

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        if (1...2).contains(bytes.count), bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            code = bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            guard (1...56).contains(code) || code == 97 || code == 98 else { return nil }
            return
        }
        let scalars = Array(text.unicodeScalars)
        let stem = scalars.count > 1 && scalars.last == "族" ? Array(scalars.dropLast()) : scalars
        guard let index = Self.names.firstIndex(where: { Array($0.unicodeScalars) == stem }) else { return nil }
        code = index + 1
    }

    private static let names = [
        "汉", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "高山", "拉祜",
        "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯",
        "鄂温克", "德昂", "保安", "裕固", "京", "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺",
    ]
}
