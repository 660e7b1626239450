import Adapters
import Mocks
import StrictJSON
import Verification

extension Candidate {
    static let health = Candidate(
        adapter: HealthAdapter.self, department: HealthDepartment.self, settings: ["callerID": "gatewayd-demo"],
        secrets: ["licence-key": "conformance-licence-key"], wrongSecrets: ["licence-key": "another-licence-key"],
        datasets: [
            Dataset(registry: .deathCertificate) { generator, person in
                (0..<generator.integer(1...2)).map { _ in
                    .death(
                        DeathCertificate(
                            holder: holder(person, &generator), date: generator.sometimes { $0.date() },
                            certificateNumber: generator.sometimes { "D99-2026-\($0.integer(100_000...999_999))" }))
                }
            },
            Dataset(registry: .healthService) { generator, person in
                (0..<generator.integer(1...5)).map { _ in
                    .encounter(
                        Encounter(
                            holder: holder(person, &generator), date: generator.date(),
                            visit: generator.element(of: ["admission", "outpatient", "emergency"])))
                }
            },
        ])

    private static func holder(_ person: Person, _ generator: inout SeededGenerator) -> Party {
        Party(name: generator.chance(oneIn: 8) ? nil : person.name.original, number: person.identifier.number)
    }
}
