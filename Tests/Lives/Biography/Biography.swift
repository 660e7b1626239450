import Verification

/// Fills in what concerns nobody else: papers, work, property, conduct. Each person has draws of his or her own.
struct Biography {
    let surroundings: Surroundings
    let person: Int
    var life: Life
    var dice: Dice

    /// The last day on which the person can do anything.
    let end: CalendarDate

    /// What people share. The people themselves are not in it: they are being written.
    struct Surroundings {
        let plan: Plan
        let households: [Household]
        let places: PlaceTable
        let enterprises: [Society.Enterprise]
        var today: CalendarDate { plan.today }
    }

    /// Gives everybody a biography; enterprises first, because people work there.
    static func write(into society: inout Society) {
        var enterprises = Enterprises.make(for: society)
        let surroundings = Surroundings(
            plan: society.plan, households: society.households, places: society.places, enterprises: enterprises)
        var serials: [String: Int] = [:]
        for person in society.lives.indices {
            var biography = Biography(society.lives[person], person, surroundings)
            biography.write()
            for place in biography.life.papers.documents.indices {
                let prefix = biography.life.papers.documents[place].number
                let serial = serials[prefix, default: 0] + 1
                serials[prefix] = serial
                biography.life.papers.documents[place].number = prefix + NumberIssuer.padded(serial, prefix == "X99" ? 7 : 6)
            }
            for share in biography.life.wealth.shares where enterprises[share.enterprise].legalRepresentative == nil {
                enterprises[share.enterprise].legalRepresentative = person
            }
            society.lives[person] = biography.life
        }
        society.enterprises = enterprises
    }

    private init(_ life: Life, _ person: Int, _ surroundings: Surroundings) {
        self.surroundings = surroundings
        self.person = person
        self.life = life
        dice = Dice(seed: surroundings.plan.seed, for: .biography, person)
        end =
            [life.death?.date.adding(days: -1), life.emigrated?.adding(days: -1), surroundings.today].compactMap(\.self).min()
            ?? surroundings.today
    }

    private mutating func write() {
        writePapers()
        writeEncounters()
        guard end.years(since: life.born) >= 14 else { return }
        writeConduct()
        guard end.years(since: life.born) >= 16 else { return }
        writeWork()
        guard end.years(since: life.born) >= 18 else { return }
        writeProperty()
        writeSavings()
    }

    /// Alive, here and with a trace.
    func isPresent(_ day: CalendarDate) -> Bool { day >= life.born && day <= end && !life.absences.contains { $0.covers(day) } }

    /// The first day of that age.
    func birthday(_ age: Int) -> CalendarDate {
        CalendarDate(year: life.born.year + age, month: life.born.month, day: min(life.born.day, 28)) ?? life.born
    }

    /// A day of that stretch, ends included; nil when there is none.
    mutating func day(from first: CalendarDate, to last: CalendarDate) -> CalendarDate? {
        last < first ? nil : first.adding(days: dice.below(Int(last.dayNumber - first.dayNumber) + 1))
    }

    /// The division where the person is registered on the day, else some division.
    mutating func division(on day: CalendarDate) -> Int {
        life.stays.last { $0.from <= day }.map { surroundings.households[$0.household].division } ?? 1 + dice.below(PlaceTable.divisionCount)
    }
}

/// The employers of a society.
enum Enterprises {
    static func make(for society: Society) -> [Society.Enterprise] {
        var dice = Dice(seed: society.plan.seed, for: .enterprise)
        return (0..<max(8, society.plan.persons / 40)).map { place in
            let isPublic = place % 6 == 0
            let symbols = (isPublic ? "12" : "91") + PlaceTable.code(of: 1 + place % PlaceTable.divisionCount) + "MA" + NumberIssuer.padded(place, 7)
            let check = CreditCode.checkCharacter(of: symbols.utf8).map { String(decoding: [$0], as: UTF8.self) } ?? "0"
            let city = place % PlaceTable.divisionCount < 10 ? "示例市" : "样板市"
            let stem = dice.element(of: first) + dice.element(of: second) + "\(place)"
            return Society.Enterprise(
                creditCode: symbols + check,
                name: isPublic ? city + "第\(place)" + dice.element(of: publicKinds) : city + stem + dice.element(of: kinds),
                isPublic: isPublic, legalRepresentative: nil, isClosed: dice.percent(12))
        }
    }

    private static let first = ["宏", "恒", "华", "荣", "安", "德", "广", "顺", "万", "新"]
    private static let second = ["达", "昌", "盛", "通", "源", "兴", "泰", "联", "信", "美"]
    private static let kinds = ["制造有限公司", "商贸有限公司", "电子有限公司", "物流有限公司", "餐饮有限公司", "建筑有限公司"]
    private static let publicKinds = ["中学", "医院", "小学", "街道办事处", "图书馆"]
}
