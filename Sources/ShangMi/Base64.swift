/// Bytes as base64 text (RFC 4648 section 4): the standard alphabet, always padded, no line breaks.
package enum Base64 {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// Four characters for every three bytes begun.
    package static func text(of bytes: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { buffer in
            let letters = unsafe alphabet.utf8Start
            var written = 0
            var start = 0
            while start < bytes.count {
                let left = min(3, bytes.count - start)
                var group = UInt32(bytes[start]) << 16
                if left > 1 { group |= UInt32(bytes[start + 1]) << 8 }
                if left > 2 { group |= UInt32(bytes[start + 2]) }
                unsafe buffer[written] = letters[Int(group >> 18)]
                unsafe buffer[written + 1] = letters[Int(group >> 12 & 63)]
                unsafe buffer[written + 2] = left > 1 ? letters[Int(group >> 6 & 63)] : UInt8(ascii: "=")
                unsafe buffer[written + 3] = left > 2 ? letters[Int(group & 63)] : UInt8(ascii: "=")
                written += 4
                start += 3
            }
            return written
        }
    }

    /// The bytes of a text in exactly the form that ``text(of:)`` writes; nil for any other character, wrong padding or padding bits that
    /// are not zero, so that no two texts stand for the same bytes.
    package static func bytes(of text: some StringProtocol) -> [UInt8]? { bytes(of: Array(text.utf8)) }

    /// The same for text that is bytes already.
    package static func bytes(of text: [UInt8]) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var start = 0
        while start < text.count {
            let isLast = start + 4 == text.count
            let padding = !isLast || text[start + 3] != UInt8(ascii: "=") ? 0 : text[start + 2] == UInt8(ascii: "=") ? 2 : 1
            var group: UInt32 = 0
            for index in start..<start + 4 {
                if index >= start + 4 - padding {
                    group <<= 6
                } else {
                    guard let value = value(of: text[index]) else { return nil }
                    group = group << 6 | UInt32(value)
                }
            }
            if padding == 1, group & 0xFF != 0 { return nil }
            if padding == 2, group & 0xFFFF != 0 { return nil }
            bytes.append(UInt8(group >> 16))
            if padding < 2 { bytes.append(UInt8(group >> 8 & 0xFF)) }
            if padding < 1 { bytes.append(UInt8(group & 0xFF)) }
            start += 4
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
