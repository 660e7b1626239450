import StrictJSON

/// Reads the members of the catalogue file one by one; mistakes go to the shared list.
struct CatalogueReader {
    private let root: ObjectReader
    private let problems: ProblemList

    init(_ root: ObjectReader, _ problems: ProblemList) {
        self.root = root
        self.problems = problems
    }

    func certificates() -> [Certificate] {
        root.array("certificates", count: 1...200).compactMap { certificate(ObjectReader($0.json, at: $0.pointer, into: problems)) }
    }

    func claims() -> [ClaimKind: ClaimEntry] {
        var claims: [ClaimKind: ClaimEntry] = [:]
        for (name, reader) in entries("claims") {
            let entry = claim(reader, name)
            if let entry { claims[entry.kind] = entry }
        }
        return claims
    }

    func registries() -> [RegistryID: RegistryEntry] {
        var registries: [RegistryID: RegistryEntry] = [:]
        for (name, reader) in entries("registries") {
            let text = reader.text("name")
            let authority = reader.string("authority", length: 1...64)
            let gaps = reader.optionalText("gaps")
            reader.finish()
            guard let text, let authority else { continue }
            guard let id = RegistryID(rawValue: name) else {
                problems.add(reader.pointer, "too-long", "must have 1 to 32 bytes")
                continue
            }
            registries[id] = RegistryEntry(id: id, name: text, authority: authority, gaps: gaps)
        }
        return registries
    }

    func documents() -> [DocumentID: DocumentEntry] {
        var documents: [DocumentID: DocumentEntry] = [:]
        for (name, reader) in entries("documents") {
            let text = reader.text("name")
            let issuer = reader.text("issuer")
            let kind = reader.word("kind", of: DocumentEntry.Kind.self)
            reader.finish()
            guard let text, let issuer, let kind else { continue }
            let id = DocumentID(rawValue: name)
            documents[id] = DocumentEntry(id: id, name: text, issuer: issuer, kind: kind)
        }
        return documents
    }

    /// An object from ids to `{zh, en}`.
    func names(_ key: String) -> [String: Text] {
        var names: [String: Text] = [:]
        for (name, reader) in entries(key) { names[name] = Text.read(reader) }
        return names
    }

    func routes() -> [Route: Text] {
        var routes: [Route: Text] = [:]
        for (name, text) in names("routes") {
            if let route = Route(rawValue: name) { routes[route] = text } else { root.report("routes/\(name)", "unknown-value", "is not a route") }
        }
        return routes
    }

    func stepBases() -> [StepBasis: Text] {
        var bases: [StepBasis: Text] = [:]
        for (name, text) in names("stepBases") {
            if let basis = StepBasis(rawValue: name) {
                bases[basis] = text
            } else {
                root.report("stepBases/\(name)", "unknown-value", "is no basis of a step")
            }
        }
        return bases
    }

    func retained() -> [RetainedCertificate] {
        root.array("retained").compactMap { element in
            let reader = ObjectReader(element.json, at: element.pointer, into: problems)
            let name = reader.text("name")
            let aliases = reader.texts("aliases")
            let legalBasis = reader.text("legalBasis")
            let demandingUnit = reader.text("demandingUnit")
            let purpose = reader.text("purpose")
            reader.finish()
            guard let name, let legalBasis, let demandingUnit, let purpose else { return nil }
            return RetainedCertificate(name: name, aliases: aliases, legalBasis: legalBasis, demandingUnit: demandingUnit, purpose: purpose)
        }
    }

    func timeLimits() -> [TimeLimit] {
        root.array("timeLimits").compactMap { element in
            let reader = ObjectReader(element.json, at: element.pointer, into: problems)
            let id = reader.string("id", length: 1...64)
            let text = reader.text("text")
            let count = reader.integer("count", in: 1...3650)
            let unit = reader.word("unit", of: TimeLimit.Unit.self)
            let basis = reader.text("basis")
            reader.finish()
            guard let id, let text, let count, let unit, let basis else { return nil }
            return TimeLimit(id: id, text: text, count: count, unit: unit, basis: basis)
        }
    }

    /// The members of an object whose keys are ids.
    private func entries(_ key: String) -> [(name: String, reader: ObjectReader)] {
        guard let object = root.object(key) else { return [] }
        return object.allMembers().map { ($0.name, ObjectReader($0.value, at: object.pointer(to: $0.name), into: problems)) }
    }

    private func claim(_ reader: ObjectReader, _ name: String) -> ClaimEntry? {
        let kind = ClaimKind.allCases.first { $0.rawValue.hasSameBytes(as: name) }
        if kind == nil { problems.add(reader.pointer, "unknown-value", "is not a claim") }
        let question = reader.text("question")
        let sources = reader.object("sources").map(sources)
        let defeaters = reader.optionalObject("defeaters").map(self.sources) ?? ClaimSources(required: [], advisory: [])
        let mergeRule = reader.string("mergeRule", length: 1...64)
        let noRecord = reader.text("noRecord")
        reader.finish()
        guard let kind, let question, let sources, let mergeRule, let noRecord else { return nil }
        return ClaimEntry(kind: kind, question: question, sources: sources, defeaters: defeaters, mergeRule: mergeRule, noRecord: noRecord)
    }

    private func sources(_ reader: ObjectReader) -> ClaimSources {
        func registries(_ key: String) -> [RegistryID] {
            reader.strings(key).enumerated().compactMap { index, name in
                let id = RegistryID(rawValue: name)
                if id == nil { problems.add(reader.pointer(to: key) + "/\(index)", "unknown-value", "is not a registry of the catalogue") }
                return id
            }
        }
        let sources = ClaimSources(required: registries("required"), advisory: registries("advisory"))
        reader.finish()
        return sources
    }
}
