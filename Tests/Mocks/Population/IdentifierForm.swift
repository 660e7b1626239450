import Verification

/// What a number tells about itself by its form (`domain.md` B.1). Only what a mock needs: it believes the population file, so check digits
/// are not looked at.
enum IdentifierForm {
    /// The kind of identifier that a number of this form is; a resident number where nothing else fits.
    static func type(of number: String) -> IdentifierType {
        let bytes = Array(number.utf8)
        let digits = bytes.prefix { isDigit($0) }.count
        switch bytes.count {
        case 18 where digits >= 17:
            if bytes[0] == UInt8(ascii: "9") { return .foreignPermanentResidence }
            if bytes[0] == UInt8(ascii: "8"), (UInt8(ascii: "1")...UInt8(ascii: "3")).contains(bytes[1]) { return .hkMacaoTaiwanResidencePermit }
            return .residentID
        case 18 where bytes.allSatisfy({ isDigit($0) || isUpper($0) }): return .unifiedSocialCreditCode
        case 15 where bytes.prefix(3).allSatisfy(isUpper): return .foreignPermanentResidence
        case 15 where digits == 15: return .residentID
        case 9, 11:
            let isHome = bytes[0] == UInt8(ascii: "H") || bytes[0] == UInt8(ascii: "M")
            return isHome && bytes.dropFirst().allSatisfy(isDigit) ? .hkMacaoTravelPermit : .passport
        case 8 where digits == 8: return .taiwanTravelPermit
        case 7...10: return .passport
        default: return .residentID
        }
    }

    /// The birth date and sex that a citizen, residence or permanent-residence number carries; nil parts where it carries none.
    static func birth(in number: String) -> (born: CalendarDate?, sex: PopulationPerson.Sex?) {
        let bytes = Array(number.utf8)
        if bytes.count == 18, bytes.prefix(17).allSatisfy(isDigit) {
            return (CalendarDate(compact: bytes[6..<14]), sex(ofSequence: bytes[16]))
        }
        if bytes.count == 15, bytes.allSatisfy(isDigit) {
            return (CalendarDate(compact: Array("19".utf8) + bytes[6..<12]), sex(ofSequence: bytes[14]))
        }
        return (nil, nil)
    }

    private static func sex(ofSequence digit: UInt8) -> PopulationPerson.Sex { digit & 1 == 1 ? .male : .female }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
