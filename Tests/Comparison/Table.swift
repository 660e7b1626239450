import Lives
import Oracle
import Verification

/// The figures as a table that people read.
package enum Table {
    /// A line for each claim: what is true, what was said, how it went; shares of the verdicts in per cent.
    package static func claims(_ comparison: Comparison) -> String {
        var rows: [[String]] = [
            ["claim", "asked", "so", "not so", "right", "wrong", "unfounded", "confirmed", "refuted", "no-record", "inconclusive", "other"]
        ]
        for kind in ClaimKind.allCases {
            guard let tally = comparison.tallies[kind] else { continue }
            func share(_ verdicts: Verdict...) -> String {
                let count = verdicts.reduce(0) { $0 + (tally.verdicts[$1] ?? 0) }
                let permille = count * 1_000 / max(1, tally.asked)
                return "\(permille / 10).\(permille % 10) %"
            }
            func judged(_ judgement: Judgement) -> String { "\(tally.judgements[judgement] ?? 0)" }
            rows.append([
                kind.rawValue, "\(tally.asked)", "\(tally.isSo)", "\(tally.isNotSo)", judged(.right), judged(.wrong), judged(.unfounded),
                share(.confirmed), share(.refuted), share(.noRecord), share(.inconclusive),
                share(.conflict, .identityMismatch, .pending, .referred, .notRequired, .exempt),
            ])
        }
        return aligned(rows)
    }

    /// A line for each class of mistakes: what came of it.
    package static func mischiefs(_ counts: [(name: String, lives: Int, questions: Int, outcomes: [Outcome: Int])]) -> String {
        let rows = counts.map { entry in
            [entry.name, "\(entry.lives)", "\(entry.questions)", "\(entry.outcomes.values.reduce(0, +))"]
                + Outcome.allCases.map { "\(entry.outcomes[$0] ?? 0)" }
        }
        return aligned([["mistakes", "lives", "questions", "disagreements"] + Outcome.allCases.map(\.rawValue)] + rows)
    }

    private static func aligned(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].utf8.count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
