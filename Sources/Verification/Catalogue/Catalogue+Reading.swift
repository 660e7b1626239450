package import StrictJSON

/// Why a catalogue file is not usable: every mistake, with JSON pointers.
package struct InvalidCatalogue: Error, Sendable {
    package let problems: [JSONProblem]
}

extension Catalogue {
    /// Reads the whole file strictly. Throws with all mistakes, also those of things that refer to what is not there.
    package convenience init(json: JSON) throws(InvalidCatalogue) {
        let problems = ProblemList()
        let root = ObjectReader(json, into: problems)
        _ = root.optionalString("$schema")
        let edition = root.string("edition", length: 1...64)
        let source = root.text("source")
        let reader = CatalogueReader(root, problems)
        let parts = Parts(
            edition: edition ?? "", source: source ?? Text(zh: "", en: ""), certificates: reader.certificates(), claims: reader.claims(),
            registries: reader.registries(), documents: reader.documents(), authorities: reader.names("authorities"), routes: reader.routes(),
            mergeRules: reader.names("mergeRules"), stepBases: reader.stepBases(), retained: reader.retained(), timeLimits: reader.timeLimits())
        root.finish()
        if problems.isEmpty { CatalogueCheck(parts, problems).run() }
        guard problems.isEmpty else { throw InvalidCatalogue(problems: problems.all) }
        self.init(parts: parts)
    }
}

extension ObjectReader {
    /// A required object `{zh, en}`.
    func text(_ key: String) -> Text? { object(key).flatMap(Text.read) }

    /// The same, which may be absent.
    func optionalText(_ key: String) -> Text? { optionalObject(key).flatMap(Text.read) }

    /// An array of `{zh, en}`.
    func texts(_ key: String) -> [Text] {
        array(key).compactMap { Text.read(ObjectReader($0.json, at: $0.pointer, into: problems)) }
    }

    /// An array of words of a closed list, each at most once.
    func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(_ key: String, of type: Word.Type = Word.self) -> [Word] {
        var found: [Word] = []
        for element in array(key) {
            guard let text = element.json.text, let word = Word.allCases.first(where: { $0.rawValue.hasSameBytes(as: text) }) else {
                problems.add(element.pointer, "unknown-value", "is not one of the known words")
                continue
            }
            if found.contains(word) { problems.add(element.pointer, "repeated", "stands there already") } else { found.append(word) }
        }
        return found
    }
}

extension Text {
    /// Reads `{zh, en}`, both of them non-empty.
    static func read(_ reader: ObjectReader) -> Text? {
        let zh = reader.string("zh", length: 1...2000)
        let en = reader.string("en", length: 1...2000)
        reader.finish()
        guard let zh, let en else { return nil }
        return Text(zh: zh, en: en)
    }
}
