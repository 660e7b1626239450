import Verification

/// How often things happen in a year, per million people or couples (`domain.md` C.2, rounded to what keeps every story present).
enum Rates {
    /// The years of the oldest people.
    static let span = 96

    /// Relative size of the year's births.
    static func births(_ year: Int) -> Int {
        switch year {
        case ..<1950: 55
        case ..<1959: 95
        case ..<1962: 55
        case ..<1976: 140
        case ..<1986: 105
        case ..<1992: 130
        case ..<2018: 90
        default: 55
        }
    }

    static func death(atAge age: Int, isMale: Bool) -> Int {
        let rate =
            switch age {
            case 0: 8_000
            case ..<15: 500
            case ..<40: 900
            case ..<55: 3_000
            case ..<65: 8_000
            case ..<75: 22_000
            case ..<85: 62_000
            case ..<95: 150_000
            default: 320_000
            }
        return isMale ? rate * 11 / 10 : rate * 9 / 10
    }

    /// Of a single person; women marry two years younger, everybody did before 1985.
    static func marriage(age: Int, isMale: Bool, wasMarried: Bool, in year: Int) -> Int {
        if wasMarried {
            return switch age {
            case ..<40: 110_000
            case ..<50: 70_000
            case ..<60: 35_000
            case ..<70: 12_000
            default: 2_000
            }
        }
        let shifted = age + (isMale ? 0 : 2) + (year < 1985 ? 2 : 0)
        return switch shifted {
        case ..<22: 0
        case 22: 40_000
        case 23: 60_000
        case 24: 90_000
        case 25...26: 140_000
        case 27...29: 190_000
        case 30: 170_000
        case 31...35: 130_000
        case 36...40: 60_000
        case 41...50: 20_000
        default: 3_000
        }
    }

    static func divorce(in year: Int, after years: Int) -> Int {
        let rate =
            switch year {
            case ..<1981: 1_500
            case ..<1990: 3_500
            case ..<2003: 7_000
            case ..<2010: 13_000
            case ..<2021: 20_000
            default: 15_000
            }
        return years < 2 ? rate * 7 / 10 : years > 25 ? rate * 3 / 10 : rate
    }

    /// Of a married woman; the third child came rarely once few were wanted.
    static func birth(age: Int, children: Int, in year: Int) -> Int {
        guard (20...43).contains(age) else { return 0 }
        let base = age < 25 ? 260_000 : age < 31 ? 300_000 : age < 36 ? 160_000 : 40_000
        let wanted = year < 1972 ? 4 : year < 1982 ? 2 : 1
        return children < wanted ? base : children == wanted ? base * 4 / 10 : base / 20
    }

    static let twins = 22_000
    static let nameChange = 300
    static let numberChange = 40
    static let duplicate = 12
    static let disappearance = 45
    static let emigration = 110
    static let adoption = 200
    static let move = 25_000
    static let leavingHome = 60_000
    static let reissue = 3_000
    static let nullity = 350
}
