import StrictJSON

/// A registry's codes for words, or words for codes; compared byte by byte.
struct CodeTable: Sendable, Hashable {
    private let codes: [[UInt8]: String]

    init(_ pairs: [(key: String, value: String)]) {
        codes = Dictionary(pairs.map { (Array($0.key.utf8), $0.value) }) { first, _ in first }
    }

    subscript(_ key: String) -> String? { codes[Array(key.utf8)] }
    subscript(_ key: [UInt8]) -> String? { codes[key] }

    /// Every right side, sorted by bytes, each once.
    var targets: [String] {
        codes.values.sorted { $0.precedesByBytes($1) }.reduce(into: []) { targets, word in
            if targets.last.map({ !$0.isByteIdentical(to: word) }) ?? true { targets.append(word) }
        }
    }
}
