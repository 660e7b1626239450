/// The private halves of the entries of a bundle, as they are sealed: for an export that somebody with the ring can open.
///
/// For each entry: the length of the sealed content in four bytes and the content; the length of the wrapping key's id in one byte and the id;
/// the length of the wrapped key in two bytes and the key; the number of pseudonyms in one byte, and for each the length of its key's id in one
/// byte, the id, the length of the pseudonym in one byte, and the pseudonym. Of a forgotten entry all lengths are 0.
package enum SealedBundle {
    /// More is no sealed bundle.
    package static let byteCountMaximum = 1 << 29

    /// The path below an export's folder: `sealed/<N>[.p/<W>]`, numbered as the bundle of the leaves.
    package static func path(of bundle: EntryBundle) -> String {
        "sealed/" + TilePath.text(index: bundle.index, width: bundle.entries.count)
    }

    /// The bytes of these entries.
    package static func bytes(of entries: [SealedEntry]) -> [UInt8] {
        var bytes: [UInt8] = []
        func part(_ part: [UInt8], lengthBytes: Int) {
            for byte in (0..<lengthBytes).reversed() { bytes.append(UInt8(truncatingIfNeeded: part.count >> (8 * byte))) }
            bytes += part
        }
        for entry in entries {
            part(entry.sealed, lengthBytes: 4)
            part((entry.key?.wrapping.text).map { Array($0.utf8) } ?? [], lengthBytes: 1)
            part(entry.key?.bytes ?? [], lengthBytes: 2)
            bytes.append(UInt8(truncatingIfNeeded: entry.pseudonyms.count))
            for pseudonym in entry.pseudonyms {
                part(Array(pseudonym.key.text.utf8), lengthBytes: 1)
                part(pseudonym.bytes, lengthBytes: 1)
            }
        }
        return bytes
    }

    /// The entries of these leaves; nil for bytes that ``bytes(of:)`` does not write for as many.
    package static func entries(of leaves: [[UInt8]], in bytes: [UInt8]) -> [SealedEntry]? {
        var rest = bytes[...]
        func part(lengthBytes: Int) -> [UInt8]? {
            guard rest.count >= lengthBytes else { return nil }
            let count = rest.prefix(lengthBytes).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(lengthBytes)
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        var entries: [SealedEntry] = []
        for leaf in leaves {
            guard let sealed = part(lengthBytes: 4), let name = part(lengthBytes: 1), let wrapped = part(lengthBytes: 2), let count = rest.popFirst()
            else {
                return nil
            }
            var key: WrappedKey?
            if !name.isEmpty {
                guard let wrapping = KeyName(String(decoding: name, as: UTF8.self)) else { return nil }
                key = WrappedKey(wrapping: wrapping, bytes: wrapped)
            } else if !wrapped.isEmpty {
                return nil
            }
            var pseudonyms: [Pseudonym] = []
            for _ in 0..<count {
                guard let name = part(lengthBytes: 1).flatMap({ KeyName(String(decoding: $0, as: UTF8.self)) }), let value = part(lengthBytes: 1)
                else {
                    return nil
                }
                pseudonyms.append(Pseudonym(key: name, bytes: value))
            }
            entries.append(SealedEntry(leaf: leaf, sealed: sealed, key: key, pseudonyms: pseudonyms))
        }
        return rest.isEmpty ? entries : nil
    }
}
