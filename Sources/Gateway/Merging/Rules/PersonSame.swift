import Verification

/// `person.same`: do the two names and numbers belong to one person? (Resident Identity Card Law Art. 3; `domain.md` A.4.9, item 22.)
///
/// Only a register's own word ties numbers together: a changed number, a former name, a cancelled duplicate registration, the eighteen digits
/// of an old number of fifteen, the permit of a holder of a residence card. Arithmetic does not. Of persons who once used one number each is
/// told by name and never merged. Two registrations that both stand, of persons born on different days, are two persons.
enum PersonSame {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        hearing.subject.ask(in: hearing.evidence, &questions)
        guard let other = hearing.claim.person("other") else { return }
        Identity(of: other, in: hearing.evidence).ask(in: hearing.evidence, &questions)
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let other = hearing.claim.person("other") else { return Conclusion(.inconclusive, .identityNotEstablished) }
        let (a, b) = (hearing.subject, Identity(of: other, in: hearing.evidence))
        hearing.course.take(b, in: hearing.evidence)
        for identity in [a, b] where identity.standing == .former { hearing.note(.formerName) }
        let standings = [a.standing, b.standing]
        if standings.contains(.ambiguous) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if standings.contains(.variant) || standings.contains(.nameless) { return Conclusion(.inconclusive, .identityNotEstablished) }
        if standings.contains(.mismatch) { return mismatch(a, b, &hearing) }
        // The number is on record as one that this person had, and stands for a namesake as well: whom the other number was stated for, nobody can tell.
        if a.shares(number: other.identifier.number) || b.shares(number: a.person.identifier.number) {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        let isOneEntry = a.sharesEntry(with: b)
        if isOneEntry || a.isLinked(to: b) || b.isLinked(to: a) {
            // The register may hold the long form of an old number without a word on the old one.
            guard a.ownsOldForm, b.ownsOldForm else { return notFound([a, b], &hearing) }
            return Conclusion(.confirmed, .recorded, restsOn: hearing.identitySources(of: [a, b])).by(.numbersTied)
        }
        if let block = standings.compactMap(\.block).max() { return Conclusion(block) }
        guard a.isKnownForCertain, b.isKnownForCertain, let mine = a.registeredBirthDate, let theirs = b.registeredBirthDate, mine != theirs else {
            return notFound([a, b], &hearing)
        }
        return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population]).by(.twoRegistrations)
    }

    /// The register holds one of the numbers under another name: nobody of the stated name has it. Whether that person has the other number
    /// cannot be told, unless it is the same number.
    private static func mismatch(_ a: Identity, _ b: Identity, _ hearing: inout Hearing) -> Conclusion {
        let isOneNumber = a.person.identifier.hasSameNumber(as: b.person.identifier)
        guard isOneNumber, a.standing != b.standing, a.isEstablished || b.isEstablished else {
            return Conclusion(.inconclusive, .identityNotEstablished)
        }
        return Conclusion(.refuted, .identityDiffers, restsOn: hearing.identitySources(of: [a, b]))
    }

    private static func notFound(_ people: [Identity], _ hearing: inout Hearing) -> Conclusion {
        if let block = people.compactMap(\.standing.block).max() { return Conclusion(block) }
        if people.contains(where: { $0.standing == .notConnected }) { return Conclusion(.inconclusive, .registryNotConnected) }
        return Conclusion(.noRecord, .noRecordFound, restsOn: hearing.identitySources(of: people))
    }
}

extension Identity.Standing {
    fileprivate var block: Block? { if case .blocked(let block) = self { block } else { nil } }
}

extension Identity {
    /// One entry of the register is both persons': the same present number under the same name.
    fileprivate func sharesEntry(with other: Identity) -> Bool {
        registrations.contains { mine in
            other.registrations.contains { theirs in
                guard let number = mine.holder.number, let known = theirs.holder.number, number.isSameNumber(as: known) else { return false }
                guard let name = mine.holder.name, let written = theirs.holder.name else { return mine == theirs }
                return name.hasSameBytes(as: written)
            }
        }
    }

    /// A register ties the other one's number to this person. A citizen number may have had two users, so the name has to fit as well; a permit
    /// or passport has one holder.
    fileprivate func isLinked(to other: Identity) -> Bool {
        guard isEstablished || standing == .former else { return false }
        let number = other.person.identifier
        guard persons.dropFirst().contains(where: { $0.identifier.hasSameNumber(as: number) }) else { return false }
        if compared(with: other.person.name.original).isSame || other.compared(with: person.name.original).isSame { return true }
        return !number.isCitizenForm && number.type != .residentID && other.isEstablished
    }

    /// True unless the person was stated by an old number of fifteen digits that the register does not tie to the entry.
    var ownsOldForm: Bool {
        guard let old = person.oldNumber else { return true }
        return registrations.contains { entry in
            entry.holder.number.map(old.isSameNumber(as:)) ?? false || entry.links.contains { $0.identifier.number.isSameNumber(as: old) }
        }
    }

    /// Every link was followed, and the registration stands.
    fileprivate var isKnownForCertain: Bool {
        isEstablished && isClosed && !registrations.isEmpty && registrations.allSatisfy { $0.status == .active }
    }

    /// The day of birth that the register tells, or that the present number states; nil where entries disagree.
    fileprivate var registeredBirthDate: CalendarDate? {
        let dates = Set(registrations.compactMap { $0.birthDate ?? $0.holder.number.flatMap { CitizenNumber(Identifier(recorded: $0)) }?.birthDate })
        return dates.count == 1 ? dates.first : nil
    }
}

extension Hearing {
    /// The registers that answered about each of the persons.
    fileprivate func identitySources(of people: [Identity]) -> [RegistryID] {
        [RegistryID.population, .exitEntry].filter { registry in
            let statements = people.map { evidence.answers.statement(of: registry, about: $0.person) }
            return statements.contains { if case .records? = $0 { true } else { false } }
                || (registry == .population
                    && statements.allSatisfy { statement in
                        switch statement {
                        case .noRecord?, .notCovered?, .identityMismatch?: true
                        default: false
                        }
                    })
        }
    }
}
