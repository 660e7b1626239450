import ShangMi

/// One signature line of a note: who says to have signed, and what was made of the text (C2SP signed-note, "Signatures").
package struct NoteSignature: Sendable, Hashable {
    /// The name of the key.
    package let name: NoteKeyName
    /// The number of the key; name and number together say which key it is.
    package let keyID: NoteKeyID
    /// The signature itself, without the number in front.
    package let bytes: [UInt8]

    package init(name: NoteKeyName, keyID: NoteKeyID, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// An em dash and a space, which every signature line begins with.
    static let mark = "\u{2014} "

    /// The line without its newline.
    package var line: String { Self.mark + "\(name) " + Base64.text(of: keyID.bytes + bytes) }

    /// Nil unless the line (without its newline) is exactly a signature line of at least one byte of signature.
    package init?(line: Substring) {
        guard line.utf8.starts(with: Self.mark.utf8) else { return nil }
        let rest = line.utf8.dropFirst(Self.mark.utf8.count)
        guard let space = rest.firstIndex(of: UInt8(ascii: " ")), let name = NoteKeyName(String(line[rest.startIndex..<space])),
            let bytes = Base64.bytes(of: Array(rest[rest.index(after: space)...])), bytes.count > 4
        else { return nil }
        self.init(name: name, keyID: NoteKeyID(number: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }), bytes: Array(bytes.dropFirst(4)))
    }
}
