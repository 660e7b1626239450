/// Strict conversion between UTF-8 and GB 18030, which civil registries still speak.
///
/// The tables are glibc's. They follow GB 18030-2005 in four bytes and give the characters of its two-byte area that once stood in the
/// private use area their assigned code points, as the 2022 edition does: `FE 9F` is 䶮 U+4DAE, not U+E863. A private-use character that
/// a register really means travels in four bytes (U+E863 is `83 36 CF 39`) and arrives as it is: making names comparable is not this
/// module's business. The 24 private-use code points whose old two-byte places were given away (U+E816, U+E81E, U+E78D, …) have no bytes
/// at all and are refused when encoding; `GB18030Tests` lists them.
///
/// Safe from any thread: each call opens a descriptor of its own.
package enum GB18030 {
    /// The text in UTF-8. Throws where the first sequence stands that GB 18030 does not have, or that ends too early.
    package static func utf8(from bytes: [UInt8]) throws(CharsetError) -> [UInt8] {
        let conversion = try Conversion(from: "GB18030", to: "UTF-8")
        // A two-byte sequence becomes three bytes; four become at most four.
        return try conversion.convert(bytes, expecting: bytes.count + bytes.count / 2 + 16)
    }

    /// The text. Throws as ``utf8(from:)`` does.
    package static func text(from bytes: [UInt8]) throws(CharsetError) -> String {
        String(decoding: try utf8(from: bytes), as: UTF8.self)
    }

    /// The bytes of a text. Throws with the UTF-8 offset of the first character that GB 18030 has no bytes for.
    package static func bytes(from text: String) throws(CharsetError) -> [UInt8] {
        let utf8 = Array(text.utf8)
        let conversion = try Conversion(from: "UTF-8", to: "GB18030")
        return try conversion.convert(utf8, expecting: utf8.count * 2 + 16)
    }
}
