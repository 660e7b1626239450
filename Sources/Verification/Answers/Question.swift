/// One thing asked of one registry. Equal questions are asked once, however many claims need the answer.
package struct Question: Sendable, Hashable {
    package let registry: RegistryID
    package let topic: Topic

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
        self.topic = topic
    }

    /// Whom and whose number it is about tells questions apart well enough: the rest is left to equality.
    package func hash(into hasher: inout Hasher) {
        registry.hash(into: &hasher)
        person.identifier.hash(into: &hasher)
    }

    /// Asks a registry about a person.
    package init(_ registry: RegistryID, about person: Person) {
        self.init(registry: registry, topic: .person(person))
    }

    /// The person asked about.
    package var person: Person {
        switch topic {
        case .person(let person), .document(let person, _, _): person
        }
    }
}
