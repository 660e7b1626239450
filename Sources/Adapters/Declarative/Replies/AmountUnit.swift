/// In what a registry writes amounts, when it is not plain yuan or per cent. Only the point moves: nothing is rounded.
enum AmountUnit: String, Sendable, CaseIterable {
    /// Hundredths of a yuan.
    case fen
    /// Ten thousands of yuan (万元).
    case wan
    /// Per cent with the sign behind it: "12.50%".
    case percentSign = "percent-sign"

    /// The amount as plain yuan or per cent; nil when it is not written in this unit.
    func yuan(_ text: String) -> String? {
        switch self {
        case .fen: Self.moved(text, by: -2)
        case .wan: Self.moved(text, by: 4)
        case .percentSign: text.utf8.last == UInt8(ascii: "%") ? String(text.dropLast()) : nil
        }
    }

    /// The number with its point moved to the right; nil when it is not digits with at most one point.
    private static func moved(_ text: String, by places: Int) -> String? {
        var digits = Array(text.utf8)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let halves = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard digits.count <= 24, let whole = halves.first, !whole.isEmpty, halves.count == 1 || !halves[1].isEmpty,
            (whole + (halves.count > 1 ? halves[1] : [])).allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let zero = UInt8(ascii: "0")
        var left = Array(whole)
        var right = halves.count > 1 ? Array(halves[1]) : []
        for _ in 0..<max(places, 0) { left.append(right.isEmpty ? zero : right.removeFirst()) }
        for _ in 0..<max(-places, 0) { right.insert(left.popLast() ?? zero, at: 0) }
        if left.isEmpty { left = [zero] }
        return (isNegative ? "-" : "") + String(decoding: left, as: UTF8.self)
            + (right.isEmpty ? "" : "." + String(decoding: right, as: UTF8.self))
    }
}
