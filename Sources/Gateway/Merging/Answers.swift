package import Verification

/// The answers of one verification, one for each question.
///
/// A row that is searched from front to end: there are two or three as a rule and never many (``Plan/maximumQuestions``), so looking at them
/// costs less than hashing what a question is made of. No rule may depend on their order.
package struct Answers: Sendable {
    private var row: [Answer] = []

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

    func contains(_ question: Question) -> Bool { position(of: question) != nil }

    /// Takes in an answer, in place of an older one to the same question.
    mutating func add(_ answer: Answer) {
        if let position = position(of: answer.question) { row[position] = answer } else { row.append(answer) }
    }

    private func position(of question: Question) -> Int? {
        row.indices.first { row[$0].question.registry == question.registry && row[$0].question == question }
    }

    /// Which register it is tells most answers apart already, without a look at anything that is counted.
    private func position(of registry: RegistryID, about person: Person) -> Int? {
        row.indices.first { row[$0].question.registry == registry && row[$0].question.isAbout(person, askedOf: registry) }
    }
}

extension Answers: Sequence {
    package func makeIterator() -> IndexingIterator<[Answer]> { row.makeIterator() }
}
