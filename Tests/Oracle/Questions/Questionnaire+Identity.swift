import Lives
import Verification

extension Questionnaire {
    mutating func askIdentity(_ person: Int, _ posed: inout [Posed]) {
        let life = life(person)
        if dice.percent(7) { posed.append(match(person)) }
        if dice.percent(5) { posed.append(posedStranger(person)) }
        if dice.percent(8) { posed.append(attribute(person)) }
        if dice.percent(9) { posed.append(hukou(person)) }
        let hasDocuments = !life.papers.documents.isEmpty
        if dice.percent(hasDocuments ? 30 : 2) { posed.append(document(person)) }
        let isRare = life.formerNumbers.contains { $0.reason != .fifteenDigits } || !life.formerNames.isEmpty
        if dice.percent(isRare ? 60 : 4) { posed.append(same(person)) }
        if isRare, dice.percent(30), let name = oracle.formerNames(of: person).first {
            // A former name with the present number: the same person, and not the name.
            posed.append(
                Posed(claim: Claim(.identityMatch), subject: written(name, life.number, life.origin), people: [person], truth: .no))
        }
    }

    private mutating func match(_ person: Int) -> Posed {
        let subject = stated(person)
        return Posed(claim: Claim(.identityMatch), subject: subject, people: [person], truth: .yes)
    }

    /// Another person's name with this number.
    private mutating func posedStranger(_ person: Int) -> Posed {
        let life = life(person)
        let name = self.life(somebody(but: person)).name
        return Posed(
            claim: Claim(.identityMatch), subject: written(name, life.number, life.origin), people: [person],
            truth: Truth(oracle.matches(person, name: name, number: life.number)))
    }

    private mutating func attribute(_ person: Int) -> Posed {
        let life = life(person)
        let other = self.life(somebody(but: person))
        let isOwn = dice.percent(50)
        func claim(_ attribute: String, _ value: Claim.Value, _ truth: Bool) -> (Claim.Parameter, Claim.Parameter, Bool) {
            (.init("attribute", .text(attribute)), .init("value", value), truth)
        }
        let (attribute, value, isTrue) =
            switch dice.below(4) {
            case 0: claim("sex", .text((isOwn ? life : other).sex.rawValue), isOwn || life.sex == other.sex)
            case 1: claim("birth-date", .date((isOwn ? life : other).born), isOwn || life.born == other.born)
            case 2 where life.ethnicity != nil && other.ethnicity != nil:
                claim("ethnicity", .text((isOwn ? life : other).ethnicity ?? ""), isOwn || life.ethnicity == other.ethnicity)
            default:
                claim(
                    "former-name", .text((isOwn ? oracle.formerNames(of: person).first : nil) ?? other.name),
                    oracle.formerNames(of: person).contains { $0.reads((isOwn ? oracle.formerNames(of: person).first : nil) ?? other.name) })
            }
        return pose(person, .identityAttribute, [attribute, value], Truth(isTrue))
    }

    private mutating func hukou(_ person: Int) -> Posed {
        let day = someDay(of: person, around: life(person).stays.map(\.from) + life(person).stays.compactMap(\.until))
        if dice.percent(25), let address = oracle.address(of: dice.percent(70) ? person : somebody(but: person), on: day) {
            return pose(
                person, .identityHukouAt, [.init("address", .text(address))] + at(day),
                Truth(oracle.address(of: person, on: day).map { $0.reads(address) } ?? false))
        }
        let some = PlaceTable.code(of: dice.number(1...PlaceTable.divisionCount))
        let division = dice.percent(60) ? oracle.division(of: person, on: day) ?? some : some
        return pose(
            person, .identityHukouAt, [.init("division", .text(division))] + at(day),
            Truth(oracle.division(of: person, on: day).map { $0.reads(division) } ?? false))
    }

    private mutating func document(_ person: Int) -> Posed {
        let own = life(person).papers.documents
        let foreign = life(somebody(but: person)).papers.documents
        let pool = own.isEmpty || dice.percent(25) ? foreign : own
        guard !pool.isEmpty else {
            let type = "passport"
            let number = "E99" + String(900_000 + dice.below(99_999))
            return pose(
                person, .identityDocumentValid, [.init("documentType", .text(type)), .init("documentNumber", .text(number))],
                oracle.holdsDocument(person, type: type, number: number))
        }
        let document = dice.element(of: pool)
        return pose(
            person, .identityDocumentValid, [.init("documentType", .text(document.type)), .init("documentNumber", .text(document.number))],
            oracle.holdsDocument(person, type: document.type, number: document.number))
    }

    /// One person under two names or numbers, or two persons.
    private mutating func same(_ person: Int) -> Posed {
        let life = life(person)
        var writings: [(name: String, number: String)] = life.formerNumbers.map { former in
            // A cancelled duplicate was written with the name of its time.
            (society.name(of: person, on: former.until.adding(days: -1)), former.text)
        }
        writings += oracle.formerNames(of: person).map { ($0, life.number) }
        if !writings.isEmpty, dice.percent(80) {
            let writing = dice.element(of: writings)
            return pose(
                person, .personSame, [.init("other", .person(written(writing.name, writing.number, life.origin)))], .yes)
        }
        let stranger = somebody(but: person)
        let other = self.life(stranger)
        return pose(
            person, .personSame, [.init("other", .person(written(other.name, other.number, other.origin)))], with: [stranger], .no)
    }
}
