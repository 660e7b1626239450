package import Verification

/// The answers of one verification, one for each question.
///
/// A row that is searched from front to end: there are two or three as a rule and never many (``Plan/maximumQuestions``), so looking at them
/// costs less than hashing what a question is made of. No rule may depend on their order.
package struct Answers: Sendable {
    private var row: [Answer] = []
    /// The register that each of them is from: which one it is tells most answers apart, and looking at it counts no references.
    private var registries: [RegistryID] = []

    package init() {}

    package var count: Int { row.count }

    package subscript(_ question: Question) -> Answer? { position(of: question).map { row[$0] } }

    /// The answer to everything that a registry was asked about a person.
    subscript(_ registry: RegistryID, about person: Person) -> Answer? {
        position(of: registry, about: person).map { row[$0] }
    }

    /// The answer to everything that a registry was asked about a person, in one area where it is kept by area.
    subscript(_ registry: RegistryID, about person: Person, in area: String?) -> Answer? {
        guard let area else { return self[registry, about: person] }
        return self[Question(registry, about: person, in: area)]
    }

    /// What that answer says.
    func statement(of registry: RegistryID, about person: Person) -> Statement? {
        position(of: registry, about: person).map { row[$0].statement }
    }

    /// The register was asked something.
    func contains(from registry: RegistryID) -> Bool { registries.contains(registry) }

    func contains(_ question: Question) -> Bool { position(of: question) != nil }

    /// Takes in an answer, in place of an older one to the same question.
    mutating func add(_ answer: Answer) {
        if let position = position(of: answer.question) {
            row[position] = answer
        } else {
            row.append(answer)
            registries.append(answer.question.registry)
        }
    }

    private func position(of question: Question) -> Int? {
        registries.indices.first { registries[$0] == question.registry && row[$0].question == question }
    }

    private func position(of registry: RegistryID, about person: Person) -> Int? {
        registries.indices.first { registries[$0] == registry && row[$0].question.isAbout(person, askedOf: registry) }
    }
}

extension Answers: Sequence {
    package func makeIterator() -> IndexingIterator<[Answer]> { row.makeIterator() }
}
