import ShangMi

/// The short number of a key in signature lines and verifier keys (C2SP signed-note, "Signatures"). Four bytes tell keys apart; they prove
/// nothing.
package struct NoteKeyID: Sendable, Hashable {
    /// The four bytes, the first in the highest place.
    package let number: UInt32

    package init(number: UInt32) { self.number = number }

    /// The recommended number: the first four bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ public key)`.
    package init(name: NoteKeyName, typeAndKey: [UInt8]) {
        number = Digest.sha256(Array(name.text.utf8) + [0x0A] + typeAndKey).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The bytes as they stand before a signature.
    package var bytes: [UInt8] { [UInt8(number >> 24), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }

    /// Eight digits, as verifier keys write it.
    package var hexadecimal: String { Hexadecimal.text(of: bytes) }
}
