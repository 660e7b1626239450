import Verification

extension Identity {
    /// Resolves a person from the population register, and for passports and permits from the exit-entry register as well: follows links until
    /// there are no new ones.
    init(of person: Person, in evidence: Evidence) {
        let register = Look(.population, about: person, in: evidence)
        self.init(asStated: person, standing: register.standing)
        var isClosed = register.isAnswered
        var holdsPerson = false
        if register.standing.isHeldByName {
            register.matches.forEach { take($0) }
            holdsPerson = true
        }
        if person.identifier.type != .residentID {
            let documents = Look(.exitEntry, about: person, in: evidence)
            standing = Standing.combined(register.standing, documents.standing)
            isClosed = isClosed && documents.isAnswered
            if documents.standing.isHeldByName {
                documents.matches.forEach { take($0) }
                for document in documents.documents { take(document) }
            }
        }
        guard isEstablished else { return }
        var next = 1
        while next < persons.count {
            let linked = persons[next]
            next += 1
            guard linked.identifier.isCitizenForm else { continue }
            let look = Look(.population, about: linked, in: evidence)
            isClosed = isClosed && look.isAnswered
            switch look.standing {
            case .established where look.matches.areMine(registrations, under: linked.identifier):
                look.matches.forEach { take($0) }
                holdsPerson = true
            // Held for a namesake too (`domain.md` A.4.9 item 22, two persons who once shared one number): whose the records under it are, the name
            // does not tell.
            case .established, .ambiguous: share(number: linked.identifier.number)
            // A linked number that the register holds under another name is somebody else's by now: it adds nothing here.
            case .variant, .former, .mismatch, .nameless, .notHeld, .blocked, .notConnected: break
            }
        }
        self.isClosed = isClosed && holdsPerson
    }

    /// Adds what has to be asked to know who the person is, as far as can be told yet.
    func ask(in evidence: Evidence, _ questions: inout QuestionList) {
        if evidence.isConnected(.population) {
            questions.insert(Question(.population, about: person))
            for linked in persons.dropFirst() where linked.identifier.isCitizenForm { questions.insert(Question(.population, about: linked)) }
        }
        if person.identifier.type != .residentID, evidence.isConnected(.exitEntry) {
            questions.insert(Question(.exitEntry, about: person))
        }
    }

    private mutating func take(_ document: IdentityDocument) {
        if let number = document.holder.number { add(Identifier(recorded: number), name: nil) }
        if let type = IdentifierType(rawValue: document.type) { add(Identifier(type: type, number: document.number), name: nil) }
    }
}

extension Identity.Standing {
    /// The number is held, and the name given with it is or was the holder's.
    fileprivate var isHeldByName: Bool {
        switch self {
        case .established, .former: true
        case .variant, .mismatch, .nameless, .ambiguous, .notHeld, .blocked, .notConnected: false
        }
    }

    /// The population register has the word where it holds the number; else the exit-entry register, if it does.
    fileprivate static func combined(_ population: Self, _ exitEntry: Self) -> Self {
        switch population {
        case .notHeld, .blocked, .notConnected:
            switch exitEntry {
            case .notHeld, .notConnected: population == .notConnected ? exitEntry : population
            case .blocked: if case .blocked = population { population } else { exitEntry }
            case .established, .variant, .former, .mismatch, .nameless, .ambiguous: exitEntry
            }
        case .established, .variant, .former, .mismatch, .nameless, .ambiguous: population
        }
    }
}

/// One register's answer about one name and number.
private struct Look {
    private(set) var standing: Identity.Standing
    /// The entries that are about the person by name.
    private(set) var matches: [Registration] = []
    private(set) var documents: [IdentityDocument] = []
    private(set) var isAnswered = true

    init(_ registry: RegistryID, about person: Person, in evidence: Evidence) {
        standing = .notHeld
        guard evidence.isConnected(registry) else {
            standing = .notConnected
            isAnswered = false
            return
        }
        switch evidence.answers.statement(of: registry, about: person) {
        case .records(let facts)?: read(facts, of: registry, about: person)
        case .noRecord?, .notCovered?: break
        case .identityMismatch?: standing = .mismatch
        case .denied?: block(.denied)
        case .later?: block(.pending)
        // Who a person is, half a register cannot say.
        case .incomplete?, .unavailable?, nil: block(.unavailable)
        }
    }

