import StrictJSON

extension PersonName {
    /// How this name compares with the one that a register writes (`domain.md` B.1).
    ///
    /// `exact` for the same bytes, `normalised` for the same comparison form, `variant` where the two differ only in characters that may
    /// be written for each other, `mismatch` otherwise.
    package func compared(with registered: String) -> NameComparison {
        if original.hasSameBytes(as: registered) { return .exact }
        let other = NameForm(registered).text
        if text.hasSameBytes(as: other) { return .normalised }
        return Self.mayBeVariants(text, other) ? .variant : .mismatch
    }

    /// True when the two forms have as many letters and each pair is the same, a known pair of variants, or an unknown private-use
    /// character beside an ideograph.
    private static func mayBeVariants(_ left: String, _ right: String) -> Bool {
        let left = left.unicodeScalars.filter { !$0.properties.isVariationSelector }
        let right = right.unicodeScalars.filter { !$0.properties.isVariationSelector }
        guard left.count == right.count, !left.isEmpty else { return false }
        return zip(left, right).allSatisfy { pair in
            if pair.0 == pair.1 || NameVariants.folded(pair.0) == NameVariants.folded(pair.1) { return true }
            return (pair.0.isPrivateUse && pair.1.isHan) || (pair.1.isPrivateUse && pair.0.isHan)
        }
    }
}

extension String {
    /// The same UTF-8 bytes. Swift's `==` is canonical equivalence and would merge different characters.
    package func hasSameBytes(as other: String) -> Bool {
        isByteIdentical(to: other)
    }

    /// The form in which texts of registers are compared: trimmed, half-width, assigned characters for private-use ones, NFC.
    package var inComparisonForm: String { NameForm(self).text }
}
