import StrictJSON

/// A person's name as somebody wrote it, with the form in which it is compared and sent to registries.
///
/// Names are compared on scalars and bytes, never by Swift's canonical `==` (12-ministry notice 民委发〔2016〕33号; `domain.md` B.1).
package struct PersonName: Sendable, Hashable {
    /// The name in its comparison form: trimmed, half-width, separator U+00B7, assigned characters for private-use ones, NFC.
    package let text: String
    /// Exactly what was written.
    package let original: String

    /// Takes a name whose two forms are known. ``reading(_:)`` makes them from what was typed.
    package init(text: String, original: String) {
        self.text = text
        self.original = original
    }

    package static func == (left: PersonName, right: PersonName) -> Bool {
        left.text.isByteIdentical(to: right.text) && left.original.isByteIdentical(to: right.original)
    }

    package func hash(into hasher: inout Hasher) {
        text.hashBytes(into: &hasher)
    }
}

/// How two written names compare.
package enum NameComparison: Sendable, Hashable {
    /// The same bytes.
    case exact
    /// The same after harmless normalisation.
    case normalised
    /// The same but for characters that may be variants of each other (simplified and traditional, an unknown private-use character):
    /// not a match without the population register's word, not a mismatch either.
    case variant
    case mismatch
}
