@_spi(_Unicode) import Swift

/// A name on its way from what was written to what is compared (`domain.md` B.1): trimmed, half-width, one separator, assigned characters
/// for known private-use ones, NFC (never NFKC, which would merge different characters). Works on scalars only.
struct NameForm {
    private(set) var text: String
    private(set) var normalised: [Normalisation] = []

    init(_ written: String) {
        if written.unicodeScalars.allSatisfy(\.isPlainHan) {
            text = written
            return
        }
        var scalars = Array(written.unicodeScalars)
        let trimmed = Self.trimmed(scalars)
        if trimmed.count != scalars.count {
            normalised.append(.surroundingSpacesInName)
            scalars = Array(trimmed)
        }
        normalised.append(contentsOf: Self.replaceSingly(&scalars))
        Self.unifySeparators(&scalars, noting: &normalised)
        text = String(String.UnicodeScalarView(scalars))
        if scalars.contains(where: { !$0.isInertInNFC }) { compose(scalars) }
    }

    /// `String._nfc` is the standard library's own normaliser, kept behind an SPI; it spares this room all of Foundation. Should a toolchain
    /// drop it, this is the only line to change, and the table of `NameTests` tells whether the change is right.
    private mutating func compose(_ scalars: [Unicode.Scalar]) {
        let composed = Array(text._nfc)
        if composed == scalars { return }
        text = String(String.UnicodeScalarView(composed))
        normalised.append(.composedName)
    }

    private static func trimmed(_ scalars: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        var rest = scalars[...]
        while let first = rest.first, first.isSpace { rest.removeFirst() }
        while let last = rest.last, last.isSpace { rest.removeLast() }
        return rest
    }

    /// Full-width ASCII and known private-use characters, one by one.
    private static func replaceSingly(_ scalars: inout [Unicode.Scalar]) -> [Normalisation] {
        var changes: [Normalisation] = []
        for index in scalars.indices {
            let scalar = scalars[index]
            if let assigned = PrivateUse.assigned[scalar] {
                scalars[index] = assigned
                if !changes.contains(.privateUseCharacter) { changes.append(.privateUseCharacter) }
            } else if scalar.value == 0x3000 || (0xFF01...0xFF5E).contains(scalar.value), scalar != "．" {
                // The full-width stop may be a separator; it is looked at with its neighbours.
                scalars[index] = Unicode.Scalar(scalar.value == 0x3000 ? 0x20 : scalar.value - 0xFEE0) ?? scalar
                if !changes.contains(.fullWidthName) { changes.append(.fullWidthName) }
            }
        }
        return changes
    }

    /// Between two CJK letters the look-alikes of U+00B7 (12-ministry notice 民委发〔2016〕33号) become it.
    private static func unifySeparators(_ scalars: inout [Unicode.Scalar], noting changes: inout [Normalisation]) {
        func note(_ change: Normalisation) {
            if !changes.contains(change) { changes.append(change) }
        }
        for index in scalars.indices {
            switch scalars[index] {
            case "•", "‧", "・", "∙", "．", ".":
                let isBetween = index > 0 && index + 1 < scalars.count && scalars[index - 1].isHan && scalars[index + 1].isHan
                if isBetween {
                    scalars[index] = "\u{B7}"
                    note(.nameSeparator)
                } else if scalars[index] == "．" {
                    scalars[index] = "."
                    note(.fullWidthName)
                }
            default: break
            }
        }
    }
}

/// Characters that older encodings kept in the Unicode private use area and that have code points of their own by now.
enum PrivateUse {
    /// U+E815 to U+E864 are GB 18030's two-byte places FE50 to FEA0: assigned in GB 18030-2000, -2005 and, for the last eight and six
    /// of them, -2022. The string has the eighty characters in that order.
    static let assigned: [Unicode.Scalar: Unicode.Scalar] = {
        let characters =
            "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟" + "㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱" + "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟" + "䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (offset, character) in characters.unicodeScalars.enumerated() {
            if let place = Unicode.Scalar(0xE815 + UInt32(offset)) { table[place] = character }
        }
        return table
    }()
}

extension Unicode.Scalar {
    /// An ordinary ideograph that no step of the comparison form touches: the unified blocks without the compatibility ones.
    var isPlainHan: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2F7FF, 0x30000...0x3FFFD: true
        default: false
        }
    }

    /// A letter of a name written in Han characters: ideographs of all blocks, 〇, radicals, and private use, where old encodings kept some.
    var isHan: Bool {
        switch value {
        case 0x3007, 0x2E80...0x2FDF, 0xF900...0xFAFF, 0x2F800...0x2FA1F: true
        default: isPlainHan || isPrivateUse
        }
    }

    var isPrivateUse: Bool {
        switch value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }

    /// Spaces of all widths (general category Zs).
    var isSpace: Bool { value == 0x20 || (value > 0x7F && properties.generalCategory == .spaceSeparator) }

    /// Stands unchanged in NFC whatever its neighbours: ASCII, the separator, unified ideographs, private use.
    var isInertInNFC: Bool { value < 0x300 || isPlainHan || isPrivateUse }
}
