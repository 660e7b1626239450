import NIOHTTP1

/// How long the client wants to wait for registries: `Prefer: wait=N` (RFC 7240 section 4.3), an upper bound in seconds.
struct WaitPreference: Equatable {
    static let defaultSeconds = 8
    static let maximumSeconds = 30

    /// 0 to ``maximumSeconds``.
    let seconds: Int
    /// What of the preference was honoured, for `Preference-Applied`; nil when the client said nothing that could be.
    let applied: String?

    /// A preference that cannot be understood is ignored, as the RFC wants; one beyond the maximum is cut, and the answer says so.
    init(_ headers: HTTPHeaders) {
        guard headers.contains(name: "prefer"), let asked = Self.firstWait(headers[canonicalForm: "prefer"].map(String.init)) else {
            seconds = Self.defaultSeconds
            applied = nil
            return
        }
        seconds = min(asked, Self.maximumSeconds)
        applied = "wait=\(seconds)"
    }

    private static func firstWait(_ preferences: [String]) -> Int? {
        for preference in preferences {
            let pieces = preference.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, pieces[0].trimmed.isFieldName("wait") else { continue }
            let digits = pieces[1].trimmed.filter { $0 != "\"" }
            guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit) else { return nil }
            return Int(digits)
        }
        return nil
    }
}
