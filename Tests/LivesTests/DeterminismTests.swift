import Foundation
import Lives
import Mocks
import SchemaValidation
import StrictJSON
import Testing
import Verification

/// The same arguments give the same bytes, today and on every machine.
@Suite struct DeterminismTests {
    /// Digests (SM3) of what a plan gives. They change with the generator, and then on purpose; the manual says that generated files belong to
    /// a version of the generator.
    @Test func theBytesAreThoseOfEveryOtherRun() throws {
        let generated = try Generated(persons: 300, seed: 20_260_301, defects: .standard, lag: .standard)
        #expect(Generated.digest(generated.population) == "014917ae1c1d251a1715074271d695a5067474791327e902050b3e7cb5604519")
        #expect(Generated.digest(generated.oracle) == "0b6e5b8f2183b968e3a09b3ed156ce2e073d3aab3c203db9251863004240e4a9")
    }

    @Test func anotherRunGivesTheSameAndAnotherSeedDoesNot() throws {
        let one = try Generated(persons: 150, seed: 3)
        let same = try Generated(persons: 150, seed: 3)
        let other = try Generated(persons: 150, seed: 4)
        #expect(one.population == same.population && one.oracle == same.oracle)
        #expect(one.population != other.population)
    }

    @Test func theFirstNumbersAreThoseOfSplitMix64() {
        // The published sequence for seed 1234567 (Vigna's splitmix64.c).
        var dice = Dice(seed: 1_234_567)
        #expect([dice.next(), dice.next(), dice.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test(arguments: [1, 2, 17])
    func fewPeopleAreNoTrouble(_ persons: Int) throws {
        for seed in 0..<6 {
            let generated = try Generated(persons: persons, seed: UInt64(seed), defects: .standard, lag: .standard)
            #expect(generated.society.lives.count == persons)
            _ = try generated.world()
            #expect(try generated.lines().count == persons + 1)
        }
    }

    @Test(arguments: ["none", "standard", "standard,false-death=0.001", "transposed-digits=1", "wrong-character=0.25,shared-number=0.000001"])
    func ratesAreReadAndWrittenBack(_ text: String) throws {
        let rates = try DefectRates(parsing: text)
        #expect(try DefectRates(parsing: rates.description) == rates)
    }

    @Test(arguments: ["", "all", "standard,", "false-death", "false-death=", "false-death=2", "false-death=1e-3", "false-death=0.1234567", "x=0.1"])
    func wrongRatesAreRefused(_ text: String) {
        #expect(throws: DefectRatesMistake.self) { try DefectRates(parsing: text) }
    }
}

/// What is written is what the published schemas promise.
@Suite struct FormatTests {
    private static func schema(_ name: String) throws -> SchemaValidator {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return SchemaValidator(root: try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: root + "/Config/\(name)"))), limits: .file))
    }

    @Test func everyLineOfTheOracleKeepsToItsSchema() throws {
        let validator = try Self.schema("population-oracle.schema.json")
        let generated = try Generated(persons: 120, seed: 31, defects: .standard, lag: .standard)
        for line in try generated.lines() { #expect(validator.violations(line) == []) }
        #expect(try generated.lines().first?["seed"]?.text == "31")
        #expect(try generated.lines().dropFirst().compactMap { $0["id"]?.text } == generated.society.lives.indices.map(Society.id))
    }

    @Test func thePopulationFileKeepsToItsSchemaAndNamesEverybody() throws {
        let generated = try Generated(persons: 40, seed: 31, defects: .standard, lag: .standard)
        #expect(try Self.schema("population.schema.json").violations(JSON(parsing: generated.population, limits: .file)) == [])
        #expect(try generated.world().personCount == 40)
    }
}
