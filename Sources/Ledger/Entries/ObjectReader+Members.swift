import ShangMi
import StrictJSON
import Verification

// Members as the ledger reads them. What is wrong is recorded with its place and comes back as nil.
extension ObjectReader {
    /// A moment (``Timestamp``).
    func timestamp(_ key: String) -> Timestamp? { made(key, "invalid-time", "must be a time like 2026-03-01T00:00:00.000Z", Timestamp.init) }

    /// A day.
    func day(_ key: String) -> CalendarDate? { made(key, "invalid-date", "must be an existing day, YYYY-MM-DD") { CalendarDate($0) } }

    /// A day or nothing.
    func optionalDay(_ key: String) -> CalendarDate? { absent(key) ? nil : day(key) }

    /// A UUIDv7.
    func verification(_ key: String) -> VerificationID? { made(key, "invalid-id", "must be a UUIDv7 in lower case", VerificationID.init) }

    /// 32 bytes in base64.
    func commitment(_ key: String) -> Commitment? { made(key, "invalid-digest", "must be base64 of 32 bytes") { Commitment(base64: $0) } }

    /// 32 bytes in base64 or nothing.
    func optionalCommitment(_ key: String) -> Commitment? { absent(key) ? nil : commitment(key) }

    /// Bytes in base64, as many as said.
    func bytes(_ key: String, count: Int) -> [UInt8]? {
        made(key, "invalid-bytes", "must be base64 of \(count) bytes") { text in
            Base64.bytes(of: text).flatMap { $0.count == count ? $0 : nil }
        }
    }

    /// The id of a registry.
    func registry(_ key: String) -> RegistryID? { made(key, "invalid-id", "must be the id of a registry") { RegistryID(rawValue: $0) } }

    /// The ids of registries.
    func registries(_ key: String) -> [RegistryID] {
        strings(key).compactMap { text in
            let registry = RegistryID(rawValue: text)
            if registry == nil { report(key, "invalid-id", "must hold ids of registries") }
            return registry
        }
    }

    /// Words of a closed list.
    func words<Word: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Word.Type = Word.self) -> [Word] {
        strings(key).compactMap { text in
            let word = Word(rawValue: text).flatMap { $0.rawValue.isByteIdentical(to: text) ? $0 : nil }
            if word == nil { report(key, "unknown-value", "must hold known words only") }
            return word
        }
    }

    /// True or false; leaving it out is a mistake.
    func flag(_ key: String) -> Bool? {
        _ = required(key)
        return optionalBool(key)
    }

    /// A text of any length that a ledger may hold.
    func text(_ key: String) -> String? { string(key, length: 0...Self.textLength) }

    /// The same or nothing.
    func optionalText(_ key: String) -> String? { optionalString(key, length: 0...Self.textLength) }

    /// Objects of an array.
    func objects<Value>(_ key: String, _ read: (ObjectReader) -> Value?) -> [Value] {
        array(key).compactMap { element in
            let reader = ObjectReader(element.json, at: element.pointer, into: problems)
            let value = read(reader)
            reader.finish()
            return value
        }
    }

    /// An object of its own.
    func object<Value>(_ key: String, _ read: (ObjectReader) -> Value?) -> Value? {
        guard let reader = object(key) else { return nil }
        let value = read(reader)
        reader.finish()
        return value
    }

    /// An object of its own or nothing.
    func optionalObject<Value>(_ key: String, _ read: (ObjectReader) -> Value?) -> Value? { absent(key) ? nil : object(key, read) }

    /// An identifier, put into its normal form where it has one. A number that would not be taken from a hall is taken as it is: registries
    /// link to what they like.
    func identifier() -> Identifier? {
        guard let (type, number) = typedNumber() else { return nil }
        return Identifier(type: type, number: number)
    }

    /// A person as ``JSONWriter/personMembers(_:)`` writes one. What was recorded is read again also when the rules for names and numbers
    /// have become stricter since.
    func person() -> Person? {
        let name = text("name")
        let stated = object("identifier") { $0.typedNumber() }
        guard let name, let stated else { return nil }
        var identifier = Identifier(type: stated.type, number: stated.number)
        var oldNumber: String?
        if stated.type == .residentID, let long = CitizenNumber.eighteenCharacterForm(of: stated.number.utf8) {
            identifier = Identifier(type: .residentID, number: String(decoding: long, as: UTF8.self))
            oldNumber = stated.number
        }
        return Person(name: Self.name(name), identifier: identifier, oldNumber: oldNumber)
    }

    private static let textLength = 1 << 20

    private static func name(_ text: String) -> PersonName {
        if case .success(let reading) = PersonName.reading(text) { return reading.name }
        return PersonName(text: text, original: text)
    }

    private func typedNumber() -> (type: IdentifierType, number: String)? {
        let type = word("type", of: IdentifierType.self)
        let number = text("number")
        guard let type, let number else { return nil }
        return (type, number)
    }

    /// Asks for the key and says whether there is nothing.
    private func absent(_ key: String) -> Bool { optional(key) == nil }

    private func made<Value>(_ key: String, _ code: String, _ reason: String, _ make: (String) -> Value?) -> Value? {
        guard let text = string(key, length: 0...Self.textLength) else { return nil }
        let value = make(text)
        if value == nil { report(key, code, reason) }
        return value
    }
}
