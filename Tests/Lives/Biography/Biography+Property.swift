import Verification

extension Biography {
    mutating func writeProperty() {
        if dice.percent(38), let from = day(from: max(birthday(24), CalendarDate(1988, 1, 1)), to: end), isPresent(from) { writeHouse(from) }
        if life.wealth.rights.isEmpty, dice.percent(18), let from = day(from: max(birthday(20), end.adding(days: -1_800)), to: end), isPresent(from) {
            let address = surroundings.places.address(in: division(on: from), on: from, &dice)
            life.wealth.leases.append(Wealth.Lease(address: address, span: Span(from: from, until: from.adding(days: dice.number(1...3) * 365))))
        }
        if dice.percent(30), let from = day(from: max(birthday(20), CalendarDate(1995, 1, 1)), to: end), isPresent(from) {
            let until = from.adding(days: dice.number(800...4_500))
            life.wealth.vehicles.append(
                Wealth.Vehicle(
                    plate: "粤Z99" + NumberIssuer.padded(person % 1_000, 3) + "\(person / 1_000)",
                    vehicle: dice.element(of: ["示例牌轿车", "样板牌客车", "示例牌摩托车"]),
                    span: Span(from: from, until: until <= surroundings.today ? until : nil)))
        }
        if dice.percent(1), let date = day(from: max(birthday(20), end.adding(days: -3_000)), to: end), isPresent(date) {
            life.wealth.premises.append(
                Wealth.Premises(address: surroundings.places.address(in: division(on: date), on: date, &dice), date: date))
        }
    }

    private mutating func writeHouse(_ from: CalendarDate) {
        let place = dice.percent(75) ? division(on: from) : 1 + dice.below(PlaceTable.divisionCount)
        let address = surroundings.places.address(in: place, on: from, &dice)
        let sold = from.adding(days: dice.number(1_500...9_000))
        let until = dice.percent(25) && sold <= end ? sold : nil
        let isContract = until == nil && from > surroundings.today.adding(days: -500)
        let span = Span(from: from, until: until)
        life.wealth.rights.append(
            Wealth.Right(right: "ownership", division: place, address: address, span: span, isContract: isContract))
        guard dice.percent(45), !isContract else { return }
        let paid = [from.adding(days: dice.number(1_000...8_000)), until].compactMap(\.self).min()
        life.wealth.rights.append(
            Wealth.Right(
                right: "mortgage", division: place, address: address,
                span: Span(from: from, until: paid.flatMap { $0 <= surroundings.today ? $0 : nil }), isContract: false))
    }

    mutating func writeSavings() {
        guard life.death == nil else { return }
        for bank in ["示例银行", "样板银行", "示例农商行"] where dice.percent(30) {
            life.wealth.deposits.append(Wealth.Holding(institution: bank, asset: "存款", amount: dice.below(1_000) * dice.number(1...500)))
        }
        if dice.percent(12) {
            life.wealth.deposits.append(Wealth.Holding(institution: "示例人寿保险", asset: "保险", amount: dice.number(5...300) * 1_000))
        }
        if dice.percent(9) {
            life.wealth.securities.append(
                Wealth.Holding(
                    institution: dice.element(of: ["示例证券", "样板证券"]), asset: dice.element(of: ["股票", "基金"]), amount: dice.number(1...900) * 500))
        }
        if dice.percent(3) {
            let enterprise = dice.below(surroundings.enterprises.count)
            if !surroundings.enterprises[enterprise].isPublic {
                life.wealth.shares.append(Wealth.Share(enterprise: enterprise, percent: dice.number(5...60)))
            }
        }
    }
}
