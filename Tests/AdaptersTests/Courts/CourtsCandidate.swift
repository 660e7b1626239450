import Adapters
import Mocks
import StrictJSON
import Verification

extension Candidate {
    static let courts = Candidate(
        adapter: CourtsAdapter.self, department: CourtsDepartment.self, settings: ["callerID": "gatewayd-demo"],
        secrets: ["client-secret": "conformance secret/+%:ü"], wrongSecrets: ["client-secret": "another"],
        datasets: [
            Dataset(registry: .courtJudgment) { generator, person in
                (0..<generator.integer(1...4)).map { _ in .decision(decision(about: person, &generator)) }
            }
        ])

    private static func decision(about person: Person, _ generator: inout SeededGenerator) -> CourtDecision {
        let standing = generator.element(of: CourtDecisionStanding.allCases)
        var parties = [Party(name: generator.chance(oneIn: 8) ? nil : person.name.original, number: person.identifier.number)]
        if generator.chance(oneIn: 2) { parties.insert(generator.party(), at: generator.integer(0...1)) }
        return CourtDecision(
            kind: generator.element(of: CourtDecisionKind.allCases), standing: standing, parties: parties,
            effective: standing == .effective ? generator.sometimes { $0.date() } : nil, accident: generator.sometimes { $0.date() },
            foreignDate: generator.sometimes { $0.date() })
    }
}
