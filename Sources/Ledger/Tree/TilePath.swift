/// How tiles and bundles are numbered in paths: groups of three digits, all but the last with an `x` in front, and the width of a partial one
/// behind (C2SP tlog-tiles, "Merkle Tree": 1234067 is `x001/x234/067`).
enum TilePath {
    /// `<N>[.p/<W>]`.
    static func text(index: Int, width: Int) -> String {
        var groups = [threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + threeDigits(rest % 1000))
            rest /= 1000
        }
        let path = groups.reversed().joined(separator: "/")
        return width < Tile.widthMaximum ? path + ".p/\(width)" : path
    }

    /// Index and width; nil for anything that ``text(index:width:)`` does not write.
    static func parsed(_ text: Substring) -> (index: Int, width: Int)? {
        var groups = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        var width = Tile.widthMaximum
        if groups.count >= 2, groups[groups.endIndex - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let last = groups.popLast(), let number = number(last), let group = groups.popLast() else { return nil }
            width = number
            groups.append(group.dropLast(2))
        }
        var index = 0
        for (place, group) in groups.enumerated() {
            let isLast = place == groups.count - 1
            guard isLast || group.first == UInt8(ascii: "x") else { return nil }
            let digits = isLast ? group : group.dropFirst()
            guard digits.count == 3, let value = number(digits) else { return nil }
            let (product, productOverflows) = index.multipliedReportingOverflow(by: 1000)
            let (sum, sumOverflows) = product.addingReportingOverflow(value)
            guard !productOverflows, !sumOverflows else { return nil }
            index = sum
        }
        // One path for each tile: no zero in front, no width of a full one.
        guard (1...Tile.widthMaximum).contains(width), TilePath.text(index: index, width: width).utf8.elementsEqual(text.utf8) else { return nil }
        return (index, width)
    }

    /// The value of one to three decimal digits.
    static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...3).contains(digits.count), digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func threeDigits(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}
