import StrictJSON

/// Code tables of national standards that every entry knows without writing them down, by names that no table of an entry can have.
enum StandardTables {
    /// The table of that name; nil when there is none.
    static func table(_ name: String) -> CodeTable? { all.first { $0.name.isByteIdentical(to: name) }?.table }

    /// Their names, for messages.
    static var names: [String] { all.map(\.name) }

    private static let all: [(name: String, table: CodeTable)] = [
        ("gbt-2261.1", CodeTable(sexes)), ("gbt-2261.1-code", CodeTable(reversed(sexes))), ("gbt-2261.2", CodeTable(maritalStatuses)),
        ("gbt-4761", CodeTable(relations)),
    ]

    /// GB/T 2261.1: sex. 0 (unknown) and 9 (not stated) have no word; an entry writes `"nothing": ["0", "9"]`.
    private static let sexes: [(key: String, value: String)] = [("1", "male"), ("2", "female")]

    /// GB/T 2261.2: marital status. 90 (not stated) has no word.
    private static let maritalStatuses: [(key: String, value: String)] = [
        ("10", "never-married"), ("20", "married"), ("21", "married"), ("22", "married"), ("23", "married"), ("30", "widowed"), ("40", "divorced"),
    ]

    /// GB/T 4761: relation to the head of the household, in the standard's own words; what the standard leaves to others ("其他…") keeps them.
    private static let relations: [(key: String, value: String)] = [
        ("01", "本人"), ("02", "户主"), ("10", "配偶"), ("11", "夫"), ("12", "妻"), ("20", "子"), ("21", "独生子"), ("22", "长子"), ("23", "次子"),
        ("24", "三子"), ("25", "四子"), ("26", "五子"), ("27", "养子或继子"), ("28", "女婿"), ("29", "其他儿子"), ("30", "女"), ("31", "独生女"),
        ("32", "长女"), ("33", "次女"), ("34", "三女"), ("35", "四女"), ("36", "五女"), ("37", "养女或继女"), ("38", "儿媳"), ("39", "其他女儿"),
        ("40", "孙子、孙女或外孙子、外孙女"), ("41", "孙子"), ("42", "孙女"), ("43", "外孙子"), ("44", "外孙女"), ("45", "孙媳妇或外孙媳妇"),
        ("46", "孙女婿或外孙女婿"), ("47", "曾孙子或外曾孙子"), ("48", "曾孙女或外曾孙女"), ("49", "其他孙子、孙女或外孙子、外孙女"), ("50", "父母"),
        ("51", "父亲"), ("52", "母亲"), ("53", "公公"), ("54", "婆婆"), ("55", "岳父"), ("56", "岳母"), ("57", "继父或养父"), ("58", "继母或养母"),
        ("59", "其他父母关系"), ("60", "祖父母或外祖父母"), ("61", "祖父"), ("62", "祖母"), ("63", "外祖父"), ("64", "外祖母"),
        ("65", "配偶的祖父母或外祖父母"), ("66", "曾祖父"), ("67", "曾祖母"), ("68", "配偶的曾祖父母或外曾祖父母"), ("69", "其他祖父母或外祖父母关系"), ("70", "兄、弟、姐、妹"),
        ("71", "兄"), ("72", "嫂"), ("73", "弟"), ("74", "弟媳"), ("75", "姐姐"), ("76", "姐夫"), ("77", "妹妹"), ("78", "妹夫"), ("79", "其他兄弟姐妹"),
        ("80", "其他"), ("81", "伯父"), ("82", "伯母"), ("83", "叔父"), ("84", "婶母"), ("85", "舅父"), ("86", "舅母"), ("87", "姨父"), ("88", "姨母"),
        ("89", "姑父"), ("90", "姑母"), ("91", "堂兄弟、堂姐妹"), ("92", "表兄弟、表姐妹"), ("93", "侄子"), ("94", "侄女"), ("95", "外甥"), ("96", "外甥女"),
        ("97", "其他亲属"), ("99", "非亲属"),
    ]

    private static func reversed(_ pairs: [(key: String, value: String)]) -> [(key: String, value: String)] {
        pairs.map { (key: $0.value, value: $0.key) }
    }
}
