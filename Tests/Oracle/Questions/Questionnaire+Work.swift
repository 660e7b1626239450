import Lives
import Verification

extension Questionnaire {
    mutating func askWork(_ person: Int, _ posed: inout [Posed]) {
        let life = life(person)
        let spans = life.work.unemployed + life.work.hardships
        let events = spans.map(\.from) + spans.compactMap(\.until)
        if dice.percent(spans.isEmpty ? 3 : 22) {
            let day = someDay(of: person, around: events)
            posed.append(pose(person, .employmentRegisteredUnemployed, at(day), Truth(oracle.isRegisteredUnemployed(person, on: day))))
        }
        for _ in 0..<(life.work.hardships.isEmpty ? 1 : 4) {
            guard dice.percent(life.work.hardships.isEmpty ? 2 : 70) else { continue }
            let day = someDay(of: person, around: life.work.hardships.map { $0.from.adding(days: 30) } + events)
            posed.append(pose(person, .employmentHardship, at(day), Truth(oracle.isInHardship(person, on: day))))
        }
        if dice.percent(6) { posed.append(pose(person, .archiveCustodian, [], oracle.custodian(of: person))) }
        if dice.percent(life.work.file == nil ? 2 : 10) {
            let facts = life.work.file?.facts ?? [("参加工作时间", "1990-01")]
            let fact = dice.element(of: facts)
            let value = dice.percent(60) ? fact.value : dice.element(of: ["1971-01-02", "1988-07", "1999-12-31"])
            posed.append(
                pose(
                    person, .archiveFact, [.init("fact", .text(fact.name)), .init("value", .text(value))],
                    oracle.fileStates(person, fact.name, value)))
        }
        if dice.percent(6) {
            let household = household(of: person)
            let amount = dice.element(of: [500, 1_500, 3_000, 6_000, 12_000])
            posed.append(
                pose(
                    person, .hardshipLegalAid,
                    [.init("household", .persons(household.map { stated($0) })), .init("amount", .integer(amount))], with: household,
                    oracle.isPoor([person] + household, atMost: amount)))
        }
    }

    /// Up to three others who live there.
    private mutating func household(of person: Int) -> [Int] {
        guard let stay = oracle.stay(of: person, on: today) else { return [] }
        let others = society.households[stay.household].everybody.filter { other in
            other != person && (oracle.stay(of: other, on: today).map { $0.household == stay.household } ?? false)
        }
        return Array(others.prefix(dice.below(4)))
    }

    mutating func askConduct(_ person: Int, _ posed: inout [Posed]) {
        let conduct = life(person).conduct
        let isTried = !conduct.convictions.isEmpty || !conduct.proceedings.isEmpty
        for _ in 0..<(isTried ? 2 : 1) { if dice.percent(isTried ? 90 : 4) { posed.append(crime(person)) } }
        if dice.percent(conduct.disability == nil ? 3 : 90) { posed.append(disability(person)) }
        let spans = conduct.rehabilitations.map(\.span)
        let events = spans.map(\.from) + spans.compactMap(\.until)
        for _ in 0..<(spans.isEmpty ? 1 : 12) {
            if dice.percent(spans.isEmpty ? 3 : 100) {
                let day = someDay(of: person, around: events)
                posed.append(pose(person, .rehabStatus, at(day), oracle.rehabilitation(of: person, on: day)))
            }
            if dice.percent(spans.isEmpty ? 3 : 100) {
                let days = [someDay(of: person, around: events), someDay(of: person, around: events)].sorted()
                posed.append(
                    pose(
                        person, .rehabPerformance, [.init("from", .date(days[0])), .init("to", .date(days[1]))],
                        Truth(oracle.hasPerformance(person, from: days[0], to: days[1]))))
            }
        }
        if dice.percent(2) {
            posed.append(
                pose(
                    person, .illnessCertificateAuthentic,
                    [.init("institution", .text("示例市第一医院")), .init("certificateNumber", .text("JB-2025-0001"))], .unknowable))
        }
    }

    private mutating func crime(_ person: Int) -> Posed {
        guard dice.percent(45) else { return pose(person, .crimeNoRecord, [], Truth(!oracle.hasRecord(person, from: nil, to: today))) }
        let events = life(person).conduct.convictions.map(\.effective)
        let days = [someDay(of: person, around: events), someDay(of: person, around: events)].sorted()
        let from = dice.percent(70) ? days[0] : nil
        let to = dice.percent(70) ? days[1] : nil
        return pose(
            person, .crimeNoRecord, [.init("period", .period(from: from, to: to))], Truth(!oracle.hasRecord(person, from: from, to: to ?? today)))
    }

    private mutating func disability(_ person: Int) -> Posed {
        let held = life(person).conduct.disability
        let day = someDay(of: person, around: [held?.validFrom, held?.validUntil].compactMap(\.self))
        let category = dice.percent(50) ? (dice.percent(65) ? held?.category : nil) ?? dice.number(1...7) : nil
        let level = dice.percent(50) ? (dice.percent(65) ? held?.level : nil) ?? dice.number(1...4) : nil
        return pose(
            person, .disabilityCertificate,
            (category.map { [.init("category", .integer($0))] } ?? []) + (level.map { [.init("level", .integer($0))] } ?? []) + at(day),
            oracle.holdsDisabilityCertificate(person, category: category, level: level, on: day))
    }
}
