/// Why bytes or text could not be converted, and where. Nothing is ever replaced or skipped.
package struct CharsetError: Error, Sendable, Hashable {
    /// What stopped the conversion.
    package enum Code: String, Sendable {
        /// A byte sequence that the source character set does not have, or a character that the target does not have.
        case undecodable
        /// The input ends inside a multi-byte sequence.
        case truncated
        /// The C library of this machine lacks the conversion.
        case unavailable
    }

    package let code: Code
    /// Zero-based offset in the input bytes at which the sequence begins that could not be converted.
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}

extension CharsetError: CustomStringConvertible {
    /// Code and place, without any of the input: "undecodable at byte 17".
    package var description: String { "\(code.rawValue) at byte \(offset)" }
}
