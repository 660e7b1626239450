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
        var left = left.unicodeScalars.makeIterator()
        var right = right.unicodeScalars.makeIterator()
        var isEmpty = true
        while true {
            let pair = (Self.letter(of: &left), Self.letter(of: &right))
            guard let (one, other) = both(pair) else { return pair.0 == nil && pair.1 == nil && !isEmpty }
            isEmpty = false
            if one == other { continue }
            if (one.isPrivateUse && other.isHan) || (other.isPrivateUse && one.isHan) { continue }
            guard NameVariants.folded(one) == NameVariants.folded(other) else { return false }
        }
    }

    /// The next scalar that is no variation selector (Unicode 23.4; those of Mongolian, and the two blocks).
    private static func letter(of scalars: inout String.UnicodeScalarView.Iterator) -> Unicode.Scalar? {
        while let scalar = scalars.next() {
            switch scalar.value {
            case 0x180B...0x180D, 0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: continue
            default: return scalar
            }
        }
        return nil
    }

    private static func both(_ pair: (Unicode.Scalar?, Unicode.Scalar?)) -> (Unicode.Scalar, Unicode.Scalar)? {
        if case (let one?, let other?) = pair { (one, other) } else { nil }
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
