package import StrictJSON
import Verification

/// Who may ask: the clients of `Config/clients.json`, found by the name in their certificate.
package struct ClientDirectory: Sendable {
    /// By certificate name in lower case (DNS names are compared without case, RFC 9525).
    private let clientsByCertificateName: [String: Client]

    package init(_ clients: [Client]) {
        clientsByCertificateName = Dictionary(clients.map { ($0.certificateName.lowercased(), $0) }) { first, _ in first }
    }

    /// The client that one of a verified certificate's names belongs to, or nil.
    package func client(certificateNames: [String]) -> Client? {
        for name in certificateNames {
            if let client = clientsByCertificateName[name.lowercased()] { return client }
        }
        return nil
    }
}

extension ClientDirectory {
    /// The client of that name, or nil.
    package func client(named name: String) -> Client? { clientsByCertificateName.values.first { $0.name.hasSameBytes(as: name) } }

    /// Reads `Config/clients.json`; every mistake goes to `problems`, and the result is nil when there is one.
    package static func read(_ json: JSON, into problems: ProblemList) -> ClientDirectory? {
        let before = problems.all.count
        let root = ObjectReader(json, into: problems)
        var clients: [Client] = []
        var names: Set<String> = []
        for element in root.array("clients", count: 1...10_000) {
            let reader = ObjectReader(element.json, at: element.pointer, into: problems)
            guard let client = Client.read(reader) else { continue }
            for (key, name) in [("name", client.name), ("certificateName", client.certificateName.lowercased())]
            where !names.insert(key + name).inserted {
                reader.report(key, "duplicate", "is the same as another client's")
            }
            clients.append(client)
        }
        root.finish()
        return problems.all.count == before ? ClientDirectory(clients) : nil
    }
}

extension Client {
    fileprivate static func read(_ reader: ObjectReader) -> Client? {
        let name = reader.string("name", length: 1...64)
        let unitCode = unitCode(reader)
        let requesterClass = reader.word("requesterClass", of: RequesterClass.self)
        let certificateName = reader.string("certificateName", length: 1...253)
        let claims = claims(reader, "claims")
        let valueClaims = claims.map { _ in Client.claims(reader, "valueClaims") ?? [] } ?? []
        if let claims, !valueClaims.isSubset(of: claims) { reader.report("valueClaims", "not-allowed", "must be among this client's claims") }
        let authorities = authorities(reader, among: claims)
        let reportsAccess = reader.optionalBool("reportsAccess") ?? false
        reader.finish()
        guard let name, let unitCode, let requesterClass, let certificateName, let claims else { return nil }
        return Client(
            name: name, unitCode: unitCode, requesterClass: requesterClass, certificateName: certificateName, claims: claims,
            valueClaims: valueClaims, authorities: authorities, reportsAccess: reportsAccess)
    }

    /// The legal bases on which the client may ask what is denied by default; none where the file names none.
    private static func authorities(_ reader: ObjectReader, among claims: Set<ClaimKind>?) -> [Authority] {
        reader.array("authorities", required: false, count: 0...100).compactMap { element in
            let authority = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            let granted = Client.claims(authority, "claims")
            let legalBasis = authority.string("legalBasis", length: 1...500)
            if let claims, let granted, !granted.isSubset(of: claims) {
                authority.report("claims", "not-allowed", "must be among this client's claims")
            }
            if let legalBasis, legalBasis.inComparisonForm.isEmpty { authority.report("legalBasis", "missing", "must name an article") }
            authority.finish()
            guard let granted, let legalBasis else { return nil }
            return Authority(claims: granted, legalBasis: legalBasis)
        }
    }

    private static func unitCode(_ reader: ObjectReader) -> String? {
        guard let text = reader.string("unitCode", length: 18...18) else { return nil }
        switch Identifier.reading(text, as: .unifiedSocialCreditCode) {
        case .success(let reading): return reading.identifier.number
        case .failure(let mistake):
            reader.report("unitCode", mistake.code.rawValue, mistake.reason)
            return nil
        }
    }

    /// A list of claim kinds, or `"all"`.
    private static func claims(_ reader: ObjectReader, _ key: String) -> Set<ClaimKind>? {
        if let value = reader.optional(key), value.text == "all" { return Set(ClaimKind.allCases) }
        var claims: Set<ClaimKind> = []
        for (index, word) in reader.strings(key, count: 0...ClaimKind.allCases.count).enumerated() {
            guard let kind = ClaimKind(rawValue: word) else {
                reader.problems.add(reader.pointer(to: key) + "/\(index)", "unknown-value", "is not a claim of the catalogue")
                continue
            }
            claims.insert(kind)
        }
        return claims
    }
}
