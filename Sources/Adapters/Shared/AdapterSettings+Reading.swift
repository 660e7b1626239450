import AdapterKit
import StrictJSON

extension ObjectReader {
    /// A text that can stand in a header: 1 to 64 characters of ASCII without spaces.
    func headerText(_ key: String) -> String? {
        guard let text = string(key, length: 1...64) else { return nil }
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return text }
        report(key, "invalid", "must be ASCII without spaces")
        return nil
    }
}

extension AdapterSettings {
    /// The secret of that name; a missing or empty one is a mistake.
    func secret(_ name: String, into problems: ProblemList) -> Secret? {
        if let secret = secrets[name], !secret.bytes.isEmpty { return secret }
        problems.add(pointer, "missing-secret", "needs the secret \(name)")
        return nil
    }
}
