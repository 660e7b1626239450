import StrictJSON

/// One dataset of one authority, by its id in the catalogue (`ps-population`, `ca-marriage`, …).
package struct RegistryID: Sendable, Hashable, RawRepresentable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package var description: String { rawValue }

    package static func == (left: RegistryID, right: RegistryID) -> Bool {
        // Their lengths differ nearly always: most comparisons end here.
        left.rawValue.utf8.count == right.rawValue.utf8.count && left.rawValue.isByteIdentical(to: right.rawValue)
    }

    package func hash(into hasher: inout Hasher) { rawValue.hashBytes(into: &hasher) }
}

extension RegistryID: Comparable {
    package static func < (left: RegistryID, right: RegistryID) -> Bool { left.rawValue.precedesByBytes(right.rawValue) }
}

extension RegistryID {
    /// Public security: population register (hukou, resident identity card).
    package static let population: RegistryID = "ps-population"
    /// Public security: historic hukou archives.
    package static let hukouArchive: RegistryID = "ps-hukou-archive"
    /// Public security: exit-entry documents and crossings.
    package static let exitEntry: RegistryID = "ps-exit-entry"
    /// Public security and others: effective criminal judgments.
    package static let crimeRecord: RegistryID = "crime-record"
    /// Civil affairs: marriage registration.
    package static let marriage: RegistryID = "ca-marriage"
    /// Civil affairs: funeral and cremation.
    package static let funeral: RegistryID = "ca-funeral"
    /// Health: medical certificates of death.
    package static let deathCertificate: RegistryID = "hc-death"
    /// Health: encounters that need the person's presence.
    package static let healthService: RegistryID = "hc-service"
    /// Courts: effective decisions.
    package static let courtJudgment: RegistryID = "court-judgment"
}
