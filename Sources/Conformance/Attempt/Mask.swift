import AdapterKit
import ShangMi
import Verification

/// Takes out of a text what must not be shown: secrets always, people unless that was asked for.
struct Mask: Sendable {
    private let names: [String]
    private let numbers: [String]
    private let secrets: [String]
    /// Words of ours that name nobody although they look like it: shown as they are.
    private let plain: [String]
    private let isUnmasked: Bool

    init(names: [String], numbers: [String], secrets: [String: Secret], plain: [String] = [], isUnmasked: Bool) {
        self.plain = Set(plain).filter { $0.utf8.count > 3 }.sorted { $0.utf8.count > $1.utf8.count }
        // Longer ones first: a name may be part of another.
        self.names = Set(names).filter { $0.unicodeScalars.count > 1 }.sorted { $0.utf8.count > $1.utf8.count }
        self.numbers = Set(numbers).filter { $0.utf8.count > 4 }.sorted { $0.utf8.count > $1.utf8.count }
        self.secrets = secrets.values.map { String(decoding: $0.bytes, as: UTF8.self) }.filter { $0.utf8.count > 3 }
        self.isUnmasked = isUnmasked
    }

    // MARK: Texts

    /// A running text: known names, numbers and secrets, everything that looks like a number of a person, and opaque runs.
    func text(_ text: String) -> String {
        var text = text
        for secret in secrets { text = text.replacingBytes(of: secret, with: "⟨secret⟩") }
        // Characters of a private plane stand for the plain words meanwhile.
        for (index, word) in plain.enumerated() { text = text.replacingBytes(of: word, with: Self.stand(index)) }
        text = Self.opaque(text)
        if !isUnmasked {
            for number in numbers { text = text.replacingBytes(of: number, with: Self.number(number)) }
            for name in names { text = text.replacingBytes(of: name, with: Self.name(name)) }
            text = Self.numbersOfPeople(text)
        }
        for (index, word) in plain.enumerated() { text = text.replacingBytes(of: Self.stand(index), with: word) }
        return text
    }

    private static func stand(_ index: Int) -> String { Unicode.Scalar(0xF_0000 + UInt32(index)).map { String($0) } ?? "" }

    /// A path, segment by segment.
    func path(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { text(String($0)) }.joined(separator: "/")
    }

    /// The detail of a failure: the places of replies that stand in it name fields, nobody, so they are masked segment by segment as a path is.
    func detail(_ detail: String) -> String {
        var detail = detail
        for secret in secrets { detail = detail.replacingBytes(of: secret, with: "⟨secret⟩") }
        return path(detail)
    }

    /// One value of a field: a word of another script is somebody's name or address.
    func value(_ text: String) -> String {
        if isUnmasked { return self.text(text) }
        return text.unicodeScalars.contains { $0.value >= 0x2E80 } ? Self.name(text) : self.text(text)
    }

    /// A header. What authorises is never shown whole.
    func header(_ header: OutboundRequest.Header) -> String {
        let shown = Self.isSecretName(header.name) ? Self.shortened(header.value) : text(header.value)
        return "\(header.name): \(shown)"
    }

    /// A body as a person can read it: layers unfolded, masked; its size and digest where that cannot be done safely.
    func body(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "(no body)" }
        let closed = "(\(bytes.count) bytes, sha256 \(Hexadecimal.text(of: Digest.sha256(bytes)).prefix(16))…)"
        guard let unfolded = Self.unfolded(bytes, depth: 0) else { return closed }
        let masked = Self.quotedValues(text(Self.namedSecrets(unfolded)), isUnmasked: isUnmasked)
        let isSafe = !secrets.contains { masked.contains($0) } && (isUnmasked || !(names + numbers).contains { masked.contains($0) })
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

    private static func isSecretName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !lower.hasSuffix("type")
            && ["token", "secret", "sign", "password", "authorization", "key", "licence", "license"].contains { lower.contains($0) }
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
                shown +=
                    isName(value) && !isKey && !isMessage(shown) && (opened == "\"" || opened == ">" || opened == "=" || opened == "'")
                    ? name(value) : value
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

    private static func isName(_ text: String) -> Bool {
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

    fileprivate var trimmedIsColon: Bool {
        let rest = utf8.filter { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        return rest.count == 1 && rest.first == UInt8(ascii: ":")
    }
}
