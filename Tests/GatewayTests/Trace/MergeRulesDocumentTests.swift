import Foundation
import Testing
import Verification

@testable import Gateway

/// `Documentation/merge-rules.md`, the catalogue and the code name the same rules and steps.
@Suite struct MergeRulesDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../").standardized

    /// The rows of the table whose header begins with that word, each as its cells.
    private static func table(_ header: String) throws -> [[String]] {
        let text = try String(contentsOf: root.appendingPathComponent("Documentation/merge-rules.md"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("| \(header) |") })
        return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private static func codes(_ cell: String) -> [String] {
        cell.split(separator: ",").map { $0.trimmingCharacters(in: [" ", "`"]) }.filter { $0 != "–" }
    }

    @Test func everyRuleHasItsRowsAndEveryRowItsRule() throws {
        var claims: [String: [String]] = [:]
        for row in try Self.table("rule") {
            try #require(row.count == 5)
            claims[Self.codes(row[0])[0], default: []] += Self.codes(row[1])
            #expect(!row[3].isEmpty && !row[4].isEmpty, "\(row[0])")
            for file in Self.codes(row[2]) {
                let isThere = FileManager.default.fileExists(atPath: Self.root.path + "/Sources/Gateway/Merging/" + file)
                // A claim without a rule yet names the file that is to come.
                let isExpected = Self.codes(row[1]).allSatisfy { ClaimKind(rawValue: $0).map { Rule(of: Claim($0)) != nil } ?? false }
                #expect(isThere || !isExpected, "\(file)")
            }
        }
        #expect(Set(claims.keys) == Set(TraceRule.allCases.map(\.rawValue)))
        for rule in TraceRule.allCases {
            let expected = ClaimKind.allCases.filter { TraceRule(of: $0) == rule }.map(\.rawValue)
            #expect(claims[rule.rawValue]?.sorted() == expected.sorted(), "\(rule.rawValue)")
        }
    }

    @Test func everyFileThatConcludesIsNamed() throws {
        let named = Set(try Self.table("rule").flatMap { Self.codes($0[2]) })
        let folder = Self.root.appendingPathComponent("Sources/Gateway/Merging")
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") && path != "Rules/Rule.swift" {
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            if text.contains("static func conclude(") || text.contains("static func concludeStatus(") { #expect(named.contains(path), "\(path)") }
        }
    }

    @Test func everyStepHasItsRowWithItsTexts() throws {
        let rows = try Self.table("step")
        #expect(rows.map { Self.codes($0[0])[0] }.sorted() == TraceCode.allCases.map(\.rawValue).sorted())
        for row in rows {
            let code = try #require(TraceCode(rawValue: Self.codes(row[0])[0]))
            #expect(row[2] == code.text.zh && row[3] == code.text.en, "\(code.rawValue)")
            let words = row[1].split(whereSeparator: { ";, ".contains($0) }).map(String.init)
            #expect(row[1].contains("any rule") || words.contains { TraceRule(rawValue: $0) != nil }, "\(code.rawValue)")
        }
    }

    @Test func theCatalogueNamesTheSameRules() throws {
        let catalogue = try GatewayWalkTests.catalogue()
        for kind in ClaimKind.allCases { #expect(catalogue.claims[kind]?.mergeRule == TraceRule(of: kind).rawValue, "\(kind.rawValue)") }
    }

    @Test func everyReasonHasAStep() {
        for reason in ReasonCode.allCases { #expect(TraceCode.allCases.contains(TraceCode(reason))) }
    }
}
