/// The name of a key that signs notes: not empty, without Unicode spaces, plus signs and control characters (C2SP signed-note, "Format").
/// Compared by its UTF-8 bytes.
package struct NoteKeyName: Sendable, Hashable {
    /// The name as written.
    package let text: String

    /// Nil for a text that is no name.
    package init?(_ text: String) {
        guard !text.isEmpty,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace })
        else { return nil }
        self.text = text
    }

    package static func == (left: NoteKeyName, right: NoteKeyName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension NoteKeyName: CustomStringConvertible {
    package var description: String { text }
}
