extension DatasetShape {
    /// Every dataset of `registries.md` with its kinds of records, those of departments that come later too.
    static let all: [DatasetShape] = publicSecurity + civilAffairs + health + courts + others

    static let documentTypes = [
        "resident-id-card", "resident-id", "passport", "hk-macao-travel-permit", "taiwan-travel-permit", "hk-macao-taiwan-residence-permit",
        "foreign-permanent-residence",
    ]

    private static let household = RecordShape(
        "household", .may("id", .text), .may("address", .text), .may("division", .text), .needs("members", .members))
    private static let renames: [RecordShape] = [
        RecordShape("rename", .needs("from", .text), .needs("to", .text), .may("date", .date)),
        RecordShape("split", .needs("from", .text), .needs("to", .texts), .may("date", .date)),
        RecordShape("merge", .needs("from", .texts), .needs("to", .text), .may("date", .date)),
        RecordShape("address", .needs("name", .text)),
    ]

    private static let publicSecurity: [DatasetShape] = [
        DatasetShape(
            "ps-population",
            RecordShape(
                "status", .needs("person", .person), .needs("status", .word(["active", "cancelled"])),
                .may("reason", .word(["death", "emigrated", "army", "duplicate"])), .may("date", .date)),
            household,
            RecordShape(
                "link", .needs("a", .party), .needs("b", .party),
                .may("reason", .word(["number-change", "former-name", "duplicate-cancelled", "15-to-18"])))),
        DatasetShape("ps-hukou-archive", household),
        DatasetShape(
            "ps-exit-entry",
            RecordShape(
                "document", .needs("person", .person), .needs("type", .word(documentTypes)), .needs("number", .text), .may("validFrom", .date),
                .may("validUntil", .date), .may("revoked", .flag)),
            RecordShape("link", .needs("a", .party), .needs("b", .party)),
            RecordShape("crossing", .needs("person", .person), .needs("date", .date), .may("direction", .text))),
        DatasetShape(
            "crime-record",
            RecordShape(
                "judgment", .needs("person", .person), .needs("effective", .date), .may("offenceDate", .date), .may("sealed", .flag)),
            RecordShape("proceeding", .needs("person", .person), .may("date", .date), .may("stage", .text))),
        DatasetShape(
            "ps-traffic",
            RecordShape(
                "vehicle", .needs("owner", .party), .may("plate", .text), .may("vehicle", .text), .may("from", .date), .may("until", .date))),
        DatasetShape("ps-doorplate", renames),
    ]

    private static func couple(_ kind: String, _ more: RecordField...) -> RecordShape {
        RecordShape(kind, [.needs("a", .person), .needs("b", .person), .needs("date", .date)] + more)
    }

    private static let civilAffairs: [DatasetShape] = [
        DatasetShape(
            "ca-marriage",
            couple("marriage", .may("original", .date)),
            couple("marriage-foreign", .may("original", .date)),
            couple("divorce", .may("original", .date)),
            couple("reissued-marriage", .may("original", .date)),
            couple("reissued-divorce", .may("original", .date)),
            couple("annulled", .may("original", .date)),
            couple("divorce-application"),
            RecordShape("refusal-to-resume", .needs("by", .person), .needs("date", .date))),
        DatasetShape(
            "ca-adoption",
            RecordShape("adoption", .needs("child", .person), .needs("parents", .persons), .needs("date", .date)),
            RecordShape(
                "dissolution", .needs("child", .person), .needs("parents", .persons), .needs("date", .date), .may("birthParentsResume", .flag))),
        DatasetShape("ca-funeral", RecordShape("cremation", .needs("person", .person), .may("died", .date), .needs("date", .date))),
        DatasetShape("ca-placename", renames),
    ]

    private static let health: [DatasetShape] = [
        DatasetShape(
            "hc-birth",
            RecordShape(
                "birth", .needs("child", .person), .needs("mother", .person), .may("father", .person), .may("date", .date), .may("place", .text),
                .may("certificate", .text))),
        DatasetShape("hc-death", RecordShape("death", .needs("person", .person), .may("date", .date), .may("certificate", .text))),
        DatasetShape(
            "hc-service",
            RecordShape(
                "encounter", .needs("person", .person), .needs("date", .date), .needs("visit", .word(["admission", "outpatient", "emergency"])))),
        DatasetShape("hc-fertility", RecordShape("child", .needs("mother", .person), .may("child", .person), .may("date", .date))),
    ]

