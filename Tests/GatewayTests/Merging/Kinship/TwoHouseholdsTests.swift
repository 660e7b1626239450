import Testing
import Verification

@testable import Gateway

/// Nobody is registered in two households at once (Household Registration Regulation Art. 6), and who is written down as the child of two heads has
/// neither for certain (`domain.md` A.4.4 P5, P9; A.4.8).
@Suite struct TwoHouseholdsTests {
    private static let child = Personas.p09
    private static let (father, stepfather) = (Families.birthFather, Families.strangerMan)
    private static let mother = Personas.p11

    @Test(arguments: parents + places + households) func rowHolds(_ row: Row) { row.check() }

    private static func head(_ person: TestPerson, _ household: String) -> TestPerson {
        person.living(Families.stay(household, "02", "2000-01-01"))
    }
    private static func homes(_ stays: Residence..., besides heads: TestPerson...) -> RuleWorld {
        RuleWorld([child.with { $0.residences = stays }] + heads)
    }
    private static let moved = homes(
        Families.stay("H1", "30", "2011-07-01", "2016-07-01"), Families.stay("H2", "30", "2016-07-01"), besides: head(stepfather, "H1"),
        head(father, "H2"))
    private static let asHead = RuleWorld(child, father, stepfather, mother).with(
        .hukouArchive,
        Families.archive("H-9", [(child, "02", "2020-01-01", nil), (father, "51", "2020-01-01", nil), (stepfather, "51", "2020-01-01", nil)]))
    private static let couple = RuleWorld(child, father, mother).with(
        .hukouArchive,
        Families.archive("H-9", [(child, "02", "2020-01-01", nil), (father, "51", "2020-01-01", nil), (mother, "52", "2020-01-01", nil)]))
    private static let own = homes(
        Families.stay("H1", "30", "2011-07-01", "2016-07-01"), Families.stay("H2", "30", "2016-07-01"),
        besides: father.living(Families.stay("H1", "02", "2000-01-01", "2016-07-01"), Families.stay("H2", "02", "2016-07-01")))

    private static let parents: [Row] = [
        Row("the daughter of two heads: the first", moved, .kin("parent", of: child), stepfather, .inconclusive, .recordsAmbiguous),
        Row("the daughter of two heads: the second", moved, .kin("parent", of: child), father, .inconclusive, .recordsAmbiguous),
        Row("the child says so", moved, .kin("child", of: father), child, .inconclusive, .recordsAmbiguous),
        Row("before the second", moved, .kin("parent", of: child, at: "2014-01-01"), stepfather, .confirmed),
        Row("one head who moved with her", own, .kin("parent", of: child), father, .confirmed),
        Row("two fathers in one household", asHead, .kin("parent", of: child), father, .inconclusive, .recordsAmbiguous),
        Row("two fathers in one household: the other", asHead, .kin("parent", of: child), stepfather, .inconclusive, .recordsAmbiguous),
        Row("father and mother in one household", couple, .kin("parent", of: child), father, .confirmed),
        Row("father and mother in one household: she", couple, .kin("parent", of: child), mother, .confirmed),
    ]

    private static let open = homes(
        Families.stay("H1", "02", "2011-07-01", division: "449901"), Families.stay("H2", "02", "2020-07-01", division: "449902"),
        besides: head(father, "H1"), mother.living(Families.stay("H1", "20", "2021-01-01")))
    private static let addressed = RuleWorld(
        child.living(
            Residence(division: nil, address: "旧街1号", from: day("2011-07-01"), until: nil, household: "H1"),
            Residence(division: nil, address: "旧街2号", from: day("2020-07-01"), until: nil, household: "H1")),
        father.living(
            Residence(division: nil, address: "旧街1号", from: day("2011-07-01"), until: nil),
            Residence(division: nil, address: "旧街2号", from: day("2020-07-01"), until: nil)),
        mother.living(
            Residence(division: "449901", address: "旧街1号", from: day("2011-07-01"), until: nil),
            Residence(division: "449902", address: "旧街2号", from: day("2020-07-01"), until: nil)))
    private static func address(_ text: String) -> Claim { Claim(.identityHukouAt, [Claim.Parameter("address", .text(text))]) }

    private static let places: [Row] = [
        Row("an old stay left open: the old place", open, .hukou(division: "449901"), child, .conflict, .sourcesDisagree),
        Row("an old stay left open: the new place", open, .hukou(division: "449902"), child, .conflict, .sourcesDisagree),
        Row("an old stay left open: neither", open, .hukou(division: "449903"), child, .refuted),
        Row("an old stay left open: the city of both", open, .hukou(division: "449900"), child, .confirmed),
        Row("before the second", open, .hukou(division: "449901", at: "2020-06-30"), child, .confirmed),
        Row("two addresses of one household", addressed, address("旧街2号"), child, .confirmed),
        Row("two addresses that may be one", addressed, address("旧街2号"), father, .inconclusive, .recordsAmbiguous),
        Row("two addresses in two divisions", addressed, address("旧街2号"), mother, .conflict, .sourcesDisagree),
    ]

    private static let households: [Row] = [
        Row("the old household", open, .household(with: father), child, .conflict, .sourcesDisagree),
        Row("the other says so", open, .household(with: child), father, .conflict, .sourcesDisagree),
        Row("before the second", open, .household(with: father, at: "2020-06-30"), child, .confirmed, cautions: nil),
        Row("ever, before the second", open, .household(with: father, ever: true), child, .confirmed),
        Row("ever, with somebody who came later", open, .household(with: mother, ever: true), child, .conflict, .sourcesDisagree),
    ]

    @Test("The register is asked to look") func corrections() {
        for (claim, person) in [(Claim.hukou(division: "449901"), Self.child), (.household(with: Self.father), Self.child)] {
            let corrections = Self.open.finding(claim, about: person).corrections
            #expect(corrections == [Correction(registry: .population, code: .recordsDisagree)])
        }
    }
}
