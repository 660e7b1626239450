import Verification

extension Biography {
    mutating func writeWork() {
        let retirement = birthday(life.sex == .male ? 60 : 55)
        var start = birthday(dice.number(17...23)).adding(days: dice.below(365))
        guard start <= end, dice.percent(92) else { return }
        let first = start
        while start < min(retirement, end), isPresent(start) {
            let until = start.adding(days: dice.number(300...5_500))
            let stop = [until, retirement, life.absences.first { $0.from > start }?.from].compactMap(\.self).min() ?? until
            let isOver = stop <= end
            let span = Span(from: start, until: isOver ? stop : life.death == nil && life.emigrated == nil ? nil : end)
            let isFlexible = dice.percent(18)
            life.work.jobs.append(
                Work.Job(employer: isFlexible ? nil : dice.below(surroundings.enterprises.count), span: span, wage: wage(in: start.year)))
            guard isOver, stop < retirement else { break }
            start = stop.adding(days: dice.number(1...600))
            writeUnemployment(from: stop, to: start)
        }
        writeFile(since: first)
    }

    private mutating func wage(in year: Int) -> Int {
        let usual = year < 1985 ? 60 : year < 1995 ? 60 + (year - 1985) * 45 : year < 2005 ? 510 + (year - 1995) * 120 : 1_710 + (year - 2005) * 280
        return usual * dice.number(60...260) / 100
    }

    /// A part of the time between two jobs is registered; a part of that is recognised as hardship.
    private mutating func writeUnemployment(from last: CalendarDate, to next: CalendarDate) {
        let from = last.adding(days: dice.number(5...60))
        guard from >= CalendarDate(1999, 1, 1), from < next, dice.percent(45), isPresent(from) else { return }
        let until = next <= end ? next : end < surroundings.today ? end : nil
        guard until.map({ from < $0 }) ?? true else { return }
        life.work.unemployed.append(Span(from: from, until: until))
        let hard = from.adding(days: dice.number(30...200))
        guard dice.percent(hard.years(since: life.born) >= 45 ? 40 : 5), until.map({ hard < $0 }) ?? (hard <= end) else { return }
        life.work.hardships.append(Span(from: hard, until: until))
    }

    private mutating func writeFile(since first: CalendarDate) {
        guard dice.percent(55) else { return }
        let isEmployed = life.work.jobs.last.map { $0.span.until == nil } ?? false
        let custodian = isEmployed ? life.work.jobs.last?.employer.map { surroundings.enterprises[$0].name } : nil
        let month = "\(first.year)-" + NumberIssuer.padded(first.month, 2)
        // Birth dates in old files often differ from the household register's.
        let stated = dice.percent(2) ? life.born.adding(days: 365 * (dice.percent(50) ? 1 : -1)) : life.born
        life.work.file = Work.File(
            custodian: custodian ?? PlaceTable.name(of: division(on: first)) + "人才服务中心",
            facts: [("参加工作时间", month), ("出生日期", stated.description)])
    }

    mutating func writeConduct() {
        if dice.chance(perMillion: life.sex == .male ? 26_000 : 5_000),
            let offence = day(from: birthday(14), to: min(end, birthday(60))), offence >= CalendarDate(1985, 1, 1), isPresent(offence)
        {
            let effective = offence.adding(days: dice.number(90...600))
            if isPresent(effective) {
                // An offence under 18 with a light sentence is sealed (Criminal Procedure Law 286).
                let isSealed = offence < birthday(18) && effective >= CalendarDate(2013, 1, 1) && dice.percent(85)
                life.conduct.convictions.append(Conduct.Conviction(offence: offence, effective: effective, isSealed: isSealed))
            }
        }
        if dice.chance(perMillion: 3_000), let date = day(from: max(birthday(16), end.adding(days: -900)), to: end), isPresent(date) {
            life.conduct.proceedings.append((date, dice.element(of: ["detained", "bail", "pending-trial", "not-prosecuted"])))
        }
        if dice.chance(perMillion: 2_500), let from = day(from: max(birthday(16), CalendarDate(2008, 6, 1)), to: end), isPresent(from) {
            let measure = dice.percent(50) ? "社区戒毒" : "社区康复"
            let until = from.adding(days: 3 * 365)
            life.conduct.rehabilitations.append(
                Conduct.Rehabilitation(
                    institution: PlaceTable.name(of: division(on: from)) + "街道办事处", measure: measure, span: Span(from: from, until: until),
                    performance: until <= end ? dice.element(of: ["履行完毕", "履行完毕", "中止"]) : "履行中"))
        }
        if dice.chance(perMillion: 2_000), let date = day(from: max(birthday(18), CalendarDate(2020, 11, 1)), to: end), isPresent(date) {
            let repaired = date.adding(days: dice.number(100...900))
            life.conduct.falseCommitments.append((date, dice.percent(50) && repaired <= surroundings.today ? repaired : nil))
        }
        writeDisability()
    }

    private mutating func writeDisability() {
        guard life.origin == .mainland, dice.percent(4), let from = day(from: max(birthday(6), CalendarDate(2008, 1, 1)), to: end), isPresent(from)
        else { return }
        let category = dice.number(1...7)
        let level = dice.number(1...4)
        // The certificate is numbered by the number of its day.
        let number = life.formerNumbers.first { from < $0.until && $0.reason == .numberChange }?.text ?? life.number
        life.conduct.disability = Conduct.Disability(
            number: number + "\(category)\(level)", category: category, level: level, validFrom: from, validUntil: from.adding(days: 3_652))
    }
}
