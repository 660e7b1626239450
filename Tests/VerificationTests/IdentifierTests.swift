import Testing
import Verification

@Suite("Numbers of persons and organisations")
struct IdentifierTests {
    private func read(_ text: String, _ type: IdentifierType = .residentID, today: String? = nil) -> Result<IdentifierReading, IdentifierMistake> {
        Identifier.reading(text, as: type, today: today.flatMap { CalendarDate($0) })
    }

    private func code(_ text: String, _ type: IdentifierType = .residentID, today: String? = nil) -> IdentifierMistake.Code? {
        if case .failure(let mistake) = read(text, type, today: today) { mistake.code } else { nil }
    }

    @Test("Every persona's number is valid and tells birth date and sex", arguments: Persona.all)
    func personas(_ persona: Persona) throws {
        let reading = try read(persona.number, persona.type).get()
        #expect(reading.identifier == Identifier(type: persona.type, number: persona.number))
        #expect(reading.birthDate == CalendarDate(persona.born))
        #expect(reading.sex == persona.sex)
        #expect(reading.normalised.isEmpty && reading.warnings.isEmpty)
    }

    @Test("Two neighbouring digits swapped are always noticed", arguments: Persona.all)
    func swapped(_ persona: Persona) {
        let bytes = Array(persona.number.utf8)
        for index in 0..<17 where bytes[index] != bytes[index + 1] {
            var swapped = bytes
            swapped.swapAt(index, index + 1)
            #expect(code(String(decoding: swapped, as: UTF8.self), persona.type) != nil)
        }
    }

    @Test("One wrong digit is always noticed", arguments: Persona.all)
    func substituted(_ persona: Persona) {
        let bytes = Array(persona.number.utf8)
        for index in 0..<17 {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != bytes[index] {
                var wrong = bytes
                wrong[index] = digit
                #expect(code(String(decoding: wrong, as: UTF8.self), persona.type) != nil)
            }
        }
    }

    @Test(
        "What was typed carelessly is put right and reported",
        arguments: [
            ("44990219760509004x", "44990219760509004X", [Normalisation.lowerCaseNumber]),
            ("４４９９０２１９７６０５０９００４Ｘ", "44990219760509004X", [.fullWidthNumber]),
            ("４４９９０２１９７６０５０９００４ｘ", "44990219760509004X", [.fullWidthNumber, .lowerCaseNumber]),
            (" 449902 19760509 004X ", "44990219760509004X", [.spacesInNumber]),
            ("449902\u{3000}19760509\u{A0}004X", "44990219760509004X", [.spacesInNumber]),
            ("449902630501003", "449902196305010031", [.fifteenDigitNumber]),
            (" 449902630501００3", "449902196305010031", [.spacesInNumber, .fullWidthNumber, .fifteenDigitNumber]),
        ])
    func normalised(_ typed: String, _ number: String, _ changes: [Normalisation]) throws {
        let reading = try read(typed).get()
        #expect(reading.identifier.number == number)
        #expect(reading.normalised == changes)
    }

    @Test(
        "What is no citizen number is refused with its reason",
        arguments: [
            ("", IdentifierMistake.Code.empty), ("   ", .empty),
            ("44990119851204002", .wrongLength), ("4499011985120400255", .wrongLength), (String(repeating: "1", count: 5000), .wrongLength),
            ("449901198512040026", .wrongCheckCharacter), ("44990119851204002X", .wrongCheckCharacter),
            ("449901198502290025", .impossibleBirthDate), ("449901198500040025", .impossibleBirthDate),
            ("449901198513040025", .impossibleBirthDate), ("449901198504310025", .impossibleBirthDate),
            ("449901179912040025", .impossibleBirthDate), ("449901630230003", .impossibleBirthDate),
            ("44990119851204X025", .wrongForm), ("44990219630501X", .wrongForm), ("X49901198512040025", .wrongForm),
            ("449901198512040O25", .wrongForm),
            ("449901१98512040025", .wrongCharacter), ("٤٤٩٩٠١١٩٨٥١٢٠٤٠٠٢٥", .wrongCharacter), ("一49901198512040025", .wrongCharacter),
            ("44990119851204002Ⅷ", .wrongCharacter), ("449901198512040025\n", .wrongCharacter), ("449901198512040025\r\n", .wrongCharacter),
            ("449901198512040025\u{2028}", .wrongCharacter), ("449901198512040025\u{200B}", .wrongCharacter),
            ("449901-1985-12040025", .wrongCharacter),
            ("819900198209100016", .wrongIdentifierType), ("944990198505050024", .wrongIdentifierType),
        ])
    func refused(_ typed: String, _ expected: IdentifierMistake.Code) {
        #expect(code(typed) == expected)
    }

    @Test("Nobody is born after today, and today counts")
    func future() throws {
        #expect(code("449901201106200067", today: "2011-06-19") == .impossibleBirthDate)
        #expect(code("449901201106200067", today: "2011-06-20") == nil)
        #expect(code("449901209901010019".withCheckCharacter, today: "2026-03-01") == .impossibleBirthDate)
    }

    @Test(
        "A leap day is a birthday in leap years only", arguments: [("2000", true), ("1996", true), ("1900", false), ("1999", false), ("2100", false)])
    func leapDays(_ year: String, _ exists: Bool) {
        #expect((code("449901\(year)02290010".withCheckCharacter) == nil) == exists)
    }

