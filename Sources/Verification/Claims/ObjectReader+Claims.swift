import StrictJSON

extension ObjectReader {
    /// Text that may be stored, sent on and shown: no control characters, line separators or direction marks.
    func plainText(_ key: String, maximumLength: Int, required isRequired: Bool) -> String? {
        let length = 1...maximumLength
        guard let text = isRequired ? string(key, length: length) : optionalString(key, length: length) else { return nil }
        guard text.unicodeScalars.allSatisfy(\.isPlainText) else {
            report(key, "control-character", "holds a control or invisible character")
            return nil
        }
        return text
    }

    /// A day that is not after `latest`.
    func date(_ key: String, upTo latest: CalendarDate) -> CalendarDate? {
        guard let text = optionalString(key, length: 0...64) else { return nil }
        guard let date = CalendarDate(text) else {
            report(key, "invalid-date", "must be an existing day, YYYY-MM-DD")
            return nil
        }
        guard date <= latest else {
            report(key, "in-the-future", "must not be after today")
            return nil
        }
        return date
    }
}

extension Unicode.Scalar {
    /// What may stand in free text. The usual cases are decided by range alone.
    fileprivate var isPlainText: Bool {
        switch value {
        case 0x20..<0x7F, 0x4E00...0x9FFF: true
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: false
        default: !isInvisible
        }
    }
}
