import StrictJSON

/// The people that every story knows (`domain.md` C.3): fictional areas, valid check digits. Numbers, names and what goes with them.
enum Personas {
    /// The person's entry in a population file; nil for an unknown id.
    static func entry(_ id: String) -> JSON? {
        guard let (name, number) = known[id] else { return nil }
        var members = [JSON.Member("name", .string(name)), JSON.Member("number", .string(number))]
        members += more[id] ?? []
        return .object(members)
    }

    private static let known: [String: (name: String, number: String)] = [
        "P01": ("陈安然", "449901198512040025"),
        "P02": ("黄立诚", "449901198303170018"),
        "P03": ("林秀珍", "44990219760509004X"),
        "P04": ("梁伟民", "449902197401220033"),
        "P05": ("何志远", "449903197908300055"),
        "P06": ("李思齐", "449901199511110073"),
        "P07": ("周海生", "449904197002060012"),
        "P08": ("吴美玲", "449904197209140028"),
        "P09": ("张念", "449901201106200067"),
        "P10": ("郑慧", "449905197903030087"),
        "P11": ("谢月", "449905198801190025"),
        "P12": ("罗一鸣", "449901200908080015"),
        "P13": ("罗一帆", "449901200908080031"),
        "P14": ("罗静", "449901198404120044"),
        "P15": ("阿依古丽·买买提", "449906199007270029"),
        "P16": ("䶮文涛", "44990619680215009X"),
        "P17": ("欧阳建国", "449902196305010031"),
        "P18": ("陳泰文", "819900198209100016"),
        "P19": ("SAMPLE ANNA", "944990198505050024"),
        "P20": ("冯少峰", "449903199910060053"),
        "P21": ("曾福来", "449907194502180016"),
        "P22": ("蔡玉兰", "449907194807260025"),
        "P23": ("彭建业", "449907197201100039"),
        "P24": ("邓小满", "449908199305210043"),
        "P25": ("卢家豪", "449908199009090016"),
        "P26": ("彭建国", "449907197201100055"),
    ]

    private static let more: [String: [JSON.Member]] = [
        "P17": [JSON.Member("formerNumbers", [["number": "449902630501003", "until": "1999-10-01"]])],
        "P18": [JSON.Member("documents", [["type": "hk-macao-travel-permit", "number": "H99000001"]])],
        "P24": [JSON.Member("formerNames", [["name": "邓招娣", "until": "2015-04-01"]])],
    ]
}

extension JSON {
    /// The same object with members set or replaced along dotted keys: "as.P16.name" is three objects deep.
    func setting(_ key: Substring, to value: JSON) -> JSON {
        var members = members ?? []
        let name = String(key.prefix { $0 != "." })
        let rest = key.dropFirst(name.count + 1)
        let place = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
        let old = place.map { members[$0].value } ?? .object([])
        let member = Member(name, rest.isEmpty ? value : old.setting(rest, to: value))
        if let place { members[place] = member } else { members.append(member) }
        return .object(members)
    }

    /// How a value is written in a scenario file: true, false, whole numbers for the keys that count something, else text.
    static func written(_ text: String, for key: String) -> JSON {
        let counting: Set<String> = [
            "times", "after", "milliseconds", "code", "seconds", "bytesPerSecond", "mebibytes", "withinDays", "count", "amount",
            "category", "level", "base", "percent",
        ]
        if text == "true" || text == "false" { return .bool(text == "true") }
        if counting.contains(key), let number = Int(text) { return .integer(number) }
        return .string(text)
    }
}
