import COpenSSL

/// Keyed message authentication codes of 32 bytes (HMAC, RFC 2104). Any key length is legal, also none.
package enum MessageCode {
    /// HMAC-SHA256 (RFC 4231).
    package static func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        unsafe Digest.made { code in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe gatewayd_hmac_sha256(key.baseAddress, key.count, message.baseAddress, message.count, code)
                }
            }
        }
    }

    /// HMAC with SM3 (GB/T 15852.2).
    package static func hmacSM3(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        unsafe Digest.made { code in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe gatewayd_hmac_sm3(key.baseAddress, key.count, message.baseAddress, message.count, code)
                }
            }
        }
    }
}
