import COpenSSL

/// A key of libcrypto's, given back when the last owner lets go; private numbers are wiped there.
///
/// `@unchecked Sendable` because libcrypto counts references atomically, and signing or checking only reads the key.
@safe final class KeyHandle: @unchecked Sendable {
    /// What the shims take.
    let pointer: UnsafeMutableRawPointer

    /// Takes the key over; nil when libcrypto made none.
    init?(_ pointer: UnsafeMutableRawPointer?) {
        guard let pointer = unsafe pointer else { return nil }
        unsafe self.pointer = pointer
    }

    deinit { unsafe gatewayd_key_free(pointer) }
}
