extension RecordKind {
    static let health: [RecordKind] = [
        RecordKind(
            "birth", in: .birth,
            of: .needs("child", .party), .needs("mother", .party), .may("father", .party), .may("date", .date), .may("place", .text),
            .may("certificate", .text)),
        RecordKind("death", in: .deathCertificate, of: .needs("person", .party), .may("date", .date), .may("certificate", .text)),
        RecordKind(
            "encounter", in: .healthService,
            of: .needs("person", .party), .needs("date", .date), .needs("visit", .word(["admission", "outpatient", "emergency"]))),
        RecordKind("child", in: .fertility, of: .needs("mother", .party), .may("child", .party), .may("date", .date)),
    ]
}
