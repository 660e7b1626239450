/// A number with two decimals, exact: amounts in yuan and percentages. Never a binary fraction.
package struct ExactDecimal: Sendable, Hashable, Comparable {
    package let hundredths: Int64

    package init(hundredths: Int64) {
        self.hundredths = hundredths
    }

    /// Reads `-`, digits and, after a point, more digits, in ASCII: "1250", "12.5", "-0.07", "3.1400".
    ///
    /// Nil for any other form (also exponents and separators of thousands), for more than two decimals that are not zero, and for what 64
    /// bits cannot hold: an amount is never rounded.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        let halves = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first, !whole.isEmpty, halves.count == 1 || !halves[1].isEmpty else { return nil }
        let decimals = halves.count > 1 ? Array(halves[1]) : []
        guard decimals.dropFirst(2).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        let zero = UInt8(ascii: "0")
        var value: Int64 = 0
        for byte in whole + (decimals + [zero, zero]).prefix(2) {
            guard (zero...UInt8(ascii: "9")).contains(byte) else { return nil }
            // Built on the negative side, which reaches one further.
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooLarge) = tens.subtractingReportingOverflow(Int64(byte - zero))
            guard !isTooLarge, !isStillTooLarge else { return nil }
            value = sum
        }
        guard isNegative || value != .min else { return nil }
        hundredths = isNegative ? value : -value
    }

    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { left.hundredths < right.hundredths }
}

extension ExactDecimal: CustomStringConvertible {
    /// Always two decimals: "12.50".
    package var description: String {
        let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        return (hundredths < 0 ? "-" : "") + "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}
