package import Verification

/// The invented divisions and their streets, and what became of them.
package struct PlaceTable: Sendable {
    /// Changes in the order of their days.
    package let changes: [Change]
    private let streets: [[Street]]

    /// Divisions 449901 to 449920.
    package static let divisionCount = 20

    /// An official change of a name.
    package struct Change: Sendable {
        package let kind: Kind
        package let division: Int
        package let date: CalendarDate
        /// One name, or two on a merger.
        package let from: [String]
        /// One name, or two on a split.
        package let to: [String]

        package enum Kind: String, Sendable {
            case rename, split, merge
        }
    }

    private struct Street {
        /// Names in time, the first without a beginning.
        var names: [(from: CalendarDate?, name: String)]
    }

    /// `示例市样板区`, …: the two invented cities have ten districts each.
    package static func name(of division: Int) -> String {
        (division <= 10 ? "示例市" : "样板市") + districts[(division - 1) % districts.count]
    }

    /// `4499xx`.
    package static func code(of division: Int) -> String { String(449_900 + division) }

    init(_ dice: inout Dice, today: CalendarDate) {
        var streets: [[Street]] = []
        var changes: [Change] = []
        for division in 1...Self.divisionCount {
            let prefix = Self.name(of: division)
            var names = Self.stems.map { prefix + $0 + dice.element(of: ["路", "街", "巷", "里", "大道"]) }
            var list = names.map { Street(names: [(nil, $0)]) }
            func day() -> CalendarDate { CalendarDate(dice.number(1984...max(1984, today.year - 1)), dice.number(1...12), dice.number(1...28)) }
            for place in 0..<3 {
                let date = day()
                let fresh = prefix + Self.freshStems[place] + "路"
                changes.append(Change(kind: .rename, division: division, date: date, from: [names[place]], to: [fresh]))
                list[place].names.append((date, fresh))
                names[place] = fresh
            }
            let split = day()
            let halves = ["东路", "西路"].map { prefix + Self.freshStems[3] + $0 }
            changes.append(Change(kind: .split, division: division, date: split, from: [names[3]], to: halves))
            list[3].names.append((split, halves[0]))
            let merged = day()
            let whole = prefix + Self.freshStems[4] + "大道"
            changes.append(Change(kind: .merge, division: division, date: merged, from: [names[4], names[5]], to: [whole]))
            for place in [4, 5] { list[place].names.append((merged, whole)) }
            streets.append(list)
        }
        self.streets = streets
        self.changes = changes.filter { $0.date <= today }.sorted { ($0.date, $0.division) < ($1.date, $1.division) }
    }

    /// An address in a division as it is written on that day.
    func address(in division: Int, on day: CalendarDate, _ dice: inout Dice) -> String {
        let street = dice.element(of: streets[division - 1])
        let name = street.names.last { $0.from.map { $0 <= day } ?? true }?.name ?? ""
        let room = dice.percent(70) ? "\(dice.number(1...28))0\(dice.number(1...8))房" : ""
        return "\(name)\(dice.number(1...399))号\(room)"
    }

    /// Every street name that is in use on the day, in order.
    package func streetNames(on day: CalendarDate) -> [(division: Int, name: String)] {
        streets.enumerated().flatMap { place, list in
            list.compactMap { street in street.names.last { $0.from.map { $0 <= day } ?? true }.map { (place + 1, $0.name) } }
        }
    }

    private static let districts = ["样板区", "范例区", "模型区", "示范区", "样本区", "例证区", "样式区", "典型区", "例图区", "样章区"]
    private static let stems = [
        "桂花", "和平", "榕树", "解放", "人民", "建设", "文明", "中山", "东风", "红棉", "长堤", "新市", "荔湾", "白云", "流花", "越秀", "珠江", "光明", "学院", "体育",
    ]
    private static let freshStems = ["新桂", "安康", "榕荫", "滨河", "兴业"]
}
