/// A name as it was read from what somebody typed.
package struct PersonNameReading: Sendable, Hashable {
    package let name: PersonName
    /// The harmless changes that were made, each at most once.
    package let normalised: [Normalisation]
}

/// Why a text is no name. The reason never repeats the text.
package struct NameMistake: Error, Sendable, Hashable {
    /// The kind of mistake; the raw value is stable (`invalidParameters[].code`).
    package enum Code: String, Sendable, CaseIterable {
        case empty
        case tooLong = "too-long"
        /// Line breaks and other control characters.
        case controlCharacter = "control-character"
        /// Direction marks, zero-width characters and the like: what is seen would not be what is compared.
        case invisibleCharacter = "invisible-character"
        case noLetter = "no-letter"
    }

    package let code: Code
    package let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}

extension PersonName {
    /// Code points that a name may have. The 12-ministry notice (民委发〔2016〕33号) demands room for fifty; romanised names can be longer.
    package static let maximumLength = 100

    /// Reads a name of one to a hundred code points and makes its comparison form.
    ///
    /// Nothing is guessed: inner spaces, letter case and traditional characters stay as they are (``compared(with:)`` knows how to weigh
    /// them). Characters that cannot be seen are refused.
    package static func reading(_ text: String) -> Result<PersonNameReading, NameMistake> {
        var count = 0
        var hasLetter = false
        for scalar in text.unicodeScalars {
            count += 1
            if scalar.isPlainHan {
                hasLetter = true
                continue
            }
            if let mistake = mistake(in: scalar) { return .failure(mistake) }
            hasLetter = hasLetter || scalar.isNameLetter
        }
        if count > maximumLength { return .failure(NameMistake(.tooLong, "may have \(maximumLength) characters at most")) }
        let form = NameForm(text)
        if form.text.isEmpty { return .failure(NameMistake(.empty, "must not be empty")) }
        guard hasLetter else { return .failure(NameMistake(.noLetter, "has no letter")) }
        return .success(PersonNameReading(name: PersonName(text: form.text, original: text), normalised: form.normalised))
    }

    private static func mistake(in scalar: Unicode.Scalar) -> NameMistake? {
        switch scalar.value {
        case 0x20..<0x7F, 0xB7, 0xE000...0xF8FF: nil
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: NameMistake(.controlCharacter, "holds a control character")
        default: scalar.isInvisible ? NameMistake(.invisibleCharacter, "holds a character that cannot be seen") : nil
        }
    }
}

extension Unicode.Scalar {
    /// Formatting, zero-width and noncharacter code points. Variation selectors choose the drawing of the character before them and stay.
    var isInvisible: Bool {
        let properties = properties
        if properties.isVariationSelector { return false }
        return properties.generalCategory == .format || properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    }

    /// Letters of any script, and private use, where old encodings kept some.
    fileprivate var isNameLetter: Bool {
        if value < 0x80 { return (0x41...0x5A).contains(value & 0xDF) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber, .privateUse, .unassigned,
            .otherSymbol:
            // Radicals count as symbols and some were written for the character; new ideographs are unassigned to an older table.
            return isHan || properties.isAlphabetic
        default: return false
        }
    }
}
