extension RecordKind {
    /// Words for identity documents: ``IdentifierType`` raw values of persons, and the card beside the number.
    package static let documentTypes = [
        "resident-id-card", "resident-id", "passport", "hk-macao-travel-permit", "taiwan-travel-permit", "hk-macao-taiwan-residence-permit",
        "foreign-permanent-residence",
    ]

    /// One person's whole entry of the population register. The population file implies it by `persons`; only replies are mapped to it.
    package static let registration = RecordKind(
        "registration", in: .population,
        of: .needs("person", .party), .may("status", .word(["active", "cancelled"])), .may("reason", .word(cancellationReasons)),
        .may("date", .date), .may("sex", .word(["male", "female"])), .may("born", .date), .may("ethnicity", .text), .may("division", .text),
        .may("address", .text), .may("formerNames", .texts(atLeast: 1)), .may("otherNumbers", .texts(atLeast: 1)))

    static let publicSecurity: [RecordKind] = [
        registration,
        RecordKind(
            "status", in: .population,
            of: .needs("person", .party), .needs("status", .word(["active", "cancelled"])), .may("reason", .word(cancellationReasons)),
            .may("date", .date)),
        RecordKind(
            "household", in: .population, .hukouArchive,
            of: .may("id", .text), .may("address", .text), .may("division", .text), .needs("members", .members)),
        RecordKind(
            "link", in: .population,
            of: .needs("a", .party), .needs("b", .party),
            .may("reason", .word(["number-change", "former-name", "duplicate-cancelled", "15-to-18"]))),
        RecordKind(
            "document", in: .exitEntry,
            of: .needs("person", .party), .needs("type", .word(documentTypes)), .needs("number", .text), .may("validFrom", .date),
            .may("validUntil", .date), .may("revoked", .boolean)),
        RecordKind("link", in: .exitEntry, of: .needs("a", .party), .needs("b", .party)),
        RecordKind("crossing", in: .exitEntry, of: .needs("person", .party), .needs("date", .date), .may("direction", .text)),
        RecordKind(
            "judgment", in: .crimeRecord,
            of: .needs("person", .party), .needs("effective", .date), .may("offenceDate", .date), .may("sealed", .boolean)),
        RecordKind("proceeding", in: .crimeRecord, of: .needs("person", .party), .may("date", .date), .may("stage", .text)),
        RecordKind(
            "vehicle", in: .traffic,
            of: .needs("owner", .party), .may("plate", .text), .may("vehicle", .text), .may("from", .date), .may("until", .date)),
        RecordKind("rename", in: .doorplate, .placename, of: .needs("from", .text), .needs("to", .text), .may("date", .date)),
        RecordKind("split", in: .doorplate, .placename, of: .needs("from", .text), .needs("to", .texts(atLeast: 2)), .may("date", .date)),
        RecordKind("merge", in: .doorplate, .placename, of: .needs("from", .texts(atLeast: 2)), .needs("to", .text), .may("date", .date)),
        RecordKind("address", in: .doorplate, .placename, of: .needs("name", .text)),
    ]

    private static let cancellationReasons = CancellationReason.allCases.map(\.rawValue)
}
