/// Why bytes are not acceptable JSON, and where.
package struct JSONSyntaxError: Error, Sendable, Hashable {
    /// What kind of mistake; the raw value is stable and may be shown to a client.
    package enum Code: String, Sendable {
        case empty
        case invalidEncoding = "invalid-encoding"
        case byteOrderMark = "byte-order-mark"
        case unexpectedByte = "unexpected-byte"
        case unexpectedEnd = "unexpected-end"
        case trailingBytes = "trailing-bytes"
        case duplicateName = "duplicate-name"
        case invalidNumber = "invalid-number"
        case invalidEscape = "invalid-escape"
        case nulCharacter = "nul-character"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
    }

    package let code: Code
    /// Zero-based offset of the byte at which reading stopped.
    package let offset: Int
    /// One-based line and column (in bytes) of that offset.
    package let line: Int
    package let column: Int

    init(_ code: Code, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.code = code
        self.offset = offset
        var line = 1
        var lineStart = 0
        for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        self.column = offset - lineStart + 1
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// A sentence without any of the document's own text, safe to log and to send.
    package var description: String { "\(code.rawValue) at line \(line), column \(column)" }
}
