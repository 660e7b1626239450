import Verification

/// A name as people are given it: surname where there is one, and the part that is the person's own.
struct GivenIdentity: Sendable {
    var surname: String
    var given: String
    /// As the population register writes it; nil for people who are no citizens.
    var ethnicity: String?

    var text: String { surname + given }
}

/// Makes names by the weights of `domain.md` C.2.
enum NameMaker {
    /// A newborn citizen's name. The child has the father's surname, at times the mother's, and their ethnic group.
    static func citizen(male: Bool, born year: Int, father: GivenIdentity?, mother: GivenIdentity?, _ dice: inout Dice) -> GivenIdentity {
        let parent = dice.percent(92) ? father ?? mother : mother ?? father
        switch parent?.ethnicity ?? ethnicity(&dice) {
        case "维吾尔族": return uyghur(male: male, father: father, &dice)
        case "藏族":
            return GivenIdentity(
                surname: "", given: dice.element(of: OtherNames.tibetan) + dice.element(of: OtherNames.tibetan), ethnicity: "藏族")
        case let group:
            let surname = parent.flatMap { $0.surname.isEmpty || $0.surname.utf8.first.map { $0 < 0x80 } == true ? nil : $0.surname }
            return GivenIdentity(
                surname: surname ?? Surnames.all.draw(&dice), given: given(male: male, born: year, &dice), ethnicity: group)
        }
    }

    /// A name for somebody who changes it: another given name under the same surname.
    static func renamed(_ name: GivenIdentity, male: Bool, in year: Int, _ dice: inout Dice) -> GivenIdentity {
        var fresh = name
        while fresh.given == name.given { fresh.given = given(male: male, born: year, &dice) }
        return fresh
    }

    static func outsider(_ origin: Origin, male: Bool, _ dice: inout Dice) -> GivenIdentity {
        guard origin == .foreign else {
            return GivenIdentity(
                surname: Surnames.traditional.draw(&dice),
                given: dice.element(of: male ? OtherNames.traditionalMen : OtherNames.traditionalWomen), ethnicity: nil)
        }
        return GivenIdentity(
            surname: dice.element(of: OtherNames.romanFamily) + " ",
            given: dice.element(of: male ? OtherNames.romanMen : OtherNames.romanWomen), ethnicity: nil)
    }

    private static let ethnicities = Weighted<String>([("汉族", 9_700), ("壮族", 120), ("瑶族", 60), ("土家族", 50), ("维吾尔族", 40), ("藏族", 30)])

    private static func ethnicity(_ dice: inout Dice) -> String { ethnicities.draw(&dice) }

    private static func given(male: Bool, born year: Int, _ dice: inout Dice) -> String {
        if dice.chance(perMillion: 3_000) { return dice.element(of: GivenNames.rare) + dice.element(of: own(male)) }
        if dice.percent(35) { return dice.element(of: GivenNames.fashionable(male: male, born: year)) }
        let first = dice.element(of: own(male))
        return dice.percent(year < 1985 ? 15 : 25) ? first : first + dice.element(of: own(male))
    }

    private static func own(_ male: Bool) -> [String] { male ? GivenNames.masculine : GivenNames.feminine }

    /// The own name, a dot, and the father's; at times the grandfather's too.
    private static func uyghur(male: Bool, father: GivenIdentity?, _ dice: inout Dice) -> GivenIdentity {
        var parts = [dice.element(of: male ? OtherNames.uyghurMen : OtherNames.uyghurWomen)]
        let fathers = father.map { $0.text.split(separator: "·").map { String($0) } } ?? []
        parts.append(fathers.first ?? dice.element(of: OtherNames.uyghurMen))
        if dice.percent(10) { parts.append(fathers.count > 1 ? fathers[1] : dice.element(of: OtherNames.uyghurMen)) }
        return GivenIdentity(surname: "", given: parts.joined(separator: "·"), ethnicity: "维吾尔族")
    }
}
