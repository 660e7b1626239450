extension RecordKind {
    static let civilAffairs: [RecordKind] =
        ["marriage", "marriage-foreign", "divorce", "reissued-marriage", "reissued-divorce", "annulled"].map { word in
            RecordKind(
                word, in: .marriage, of: .needs("a", .party), .needs("b", .party), .needs("date", .date), .may("original", .date))
        } + [
            RecordKind("divorce-application", in: .marriage, of: .needs("a", .party), .needs("b", .party), .needs("date", .date)),
            RecordKind("refusal-to-resume", in: .marriage, of: .needs("by", .party), .needs("date", .date)),
            RecordKind("adoption", in: .adoption, of: .needs("child", .party), .needs("parents", .parties), .needs("date", .date)),
            RecordKind(
                "dissolution", in: .adoption,
                of: .needs("child", .party), .needs("parents", .parties), .needs("date", .date), .may("birthParentsResume", .boolean)),
            RecordKind("cremation", in: .funeral, of: .needs("person", .party), .may("died", .date), .needs("date", .date)),
        ]
}