    private mutating func block(_ block: Block) {
        standing = .blocked(block)
        isAnswered = false
    }

    /// Of several holders of one number the one with the stated name is meant.
    private mutating func read(_ facts: [Fact], of registry: RegistryID, about person: Person) {
        var best: Identity.Standing?
        for fact in facts {
            switch fact {
            case .registration(let registration) where registration.concerns(person.identifier):
                let found = registration.standing(of: person.name)
                if found.rank > best.rank {
                    best = found
                    matches = []
                    documents = []
                }
                if found.rank == best.rank { matches.append(registration) }
            case .document(let document) where document.concerns(person.identifier):
                let found = Identity.Standing(document.holder.name.map(person.name.compared(with:)))
                if found.rank > best.rank {
                    best = found
                    matches = []
                    documents = []
                }
                if found.rank == best.rank { documents.append(document) }
            default: continue
            }
        }
        guard let best else {
            // The population register answers with entries or not at all; exit and entry may know crossings only, which tell no name to rely on.
            if registry == .population { block(.unavailable) }
            return
        }
        standing = best.isHeldByName && !matches.isOnePerson(apartFrom: person.identifier) ? .ambiguous : best
    }
}

extension Identity.Standing? {
    /// How well an entry fits; the best one is meant where several persons share a number. Exact and normalised are equally good.
    fileprivate var rank: Int {
        switch self {
        case .established?: 5
        case .variant?: 4
        case .former?: 3
        case .nameless?: 2
        case nil: 0
        default: 1
        }
    }
}

extension Identity.Standing {
    fileprivate var rank: Int { Self?.some(self).rank }

    fileprivate init(_ comparison: NameComparison?) {
        switch comparison {
        case .exact?, .normalised?: self = .established(comparison ?? .normalised)
        case .variant?: self = .variant
        case .mismatch?: self = .mismatch
        case nil: self = .nameless
        }
    }
}

extension Registration {
    /// True when the entry is about that number, now or formerly; an entry without a number answers for the number it was asked by.
    fileprivate func concerns(_ identifier: Identifier) -> Bool {
        guard let number = holder.number else { return true }
        return number.isSameNumber(as: identifier.number) || links.contains { $0.identifier.hasSameNumber(as: identifier) }
    }

    fileprivate func standing(of name: PersonName) -> Identity.Standing {
        let present = Identity.Standing(holder.name.map(name.compared(with:)))
        if present.rank >= Identity.Standing.variant.rank { return present }
        return formerNames.contains { name.compared(with: $0.name).isSame } ? .former : present
    }

    fileprivate func shares(_ other: Registration, apartFrom identifier: Identifier) -> Bool {
        let mine = numbers
        return other.numbers.contains { number in
            !number.isSameNumber(as: identifier.number) && mine.contains { $0.isSameNumber(as: number) }
        } || holder.number.map { number in other.holder.number.map(number.isSameNumber(as:)) ?? true } ?? true
    }

    private var numbers: [String] { (holder.number.map { [$0] } ?? []) + links.map(\.identifier.number) }
}

extension [Registration] {
    /// Entries of one name under one number are one person only when they share something else as well: two namesakes may share a number.
    fileprivate func isOnePerson(apartFrom identifier: Identifier) -> Bool {
        guard let first, count > 1 else { return true }
        return dropFirst().allSatisfy { first.shares($0, apartFrom: identifier) }
    }
}

extension [Registration] {
    /// Entries under a linked number are the person's, unless one stands in its own right, is tied to none of the person's and is not closed: then
    /// a namesake may have the number now.
    fileprivate func areMine(_ known: [Registration], under identifier: Identifier) -> Bool {
        allSatisfy { entry in
            let stands = entry.status == .active && (entry.holder.number?.isSameNumber(as: identifier.number) ?? false)
            return !stands || known.isEmpty || known.contains { entry == $0 || entry.shares($0, apartFrom: identifier) }
        }
    }
}

extension IdentityDocument {
    fileprivate func concerns(_ identifier: Identifier) -> Bool {
        number.isSameNumber(as: identifier.number) || (holder.number.map { $0.isSameNumber(as: identifier.number) } ?? false)
    }
}
