/// One dataset of one authority, by its id in the catalogue (`ps-population`, `ca-marriage`, …): 1 to 32 bytes of UTF-8 without NUL.
///
/// An answer is looked up by its registry some forty times in one verification, so the bytes stand in the value itself: it is copied,
/// compared and hashed without touching memory elsewhere.
package struct RegistryID: Sendable, Hashable, RawRepresentable {
    /// The bytes, the first in the highest place, zeros behind. Not a SIMD vector: whatever wants more alignment than 16 bytes makes frames of
    /// async functions overflow, for the compiler of Swift 6.3.1 reserves room for them as if 16 were enough.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Nil for a text that is no id.
    package init?(rawValue: String) {
        guard (1...32).contains(rawValue.utf8.count) else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (index, byte) in rawValue.utf8.enumerated() {
            guard byte != 0 else { return nil }
            let shifted = UInt64(byte) << UInt64(56 - (index & 7) * 8)
            switch index >> 3 {
            case 0: words.0 |= shifted
            case 1: words.1 |= shifted
            case 2: words.2 |= shifted
            default: words.3 |= shifted
            }
        }
        self.words = words
    }

    /// A number that spreads ids over slots; not to be kept, and no defence against ids that are made to collide.
    package var scatter: Int {
        let mixed = (words.0 ^ words.1 &* 0x9E37_79B9_7F4A_7C15 ^ words.2 &* 3 ^ words.3 &* 5) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed >> 40)
    }

    package var rawValue: String {
        String(unsafeUninitializedCapacity: 32) { bytes in
            var count = 0
            while count < 32 {
                let word = count < 16 ? (count < 8 ? words.0 : words.1) : (count < 24 ? words.2 : words.3)
                let byte = UInt8(truncatingIfNeeded: word >> UInt64(56 - (count & 7) * 8))
                if byte == 0 { break }
                bytes[count] = byte
                count += 1
            }
            return count
        }
    }
}

extension RegistryID {
    // Written out: what RawRepresentable brings along would compare and hash texts.
    package static func == (left: RegistryID, right: RegistryID) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension RegistryID: ExpressibleByStringLiteral, CustomStringConvertible {
    /// An id that stands in the code.
    package init(stringLiteral value: String) {
        guard let id = RegistryID(rawValue: value) else { preconditionFailure("\(value) is no id of a registry") }
        self = id
    }

    package var description: String { rawValue }
}

extension RegistryID: Comparable {
    /// By bytes.
    package static func < (left: RegistryID, right: RegistryID) -> Bool { left.words < right.words }
}

extension RegistryID {
    /// Public security: population register (hukou, resident identity card).
    package static let population: RegistryID = "ps-population"
    /// Public security: historic hukou archives.
    package static let hukouArchive: RegistryID = "ps-hukou-archive"
    /// Public security: exit-entry documents and crossings.
    package static let exitEntry: RegistryID = "ps-exit-entry"
    /// Public security and others: effective criminal judgments.
    package static let crimeRecord: RegistryID = "crime-record"
    /// Civil affairs: marriage registration.
    package static let marriage: RegistryID = "ca-marriage"
    /// Civil affairs: funeral and cremation.
    package static let funeral: RegistryID = "ca-funeral"
    /// Health: medical certificates of death.
    package static let deathCertificate: RegistryID = "hc-death"
    /// Health: encounters that need the person's presence.
    package static let healthService: RegistryID = "hc-service"
    /// Courts: effective decisions.
    package static let courtJudgment: RegistryID = "court-judgment"
}
