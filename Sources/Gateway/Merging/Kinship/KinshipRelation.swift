import Verification

/// `kinship.relation`: is the subject a parent, child, brother or sister, grandparent, grandchild or spouse of the other person?
/// (Civil Code 1045, 1070–1075, 1105, 1111, 1117, 1127; `domain.md` A.4.8.)
///
/// What households repeat confirms a parent only where no record of birth, adoption or court names any (P5), and no other household another;
/// beside one it leaves the answer open. A step-parent who raised the child is a parent too (1072), so nobody is denied who may be one.
///
/// Namesakes with different checked numbers are different people (``Party/isApart(from:)``). A parent on record who is no older than the child
/// contradicts the record, which is corrected and not believed (P9).
///
/// By law an adopted child is a child like any other, and that it was adopted may be told to nobody (Civil Code 1110). The answer about an
/// adopted child is therefore the same as that about a child by birth: the same registers are asked as often, whatever they hold; the
/// reasons are general; the verdict names every register that was heard as what it rests on; and ``Merging/outcomes(evidence:claims:)`` does
/// not tell which of them held a record.
enum KinshipRelation {
    /// The registers of the claim where it is part of another one, as in the catalogue.
    static let sources = ClaimSources(
        required: [.population, .birth, .adoption, .marriage, .courtJudgment], advisory: [.hukouArchive])
    /// Those of `marital.spouse`, likewise.
    static let maritalSources = ClaimSources(required: [.marriage, .courtJudgment], advisory: [.deathCertificate, .population])

    /// What the subject is said to be to the other person.
    enum Relation: String, Sendable, CaseIterable {
        case parent, child, sibling, grandparent, grandchild, spouse

        /// What the other person then is to the subject.
        var inverse: Relation {
            switch self {
            case .parent: .child
            case .child: .parent
            case .grandparent: .grandchild
            case .grandchild: .grandparent
            case .sibling: .sibling
            case .spouse: .spouse
            }
        }
    }

    static func required(_ claim: Claim) -> [RegistryID] {
        if relation(claim) == .spouse { return maritalSources.required }
        let mode = ParentageMode(of: claim)
        return mode.core + mode.contrary
    }

    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        guard let other = hearing.claim.person("other"), let relation = relation(hearing.claim) else { return }
        if relation == .spouse {
            var marital = spouseHearing(hearing, other)
            return MaritalQuestions.ask(&marital, &questions)
        }
        let mode = ParentageMode(of: hearing.claim)
        hearing.ask(mode.questions, about: hearing.subject, &questions)
        let identity = Identity(of: other, in: hearing.evidence)
        identity.ask(in: hearing.evidence, &questions)
        guard identity.admitsQuestions else { return }
        hearing.ask(mode.questions, about: identity, &questions)
        switch relation {
        case .sibling: Siblings(hearing.subject, identity, mode, &hearing).ask(hearing, &questions)
        case .grandparent: Generations(from: hearing.subject, to: identity, mode, &hearing).ask(hearing, &questions)
        case .grandchild: Generations(from: identity, to: hearing.subject, mode, &hearing).ask(hearing, &questions)
        case .parent, .child, .spouse: break
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let other = hearing.claim.person("other"), let relation = relation(hearing.claim) else {
            return Conclusion(.inconclusive, .identityNotEstablished)
        }
        if relation == .spouse { return spouse(other, &hearing) }
        let identity = Identity(of: other, in: hearing.evidence)
        if let conclusion = Gate.conclusion(onOther: identity, &hearing) { return conclusion }
        // One number for both is a slip of the pen, not a family.
        if hearing.subject.mayBeOne(with: identity) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let mode = ParentageMode(of: hearing.claim)
        switch relation {
        case .parent: return ParentageCase(of: identity, besides: [hearing.subject], mode: mode, &hearing).conclusion(on: hearing.subject, &hearing)
        case .child: return ParentageCase(of: hearing.subject, besides: [identity], mode: mode, &hearing).conclusion(on: identity, &hearing)
        case .sibling: return Siblings(hearing.subject, identity, mode, &hearing).conclusion(&hearing)
        case .grandparent: return Generations(from: hearing.subject, to: identity, mode, &hearing).conclusion(&hearing)
        case .grandchild: return Generations(from: identity, to: hearing.subject, mode, &hearing).conclusion(&hearing)
        case .spouse: return Conclusion(.inconclusive, .recordsAmbiguous)
        }
    }

    private static func relation(_ claim: Claim) -> Relation? { claim.text("relation").flatMap { Relation(rawValue: $0) } }

    /// The claim `marital.spouse` with the same persons, day and evidence.
    private static func spouseHearing(_ hearing: Hearing, _ other: Person) -> Hearing {
        let day = hearing.claim["at"].map { [Claim.Parameter("at", $0)] } ?? []
        return hearing.about(Claim(.maritalSpouse, [Claim.Parameter("spouse", .person(other))] + day), sources: maritalSources)
    }

    private static func spouse(_ other: Person, _ hearing: inout Hearing) -> Conclusion {
        var marital = spouseHearing(hearing, other)
        let conclusion = MaritalSpouse.conclude(&marital)
        hearing.takeNotes(of: marital)
        hearing.takeCourse(of: marital, decidedBy: .maritalFold)
        return conclusion
    }
}

extension Hearing {
    /// Another claim before the same evidence; what is noted there is taken back by ``takeNotes(of:)``.
    func about(_ claim: Claim, sources: ClaimSources) -> Hearing {
        var other = Hearing(claim, sources: sources, evidence: evidence, subject: subject, weighing: weighing, isTraced: course.isKept)
        other.moment = moment
        return other
    }

    /// Takes over what was noted elsewhere; nothing that is noted of the register `silent` alone.
    mutating func takeNotes(of other: Hearing, apartFrom silent: RegistryID? = nil) {
        let isOnlySilent = silent != nil && !other.corrections.isEmpty && other.corrections.allSatisfy { $0.registry == silent }
        for caution in other.cautions where !(isOnlySilent && caution == .recordWithOtherNameExcluded) { note(caution) }
        for correction in other.corrections where correction.registry != silent { note(correction.code, in: correction.registry) }
        if other.sawVariant { noteVariant() }
    }

    /// Somebody whom a record names, about whom a register can be asked; nil without name or number.
    func identity(of parent: Parent) -> Identity? {
        for party in parent.writings {
            guard let name = party.name, let number = party.number, !name.isEmpty, !number.isEmpty else { continue }
            return Identity(of: Person(name: PersonName(recorded: name), identifier: Identifier(recorded: number)), in: evidence)
        }
        return nil
    }
}
