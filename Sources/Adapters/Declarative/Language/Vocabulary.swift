import AdapterKit
import StrictJSON

/// What an entry itself defines for its templates: literal values, tables, secrets.
struct Vocabulary: Sendable {
    var values: [(name: String, text: String)] = []
    var tables: [(name: String, table: CodeTable)] = []
    var secrets: [String: Secret] = [:]

    func value(_ name: String) -> String? { values.first { $0.name.isByteIdentical(to: name) }?.text }
    /// A table of the entry or of a standard.
    func table(_ name: String) -> CodeTable? { tables.first { $0.name.isByteIdentical(to: name) }?.table ?? StandardTables.table(name) }

    func secret(_ name: String) -> Secret? {
        guard let secret = secrets.first(where: { $0.key.isByteIdentical(to: name) })?.value, !secret.bytes.isEmpty else { return nil }
        return secret
    }
}

extension Vocabulary {
    /// Reads `values` (texts) and `tables` (objects of texts); both may be absent.
    init(reading reader: ObjectReader, secrets: [String: Secret]) {
        self.secrets = secrets
        if let values = reader.optionalObject("values") {
            for member in values.allMembers() {
                guard Self.isName(member.name) else {
                    values.report(member.name, "invalid", "names are letters, digits, - and _")
                    continue
                }
                switch member.value {
                case .string(let text) where text.utf8.count <= 4_096: self.values.append((member.name, text))
                case .string: values.report(member.name, "wrong-length", "must have at most 4096 bytes")
                case .number(let text): self.values.append((member.name, text))
                default: values.report(member.name, "wrong-type", "must be a string, is \(member.value.kind)")
                }
            }
        }
        if let tables = reader.optionalObject("tables") {
            for member in tables.allMembers() { readTable(member, of: tables) }
        }
    }

    private mutating func readTable(_ member: JSON.Member, of tables: ObjectReader) {
        guard Self.isName(member.name) else { return tables.report(member.name, "invalid", "names are letters, digits, - and _") }
        let reader = ObjectReader(member.value, at: tables.pointer(to: member.name), into: tables.problems)
        var pairs: [(key: String, value: String)] = []
        for pair in reader.allMembers() {
            if case .string(let text) = pair.value {
                pairs.append((pair.name, text))
            } else {
                reader.report(pair.name, "wrong-type", "must be a string, is \(pair.value.kind)")
            }
        }
        let count = member.value.members?.count ?? 1
        if count == 0 || count > 10_000 { reader.problems.add(reader.pointer, "wrong-count", "must have 1 to 10000 codes") }
        self.tables.append((member.name, CodeTable(pairs)))
    }

    /// ASCII letters, digits, hyphens and underscores.
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }
}
