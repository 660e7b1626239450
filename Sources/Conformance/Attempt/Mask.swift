import AdapterKit
import ShangMi
import Verification

/// Takes out of a text what must not be shown: secrets always, people unless that was asked for.
struct Mask: Sendable {
    private let people: KnownPeople
    private let secrets: KnownSecrets
    /// Words of ours that name nobody although they look like it: shown as they are.
    private let plain: [String]
    private let isUnmasked: Bool

    /// - Parameter lent: What the conversation showed of credentials (``LentSecrets``).
    init(names: [String], numbers: [String], secrets: [[UInt8]], lent: [[UInt8]] = [], plain: [String] = [], isUnmasked: Bool) {
        self.plain = Set(plain).filter { $0.utf8.count > 3 }.sorted { $0.utf8.count > $1.utf8.count }
        people = KnownPeople(names: names, numbers: numbers)
        self.secrets = KnownSecrets(secrets, lent: lent)
        self.isUnmasked = isUnmasked
    }

    // MARK: Texts

    /// A running text: known names, numbers and secrets in every writing, everything that looks like a number of a person, and opaque runs.
    func text(_ text: String) -> String { masked(text, depth: 0) }

    private func masked(_ text: String, depth: Int) -> String {
        var text = encoded(secrets.masked(Unescaping.readable(text)), depth: depth)
        // Characters of a private plane stand for the plain words meanwhile.
        for (index, word) in plain.enumerated() { text = text.replacingBytes(of: word, with: Self.stand(index)) }
        if depth == 0 { text = Self.opaque(text) }
        if !isUnmasked { text = Self.numbersOfPeople(people.masked(text)) }
        for (index, word) in plain.enumerated() { text = text.replacingBytes(of: Self.stand(index), with: word) }
        return text
    }

    /// The text with those runs of hexadecimal digits and base64 opened that hide what must not be shown.
    private func encoded(_ text: String, depth: Int) -> String {
        guard depth < 3 else { return text }
        let opened = Self.runs(of: text, where: { Unescaping.hexadecimalDigit($0) != nil }) { run in
            // One digit more, before or after, is a neighbour's.
            let starts = run.count % 2 == 0 ? [run.startIndex] : [run.startIndex, run.startIndex + 1]
            return run.count < 12
                ? nil
                : starts.lazy.compactMap { start in
                    let end = start + (run.endIndex - start) / 2 * 2
                    return Hexadecimal.bytes(of: String(decoding: run[start..<end], as: UTF8.self)).flatMap { hidden($0, "hexadecimal", depth) }
                }.first
        }
        return Self.runs(of: opened, where: { Self.isLetterOrDigit($0) || "+/-_=".utf8.contains($0) }) { run in
            if let shown = base64(run, depth) { return shown }
            // What looks like one run may be several, with something between them.
            let pieces = run.split(omittingEmptySubsequences: false) { "+/-_=".utf8.contains($0) }
            let shown = pieces.map { base64($0, depth) }
            guard shown.contains(where: { $0 != nil }) else { return nil }
            var made = ""
            for (piece, shown) in zip(pieces, shown) {
                made += shown ?? String(decoding: piece, as: UTF8.self)
                if piece.endIndex < run.endIndex { made += String(decoding: [run[piece.endIndex]], as: UTF8.self) }
            }
            return made
        }
    }

