import ShangMi

/// What departments check signatures and tokens with.
enum Check {
    /// How far a caller's clock may be off unless the department says otherwise.
    static let toleranceMilliseconds: Int64 = 300_000

    /// Two texts, in a time that does not tell where they differ.
    static func areEqual(_ left: String?, _ right: String) -> Bool {
        guard let left else { return false }
        return SecureBytes.areEqual(Array(left.utf8), Array(right.utf8))
    }

    /// True when the caller's time is near the department's.
    static func isFresh(_ milliseconds: Int64, at clock: Int64, within tolerance: Int64 = toleranceMilliseconds) -> Bool {
        // Compared from both sides, so that no time overflows.
        milliseconds >= clock - tolerance && milliseconds <= clock + tolerance
    }

    /// Decimal digits of at most fifteen places; nil for anything else.
    static func integer(_ text: String?) -> Int64? {
        guard let text, (1...15).contains(text.utf8.count), text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        return Int64(text)
    }
}

/// Tokens and secrets that a department lends without remembering them: each carries its end, and a code that only the department can make.
struct ExpiringToken: Sendable {
    let key: [UInt8]
    let lifetimeSeconds: Int

    enum Verdict { case valid, expired, unknown }

    /// A token that ends `lifetimeSeconds` after `now` (milliseconds since 1970).
    func lent(at now: Int64) -> String { token(endingAt: now / 1_000 + Int64(lifetimeSeconds)) }

    func verdict(on token: String?, at now: Int64) -> Verdict {
        guard let token, let end = Check.integer(token.split(separator: "-", maxSplits: 1).first.map(String.init)),
            Check.areEqual(token, self.token(endingAt: end))
        else { return .unknown }
        // One that ends later than any lent now was lent by a clock far ahead of ours.
        if end > now / 1_000 + Int64(lifetimeSeconds) + Check.toleranceMilliseconds / 1_000 { return .unknown }
        return now / 1_000 < end ? .valid : .expired
    }

    private func token(endingAt end: Int64) -> String {
        "\(end)-" + Hexadecimal.text(of: Array(MessageCode.hmacSHA256(key: key, Array("token \(end)".utf8)).prefix(16)))
    }
}

/// Secrets that live for one window of time each, made from a key and the number of the window: nothing has to be remembered.
struct WindowedSecret: Sendable {
    let key: [UInt8]
    let windowSeconds: Int
    /// Before a window's end the next secret is lent already, and both are accepted around the change.
    private static let overlapSeconds = 30

    /// What is lent at that time (milliseconds since 1970), and for how many seconds it lives.
    func loan(at now: Int64) -> (secret: String, livesSeconds: Int) {
        let window = window(at: now, offBy: Self.overlapSeconds)
        return (secret(of: window), Int((window + 1) * Int64(windowSeconds) - now / 1_000))
    }

    /// The secrets that sign validly at that time.
    func accepted(at now: Int64) -> [String] {
        Set([-Self.overlapSeconds, 0, Self.overlapSeconds].map { window(at: now, offBy: $0) }).map(secret)
    }

    /// The secrets of the last day, which are over.
    func expired(at now: Int64) -> [String] {
        let present = window(at: now, offBy: -Self.overlapSeconds)
        return (1...Int64(86_400 / windowSeconds)).map { secret(of: present - $0) }
    }

    private func window(at now: Int64, offBy seconds: Int) -> Int64 { (now / 1_000 + Int64(seconds)) / Int64(windowSeconds) }

    private func secret(of window: Int64) -> String {
        String(Hexadecimal.text(of: MessageCode.hmacSHA256(key: key, Array("secret \(window)".utf8))).prefix(32))
    }
}
