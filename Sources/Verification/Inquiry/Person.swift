/// A person as somebody names him or her: a name and a number. Whether they belong together is a question, not an assumption.
package struct Person: Sendable {
    package let name: PersonName
    package let identifier: Identifier
    /// The fifteen digits that were stated in place of the number; nil where the number was stated itself. Who is meant and what registers are
    /// asked is the same; only whether two numbers are one person's depends on it, since arithmetic proves nothing (`domain.md` A.4.9).
    package let oldNumber: String?

    package init(name: PersonName, identifier: Identifier, oldNumber: String? = nil) {
        self.name = name
        self.identifier = identifier
        self.oldNumber = oldNumber
    }
}

extension Person: Hashable {
    /// The same name and number, however the number was stated.
    package static func == (left: Person, right: Person) -> Bool { left.identifier == right.identifier && left.name == right.name }

    package func hash(into hasher: inout Hasher) {
        name.hash(into: &hasher)
        identifier.hash(into: &hasher)
    }
}
