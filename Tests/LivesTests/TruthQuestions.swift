import Lives
import Verification

/// One claim about one person with what is true.
struct TruthQuestion: Sendable {
    let person: Int
    let subject: Person
    let claim: Claim
    /// Nil where nobody knows.
    let isTrue: Bool?
    /// For value claims.
    var value: FindingValue?
    /// Somebody else whose records count.
    var other: Int?
}

/// Claims about people of a society with their truth: an independent reading of the lives, without any rule of the gateway.
struct TruthQuestions {
    let society: Society
    private var dice: Dice

    init(_ society: Society) {
        self.society = society
        dice = Dice(seed: society.plan.seed &+ 1)
    }

    /// Several about that person, today and on a day of the past.
    mutating func about(_ person: Int) -> [TruthQuestion] {
        let today = society.today
        let span = Int(today.dayNumber - society.lives[person].born.dayNumber)
        let past = today.adding(days: -dice.below(max(1, span)))
        return identity(person, past) + marital(person, on: today, isPresent: true) + marital(person, on: past, isPresent: false)
            + life(person, on: today, isPresent: true) + life(person, on: past, isPresent: false)
    }

    private func subject(_ person: Int) -> Person {
        let life = society.lives[person]
        return written(life.name, life.number, life.origin)
    }

    private func written(_ name: String, _ number: String, _ origin: Origin) -> Person {
        let type: IdentifierType =
            switch origin {
            case .mainland: .residentID
            case .hongKong, .macao, .taiwan: .hkMacaoTaiwanResidencePermit
            case .foreign: .foreignPermanentResidence
            }
        let read = try? PersonName.reading(name).get().name
        return Person(name: read ?? PersonName(text: name, original: name), identifier: Identifier(type: type, number: number))
    }

    private func question(_ person: Int, _ claim: Claim, _ isTrue: Bool?, value: FindingValue? = nil, other: Int? = nil) -> TruthQuestion {
        TruthQuestion(person: person, subject: subject(person), claim: claim, isTrue: isTrue, value: value, other: other)
    }

    private static func at(_ day: CalendarDate, _ isPresent: Bool) -> [Claim.Parameter] { isPresent ? [] : [.init("at", .date(day))] }

    private mutating func identity(_ person: Int, _ past: CalendarDate) -> [TruthQuestion] {
        let life = society.lives[person]
        var list = [
            question(person, Claim(.identityMatch), life.isUnregistered ? nil : true),
            question(
                person, Claim(.identityAttribute, [.init("attribute", .text("sex")), .init("value", .text(dice.percent(50) ? "male" : "female"))]),
                nil),
            question(person, Claim(.crimeNoRecord), !life.conduct.convictions.contains { !$0.isSealed }),
            question(person, Claim(.missingDeclared), society.isDeclaredMissing(person, on: society.today)),
        ]
        let stated = list[1].claim.text("value") == life.sex.rawValue
        list[1] = question(person, list[1].claim, stated)
        let stranger = dice.below(society.lives.count)
        let other = society.lives[stranger]
        if !other.name.utf8.elementsEqual(life.name.utf8), !life.formerNames.contains(where: { $0.text.utf8.elementsEqual(other.name.utf8) }) {
            list.append(
                TruthQuestion(person: person, subject: written(other.name, life.number, life.origin), claim: Claim(.identityMatch), isTrue: false))
        }
        for former in life.formerNumbers where former.reason != .fifteenDigits {
            list.append(
                question(
                    person,
                    Claim(
                        .personSame,
                        [.init("other", .person(written(society.name(of: person, on: former.until.adding(days: -1)), former.text, .mainland)))]), true
                ))
        }
        for former in life.formerNames {
            list.append(question(person, Claim(.personSame, [.init("other", .person(written(former.text, life.number, .mainland)))]), true))
            list.append(
                question(person, Claim(.identityAttribute, [.init("attribute", .text("former-name")), .init("value", .text(former.text))]), true))
        }
        if let document = life.papers.documents.last {
            let isValid = !document.isRevoked && document.validFrom <= society.today && society.today <= document.validUntil
            list.append(
                question(
                    person,
                    Claim(.identityDocumentValid, [.init("documentType", .text(document.type)), .init("documentNumber", .text(document.number))]),
                    life.death == nil ? isValid : nil))
        }
        for (day, isPresent) in [(society.today, true), (past, false)] {
            let division = PlaceTable.code(of: 1 + dice.below(PlaceTable.divisionCount))
            let stay = society.stay(of: person, on: day).map { PlaceTable.code(of: society.households[$0.household].division) }
            let asked = dice.percent(60) ? stay ?? division : division
            let isRegistered = life.origin == .mainland && (life.death.map { day < $0.date } ?? true) && day >= life.born
            list.append(
                question(
                    person, Claim(.identityHukouAt, [.init("division", .text(asked))] + Self.at(day, isPresent)),
                    isRegistered || life.origin == .mainland ? stay.map { $0.utf8.elementsEqual(asked.utf8) } ?? false : nil))
        }
        return list
    }

    private mutating func marital(_ person: Int, on day: CalendarDate, isPresent: Bool) -> [TruthQuestion] {
        let truth = society.marital(person, on: day)
        let when = Self.at(day, isPresent)
        var list = [
            question(
                person, Claim(.maritalStatus, when), nil, value: truth.map { .word($0.status.rawValue) })
        ]
        for status in ["married", "never-married", dice.element(of: ["divorced", "widowed", "not-married", "dissolved-by-declaration"])] {
            let isTrue = truth.map { status == "not-married" ? $0.status != .married : status == $0.status.rawValue }
            list.append(question(person, Claim(.maritalIs, [.init("status", .text(status))] + when), isTrue))
        }
        let partners = society.lives[person].unions.suffix(2).map { society.unions[$0].partner(of: person) }
        for other in partners + [dice.below(society.lives.count)] where other != person {
            let isDead = society.isDead(person, on: day) || society.isDead(other, on: day)
            list.append(
                question(
                    person, Claim(.maritalSpouse, [.init("spouse", .person(subject(other)))] + when),
                    isDead ? false : truth.map { $0.spouse == other }, other: other))
        }
        return list
    }

    private mutating func life(_ person: Int, on day: CalendarDate, isPresent: Bool) -> [TruthQuestion] {
        let life = society.lives[person]
        let when = Self.at(day, isPresent)
        let isDead = society.isDead(person, on: day) || society.isDeclaredDead(person, on: day)
        let isUnknown = !isDead && society.isAbsent(person, on: day)
        var list = [
            question(person, Claim(.deathIsDead, when), isUnknown ? nil : isDead),
            question(person, Claim(.aliveAt, when), isUnknown || society.isDeclaredDead(person, on: day) ? nil : !isDead),
        ]
        if isPresent, let death = life.death { list.append(question(person, Claim(.deathDate), nil, value: .date(death.date))) }
        if isPresent, life.death == nil, !isDead, !isUnknown { list.append(question(person, Claim(.deathDate), false)) }
        return list
    }
}
