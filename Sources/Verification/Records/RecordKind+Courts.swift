extension RecordKind {
    static let courts: [RecordKind] =
        [
            RecordKind(
                "divorce", in: .courtJudgment,
                of: .needs("a", .party), .needs("b", .party), .needs("status", .word(CourtDecisionStanding.allCases.map(\.rawValue))),
                .may("effective", .date), .may("date", .date)),
            RecordKind("paternity", in: .courtJudgment, of: .needs("child", .party), .needs("father", .party), .needs("effective", .date)),
        ]
        + ["nullity", "annulment"].map { word in
            RecordKind(word, in: .courtJudgment, of: .needs("a", .party), .needs("b", .party), .needs("effective", .date))
        }
        + ["declared-missing", "declared-missing-revoked", "declared-dead", "declared-dead-revoked"].map { word in
            RecordKind(word, in: .courtJudgment, of: .needs("person", .party), .needs("date", .date), .may("accident", .date))
        } + [
            RecordKind(
                "recognition", in: .courtJudgment,
                of: .needs("a", .party), .needs("b", .party), .needs("of", .word(["divorce"])), .may("foreignDate", .date),
                .needs("effective", .date)),
            RecordKind("foreign-divorce", in: .courtJudgment, of: .needs("a", .party), .needs("b", .party), .needs("date", .date)),
        ]
}
