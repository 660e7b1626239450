import ShangMi
package import StrictJSON

extension KeyRing {
    /// Reads a ring from its file, which is a secret:
    /// `{"wrapping":{"current":"id","keys":[{"id":"…","key":"base64 of 32 bytes"}],"destroyed":["id"]},"pseudonym":{"current":"id","keys":[…]},
    /// "signing":["name+number"]}`. Nil when something is wrong, all of it recorded; no mistake repeats a key.
    package static func read(_ reader: ObjectReader) -> KeyRing? {
        let wrapping = reader.object("wrapping").map { keys($0) }
        let pseudonym = reader.object("pseudonym").map { keys($0) }
        let signing = reader.strings("signing", required: false)
        reader.finish()
        guard reader.problems.isEmpty, let wrapping, let pseudonym, let currentWrapping = wrapping.current, let currentPseudonym = pseudonym.current
        else { return nil }
        let ring = KeyRing(
            wrapping: wrapping.keys, currentWrapping: currentWrapping, pseudonym: pseudonym.keys, currentPseudonym: currentPseudonym,
            destroyed: wrapping.destroyed, signingKeys: signing)
        if ring == nil { reader.problems.add(reader.pointer, "invalid", "cannot be a key ring") }
        return ring
    }

    private struct Section {
        var keys: [KeyName: SecretBytes] = [:]
        var current: KeyName?
        var destroyed: Set<KeyName> = []
    }

    private static func keys(_ reader: ObjectReader) -> Section {
        var section = Section()
        for entry in reader.array("keys", count: 1...10_000) {
            let key = ObjectReader(entry.json, at: entry.pointer, into: reader.problems)
            let name = key.keyName("id")
            var bytes = key.bytes("key", count: keyByteCount) ?? []
            defer { SecureBytes.wipe(&bytes) }
            key.finish()
            guard let name, !bytes.isEmpty else { continue }
            if section.keys[name] != nil { key.report("id", "repeated", "stands there already") }
            section.keys[name] = SecretBytes(bytes)
        }
        for (index, text) in reader.strings("destroyed", required: false).enumerated() {
            guard let name = KeyName(text), section.keys[name] == nil else {
                reader.problems.add(reader.pointer(to: "destroyed") + "/\(index)", "invalid-id", "must be the id of a key that is not there any more")
                continue
            }
            section.destroyed.insert(name)
        }
        section.current = reader.keyName("current")
        if let current = section.current, section.keys[current] == nil { reader.report("current", "unknown-key", "is none of the keys") }
        reader.finish()
        return section
    }
}

extension ObjectReader {
    /// The id of a key.
    fileprivate func keyName(_ key: String) -> KeyName? {
        guard let text = string(key, length: 1...64) else { return nil }
        let name = KeyName(text)
        if name == nil { report(key, "invalid-id", "must be letters, digits, dots, dashes and underscores") }
        return name
    }
}
