/// XML as simple servers write and read it: by putting text between tags and cutting it out again.
enum XMLText {
    static func element(_ name: String, _ text: String) -> String { "<\(name)>\(escaped(text))</\(name)>" }

    static func escaped(_ text: String) -> String {
        let references: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "\r": "&#13;"]
        return text.unicodeScalars.map { references[$0] ?? String($0) }.joined()
    }

    /// What stands between the first opening tag of that name (without attributes) and the next closing one, with references resolved.
    static func text(of name: String, in document: String) -> String? {
        guard let start = document.range(of: "<\(name)>"), let stop = document[start.upperBound...].range(of: "</\(name)>") else { return nil }
        return unescaped(document[start.upperBound..<stop.lowerBound])
    }

    private static func unescaped(_ text: Substring) -> String {
        var parts = text.split(separator: "&", omittingEmptySubsequences: false)
        var plain = String(parts.removeFirst())
        for part in parts {
            let pieces = part.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
            let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"][String(pieces[0])]
            plain += (named ?? numeric(pieces[0]) ?? "&\(pieces[0]);") + (pieces.count > 1 ? pieces[1] : "")
        }
        return plain
    }

    private static func numeric(_ reference: Substring) -> String? {
        guard reference.hasPrefix("#") else { return nil }
        let digits = reference.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map { String($0) }
    }
}

extension StringProtocol {
    fileprivate func range(of pattern: String) -> Range<Index>? { self[...].ranges(of: pattern).first }
}
