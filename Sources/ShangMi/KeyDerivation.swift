import COpenSSL

/// Keys made of a secret: HKDF (RFC 5869), extract and expand in one.
package enum KeyDerivation {
    /// The most bytes that one derivation gives: 255 digests (RFC 5869 section 2.3).
    package static let byteCountMaximum = 255 * Digest.byteCount

    /// HKDF over HMAC-SHA256. Nil when `count` is not in 1…8160. An empty salt stands for 32 zeros (RFC 5869 section 2.2).
    package static func hkdfSHA256(secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8]? {
        unsafe derived(secret, salt, info, count, by: gatewayd_hkdf_sha256)
    }

    /// HKDF over HMAC-SM3, with the same limits.
    package static func hkdfSM3(secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8]? {
        unsafe derived(secret, salt, info, count, by: gatewayd_hkdf_sm3)
    }

    private typealias Bytes = UnsafePointer<UInt8>

    private static func derived(
        _ secret: [UInt8], _ salt: [UInt8], _ info: [UInt8], _ count: Int,
        by derive: (Bytes?, Int, Bytes?, Int, Bytes?, Int, UnsafeMutablePointer<UInt8>?, Int) -> CInt
    ) -> [UInt8]? {
        guard (1...byteCountMaximum).contains(count) else { return nil }
        var succeeded = false
        let output = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, written in
            succeeded = unsafe secret.withUnsafeBufferPointer { secret in
                unsafe salt.withUnsafeBufferPointer { salt in
                    unsafe info.withUnsafeBufferPointer { info in
                        unsafe derive(
                            secret.baseAddress, secret.count, salt.baseAddress, salt.count, info.baseAddress, info.count, output.baseAddress, count)
                            == 1
                    }
                }
            }
            written = succeeded ? count : 0
        }
        return succeeded ? output : nil
    }
}
