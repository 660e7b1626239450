import Gateway
import Lives
import Oracle
package import StrictJSON
import Verification

/// What the comparison takes from the shipped configuration: sources of claims, and closed worlds.
package struct Shipped: Sendable {
    let catalogue: Catalogue
    let closedWorlds: [RegistryID: Set<ClaimKind>]

    /// Takes the parsed `catalogue.json` and `adapters.json`.
    package init(catalogue: JSON, adapters: JSON) throws {
        self.catalogue = try Catalogue(json: catalogue)
        var closed: [RegistryID: Set<ClaimKind>] = Self.closedByMaking
        for department in adapters["departments"]?.members ?? [] {
            for registry in department.value["registries"]?.members ?? [] {
                guard let id = RegistryID(rawValue: registry.name) else { continue }
                let words = registry.value["closedWorldClaims"]?.elements?.compactMap(\.text) ?? []
                closed[id, default: []].formUnion(words.compactMap { ClaimKind(rawValue: $0) })
            }
        }
        closedWorlds = closed
    }

    /// Registries that leave nothing out of what they are about, in these lives: an honest province would declare them.
    private static let closedByMaking: [RegistryID: Set<ClaimKind>] = [
        .realEstate: [.propertyOwns, .propertyNone], .traffic: [.propertyOwns, .propertyNone], .bankHoldings: [.propertyOwns, .propertyNone],
        .securities: [.propertyOwns, .propertyNone], .marketEntities: [.propertyOwns, .propertyNone], .tax: [.incomeCompare],
        .socialInsurance: [.incomeCompare],
    ]
}

/// Puts posed claims to the real merging in process, round by round as the walk does.
struct Inquirer {
    let registers: Registers
    let shipped: Shipped
    private let coverage: RegistryTable<RegistryCoverage>
    /// More than any claim needs.
    private static let maximumRounds = 8
    /// Answers given so far about one life; claims share them as a bundle does.
    private var given: [Question: (answer: Answer, spoilt: [DefectClass])] = [:]

    init(_ registers: Registers, _ shipped: Shipped) {
        self.registers = registers
        self.shipped = shipped
        coverage = RegistryTable(registers.coverage)
    }

    /// Another life: what was answered is forgotten.
    mutating func turn() { given.removeAll(keepingCapacity: true) }

    /// A finding, what was spoilt among the answers that it had, and these.
    struct Reply {
        let finding: Finding
        let spoilt: Set<DefectClass>
        let evidence: Evidence
    }

    mutating func ask(_ posed: Posed) -> Reply {
        let sources = shipped.catalogue.sources(for: posed.claim.kind)
        var evidence = Evidence(today: registers.society.today, subject: posed.subject, coverage: coverage)
        var spoilt: Set<DefectClass> = []
        for _ in 0..<Self.maximumRounds {
            let wanted = Merging.questions(for: posed.claim, sources: sources, evidence: evidence).filter { evidence.answers[$0] == nil }
            if wanted.isEmpty { break }
            evidence = evidence.adding(
                wanted.map { question in
                    let reply = given[question] ?? registers.answer(to: question)
                    given[question] = reply
                    spoilt.formUnion(reply.spoilt)
                    return reply.answer
                })
        }
        return Reply(finding: Merging.finding(for: posed.claim, sources: sources, evidence: evidence), spoilt: spoilt, evidence: evidence)
    }
}
