/// One thing asked of one registry. Equal questions are asked once, however many claims need the answer.
package struct Question: Sendable, Hashable {
    package let registry: RegistryID
    /// The person asked about; of a document its holder, of a place the person for whose sake it is asked.
    package let person: Person
    /// What narrows the question down; nil for everything that the registry holds about the person.
    private let scope: Scope?

    private enum Scope: Hashable {
        case document(type: String, number: String)
        case place(Place)
        case area(String)
    }

    /// What is asked.
    package enum Topic: Sendable, Hashable {
        /// Everything that the registry holds about a person under this one number. The name goes along for registries that want it;
        /// which records are about the person is decided here, by the merge, not by the registry.
        case person(Person)
        /// One document by its own number, held by that person.
        case document(holder: Person, type: String, number: String)
        /// What became of a place: its names, renamings, splits and mergers. The person is the one for whose sake it is asked; a register of
        /// places never hears of him or her.
        case place(Place, for: Person)
    }

    package init(registry: RegistryID, topic: Topic) {
        self.registry = registry
        switch topic {
        case .person(let person):
            self.person = person
            scope = nil
        case .document(let holder, let type, let number):
            person = holder
            scope = .document(type: type, number: number)
        case .place(let place, let person):
            self.person = person
            scope = .place(place)
        }
    }

    /// Asks a registry about a person.
    package init(_ registry: RegistryID, about person: Person) {
        self.registry = registry
        self.person = person
        scope = nil
    }

    /// Asks a registry that is kept area by area about a person in one area, by its division (GB/T 2260, six digits).
    package init(_ registry: RegistryID, about person: Person, in area: String) {
        self.registry = registry
        self.person = person
        scope = .area(area)
    }

    /// What is asked.
    package var topic: Topic {
        switch scope {
        case nil, .area: .person(person)
        case .document(let type, let number): .document(holder: person, type: type, number: number)
        case .place(let place): .place(place, for: person)
        }
    }

    /// The area that the question is limited to; nil for all that the registry holds.
    package var area: String? { if case .area(let division) = scope { division } else { nil } }

    /// Asks that registry everything about that person.
    package func isAbout(_ person: Person, askedOf registry: RegistryID) -> Bool {
        scope == nil && self.registry == registry && self.person == person
    }

    /// Whom and whose number it is about tells questions apart well enough: the rest is left to equality.
    package func hash(into hasher: inout Hasher) {
        registry.hash(into: &hasher)
        person.identifier.hash(into: &hasher)
    }
}

/// A place as somebody names it.
package struct Place: Sendable, Hashable {
    package let name: String
    /// The division that it lies in (GB/T 2260, six digits), where it is known.
    package let division: String?

    package init(name: String, division: String? = nil) {
        self.name = name
        self.division = division
    }
}
