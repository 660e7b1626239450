import StrictJSON

/// One code of a table: where it stands among the bytes of all codes, and what it means. Tables are lines in the order of their codes' bytes.
struct CodeLine: Sendable {
    let start: Int
    let end: Int
    /// The number of what the code means.
    let meaning: Int

    /// Writes codes down in order; of a code that comes twice the first counts.
    static func written(_ pairs: [(code: String, meaning: Int)], to codes: inout [UInt8]) -> [CodeLine] {
        var lines: [CodeLine] = []
        for pair in pairs.sorted(by: { $0.code.precedesByBytes($1.code) }) {
            if let last = lines.last, codes[last.start..<last.end].elementsEqual(pair.code.utf8) { continue }
            lines.append(CodeLine(start: codes.count, end: codes.count + pair.code.utf8.count, meaning: pair.meaning))
            codes.append(contentsOf: pair.code.utf8)
        }
        return lines
    }

    /// What a text means by the lines of a table; nil when it is none of their codes.
    static func meaning(of text: UnsafeBufferPointer<UInt8>, in lines: UnsafeBufferPointer<CodeLine>, _ codes: UnsafeBufferPointer<UInt8>) -> Int? {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            let line = lines[middle]
            var order = text.count - (line.end - line.start)
            for index in 0..<min(text.count, line.end - line.start) where text[index] != codes[line.start + index] {
                order = Int(text[index]) - Int(codes[line.start + index])
                break
            }
            if order == 0 { return line.meaning }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
    }
}

/// A registry's codes for words, or words for codes; compared byte by byte.
final class CodeTable: Sendable {
    /// In the order in which they were written.
    let pairs: [(key: String, value: String)]
    private let codes: FlatTable<UInt8>
    private let lines: FlatTable<CodeLine>

    init(_ pairs: [(key: String, value: String)]) {
        self.pairs = pairs
        var codes: [UInt8] = []
        lines = FlatTable(CodeLine.written(pairs.enumerated().map { ($0.element.key, $0.offset) }, to: &codes))
        self.codes = FlatTable(codes)
    }

    subscript(_ key: String) -> String? {
        var key = key
        return key.withUTF8 { self[$0] }
    }

    subscript(_ key: [UInt8]) -> String? { key.withUnsafeBufferPointer { self[$0] } }

    private subscript(_ key: UnsafeBufferPointer<UInt8>) -> String? {
        CodeLine.meaning(of: key, in: lines.elements, codes.elements).map { pairs[$0].value }
    }

    /// Every right side, sorted by bytes, each once.
    var targets: [String] {
        pairs.map(\.value).sorted { $0.precedesByBytes($1) }.reduce(into: []) { targets, word in
            if targets.last.map({ !$0.isByteIdentical(to: word) }) ?? true { targets.append(word) }
        }
    }
}
