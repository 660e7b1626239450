package import StrictJSON
package import Verification

/// How many days the private half of a verification is kept, by what was claimed.
///
/// The least is 183 days, six months, which records of access have to be kept; the default is three years.
package struct RetentionRules: Sendable {
    /// The fewest days that may be set.
    package static let leastDays = 183
    /// The most days that may be set: a hundred years.
    package static let mostDays = 36_525
    /// Three years with a leap day in them.
    package static let defaultDays = 1096

    /// Days for claims without a rule of their own, and for entries without claims.
    package let days: Int
    private let daysByClaim: [ClaimKind: Int]

    /// Nil when a number of days is out of bounds.
    package init?(days: Int = defaultDays, byClaim: [ClaimKind: Int] = [:]) {
        let bounds = Self.leastDays...Self.mostDays
        guard bounds.contains(days), byClaim.values.allSatisfy(bounds.contains) else { return nil }
        self.days = days
        daysByClaim = byClaim
    }

    /// Reads `{"days":1096,"claims":{"marital.status":3653}}`, both optional; nil when something is wrong, all of it recorded.
    package static func read(_ reader: ObjectReader) -> RetentionRules? {
        let bounds = leastDays...mostDays
        let days = reader.optionalInteger("days", in: bounds)
        let claims = reader.objectOrEmpty("claims")
        var byClaim: [ClaimKind: Int] = [:]
        for member in claims.allMembers() {
            guard let kind = ClaimKind(rawValue: member.name), kind.rawValue.isByteIdentical(to: member.name) else {
                claims.report(member.name, "unknown-key", "is no claim")
                continue
            }
            byClaim[kind] = claims.integer(member.name, in: bounds)
        }
        reader.finish()
        return reader.problems.isEmpty ? RetentionRules(days: days ?? defaultDays, byClaim: byClaim) : nil
    }

    /// Days for a claim of that kind.
    package func days(for claim: ClaimKind) -> Int { daysByClaim[claim] ?? days }

    /// Days for entries about these claims together: the longest of any, the general rule where there are none.
    package func days(for claims: some Sequence<ClaimKind>) -> Int { claims.map { days(for: $0) }.max() ?? days }

    /// The first day (Asia/Shanghai) on which entries about these claims, the newest made at that time, are to be forgotten.
    package func dueDay(for claims: some Sequence<ClaimKind>, newest: Timestamp) -> CalendarDate {
        newest.legalDate.adding(days: days(for: claims))
    }
}
