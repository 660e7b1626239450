/// Text on its way into an XML document.
enum XMLText {
    /// The text with `&`, `<`, `>`, both quotation marks and carriage returns as references, fit for elements and attributes. Nil when it
    /// holds a character that XML 1.0 cannot carry in any form (section 2.2): most controls, U+FFFE, U+FFFF.
    static func escaped(_ text: String) -> String? {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            case "\t": escaped += "&#9;"
            case "\n": escaped += "&#10;"
            case "\r": escaped += "&#13;"
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": return nil
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// One element holding text; nil as ``escaped(_:)`` is. The name is ours.
    static func element(_ name: String, _ text: String) -> String? {
        escaped(text).map { "<\(name)>\($0)</\(name)>" }
    }
}
