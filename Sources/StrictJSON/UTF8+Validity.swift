extension UTF8 {
    /// Whether bytes are well-formed UTF-8 (RFC 3629 section 4): no overlong forms, no surrogates, nothing above U+10FFFF.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            if lead < 0x80 { continue }
            // How many bytes follow, and between which bounds the first of them must lie; all others lie in 80...BF.
            let (following, least, most): (Int, UInt8, UInt8)
            switch lead {
            case 0xC2...0xDF: (following, least, most) = (1, 0x80, 0xBF)
            case 0xE0: (following, least, most) = (2, 0xA0, 0xBF)
            case 0xED: (following, least, most) = (2, 0x80, 0x9F)
            case 0xE1...0xEF: (following, least, most) = (2, 0x80, 0xBF)
            case 0xF0: (following, least, most) = (3, 0x90, 0xBF)
            case 0xF1...0xF3: (following, least, most) = (3, 0x80, 0xBF)
            case 0xF4: (following, least, most) = (3, 0x80, 0x8F)
            default: return false
            }
            guard bytes.count - index >= following, bytes[index] >= least, bytes[index] <= most else { return false }
            for other in index + 1..<index + following where bytes[other] & 0xC0 != 0x80 { return false }
            index += following
        }
        return true
    }
}
