/// One thing asked of one registry. Equal questions are asked once, however many claims need the answer.
package struct Question: Sendable, Hashable {
    package let registry: RegistryID
    /// The person asked about; of a document its holder.
    package let person: Person
    /// The document asked about, if it is one.
    private let document: Document?

    private struct Document: Hashable {
        let type: String
        let number: String
    }

    /// What is asked.
    package enum Topic: Sendable, Hashable {
        /// Everything that the registry holds about a person under this one number. The name goes along for registries that want it;
        /// which records are about the person is decided here, by the merge, not by the registry.
        case person(Person)
        /// One document by its own number, held by that person.
        case document(holder: Person, type: String, number: String)
    }

    package init(registry: RegistryID, topic: Topic) {
        self.registry = registry
        switch topic {
        case .person(let person):
            self.person = person
            document = nil
        case .document(let holder, let type, let number):
            person = holder
            document = Document(type: type, number: number)
        }
    }

    /// Asks a registry about a person.
    package init(_ registry: RegistryID, about person: Person) {
        self.registry = registry
        self.person = person
        document = nil
    }

    /// What is asked.
    package var topic: Topic {
        document.map { .document(holder: person, type: $0.type, number: $0.number) } ?? .person(person)
    }

    /// Asks that registry everything about that person.
    package func isAbout(_ person: Person, askedOf registry: RegistryID) -> Bool {
        document == nil && self.registry == registry && self.person == person
    }

    /// Whom and whose number it is about tells questions apart well enough: the rest is left to equality.
    package func hash(into hasher: inout Hasher) {
        registry.hash(into: &hasher)
        person.identifier.hash(into: &hasher)
    }
}
