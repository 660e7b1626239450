/// A person as somebody names him or her: a name and a number. Whether they belong together is a question, not an assumption.
package struct Person: Sendable, Hashable {
    package let name: PersonName
    package let identifier: Identifier

    package init(name: PersonName, identifier: Identifier) {
        self.name = name
        self.identifier = identifier
    }
}
