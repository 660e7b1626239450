import Lives
import StrictJSON
import Testing
import Verification

/// Every labelled mistake stands in the file, and nothing else differs from the file without mistakes.
@Suite struct DefectTests {
    @Test func labelsAndDifferencesAreTheSame() throws {
        var rates = DefectRates.standard
        rates[.sharedNumber] = 5_000
        rates[.falseDeath] = 5_000
        rates[.transposedDigits] = 10_000
        rates[.privateUseCharacter] = 5_000
        rates[.duplicateMarriage] = 50_000
        let clean = try Generated(persons: 1_000, seed: 5)
        let spoilt = try Generated(persons: 1_000, seed: 5, defects: rates)
        let before = try JSON(parsing: clean.population, limits: .file)
        let after = try JSON(parsing: spoilt.population, limits: .file)
        let labels = Set(try spoilt.lines().dropFirst().flatMap { $0["defects"]?.elements ?? [] })
        let classes = Set(labels.compactMap { $0["class"]?.text })
        #expect(classes == Set(DefectClass.allCases.map(\.rawValue)))
        for registry in Projection.registries {
            let old = before["registries"]?[registry.rawValue]?["records"]?.elements ?? []
            let new = after["registries"]?[registry.rawValue]?["records"]?.elements ?? []
            #expect(new.count >= old.count)
            let labelled = Set(labels.filter { $0["registry"]?.text == registry.rawValue }.compactMap { $0["record"]?.integer })
            let different = Set(new.indices.filter { $0 >= old.count || new[$0] != old[$0] })
            #expect(labelled == different, "\(registry)")
        }
        let people = zip(before["persons"]?.members ?? [], after["persons"]?.members ?? []).filter { $0.0 != $0.1 }.count
        #expect(people == spoilt.summary.defects.first { $0.name == DefectClass.sharedNumber.rawValue }?.count)
        #expect(try clean.lines().dropFirst().allSatisfy { $0["defects"] == nil })
        // The truth is the same.
        for (one, other) in zip(try clean.lines().dropFirst(), try spoilt.lines().dropFirst()) {
            #expect((one.members ?? []) == (other.members ?? []).filter { $0.name != "defects" })
        }
    }

    @Test func withoutLagOnlyCoverageHides() throws {
        let punctual = try Generated(persons: 400, seed: 6)
        let late = try Generated(persons: 1_500, seed: 8, lag: .standard)
        #expect(punctual.summary.hidden.allSatisfy { $0.name.hasSuffix(" coverage") })
        #expect(late.summary.hidden.contains { $0.name == "court-judgment never-shared" })
        #expect(late.summary.hidden.contains { $0.name.hasSuffix(" lag") })
        try expectEveryDivorceExplained(in: late)
    }

    private func expectEveryDivorceExplained(in generated: Generated) throws {
        let divorces = generated.society.unions.count { $0.ending?.cause == .judgment }
        let file = try JSON(parsing: generated.population, limits: .file)
        let shown = file["registries"]?["court-judgment"]?["records"]?.elements?.count { $0["status"]?.text == "effective" } ?? 0
        let hidden = Set(
            generated.summary.hiddenOf.values.joined().filter { $0.registry == .courtJudgment && $0.kind == "divorce" }.map {
                "\($0.persons)\($0.date?.description ?? "")"
            })
        #expect(hidden.count > 0 && shown + hidden.count >= divorces)
        #expect(shown < divorces)
    }

    @Test func everyDatasetHasRecords() throws {
        let generated = try Generated(persons: 2_000, seed: 2)
        #expect(generated.summary.records.count == 29)
        #expect(generated.summary.records.allSatisfy { $0.count > 0 }, "\(generated.summary.records.filter { $0.count == 0 })")
    }
}
