import AdapterKit
import Mocks
import StrictJSON
import Testing
import Verification

/// One adapter with the mock department on its other side, as the conformance suite needs them.
struct Candidate: Sendable, CustomTestStringConvertible {
    let adapter: any RegistryAdapter.Type
    let department: any MockDepartment.Type
    /// Valid settings.
    let settings: JSON
    /// Secrets by name, known to both sides.
    let secrets: [String: String]
    /// The same names with other values: what a gateway with wrong credentials would send.
    let wrongSecrets: [String: String]
    let datasets: [Dataset]
    /// Kinds that this dialect cannot tell from others, with what it says instead. Empty for most.
    var kinds: [DialectFault: FailureKind] = [:]

    /// One dataset with facts that its registry could hold.
    struct Dataset: Sendable {
        let registry: RegistryID
        /// One to a few random facts in which the person's number stands as written, with every optional part now there and now not.
        let facts: @Sendable (inout SeededGenerator, Person) -> [Fact]
    }

    var testDescription: String { adapter.manifest.name }

    /// What one dataset is asked through.
    struct Exchange: Sendable, CustomTestStringConvertible {
        let candidate: Candidate
        let dataset: Dataset
        var registry: RegistryID { dataset.registry }
        var testDescription: String { registry.rawValue }
    }

    /// Every dataset of every candidate.
    static var exchanges: [Exchange] {
        all.flatMap { candidate in candidate.datasets.map { Exchange(candidate: candidate, dataset: $0) } }
    }
}

extension Candidate.Exchange {
    /// A few facts about the person, always the same for one seed.
    func facts(about person: Person, seed: UInt64) -> [Fact] {
        var generator = SeededGenerator(seed: seed)
        return dataset.facts(&generator, person)
    }
}

extension Person {
    /// P01 of the personas.
    static let subject = Person("陈安然", "449901198512040025")
    /// P02, who is somebody else.
    static let stranger = Person("黄立诚", "449901198303170018")

    init(_ name: String, _ number: String, type: IdentifierType = .residentID) {
        self.init(name: PersonName(text: name, original: name), identifier: Identifier(type: type, number: number))
    }
}
