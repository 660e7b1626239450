/// An address in the one form in which two writings of it are compared: full width as half width, no blanks, the usual traditional characters of
/// building words, house numbers in digits (`domain.md` A.4.9, item 21). Whatever else differs is another address: nothing is ever called alike.
struct PlaceForm: Sendable, Hashable {
    let scalars: [UInt32]

    init(_ written: String) {
        let plain = written.unicodeScalars.compactMap(Self.plain)
        var scalars: [UInt32] = []
        var place = 0
        while place < plain.count {
            let end = plain[place...].firstIndex { Self.numeral($0) == nil } ?? plain.count
            if end > place, end < plain.count, Self.countedWords.contains(plain[end]), let number = Self.number(plain[place..<end]) {
                scalars += String(number).unicodeScalars.map(\.value)
                place = end
            } else {
                let next = max(end, place + 1)
                scalars += plain[place..<next].map(\.value)
                place = next
            }
        }
        self.scalars = scalars
    }

    /// How it is written in this form.
    var text: String {
        var text = String.UnicodeScalarView()
        for value in scalars { if let scalar = Unicode.Scalar(value) { text.append(scalar) } }
        return String(text)
    }

    /// Nil for blanks.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x20, 0x09, 0xA0, 0x3000: nil
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map(upper)
        // Hyphens of a house number.
        case 0x2010...0x2015, 0x2212: "-"
        default: building[scalar] ?? upper(scalar)
        }
    }

    private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("a"..."z").contains(scalar) ? Unicode.Scalar(scalar.value - 0x20) ?? scalar : scalar
    }

    private static let building: [Unicode.Scalar: Unicode.Scalar] = [
        "號": "号", "樓": "楼", "棟": "栋", "單": "单", "層": "层", "戶": "户", "門": "门",
    ]

    /// Words that a number stands before. A numeral in the name of a street is a part of the name.
    private static let countedWords: Set<Unicode.Scalar> = ["号", "楼", "栋", "幢", "座", "层", "室", "单", "户", "弄", "巷"]

    /// The value of a Chinese numeral: a digit, or ten, a hundred, a thousand.
    private static func numeral(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "〇", "零": 0
        case "一": 1
        case "二": 2
        case "三": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "七": 7
        case "八": 8
        case "九": 9
        case "十": 10
        case "百": 100
        case "千": 1000
        default: nil
        }
    }

    /// 一百二十三 or 一二三 as 123; nil for what is no number below ten thousand.
    private static func number(_ numerals: ArraySlice<Unicode.Scalar>) -> Int? {
        guard numerals.count < 9 else { return nil }
        let values = numerals.compactMap(numeral)
        if values.allSatisfy({ $0 < 10 }) {
            return values.count > 4 || (values.count > 1 && values.first == 0) ? nil : values.reduce(0) { $0 * 10 + $1 }
        }
        var total = 0
        var digit: Int?
        var lastUnit = 10_000
        for value in values {
            if value == 0 {
                guard digit == nil, total > 0 else { return nil }
            } else if value < 10 {
                guard digit == nil else { return nil }
                digit = value
            } else {
                // Units fall; only a leading ten stands without a digit.
                guard value < lastUnit, digit != nil || (value == 10 && total == 0) else { return nil }
                total += (digit ?? 1) * value
                lastUnit = value
                digit = nil
            }
        }
        // 一百二 is short for 120 in speech, and nobody's house number for sure.
        if let digit { return lastUnit == 10 || values.dropLast().last == 0 ? total + digit : nil }
        return total
    }
}
