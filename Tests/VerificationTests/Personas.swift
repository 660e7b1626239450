import Verification

/// The invented people of the scenarios (`domain.md` C.3): fictional areas, valid check characters.
struct Persona: Sendable, CustomStringConvertible {
    let id: String
    let name: String
    let type: IdentifierType
    let number: String
    let sex: Sex
    let born: String

    var description: String { id }

    init(_ id: String, _ name: String, _ sex: Sex, _ number: String, born: String, _ type: IdentifierType = .residentID) {
        self.id = id
        self.name = name
        self.sex = sex
        self.number = number
        self.born = born
        self.type = type
    }

    static let all = [
        Persona("P01", "陈安然", .female, "449901198512040025", born: "1985-12-04"),
        Persona("P02", "黄立诚", .male, "449901198303170018", born: "1983-03-17"),
        Persona("P03", "林秀珍", .female, "44990219760509004X", born: "1976-05-09"),
        Persona("P04", "梁伟民", .male, "449902197401220033", born: "1974-01-22"),
        Persona("P05", "何志远", .male, "449903197908300055", born: "1979-08-30"),
        Persona("P06", "李思齐", .male, "449901199511110073", born: "1995-11-11"),
        Persona("P07", "周海生", .male, "449904197002060012", born: "1970-02-06"),
        Persona("P08", "吴美玲", .female, "449904197209140028", born: "1972-09-14"),
        Persona("P09", "张念", .female, "449901201106200067", born: "2011-06-20"),
        Persona("P10", "郑慧", .female, "449905197903030087", born: "1979-03-03"),
        Persona("P11", "谢月", .female, "449905198801190025", born: "1988-01-19"),
        Persona("P12", "罗一鸣", .male, "449901200908080015", born: "2009-08-08"),
        Persona("P13", "罗一帆", .male, "449901200908080031", born: "2009-08-08"),
        Persona("P14", "罗静", .female, "449901198404120044", born: "1984-04-12"),
        Persona("P15", "阿依古丽·买买提", .female, "449906199007270029", born: "1990-07-27"),
        Persona("P16", "䶮文涛", .male, "44990619680215009X", born: "1968-02-15"),
        Persona("P17", "欧阳建国", .male, "449902196305010031", born: "1963-05-01"),
        Persona("P18", "陳泰文", .male, "819900198209100016", born: "1982-09-10", .hkMacaoTaiwanResidencePermit),
        Persona("P19", "SAMPLE ANNA", .female, "944990198505050024", born: "1985-05-05", .foreignPermanentResidence),
        Persona("P20", "冯少峰", .male, "449903199910060053", born: "1999-10-06"),
        Persona("P21", "曾福来", .male, "449907194502180016", born: "1945-02-18"),
        Persona("P22", "蔡玉兰", .female, "449907194807260025", born: "1948-07-26"),
        Persona("P23", "彭建业", .male, "449907197201100039", born: "1972-01-10"),
        Persona("P24", "邓小满", .female, "449908199305210043", born: "1993-05-21"),
        Persona("P25", "卢家豪", .male, "449908199009090016", born: "1990-09-09"),
        Persona("P26", "彭建国", .male, "449907197201100055", born: "1972-01-10"),
    ]
}

/// A generator with a fixed seed (SplitMix64), so that a failing property can be run again.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
