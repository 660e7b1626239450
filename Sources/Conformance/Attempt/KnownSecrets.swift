import AdapterKit
import ShangMi

/// The secrets of an entry and what was lent in a conversation, to be found again wherever they or fragments of them stand.
struct KnownSecrets: Sendable {
    /// What stands in the place of a secret.
    static let sign = "⟨secret⟩"
    /// A fragment of so many bytes tells something of a secret; shorter ones stand everywhere by accident.
    private static let fragment = 6
    /// What a conversation calls a secret is often short and a word: only longer ones are looked for in fragments.
    private static let shortestFragmented = 12

    private var windows: Set<UInt64> = []
    private var wholes: [[UInt8]] = []

    /// - Parameter lent: Tokens, passwords and cookies that a conversation showed.
    init(_ secrets: [[UInt8]], lent: [[UInt8]]) {
        for secret in secrets {
            add(secret, isFragmented: secret.count >= Self.fragment)
            // A key that is kept as hexadecimal digits or base64 goes out in other writings of its bytes.
            let text = String(decoding: secret, as: UTF8.self)
            for bytes in [Hexadecimal.bytes(of: text), Base64.bytes(of: secret)].compactMap({ $0 }) where bytes.count >= Self.fragment {
                add(bytes, isFragmented: true)
            }
        }
        for token in lent { add(token, isFragmented: token.count >= Self.shortestFragmented) }
    }

    private mutating func add(_ secret: [UInt8], isFragmented: Bool) {
        let folded = secret.map(Self.folded)
        if folded.count > 3 { wholes.append(folded) }
        guard isFragmented else { return }
        for start in 0...(folded.count - Self.fragment) { windows.insert(Self.packed(folded, start)) }
    }

    /// Whether one of them, or a fragment, stands in these bytes.
    func stand(in bytes: [UInt8]) -> Bool { marks(bytes).contains(true) }

    /// The text without them.
    func masked(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let marks = marks(bytes)
        guard marks.contains(true) else { return text }
        var made: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if !marks[index] {
                made.append(byte)
            } else if index == 0 || !marks[index - 1] {
                made += Array(Self.sign.utf8)
            }
        }
        return String(decoding: made, as: UTF8.self)
    }

    private func marks(_ bytes: [UInt8]) -> [Bool] {
        let folded = bytes.map(Self.folded)
        var marks = [Bool](repeating: false, count: folded.count)
        func mark(_ range: Range<Int>) { for index in range { marks[index] = true } }
        if !windows.isEmpty, folded.count >= Self.fragment {
            for start in 0...(folded.count - Self.fragment) where windows.contains(Self.packed(folded, start)) { mark(start..<start + Self.fragment) }
        }
        for whole in wholes where whole.count <= folded.count {
            for start in 0...(folded.count - whole.count)
            where folded[start] == whole[0] && folded[start..<start + whole.count].elementsEqual(whole) { mark(start..<start + whole.count) }
        }
        return marks
    }

    private static func packed(_ bytes: [UInt8], _ start: Int) -> UInt64 {
        bytes[start..<start + fragment].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Hexadecimal digits are written in both cases.
    private static func folded(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
}

/// What a conversation shows of credentials: by the names of headers and fields.
enum LentSecrets {
    private static let names = ["token", "secret", "password", "passwd", "pwd", "ticket", "session", "credential", "authorization"]

    /// Every token, password and cookie that stands in the exchanges; `plain` words are none.
    static func seen(in exchanges: [Witness.Exchange], plain: [String]) -> [[UInt8]] {
        var seen: Set<String> = []
        for exchange in exchanges {
            for header in exchange.request.headers + (exchange.response?.headers ?? []) { seen.formUnion(values(header)) }
            for body in [exchange.request.body, exchange.response?.body ?? []] {
                let text = Layers.everything(in: body)
                seen.formUnion(fields(text))
                seen.formUnion(fields(Unescaping.readable(text)))
            }
        }
        return seen.subtracting(plain).filter { value in
            value.utf8.count >= 6 && !value.unicodeScalars.contains { $0.value >= 0x2E80 || $0.value < 0x20 }
        }.map { Array($0.utf8) }
    }

    static func values(_ header: OutboundRequest.Header) -> [String] {
        let name = header.name.lowercased()
        if name.hasSuffix("cookie") {
            return header.value.split(separator: ";").prefix(name.hasPrefix("set-") ? 1 : 50).compactMap { pair in
                pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]) }
            }
        }
        guard Mask.isSecretName(header.name) else { return [] }
        let words = header.value.split(separator: " ").map(String.init)
        // A scheme stands before what authorises.
        var values = words.count > 1 ? Array(words.dropFirst()) : words
        if words.first?.lowercased() == "basic", let pair = words.last.flatMap({ Base64.bytes(of: Array($0.utf8)) }),
            let colon = pair.firstIndex(of: UInt8(ascii: ":"))
        {
            values.append(String(decoding: pair[(colon + 1)...], as: UTF8.self))
        }
        return values
    }

    /// The values of JSON members, XML elements and form fields whose name says that they authorise.
    private static func fields(_ text: String) -> [String] {
        var values: [String] = []
        let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
        for index in quoted.indices.dropFirst(2) where isLent(quoted[index - 2]) && String(quoted[index - 1]).trimmedIsColon {
            values.append(String(quoted[index].utf8.last == UInt8(ascii: "\\") ? quoted[index].dropLast() : quoted[index]))
        }
        for element in text.split(separator: "<") {
            let parts = element.split(separator: ">", maxSplits: 1)
            if parts.count == 2, isLent(parts[0]) { values.append(String(parts[1])) }
        }
        for field in text.split(whereSeparator: { "&\n?".contains($0) }) {
            let parts = field.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].utf8.count < 40, isLent(parts[0]) { values.append(String(parts[1])) }
        }
        return values.filter { $0.utf8.count <= 8192 }
    }

    private static func isLent(_ name: Substring) -> Bool {
        let lower = name.lowercased()
        return lower.utf8.count <= 60 && !lower.hasSuffix("type") && names.contains { lower.contains($0) }
    }
}
