/// Masks for what is shown of a person: enough for whoever stands there to recognise the entry, too little to learn it (`api.md`).
package enum Redaction {
    /// Of a name the first character stays, and the last when there are three or more. Counts code points, not glyphs.
    package static func name(_ name: String) -> String {
        let scalars = Array(name.unicodeScalars)
        guard let first = scalars.first, scalars.count > 1 else { return name }
        let tail = scalars.count > 2 ? 1 : 0
        return masked(scalars, head: [first], keepingLast: tail)
    }

    /// Of a number the first four and the last four characters stay. Of one too short to hide anything that way, two and two; of one
    /// shorter still, nothing.
    package static func number(_ number: String) -> String {
        let scalars = Array(number.unicodeScalars)
        let kept = scalars.count > 8 ? 4 : scalars.count > 4 ? 2 : 0
        return masked(scalars, head: scalars[..<kept], keepingLast: kept)
    }

    private static func masked(_ scalars: [Unicode.Scalar], head: some Collection<Unicode.Scalar>, keepingLast tail: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: head)
        text.append(contentsOf: repeatElement("*", count: scalars.count - head.count - tail))
        text.append(contentsOf: scalars[(scalars.count - tail)...])
        return String(text)
    }
}
