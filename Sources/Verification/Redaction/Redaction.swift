/// Masks for what is shown of a person: enough for whoever stands there to recognise the entry, too little to learn it (`api.md`).
package enum Redaction {
    /// Of a name the first character stays, and the last when there are three or more. Counts code points, not glyphs.
    package static func name(_ name: String) -> String {
        let count = name.unicodeScalars.count
        return count > 1 ? masked(name, count: count, keepingFirst: 1, last: count > 2 ? 1 : 0) : name
    }

    /// Of a number the first four and the last four characters stay. Of one too short to hide anything that way, two and two; of one
    /// shorter still, nothing.
    package static func number(_ number: String) -> String {
        let count = number.unicodeScalars.count
        let kept = count > 8 ? 4 : count > 4 ? 2 : 0
        return masked(number, count: count, keepingFirst: kept, last: kept)
    }

    private static func masked(_ text: String, count: Int, keepingFirst head: Int, last tail: Int) -> String {
        var text = text
        return text.withUTF8 { utf8 in
            // A code point begins wherever a byte does not continue one.
            var begun = 0
            var headEnd = utf8.count
            var tailStart = utf8.count
            for index in 0..<utf8.count where utf8[index] & 0xC0 != 0x80 {
                if begun == head { headEnd = index }
                if begun == count - tail { tailStart = index }
                begun += 1
            }
            let stars = count - head - tail
            return String(unsafeUninitializedCapacity: headEnd + stars + utf8.count - tailStart) { buffer in
                var length = 0
                func append(_ byte: UInt8) {
                    buffer[length] = byte
                    length += 1
                }
                for index in 0..<headEnd { append(utf8[index]) }
                for _ in 0..<stars { append(UInt8(ascii: "*")) }
                for index in tailStart..<utf8.count { append(utf8[index]) }
                return length
            }
        }
    }
}
