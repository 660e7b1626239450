import StrictJSON
import Verification

extension RegistryCoverage {
    /// Reads `{coverageFrom?, coverageUntil?, closedWorldClaims?, areas?, population?}`.
    ///
    /// - Parameter claims: Those that rest on the registry; its silence can decide no other.
    static func reading(_ reader: ObjectReader, authority: String, claims known: Set<ClaimKind>) -> RegistryCoverage {
        let from = day("coverageFrom", of: reader)
        let until = day("coverageUntil", of: reader)
        if let from, let until, until < from { reader.report("coverageUntil", "invalid", "must not come before coverageFrom") }
        var claims: Set<ClaimKind> = []
        for (index, word) in reader.strings("closedWorldClaims", required: false).enumerated() {
            let pointer = reader.pointer(to: "closedWorldClaims") + "/\(index)"
            guard let kind = ClaimKind(rawValue: word) else {
                reader.problems.add(pointer, "unknown-value", "is not a claim of the catalogue")
                continue
            }
            if !known.contains(kind) { reader.problems.add(pointer, "invalid", "does not rest on this registry") }
            if !claims.insert(kind).inserted { reader.problems.add(pointer, "duplicate", "stands there already") }
        }
        let areas = reader.optionalObject("areas").map(Self.areas) ?? []
        let population = reader.optionalObject("population").map(Self.population)
        reader.finish()
        return RegistryCoverage(
            authority: authority, from: from, until: until, closedWorldClaims: claims, areas: areas, population: population)
    }

    /// `{"449901": {"electronicSince": "2009-01-01", "carriedOver": true}, "449902": {}}`.
    private static func areas(_ reader: ObjectReader) -> [CoveredArea] {
        var areas: [CoveredArea] = []
        for member in reader.allMembers() {
            let entry = ObjectReader(member.value, at: reader.pointer(to: member.name), into: reader.problems)
            let isCode = member.name.utf8.count == 6 && member.name.utf8.allSatisfy { (0x30...0x39).contains($0) }
            if !isCode { reader.report(member.name, "invalid", "must be a division of six digits (GB/T 2260)") }
            let since = day("electronicSince", of: entry)
            let isCarriedOver = entry.optionalBool("carriedOver") ?? false
            if isCarriedOver, since == nil { entry.report("carriedOver", "invalid", "needs electronicSince: into what, and since when?") }
            entry.finish()
            areas.append(CoveredArea(division: member.name, electronicSince: since, isCarriedOver: isCarriedOver))
        }
        if areas.isEmpty { reader.problems.add(reader.pointer, "wrong-count", "must name at least one area") }
        return areas.sorted { $0.division.precedesByBytes($1.division) }
    }

    /// `{"identifierTypes": ["resident-id"], "bornFrom": "1996-01-01"}`, at least one of them.
    private static func population(_ reader: ObjectReader) -> CoveredPopulation {
        var types: Set<IdentifierType> = []
        for (index, word) in reader.strings("identifierTypes", required: false).enumerated() {
            if let type = IdentifierType(rawValue: word) {
                types.insert(type)
            } else {
                reader.problems.add(reader.pointer(to: "identifierTypes") + "/\(index)", "unknown-value", "is no type of identifier")
            }
        }
        let bornFrom = day("bornFrom", of: reader)
        if !reader.has("identifierTypes"), !reader.has("bornFrom") {
            reader.problems.add(reader.pointer, "wrong-count", "needs identifierTypes, bornFrom or both")
        }
        reader.finish()
        return CoveredPopulation(identifierTypes: types, bornFrom: bornFrom)
    }

    private static func day(_ key: String, of reader: ObjectReader) -> CalendarDate? {
        guard let text = reader.optionalString(key) else { return nil }
        let day = CalendarDate(text)
        if day == nil { reader.report(key, "not-a-date", "must be a day as YYYY-MM-DD") }
        return day
    }
}
