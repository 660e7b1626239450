import ShangMi

/// How the exchange lends secrets: a new one every ten minutes, made from the app key and the number of the ten minutes, so that any
/// process of the mocks lends and accepts the same without remembering anything.
struct SecretLending: Sendable {
    let appKey: [UInt8]

    /// How long a secret lives.
    static let lifetimeMilliseconds: Int64 = 600_000
    /// Before its end the next secret is lent already, and both are accepted around the change.
    static let overlapMilliseconds: Int64 = 60_000

    /// The secret to lend at that time, as it travels, and its end.
    func loan(at time: Int64) -> (wrapped: String, endsAt: Int64) {
        let window = window(at: time + Self.overlapMilliseconds)
        return (wrapped(secret(of: window)), (window + 1) * Self.lifetimeMilliseconds)
    }

    /// Every secret that signs validly at that time.
    func accepted(at time: Int64) -> [[UInt8]] {
        let windows: Set<Int64> = [
            window(at: time - Self.overlapMilliseconds), window(at: time), window(at: time + Self.overlapMilliseconds),
        ]
        return windows.map { secret(of: $0) }
    }

    /// The secrets of the day before, which are over.
    func expired(at time: Int64) -> [[UInt8]] {
        let present = window(at: time - Self.overlapMilliseconds)
        return (1...144).map { secret(of: present - $0) }
    }

    private func window(at time: Int64) -> Int64 { time / Self.lifetimeMilliseconds }

    private func secret(of window: Int64) -> [UInt8] {
        Array(Hexadecimal.text(of: MessageCode.hmacSHA256(key: appKey, Array("secret \(window)".utf8))).utf8.prefix(32))
    }

    private func wrapped(_ secret: [UInt8]) -> String {
        let vector = SecureBytes.random(count: AES128.byteCount)
        let key = Array(Digest.sha256(appKey).prefix(AES128.byteCount))
        return Base64.text(of: vector + (AES128(key: key)?.encrypted(secret, initialisationVector: vector) ?? []))
    }
}
