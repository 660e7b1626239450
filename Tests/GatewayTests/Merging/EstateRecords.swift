import Testing
import Verification

@testable import Gateway

/// Records of what people own, use and earn.
extension Record {
    static func right(
        _ owner: Party, _ right: String = "ownership", area: String? = "449901", address: String? = "示例市样板区新街1号",
        from: String? = "2015-06-01", until: String? = nil, in registry: RegistryID = .realEstate
    ) throws -> Fact {
        try entry(
            "right", in: registry,
            [("owner", .party(owner)), ("right", .text(right))] + words([("area", area), ("address", address)])
                + days([("from", from), ("until", until)]))
    }
    static func lease(
        _ tenant: Party, address: String = "示例市样板区新街1号", from: String? = "2025-03-01", until: String? = "2027-02-28",
        in registry: RegistryID = .housing
    ) throws -> Fact {
        try entry(
            "lease", in: registry, [("tenant", .party(tenant)), ("address", .text(address))] + days([("from", from), ("until", until)]))
    }
    static func vehicle(_ owner: Party, plate: String? = "粤Z99005", from: String? = "2019-03-11", until: String? = nil) throws -> Fact {
        try entry("vehicle", in: .traffic, [("owner", .party(owner))] + words([("plate", plate)]) + days([("from", from), ("until", until)]))
    }
    static func holding(_ person: Party, _ asset: String?, _ yuan: String? = "1000", in registry: RegistryID = .bankHoldings) throws -> Fact {
        try entry(
            "holding", in: registry,
            [("person", .party(person))] + words([("asset", asset)])
                + (try yuan.map { [("amount", .decimal(try #require(ExactDecimal($0))))] } ?? []))
    }
    static func share(_ person: Party, percent: String? = "66.6") throws -> Fact {
        try entry(
            "share", in: .marketEntities,
            [("person", .party(person)), ("creditCode", .text("91449900MA0000058X"))]
                + (try percent.map { [("percent", .decimal(try #require(ExactDecimal($0))))] } ?? []))
    }
    static func entity(_ representative: Party, status: String) throws -> Fact {
        try entry(
            "entity", in: .marketEntities,
            [
                ("creditCode", .text("91449900MA0000058X")), ("name", .text("示例商贸有限公司")), ("legalRepresentative", .party(representative)),
                ("status", .text(status)),
            ])
    }
    static func premises(_ applicant: Party, address: String = "示例市样板区新街1号", _ date: String? = "2025-11-03") throws -> Fact {
        try entry("premises", in: .localGovernment, [("applicant", .party(applicant)), ("address", .text(address))] + days([("date", date)]))
    }
    static func rename(_ from: String, _ to: String, _ date: String?, in registry: RegistryID = .doorplate) throws -> Fact {
        try entry("rename", in: registry, [("from", .text(from)), ("to", .text(to))] + days([("date", date)]))
    }

    private static func days(_ named: [(String, String?)]) -> [(name: String, value: RecordValue)] {
        named.compactMap { name, date in date.map { (name, .date(day($0))) } }
    }
    private static func words(_ named: [(String, String?)]) -> [(name: String, value: RecordValue)] {
        named.compactMap { name, text in text.map { (name, .text($0)) } }
    }
}

extension Claim {
    static func owns(_ kind: String, in area: String = "449901", at date: String? = nil) -> Claim {
        Claim(.propertyOwns, [Parameter("kind", .text(kind)), Parameter("area", .text(area))] + dated(date))
    }
    static func ownsNone(_ kinds: String..., in area: String = "449901", at date: String? = nil) -> Claim {
        Claim(.propertyNone, [Parameter("kinds", .words(kinds)), Parameter("area", .text(area))] + dated(date))
    }
    /// `2025-01` to `2025-12`.
    static func income(_ comparison: String, _ yuan: Int, _ from: String = "2025-01", _ to: String = "2025-12") -> Claim {
        func month(_ text: String) -> Claim.Value { .month(year: day(text + "-01").year, month: day(text + "-01").month) }
        return Claim(
            .incomeCompare,
            [
                Parameter("from", month(from)), Parameter("to", month(to)), Parameter("operator", .text(comparison)),
                Parameter("amount", .integer(yuan)),
            ])
    }
    static func mayUse(_ address: String = "示例市样板区新街1号", at date: String? = nil) -> Claim {
        Claim(.premisesRightToUse, [Parameter("address", .text(address))] + dated(date))
    }
}