    private func base64(_ run: ArraySlice<UInt8>, _ depth: Int) -> String? {
        var letters = run.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "+") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0 }
        while letters.last == UInt8(ascii: "=") { letters.removeLast() }
        guard letters.count >= 8, letters.count % 4 != 1 else { return nil }
        letters += [UInt8](repeating: UInt8(ascii: "="), count: (4 - letters.count % 4) % 4)
        return Base64.bytes(of: letters).flatMap { hidden($0, "base64", depth) }
    }

    /// What is shown in the place of bytes that hide something; nil if they do not.
    private func hidden(_ bytes: [UInt8], _ writing: String, _ depth: Int) -> String? {
        if let inner = Layers.text(of: bytes)?.text {
            let shown = masked(inner, depth: depth + 1)
            if !shown.utf8.elementsEqual(inner.utf8) { return "⟨\(writing): \(shown)⟩" }
        }
        return secrets.stand(in: bytes) ? "⟨\(writing): \(Unescaping.closed(bytes))⟩" : nil
    }

    private static func stand(_ index: Int) -> String { Unicode.Scalar(0xF_0000 + UInt32(index)).map { String($0) } ?? "" }

    /// A path, segment by segment; as a whole first, for base64 has slashes too.
    func path(_ path: String) -> String {
        encoded(secrets.masked(Unescaping.readable(path)), depth: 0).split(separator: "/", omittingEmptySubsequences: false).map { text(String($0)) }
            .joined(separator: "/")
    }

    /// The detail of a failure: the places of replies that stand in it name fields, nobody, so they are masked segment by segment as a path is.
    func detail(_ detail: String) -> String {
        path(detail)
    }

    /// One value of a field: a word of another script is somebody's name or address.
    func value(_ text: String) -> String {
        if isUnmasked { return self.text(text) }
        return text.unicodeScalars.contains { $0.value >= 0x2E80 } ? Self.name(text) : self.text(text)
    }

    /// A header. What authorises is never shown whole.
    func header(_ header: OutboundRequest.Header) -> String {
        if header.name.lowercased().hasSuffix("cookie") { return "\(header.name): \(cookies(header.value))" }
        let shown = Self.isSecretName(header.name) ? Self.shortened(header.value) : text(header.value)
        return "\(header.name): \(shown)"
    }

    /// The names of cookies and their attributes, and how long the values are.
    private func cookies(_ value: String) -> String {
        let attributes = ["path", "max-age", "expires", "samesite"]
        return value.split(separator: ";", omittingEmptySubsequences: false).map { pair in
            guard let sign = pair.firstIndex(of: "=") else { return text(String(pair)) }
            let isAttribute = attributes.contains(pair[..<sign].lowercased().filter { $0 != " " })
            return isAttribute ? text(String(pair)) : "\(text(String(pair[..<sign])))=⟨\(pair[sign...].utf8.count - 1) characters⟩"
        }.joined(separator: ";")
    }

    /// Longer bodies are not read.
    private static let largestBody = 1 << 20

    /// A body as a person can read it: layers unfolded, masked; its size and digest where that cannot be done safely.
    func body(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "(no body)" }
        let closed = Unescaping.closed(bytes)
        guard bytes.count <= Self.largestBody, let unfolded = Self.unfolded(bytes, depth: 0) else { return closed }
        let masked = Self.quotedValues(text(Self.namedSecrets(Unescaping.readable(unfolded))), isUnmasked: isUnmasked)
        let rest = masked.replacingBytes(of: KnownSecrets.sign, with: "")
        let isSafe = !secrets.stand(in: Array(rest.utf8)) && (isUnmasked || people.masked(masked).utf8.elementsEqual(masked.utf8))
        return isSafe ? masked : closed
    }

    // MARK: Layers

    /// The text with form fields decoded and base64 opened where text lies in it.
    private static func unfolded(_ bytes: [UInt8], depth: Int) -> String? {
        guard depth < 4, let (text, charset) = Layers.text(of: bytes) else { return nil }
        if depth == 0, let form = form(text) { return form }
        let shown = opened(Array(text.utf8), depth: depth)
        return depth == 0 && charset == .gb18030 ? "⟨GB18030⟩ " + shown : shown
    }

    /// A text with its base64 opened where JSON or XML lies in it.
    private static func opened(_ utf8: [UInt8], depth: Int) -> String {
        var shown = ""
        var place = 0
        for run in Layers.base64Runs(in: utf8, structured: true) {
            guard let inner = unfolded(run.content, depth: depth + 1) else { continue }
            let name = Layers.text(of: run.content)?.charset.rawValue ?? ""
            shown += String(decoding: utf8[place..<run.range.lowerBound], as: UTF8.self) + "⟨base64 \(name): \(inner)⟩"
            place = run.range.upperBound
        }
        return shown + String(decoding: utf8[place...], as: UTF8.self)
    }

    /// The fields of a form, one a line; nil for what is none.
    private static func form(_ text: String) -> String? {
        guard let first = text.utf8.first, !"{[<".utf8.contains(first), text.utf8.contains(UInt8(ascii: "=")), !text.contains("\n") else {
            return nil
        }
        return text.split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String(decoding: Layers.percentDecoded($0.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }), as: UTF8.self)
            }
            let name = parts.first ?? ""
            let value = parts.count > 1 ? parts[1] : ""
            return "\(name)=\(isSecretName(name) ? shortened(value) : opened(Array(value.utf8), depth: 0))"
        }.joined(separator: "\n")
    }

    // MARK: Pieces

    /// 张＊＊.
    static func name(_ name: String) -> String {
        let scalars = name.unicodeScalars
        guard let first = scalars.first else { return "" }
        return String(first) + String(repeating: "＊", count: max(1, min(scalars.count - 1, 12)))
    }

    /// The first three and the last two characters.
    static func number(_ number: String) -> String {
        number.utf8.count > 6 ? "\(number.prefix(3))＊＊＊\(number.suffix(2))" : "＊＊＊"
    }

    private static func shortened(_ value: String) -> String {
        value.utf8.count > 12 ? "\(value.prefix(4))… (\(value.utf8.count) characters)" : "⟨\(value.utf8.count) characters⟩"
    }

    /// Whether a header or field of that name authorises.
    static func isSecretName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !lower.hasSuffix("type")
            && ["token", "secret", "sign", "password", "passwd", "authorization", "cookie", "session", "credential", "key", "licence", "license"]
                .contains { lower.contains($0) }
    }

    /// Runs of letters and digits that mean nothing to a reader: signatures, tokens, ids.
    private static func opaque(_ text: String) -> String {
        runs(of: text, where: { isLetterOrDigit($0) || "+/_-".utf8.contains($0) }) { run in
            let isMixed = run.contains { (48...57).contains($0) } && run.contains { !(48...57).contains($0) }
            guard run.count >= 24, isMixed || run.count >= 64 else { return nil }
            return "\(String(decoding: run.prefix(4), as: UTF8.self))… (\(run.count) characters)"
        }
    }

    /// What looks like somebody's number: fifteen to twenty digits (a letter or two among them), eleven of a telephone, a letter or two and
    /// seven or eight digits of a travel document.
    private static func numbersOfPeople(_ text: String) -> String {
        runs(of: text, where: isLetterOrDigit) { run in
            let digits = run.count { (48...57).contains($0) }
            let isLong = (15...20).contains(run.count) && run.count - digits <= 3
            let isTelephone = run.count == 11 && digits == 11 && run.first == UInt8(ascii: "1")
            let isDocument = (8...10).contains(run.count) && (7...8).contains(digits) && (1...2).contains(run.count - digits)
            return isLong || isTelephone || isDocument ? number(String(decoding: run, as: UTF8.self)) : nil
        }
    }

    /// Values of two to four characters of another script, or with a name's dot, between quotes or tags: names, as a rule.
    private static func quotedValues(_ text: String, isUnmasked: Bool) -> String {
        if isUnmasked { return text }
        var shown = ""
        var value = ""
        var opened: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "<" || scalar == ">" || scalar == "=" || scalar == "\n" || scalar == "'" {
                let isKey = scalar == "="
                // A string in a string ends in a backslash.
                let tail = value.unicodeScalars.reversed().prefix { $0 == "\\" }.count
                let inner = String(value.unicodeScalars.dropLast(tail))
                shown +=
                    isName(inner) && !isKey && !isMessage(shown) && (opened == "\"" || opened == ">" || opened == "=" || opened == "'")
                    ? name(inner) + String(repeating: "\\", count: tail) : value
                value = ""
                shown.unicodeScalars.append(scalar)
                opened = scalar
            } else {
                value.unicodeScalars.append(scalar)
            }
        }
        return shown + (isName(value) && opened == "=" ? name(value) : value)
    }

    /// Whether what is shown so far ends in the name of a field in which registries speak to people.
    private static func isMessage(_ shown: String) -> Bool {
        let tail = String(shown.unicodeScalars.suffix(20)).lowercased()
        return ["msg", "message", "desc", "text"].contains { tail.contains($0) }
    }

    /// Whether it is as long as names are, in their script.
    static func isName(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let isDotted = scalars.contains("·") && scalars.count <= 40
        return (2...4).contains(scalars.count) && scalars.allSatisfy { $0.value >= 0x2E80 && $0 != "＊" } || isDotted
    }

    /// JSON members and XML elements whose name says that they authorise.
    private static func namedSecrets(_ text: String) -> String {
        var pieces: [String] = []
        for piece in text.split(separator: "\"", omittingEmptySubsequences: false) {
            // …"access_token" : "value"…: the name stands two pieces before its value.
            let isValue = pieces.count >= 2 && pieces[pieces.count - 1].trimmedIsColon && isSecretName(pieces[pieces.count - 2])
            pieces.append(isValue && !piece.isEmpty ? shortened(String(piece)) : String(piece))
        }
        return pieces.joined(separator: "\"")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func runs(of text: String, where belongs: (UInt8) -> Bool, replacing replace: (ArraySlice<UInt8>) -> String?) -> String {
        let utf8 = Array(text.utf8)
        var shown: [UInt8] = []
        var index = 0
        while index < utf8.count {
            guard belongs(utf8[index]) else {
                shown.append(utf8[index])
                index += 1
                continue
            }
            let end = utf8[index...].firstIndex { !belongs($0) } ?? utf8.count
            shown += replace(utf8[index..<end]).map { Array($0.utf8) } ?? Array(utf8[index..<end])
            index = end
        }
        return String(decoding: shown, as: UTF8.self)
    }
}

extension String {
    /// Every occurrence of those bytes replaced.
    fileprivate func replacingBytes(of other: String, with replacement: String) -> String {
        let needle = Array(other.utf8)
        let bytes = Array(utf8)
        guard !needle.isEmpty, bytes.count >= needle.count else { return self }
        var made: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if index + needle.count <= bytes.count, bytes[index] == needle[0], bytes[index..<index + needle.count].elementsEqual(needle) {
                made += Array(replacement.utf8)
                index += needle.count
            } else {
                made.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: made, as: UTF8.self)
    }

    /// Whether it is a colon among blanks, and the backslashes of a string in a string.
    var trimmedIsColon: Bool {
        let rest = utf8.filter { $0 != 0x5C && $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return rest.count == 1 && rest.first == UInt8(ascii: ":")
    }
}
