import COpenSSL

/// The hash functions in use: two of 32 bytes that count, and MD5 for registries that ask for it.
///
/// They need no memory of the caller's and no key, so the only way for them to fail is a libcrypto without its own algorithms; a process
/// in that state can neither sign nor check anything and stops.
package enum Digest {
    /// Bytes of every digest made here.
    package static let byteCount = 32

    /// SHA-256 (FIPS 180-4).
    package static func sha256(_ message: [UInt8]) -> [UInt8] {
        unsafe made { digest in
            unsafe message.withUnsafeBufferPointer { unsafe gatewayd_sha256($0.baseAddress, $0.count, digest) }
        }
    }

    /// SM3 (GB/T 32905-2016).
    package static func sm3(_ message: [UInt8]) -> [UInt8] {
        unsafe made { digest in
            unsafe message.withUnsafeBufferPointer { unsafe gatewayd_sm3($0.baseAddress, $0.count, digest) }
        }
    }

    /// MD5 (RFC 1321), 16 bytes: broken, and still what some registries want to see as a checksum. Never decide anything by it.
    package static func md5(_ message: [UInt8]) -> [UInt8] {
        unsafe made(count: 16) { digest in
            unsafe message.withUnsafeBufferPointer { unsafe gatewayd_md5($0.baseAddress, $0.count, digest) }
        }
    }

    /// A digest as four words that hold its bytes in the order of memory: 32 bytes without an array, aligned to 8.
    package typealias Words = (UInt64, UInt64, UInt64, UInt64)

    /// SHA-256 of one byte and a message behind it, as trees hash their leaves (RFC 6962 section 2.1).
    package static func sha256(_ prefix: UInt8, _ message: [UInt8]) -> Words {
        var digest: Words = (0, 0, 0, 0)
        let succeeded = unsafe message.withUnsafeBufferPointer { message in
            unsafe withUnsafeMutableBytes(of: &digest) { digest in
                unsafe gatewayd_sha256_prefixed(prefix, message.baseAddress, message.count, digest.baseAddress) == 1
            }
        }
        precondition(succeeded, "libcrypto lacks a hash function")
        return digest
    }

    /// SHA-256 of one byte and two digests behind it, as trees hash their nodes (RFC 6962 section 2.1).
    package static func sha256(_ prefix: UInt8, _ left: Words, _ right: Words) -> Words {
        var digest: Words = (0, 0, 0, 0)
        let succeeded = unsafe withUnsafeBytes(of: left) { left in
            unsafe withUnsafeBytes(of: right) { right in
                unsafe withUnsafeMutableBytes(of: &digest) { digest in
                    unsafe gatewayd_sha256_pair(prefix, left.baseAddress, right.baseAddress, digest.baseAddress) == 1
                }
            }
        }
        precondition(succeeded, "libcrypto lacks a hash function")
        return digest
    }

    /// Lets `compute` fill one digest of so many bytes; it answers 1 on success.
    static func made(count wanted: Int = byteCount, by compute: (UnsafeMutablePointer<UInt8>) -> CInt) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            let succeeded = unsafe compute(start) == 1
            precondition(succeeded, "libcrypto lacks a hash function")
            count = wanted
        }
    }
}
