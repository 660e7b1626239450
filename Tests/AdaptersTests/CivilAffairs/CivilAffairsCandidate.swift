import Adapters
import Mocks
import StrictJSON
import Verification

extension Candidate {
    static let civilAffairs = Candidate(
        adapter: CivilAffairsAdapter.self, department: CivilAffairsDepartment.self,
        settings: ["callerID": "gatewayd-demo", "services": ["ca-marriage": "s_demo_marriage", "ca-funeral": "s_demo_funeral"]],
        secrets: ["app-key": "demo-app-key", "access-key": "demo-access-key"],
        wrongSecrets: ["app-key": "another-app-key", "access-key": "another-access-key"],
        datasets: [
            Dataset(registry: "ca-marriage") { generator, person in
                (0..<generator.integer(1...4)).map { _ in .marital(generator.maritalEntry(of: person)) }
            },
            Dataset(registry: "ca-funeral") { generator, person in
                (0..<generator.integer(1...2)).map { _ in
                    .cremation(
                        Cremation(
                            holder: Party(name: generator.sometimes { $0.name() }, number: person.identifier.number),
                            died: generator.sometimes { $0.date() }, date: generator.date()))
                }
            },
        ])
}

extension SeededGenerator {
    /// Any row of the marriage register in which the person stands on either side.
    mutating func maritalEntry(of person: Person) -> MaritalEntry {
        let kind = element(of: MaritalEntryKind.allCases)
        let own = Party(name: chance(oneIn: 4) ? name() : person.name.text, number: person.identifier.number)
        if kind == .refusalToResume { return MaritalEntry(kind: kind, a: own, b: nil, date: date()) }
        let spouseName = sometimes { $0.name() }
        let spouse = Party(name: spouseName, number: sometimes { $0.number() })
        let isFirst = chance(oneIn: 2)
        let isReissue = kind == .reissuedMarriage || kind == .reissuedDivorce
        return MaritalEntry(
            kind: kind, a: isFirst ? own : spouse, b: isFirst ? spouse : own, date: date(), original: isReissue ? sometimes { $0.date() } : nil)
    }
}