    private static let courts: [DatasetShape] = [
        DatasetShape(
            "court-judgment",
            RecordShape(
                "divorce", .needs("a", .person), .needs("b", .person),
                .needs("status", .word(["effective", "first-instance", "refused", "withdrawn"])), .may("effective", .date), .may("date", .date)),
            RecordShape("paternity", .needs("child", .person), .needs("father", .person), .needs("effective", .date)),
            RecordShape("nullity", .needs("a", .person), .needs("b", .person), .needs("effective", .date)),
            RecordShape("annulment", .needs("a", .person), .needs("b", .person), .needs("effective", .date)),
            RecordShape("declared-missing", .needs("person", .person), .needs("date", .date), .may("accident", .date)),
            RecordShape("declared-missing-revoked", .needs("person", .person), .needs("date", .date), .may("accident", .date)),
            RecordShape("declared-dead", .needs("person", .person), .needs("date", .date), .may("accident", .date)),
            RecordShape("declared-dead-revoked", .needs("person", .person), .needs("date", .date), .may("accident", .date)),
            RecordShape(
                "recognition", .needs("a", .person), .needs("b", .person), .needs("of", .word(["divorce"])), .may("foreignDate", .date),
                .needs("effective", .date)),
            RecordShape("foreign-divorce", .needs("a", .person), .needs("b", .person), .needs("date", .date)))
    ]

    private static let others: [DatasetShape] = [
        DatasetShape(
            "hrss-employment",
            RecordShape("unemployed", .needs("person", .person), .needs("from", .date), .may("until", .date)),
            RecordShape("hardship", .needs("person", .person), .needs("from", .date), .may("until", .date))),
        DatasetShape(
            "hrss-social-insurance",
            RecordShape(
                "contribution", .needs("person", .person), .needs("period", .month), .may("employer", .text), .needs("base", .number(upTo: nil)),
                .may("payer", .word(["employer", "flexible"])))),
        DatasetShape("tax", income),
        DatasetShape("finance-payroll", income),
        DatasetShape("real-estate", hasAreas: true, right, lease),
        DatasetShape("housing", hasAreas: true, right, lease),
        DatasetShape("nfra", hasInstitutions: true, holding),
        DatasetShape("csrc", hasInstitutions: true, holding),
        DatasetShape(
            "samr",
            RecordShape(
                "entity", .needs("creditCode", .text), .needs("name", .text), .may("legalRepresentative", .party), .may("status", .text)),
            RecordShape("share", .needs("person", .person), .needs("creditCode", .text), .may("percent", .number(upTo: 100)))),
        DatasetShape(
            "dpf",
            RecordShape(
                "certificate", .needs("person", .person), .needs("number", .text), .may("category", .code), .may("level", .code),
                .may("validFrom", .date), .may("validUntil", .date))),
        DatasetShape(
            "street-rehab",
            RecordShape(
                "agreement", .needs("person", .person), .may("institution", .text), .may("measure", .text), .may("from", .date),
                .may("until", .date), .may("performance", .text))),
        DatasetShape(
            "archive-custodian", RecordShape("file", .needs("person", .person), .needs("custodian", .text), .may("facts", .facts))),
        DatasetShape("local-gov", RecordShape("premises", .needs("applicant", .party), .needs("address", .text), .may("date", .date))),
        DatasetShape(
            "credit", RecordShape("false-commitment", .needs("person", .person), .needs("date", .date), .may("repaired", .flagOrDate))),
    ]

    private static let income = RecordShape(
        "income", .needs("person", .person), .needs("period", .period), .needs("amount", .number(upTo: nil)))
    private static let right = RecordShape(
        "right", .needs("owner", .party), .needs("right", .word(["ownership", "use", "mortgage"])), .may("area", .text), .may("address", .text),
        .may("from", .date), .may("until", .date))
    private static let lease = RecordShape(
        "lease", .needs("tenant", .party), .needs("address", .text), .may("from", .date), .may("until", .date))
    private static let holding = RecordShape(
        "holding", .needs("person", .person), .may("institution", .text), .may("asset", .text), .may("amount", .number(upTo: nil)))
}
