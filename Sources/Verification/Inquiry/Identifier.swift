import StrictJSON

/// What kind of number names a person or an organisation; the raw value is wire contract.
package enum IdentifierType: String, Sendable, CaseIterable {
    /// GB 11643-1999 citizen number, 18 characters (or the old 15, normalised to 18).
    case residentID = "resident-id"
    case passport
    /// Mainland travel permit for Hong Kong and Macao residents.
    case hkMacaoTravelPermit = "hk-macao-travel-permit"
    /// Mainland travel permit for Taiwan residents.
    case taiwanTravelPermit = "taiwan-travel-permit"
    /// Residence permit for Hong Kong, Macao and Taiwan residents: 18 characters, area 81, 82 or 83.
    case hkMacaoTaiwanResidencePermit = "hk-macao-taiwan-residence-permit"
    /// Foreign permanent resident ID card: 18 characters beginning with 9 (2023 form), or 3 letters and 12 digits.
    case foreignPermanentResidence = "foreign-permanent-residence"
    /// GB 32100-2015 unified social credit code of an organisation.
    case unifiedSocialCreditCode = "unified-social-credit-code"
}

/// A checked and normalised number of one type. Two identifiers are the same when type and bytes are.
package struct Identifier: Sendable, Hashable {
    package let type: IdentifierType
    /// Upper-case ASCII, without spaces.
    package let number: String

    /// Takes a number that is normalised already: what a registry links to, or what ``IdentifierReading`` made.
    package init(type: IdentifierType, number: String) {
        self.type = type
        self.number = number
    }

    package static func == (left: Identifier, right: Identifier) -> Bool {
        left.type == right.type && left.number.isByteIdentical(to: right.number)
    }

    /// The number alone tells identifiers apart well enough.
    package func hash(into hasher: inout Hasher) { number.hashBytes(into: &hasher) }
}
