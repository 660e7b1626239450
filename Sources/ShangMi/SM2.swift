import COpenSSL

/// SM2 signatures with SM3 (GB/T 32918.2 on the curve of GB/T 32918.5).
package enum SM2 {
    /// Bytes of a private number.
    package static let privateKeyByteCount = 32
    /// Bytes of a public point, `04 ‖ x ‖ y`.
    package static let publicKeyByteCount = 65
    /// Bytes of a signature in its raw form, `r ‖ s`.
    package static let signatureByteCount = 64
    /// The distinguishing id of a signer who has none of his own (GM/T 0009 section 10).
    package static let defaultID: [UInt8] = Array("1234567812345678".utf8)

    /// A key that signs. Two signatures of the same message differ: each takes a fresh random number.
    package struct PrivateKey: Sendable {
        /// The private number, 32 bytes with the highest first.
        package let number: SecretBytes
        /// The half that everybody may know.
        package let publicKey: PublicKey
        private let handle: KeyHandle

        /// Nil unless there are exactly 32 bytes and their number lies in 1…n−2 (GB/T 32918.1 section 6.1). The bytes stay the caller's to wipe.
        package init?(number: [UInt8]) {
            guard number.count == privateKeyByteCount else { return nil }
            var point = [UInt8](repeating: 0, count: publicKeyByteCount)
            let isLegal = unsafe number.withUnsafeBufferPointer { number in
                unsafe point.withUnsafeMutableBufferPointer { unsafe gatewayd_sm2_public_bytes(number.baseAddress, $0.baseAddress) == 1 }
            }
            guard isLegal, let publicKey = PublicKey(bytes: point),
                let handle = unsafe KeyHandle(
                    number.withUnsafeBufferPointer { number in
                        unsafe point.withUnsafeBufferPointer { unsafe gatewayd_sm2_key(number.baseAddress, $0.baseAddress) }
                    })
            else { return nil }
            self.number = SecretBytes(number)
            self.publicKey = publicKey
            self.handle = handle
        }

        /// A new key of random bytes that `bytes` gives, 32 at a time; numbers outside of the range (about one in 2³²) are drawn again.
        package static func generated(by bytes: (Int) -> [UInt8]) -> PrivateKey {
            while true {
                var number = bytes(privateKeyByteCount)
                defer { SecureBytes.wipe(&number) }
                precondition(number.count == privateKeyByteCount, "asked for \(privateKeyByteCount) random bytes, got \(number.count)")
                if let key = PrivateKey(number: number) { return key }
            }
        }

        /// The signature in DER, of at most 72 bytes. A libcrypto that cannot sign with a key that it made stops the process.
        package func derSignature(of message: [UInt8], id: [UInt8] = defaultID) -> [UInt8] {
            unsafe [UInt8](unsafeUninitializedCapacity: Int(GATEWAYD_SM2_DER_BYTES_MAX)) { output, count in
                let succeeded = unsafe id.withUnsafeBufferPointer { id in
                    unsafe message.withUnsafeBufferPointer { message in
                        unsafe gatewayd_sm2_sign(
                            handle.pointer, id.baseAddress, id.count, message.baseAddress, message.count, output.baseAddress, &count) == 1
                    }
                }
                precondition(succeeded, "libcrypto cannot sign with SM2")
            }
        }

        /// The signature in its raw form: `r ‖ s`, 32 bytes each.
        package func signature(of message: [UInt8], id: [UInt8] = defaultID) -> [UInt8] {
            guard let raw = SignatureForm.raw(ofDER: derSignature(of: message, id: id)) else {
                preconditionFailure("libcrypto wrote a signature that is no sequence of two numbers")
            }
            return raw
        }
    }

    /// A key that checks. Equal when its bytes are.
    package struct PublicKey: Sendable, Hashable {
        /// The 65 bytes `04 ‖ x ‖ y`.
        package let bytes: [UInt8]
        private let handle: KeyHandle

        /// Nil unless the bytes are a point of the curve in the form `04 ‖ x ‖ y`.
        package init?(bytes: [UInt8]) {
            guard bytes.count == publicKeyByteCount,
                unsafe bytes.withUnsafeBufferPointer({ unsafe gatewayd_sm2_is_point($0.baseAddress) == 1 }),
                let handle = unsafe KeyHandle(bytes.withUnsafeBufferPointer { unsafe gatewayd_sm2_key(nil, $0.baseAddress) })
            else { return nil }
            self.bytes = bytes
            self.handle = handle
        }

        /// Whether the raw signature `r ‖ s` is that of the message by this key and id; false for any other length than 64 bytes.
        package func verifies(_ signature: [UInt8], of message: [UInt8], id: [UInt8] = defaultID) -> Bool {
            guard let der = SignatureForm.der(ofRaw: signature) else { return false }
            return verifies(der: der, of: message, id: id)
        }

        /// The same for a signature in DER.
        package func verifies(der signature: [UInt8], of message: [UInt8], id: [UInt8] = defaultID) -> Bool {
            unsafe id.withUnsafeBufferPointer { id in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe signature.withUnsafeBufferPointer { signature in
                        unsafe gatewayd_sm2_verify(
                            handle.pointer, id.baseAddress, id.count, message.baseAddress, message.count, signature.baseAddress, signature.count) == 1
                    }
                }
            }
        }

        package static func == (left: PublicKey, right: PublicKey) -> Bool { left.bytes == right.bytes }

        package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
    }
}

extension SM2 {
    /// The two forms of a signature: DER (a sequence of two integers, ITU-T X.690) and raw (`r ‖ s`, 32 bytes each).
    package enum SignatureForm {
        private static let half = signatureByteCount / 2

        /// The raw form; nil unless the bytes are exactly the DER of two positive numbers below 2²⁵⁶.
        package static func raw(ofDER der: [UInt8]) -> [UInt8]? {
            guard der.count >= 2, der[0] == 0x30, Int(der[1]) == der.count - 2, der[1] < 0x80 else { return nil }
            var rest = der[2...]
            guard let r = integer(from: &rest), let s = integer(from: &rest), rest.isEmpty else { return nil }
            return r + s
        }

        /// The DER of `r ‖ s`; nil for any other length than 64 bytes.
        package static func der(ofRaw raw: [UInt8]) -> [UInt8]? {
            guard raw.count == signatureByteCount else { return nil }
            let body = integer(of: raw[..<half]) + integer(of: raw[half...])
            return [0x30, UInt8(body.count)] + body
        }

        private static func integer(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
            guard rest.popFirst() == 0x02, let count = rest.popFirst().map({ Int($0) }), (1...half + 1).contains(count), rest.count >= count else {
                return nil
            }
            var digits = rest.prefix(count)
            rest = rest.dropFirst(count)
            guard let first = digits.first, first < 0x80 else { return nil }
            if first == 0, digits.count > 1 {
                digits = digits.dropFirst()
                // A zero in front is there only to keep the number positive.
                guard let next = digits.first, next >= 0x80 else { return nil }
            }
            guard digits.count <= half else { return nil }
            return [UInt8](repeating: 0, count: half - digits.count) + digits
        }

        private static func integer(of number: ArraySlice<UInt8>) -> [UInt8] {
            let significant = Array(number.drop { $0 == 0 })
            let needsZero = significant.first.map { $0 >= 0x80 } ?? true
            let digits = needsZero ? [0] + significant : significant
            return [0x02, UInt8(digits.count)] + digits
        }
    }
}
