import Adapters
import Mocks
import StrictJSON
import Verification

extension Candidate {
    static let publicSecurity = Candidate(
        adapter: PublicSecurityAdapter.self, department: PublicSecurityDepartment.self,
        settings: [
            "callerID": "gatewayd-demo",
            "services": ["ps-population": "svc-rkxxcx", "ps-exit-entry": "svc-crjzjcx", "crime-record": "svc-fzjlcx"],
        ],
        secrets: ["token": "demo-token"], wrongSecrets: ["token": "another-token"],
        datasets: [
            Dataset(registry: "ps-population") { generator, person in
                (0..<generator.integer(1...2)).map { _ in .registration(generator.registration(of: person)) }
            },
            Dataset(registry: "ps-exit-entry") { generator, person in generator.exitEntry(of: person) },
            Dataset(registry: "crime-record") { generator, person in
                (0..<generator.integer(1...3)).map { _ in
                    .criminalJudgment(
                        CriminalJudgment(
                            holder: Party(name: generator.sometimes { $0.name() } ?? person.name.text, number: person.identifier.number),
                            effective: generator.date(), offenceDate: generator.sometimes { $0.date() }, isSealed: generator.chance(oneIn: 3)))
                }
            },
        ])
}

extension SeededGenerator {
    /// A number of any kind that a person can have.
    private mutating func identifier() -> Identifier {
        let types: [IdentifierType] = [
            .residentID, .passport, .hkMacaoTravelPermit, .taiwanTravelPermit, .hkMacaoTaiwanResidencePermit, .foreignPermanentResidence,
        ]
        return Identifier(type: element(of: types), number: chance(oneIn: 2) ? number() : "H99\(integer(100_000...999_999))")
    }

    private mutating func link(to identifier: Identifier) -> IdentifierLink {
        IdentifierLink(identifier: identifier, name: sometimes { $0.name() }, until: sometimes { $0.date() })
    }

    /// The holder of the number, or somebody whom the register links to it.
    mutating func registration(of person: Person) -> Registration {
        let isHolder = !chance(oneIn: 3)
        var links = (0..<integer(0...2)).map { _ in
            let other = identifier()
            return link(to: other)
        }
        if !isHolder { links.append(link(to: Identifier(type: .residentID, number: person.identifier.number))) }
        let reasons: [CancellationReason] = [.death, .emigrated, .army, .duplicate]
        return Registration(
            holder: Party(name: chance(oneIn: 3) ? name() : person.name.text, number: isHolder ? person.identifier.number : number()),
            status: chance(oneIn: 2) ? .active : .cancelled(element(of: reasons), on: sometimes { $0.date() }),
            sex: element(of: ["male", "female", nil]), birthDate: sometimes { $0.date() },
            ethnicity: sometimes { $0.element(of: ["汉", "01", "维吾尔"]) },
            formerNames: (0..<integer(0...2)).map { _ in
                let former = name()
                return FormerName(name: former, until: sometimes { $0.date() })
            }, links: links,
            residences: (0..<integer(0...2)).map { _ in
                let from = sometimes { $0.date() }
                return Residence(
                    division: sometimes { "4499\($0.integer(10...99))" }, address: sometimes { "示例市样板区\($0.integer(1...99))号" }, from: from,
                    until: sometimes { $0.date() }, household: sometimes { "H\($0.integer(1...99))" },
                    relation: sometimes { $0.element(of: ["02", "20"]) })
            })
    }

    /// Documents, crossings and links under one number; somebody's permit ties in a second number.
    mutating func exitEntry(of person: Person) -> [Fact] {
        let permit = "H99\(integer(100_000...999_999))"
        let types = [
            "passport", "hk-macao-travel-permit", "taiwan-travel-permit", "hk-macao-taiwan-residence-permit", "foreign-permanent-residence",
            "resident-id-card",
        ]
        var facts: [Fact] = [
            .document(
                IdentityDocument(
                    holder: Party(name: sometimes { $0.name() }, number: person.identifier.number), type: element(of: types), number: permit,
                    validFrom: sometimes { $0.date() }, validUntil: sometimes { $0.date() }, isRevoked: chance(oneIn: 3)))
        ]
        for _ in 0..<integer(0...2) {
            let under = chance(oneIn: 3) ? permit : person.identifier.number
            facts.append(.crossing(Crossing(holder: Party(name: sometimes { $0.name() }, number: under), date: date())))
        }
        if chance(oneIn: 3) { facts.append(.registration(registration(of: person))) }
        return facts
    }
}
