import Verification

/// The forms in which registries want a name with separators (民委发〔2016〕33号 settles on U+00B7; older systems have others).
enum NameWriting: String, Sendable, CaseIterable {
    /// Without any separator.
    case plain
    /// U+00B7, the legal one.
    case interpunct
    /// U+2022.
    case bullet
    /// U+30FB.
    case katakana
    /// An ASCII full stop.
    case dot
    /// U+FF0E.
    case wideDot = "wide-dot"
    /// Exactly as the asker wrote it.
    case written

    /// The name in this form.
    func text(of name: PersonName) -> String {
        switch self {
        case .written: name.original
        case .interpunct: name.text
        case .plain: name.text.replacingInterpunct(by: "")
        case .bullet: name.text.replacingInterpunct(by: "\u{2022}")
        case .katakana: name.text.replacingInterpunct(by: "\u{30FB}")
        case .dot: name.text.replacingInterpunct(by: ".")
        case .wideDot: name.text.replacingInterpunct(by: "\u{FF0E}")
        }
    }
}

extension String {
    fileprivate func replacingInterpunct(by separator: String) -> String {
        var text = ""
        for scalar in unicodeScalars {
            if scalar == "\u{B7}" { text += separator } else { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}
