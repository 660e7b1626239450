import Verification

extension String {
    /// Whether a number as a register writes it is that number: the same bytes, but for the case of ASCII letters.
    func isSameNumber(as number: String) -> Bool {
        func folded(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
        return utf8.count == number.utf8.count && (hasSameBytes(as: number) || zip(utf8, number.utf8).allSatisfy { folded($0) == folded($1) })
    }
}
