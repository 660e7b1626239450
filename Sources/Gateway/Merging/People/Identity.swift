import Verification

/// Who a stated person is by the registers' own word, and under which names and numbers records about him or her may stand.
///
/// Identity comes first (P3) and is closed over all linked identifiers (P13, `domain.md` A.4.9): a changed name or number must not fabricate a
/// "no record". A converted number proves nothing; only a register's link does.
struct Identity: Sendable {
    /// What the registers made of name and number.
    enum Standing: Sendable, Hashable {
        /// The register holds the number under this very name: exact or normalised.
        case established(NameComparison)
        /// The register writes the name with characters that may be variants.
        case variant
        /// The name is one that the person had until some day.
        case former
        /// The register holds the number under another name only.
        case mismatch
        /// The register holds the number and tells no name.
        case nameless
        /// Two persons of that name share the number.
        case ambiguous
        /// No register holds the number. This is not proof that there is no such person.
        case notHeld
        /// The register did not answer.
        case blocked(Block)
        /// No register that could answer is joined.
        case notConnected
    }

    var standing: Standing
    /// The person as stated, then under each linked number; all of these are asked about (P13).
    private(set) var persons: [Person]
    /// Names besides the stated one that records about the person may carry: present, former.
    private var otherNames: [PersonName] = []
    /// Linked numbers that the population register also holds for somebody else of this name: what stands under one of them may be the other
    /// one's (``Attribution``).
    private(set) var sharedNumbers: [String] = []
    /// The register entries of this person, not those of others who share a number.
    private(set) var registrations: [Registration] = []
    /// True when the population register holds the person and every link was followed: then absence under these numbers is absence.
    var isClosed = false

    init(asStated person: Person, standing: Standing) {
        self.standing = standing
        persons = [person]
    }

    /// The person as stated.
    var person: Person { persons[0] }

    /// True when nothing in the standing forbids to look further.
    var admitsQuestions: Bool {
        switch standing {
        case .established, .notHeld, .blocked, .notConnected: true
        case .variant, .former, .mismatch, .nameless, .ambiguous: false
        }
    }

    /// Records under name and number can be taken for this person's: no register says that the number is, or may be, somebody else's.
    var isIdentifiable: Bool { admitsQuestions || standing == .former }

    var isEstablished: Bool { if case .established = standing { true } else { false } }

    /// How a name in a record compares with the names of this person, at best.
    func compared(with recorded: String) -> NameComparison {
        var best = person.name.compared(with: recorded)
        if best == .exact { return .exact }
        for name in otherNames {
            let comparison = name.compared(with: recorded)
            if comparison == .exact { return .exact }
            if comparison.rank > best.rank { best = comparison }
        }
        return best
    }

    func has(number: String) -> Bool { persons.contains { $0.identifier.number.isSameNumber(as: number) } }

    /// The number is also a namesake's (``sharedNumbers``).
    func shares(number: String) -> Bool { sharedNumbers.contains { $0.isSameNumber(as: number) } }

    /// The same person under other names, for a register that says it holds the number under another one.
    func alternates(of person: Person) -> [Person] {
        ([self.person.name] + otherNames).lazy.filter { !$0.hasSameForm(as: person.name) }.prefix(Self.maximumAlternates)
            .map { Person(name: $0, identifier: person.identifier) }
    }

    /// The birth date that a number of this person states.
    var birthDate: CalendarDate? { persons.lazy.compactMap { CitizenNumber($0.identifier)?.birthDate }.first }

    /// All days of birth that the register or a number of this person's own states.
    var birthDates: [CalendarDate] {
        registrations.compactMap(\.birthDate)
            + persons.lazy.filter { !shares(number: $0.identifier.number) }.compactMap { CitizenNumber($0.identifier)?.birthDate }
    }

    /// The sex that a number of this person states.
    var sex: Sex? { persons.lazy.compactMap { CitizenNumber($0.identifier)?.sex }.first }

    private static let maximumAlternates = 4
    /// Linked numbers followed for one person; real people have two or three.
    private static let maximumIdentifiers = 8

    mutating func take(_ registration: Registration) {
        registrations.append(registration)
        if let name = registration.holder.name, !person.name.text.hasSameBytes(as: name) { add(PersonName(recorded: name)) }
        for former in registration.formerNames { add(PersonName(recorded: former.name)) }
        if let number = registration.holder.number, !has(number: number) { add(Identifier(recorded: number), name: nil) }
        for link in registration.links { add(link.identifier, name: link.name) }
    }

    /// Notes that a linked number is a namesake's as well.
    mutating func share(number: String) {
        if !shares(number: number) { sharedNumbers.append(number) }
    }

    /// Another number of this person, with the name that is written with it.
    mutating func add(_ identifier: Identifier, name: String?) {
        guard !has(number: identifier.number), persons.count < Self.maximumIdentifiers else { return }
        let written = name.map(PersonName.init(recorded:))
        if let written { add(written) }
        persons.append(Person(name: written ?? person.name, identifier: identifier))
    }

    private mutating func add(_ name: PersonName) {
        if person.name.hasSameForm(as: name) || otherNames.contains(where: { $0.hasSameForm(as: name) }) { return }
        otherNames.append(name)
    }
}
