import AdapterKit
import StrictJSON

extension DepartmentEntry {
    /// Whether what was made for the other entry serves this one too: everything that a pool or an adapter is made of is the same, byte by
    /// byte, secrets included. Which registries the entry joins and what they declare is no part of that; the files with certificates are
    /// compared by the pool, which has read them.
    func isLike(_ other: DepartmentEntry) -> Bool {
        name.isByteIdentical(to: other.name) && adapter == other.adapter && connection == other.connection && limits == other.limits
            && settings.isLike(other.settings)
    }
}

extension AdapterSettings {
    fileprivate func isLike(_ other: AdapterSettings) -> Bool {
        json.encoded() == other.json.encoded() && secrets.count == other.secrets.count
            && secrets.allSatisfy { name, secret in other.secrets[name].map { $0.bytes == secret.bytes } ?? false }
    }
}