    @Test("Unknown areas are accepted, unknown provinces with a warning")
    func areas() throws {
        #expect(try read("449999198512040020".withCheckCharacter).get().warnings.isEmpty)
        #expect(try read("999999198512040020".withCheckCharacter, .foreignPermanentResidence).get().warnings.isEmpty)
        #expect(try read("000000198512040020".withCheckCharacter).get().warnings == [.unknownProvince])
    }

    @Test("Old and new form lead to each other", arguments: Persona.all.filter { $0.type == .residentID })
    func fifteenDigits(_ persona: Persona) throws {
        let number = try #require(CitizenNumber(persona.number))
        let bornBefore2000 = try #require(CalendarDate(persona.born)).year < 2000
        #expect((number.fifteenDigitForm != nil) == bornBefore2000)
        #expect(Identifier(type: persona.type, number: persona.number).fifteenDigitForm == number.fifteenDigitForm)
        if let old = number.fifteenDigitForm {
            #expect(old.utf8.count == 15)
            #expect(try read(old).get().identifier.number == persona.number)
        }
    }

    @Test("Sequences 996 to 999 were kept for people born in the 1800s")
    func centenarians() throws {
        let reading = try read("449901980512998").get()
        #expect(reading.birthDate == CalendarDate("1898-05-12"))
        let number = try #require(CitizenNumber(reading.identifier))
        #expect(number.fifteenDigitForm == "449901980512998")
        let young = try read("449901199805129980".withCheckCharacter).get()
        #expect(young.identifier.fifteenDigitForm == nil, "its short form would be read as the old man's")
    }

    @Test(
        "Travel documents and cards are checked for their form",
        arguments: [
            ("H99000001", IdentifierType.hkMacaoTravelPermit, true), ("m9900000101", .hkMacaoTravelPermit, true),
            ("X99000001", .hkMacaoTravelPermit, false), ("H9900001", .hkMacaoTravelPermit, false),
            ("99000001", .taiwanTravelPermit, true), ("9900001", .taiwanTravelPermit, false), ("A9000001", .taiwanTravelPermit, false),
            ("E99000001", .passport, true), ("EA9000001", .passport, true), ("DE9900001", .passport, true), ("E123", .passport, false),
            ("E9900000!", .passport, false), ("1234567890123456", .passport, false),
            ("XXA990005050024", .foreignPermanentResidence, true), ("XX1990005050024", .foreignPermanentResidence, false),
            ("ABC990085050024", .foreignPermanentResidence, true), ("819900198209100016", .foreignPermanentResidence, false),
            ("829900198209100010", .hkMacaoTaiwanResidencePermit, false), ("449901198512040025", .hkMacaoTaiwanResidencePermit, false),
        ] as [(String, IdentifierType, Bool)])
    func documents(_ number: String, _ type: IdentifierType, _ isValid: Bool) {

        #expect((code(number, type) == nil) == isValid)
    }

    @Test(
        "Unified social credit codes: of the mock bodies, and with a check character that does not fit",
        arguments: [
            ("11449900MB00000197", true), ("11449900MB00000272", true), ("11449900MB0000035W", true), ("11449900MB0000043P", true),
            ("91449900MA0000058X", true), ("11449900MB00000198", false), ("91449900MA00000580", false),
        ])
    func creditCodes(_ number: String, _ fits: Bool) throws {
        let reading = try read(number.lowercased(), .unifiedSocialCreditCode).get()
        #expect(reading.identifier.number == number)
        #expect(reading.warnings == (fits ? [] : [.checkCharacterDiffers]))
        #expect(reading.normalised == [.lowerCaseNumber])
        #expect(reading.birthDate == nil && reading.sex == nil)
    }

    @Test("Letters that the credit code does not use are refused", arguments: ["I", "O", "S", "V", "Z"])
    func creditCodeAlphabet(_ letter: String) {
        #expect(code("11449900M\(letter)00000197", .unifiedSocialCreditCode) == .wrongForm)
        #expect(code("1144990XMB00000197", .unifiedSocialCreditCode) == .wrongForm)
        #expect(code("11449900MB0000019", .unifiedSocialCreditCode) == .wrongLength)
    }

    @Test("Random numbers of the right form pass exactly when the check character fits")
    func randomNumbers() {
        var random = SeededRandom(seed: 20_260_301)
        for _ in 0..<2_000 {
            let date = CalendarDate(dayNumber: Int32.random(in: -50_000..<20_000, using: &random))
            let stem = "4499" + String((0..<2).map { _ in "0123456789".randomElement(using: &random) ?? "0" }) + date.compact
            let sequence = "\(Int.random(in: 100...999, using: &random))"
            for check in "0123456789X" {
                let number = stem + sequence + String(check)
                #expect((code(number) == nil) == (number == number.withCheckCharacter))
            }
        }
    }
}

extension String {
    /// The same eighteen characters with the last one made to fit.
    fileprivate var withCheckCharacter: String {
        let digits = Array(utf8.prefix(17))
        return String(decoding: digits + [CitizenNumber.checkCharacter(of: digits)], as: UTF8.self)
    }
}
