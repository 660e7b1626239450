import AdapterKit

/// Names and numbers, to be found again however they are spaced, hyphenated, in full width or in other case.
struct KnownPeople: Sendable {
    private struct Needle {
        /// Folded, without separators.
        let scalars: [UInt32]
        let shown: String
        /// Short Latin names stand in many a word.
        let isWord: Bool
    }

    /// Longer ones first: a name may be part of another.
    private let needles: [Needle]

    init(names: [String], numbers: [String]) {
        var needles: [[UInt32]: Needle] = [:]
        for name in names {
            let scalars = Self.folded(name)
            if scalars.count > 1 {
                needles[scalars] = Needle(
                    scalars: scalars, shown: Mask.name(name), isWord: scalars.count < 6 && scalars.allSatisfy { $0 < 0x250 })
            }
        }
        for number in numbers {
            for written in [number, Self.fifteenDigits(number)] {
                let scalars = Self.folded(written)
                if scalars.count > 4 { needles[scalars] = Needle(scalars: scalars, shown: Mask.number(written), isWord: false) }
            }
        }
        self.needles = needles.values.sorted { ($1.scalars.count, $0.shown) < ($0.scalars.count, $1.shown) }
    }

    /// The text with every one of them shortened.
    func masked(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let folded = scalars.map(Self.folded)
        var first: [UInt32: [Needle]] = [:]
        for needle in needles { first[needle.scalars[0], default: []].append(needle) }
        var shown = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let hit = first[folded[index]]?.lazy.compactMap { needle in Self.end(of: needle, in: folded, from: index).map { (needle, $0) } }.first
            if let (needle, end) = hit {
                shown.append(contentsOf: needle.shown.unicodeScalars)
                index = end
            } else if let end = Self.spacedNumber(folded, index) {
                let digits = folded[index..<end].filter { !Self.isSeparator($0) }.compactMap(Unicode.Scalar.init)
                shown.append(contentsOf: Mask.number(String(String.UnicodeScalarView(digits))).unicodeScalars)
                index = end
            } else {
                shown.append(scalars[index])
                index += 1
            }
        }
        return String(shown)
    }

    private static func end(of needle: Needle, in text: [UInt32], from start: Int) -> Int? {
        var index = start
        for scalar in needle.scalars {
            var separators = 0
            while index > start, index < text.count, separators < 3, isSeparator(text[index]) {
                index += 1
                separators += 1
            }
            guard index < text.count, text[index] == scalar else { return nil }
            index += 1
        }
        if needle.isWord, start > 0 && isLetter(text[start - 1]) || index < text.count && isLetter(text[index]) { return nil }
        return index
    }

    /// Where a resident's number of eighteen places ends that begins there in groups: anybody's.
    private static func spacedNumber(_ text: [UInt32], _ start: Int) -> Int? {
        guard isDigit(text[start]), start == 0 || !isDigit(text[start - 1]) else { return nil }
        var digits: [UInt32] = []
        var index = start
        while index < text.count, digits.count < 18 {
            if isDigit(text[index]) || digits.count == 17 && text[index] == 0x78 {
                digits.append(text[index])
            } else if !isSeparator(text[index]) || isSeparator(text[index - 1]) {
                return nil
            }
            index += 1
        }
        guard digits.count == 18, index == text.count || !isDigit(text[index]) else { return nil }
        let values = digits.map { Int($0) - 48 }
        let year = values[6] * 10 + values[7]
        let month = values[10] * 10 + values[11]
        return (18...20).contains(year) && (1...12).contains(month) ? index : nil
    }

    private static func folded(_ text: String) -> [UInt32] { text.unicodeScalars.map(folded).filter { !isSeparator($0) } }

    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        let narrow = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
        return (65...90).contains(narrow) ? narrow + 32 : narrow
    }

    private static func isSeparator(_ scalar: UInt32) -> Bool {
        [0x20, 0x2D, 0x2E, 0x5F, 0xA0, 0xB7, 0x2010, 0x2011, 0x2013, 0x2022, 0x2027, 0x3000, 0x30FB].contains(scalar)
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { (48...57).contains(scalar) }

    private static func isLetter(_ scalar: UInt32) -> Bool { (97...122).contains(scalar) || isDigit(scalar) }

    private static func fifteenDigits(_ number: String) -> String {
        let bytes = Array(number.utf8)
        return bytes.count == 18 ? String(decoding: bytes[..<6] + bytes[8..<17], as: UTF8.self) : number
    }
}

/// People whom a conversation names besides those who were read.
enum NamedPeople {
    /// The values of JSON members whose name says that they are people's names (`xm` is usual in China) and which are as long as names are.
    static func seen(in exchanges: [Witness.Exchange]) -> [String] {
        exchanges.flatMap { [$0.request.body, $0.response?.body ?? []] }.flatMap { body -> [String] in
            let pieces = Unescaping.readable(Layers.everything(in: body)).split(separator: "\"", omittingEmptySubsequences: false)
            return pieces.indices.dropFirst(2).compactMap { index in
                let name = pieces[index - 2].lowercased()
                let value = String(pieces[index].prefix { $0 != "\\" })
                return (name.contains("xm") || name.contains("name")) && String(pieces[index - 1]).trimmedIsColon && Mask.isName(value) ? value : nil
            }
        }
    }
}
