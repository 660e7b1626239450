import Verification

/// Who may be whose parent: the law's view, or that of birth alone, for which the asker needs a basis of his own (admission sees to it).
enum ParentageMode: Sendable, Hashable {
    case legal
    case biological

    init(of claim: Claim) { self = claim.text("mode").map { $0.hasSameBytes(as: "biological") } ?? false ? .biological : .legal }

    /// Registers without which nothing is said about a person's parents, neither yes nor no. Adoption is among them whether there was one or
    /// not: a register that fails must not show which children it matters for (P11).
    var core: [RegistryID] { self == .legal ? [.population, .birth, .adoption] : [.population, .birth] }

    /// Registers that must have been heard besides before anything is denied: fathers are also found by courts, step-parents by marriages.
    var contrary: [RegistryID] { self == .legal ? [.courtJudgment, .marriage] : [.courtJudgment] }

    /// What is asked about everybody whose parents, or who as a parent, are in question: always the same, whatever the answers (P11).
    var questions: [RegistryID] { core + contrary + (self == .legal ? [.hukouArchive] : []) }
}

/// The parents of one person on a day, with what was heard about that person and about those who may be the parents.
struct ParentageCase: Sendable {
    let child: Identity
    let parents: Parents
    /// About the child, one for each register of ``ParentageMode/questions``.
    let registers: [Testimony]
    /// About the persons who may be parents.
    let aboutOthers: [Testimony]
    let mode: ParentageMode
    private let marriages: KnownMarriages
    /// Whom the claim names as parents, or may.
    private let others: [Identity]

    init(of child: Identity, besides others: [Identity], mode: ParentageMode, _ hearing: inout Hearing) {
        self.child = child
        self.others = others
        self.mode = mode
        var aside = hearing
        registers = mode.questions.map { aside.testimony(of: $0, about: child) }
        hearing.takeCourse(of: aside)
        aboutOthers = others.flatMap { other in mode.questions.map { hearing.testimony(of: $0, about: other, apartFrom: .adoption) } }
        let known = registers + aboutOthers
        let records = ParentageRecords(of: child, in: known, &hearing)
        let people = [child] + others
        marriages = KnownMarriages(in: known.filter { $0.registry == .marriage || $0.registry == .courtJudgment }, among: people)
        parents =
            mode == .legal
            ? Parents(byLaw: records, of: child, on: hearing.at, among: people, marriages: marriages)
            : Parents(byBirth: records, of: child, on: hearing.at, among: people)
        // Records under an earlier name, and above all those of an adoption, are spoken of only where there was none (P11).
        let adoptionIsHeard = mode == .biological || registers.contains { $0.registry == .adoption && $0.isUnambiguous }
        if adoptionIsHeard, records.adoptions.isEmpty, records.dissolutions.isEmpty { hearing.takeNotes(of: aside, apartFrom: .adoption) }
        if aside.sawVariant { hearing.noteVariant() }
    }

    /// Why nothing can be said at all about the child's parents, or nil.
    func obstacle(_ hearing: inout Hearing) -> Conclusion? {
        if let block = block(among: mode.core, hearing) { return Conclusion(block) }
        guard mode == .legal, let adoption = registers.first(where: { $0.registry == .adoption }) else { return nil }
        // An adoption that may be this child's would change everything (P7).
        if adoption.mayLack(since: child.birthDate, to: hearing.at, in: hearing.evidence) {
            hearing.note(.coverageLimited)
            return Conclusion(.inconclusive, .coverageGap)
        }
        if adoption.namesAnother || adoption.excludedOtherName { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if adoption.misses(hearing.at, in: hearing.evidence) { hearing.note(.coverageLimited) }
        return nil
    }

    /// What is on record about the child's parents cannot be true; nil where it can. Records name two people for one place, or a parent who
    /// was born in the child's own year or later.
    func contradiction(_ hearing: inout Hearing) -> Conclusion? {
        if parents.isContradicted { return Conclusion(.conflict, .sourcesDisagree, restsOn: heard) }
        let isImpossible = parents.certain.contains { parent in
            let party = parent.writings.first
            let stated = others.first { other in party.map { Attribution(of: $0, to: other) == .theirs } ?? false }
            return child.isTooOld(forParentBornOn: stated?.birthDates ?? parent.statedBirthDates)
        }
        return isImpossible ? impossible(&hearing) : nil
    }

    /// Not silently resolved (P9). Corrected is the register that keeps the days of birth, whichever register names the parents: that would
    /// tell an adoption (P11).
    func impossible(_ hearing: inout Hearing) -> Conclusion {
        hearing.note(.datesDisagree, in: .population)
        return Conclusion(.conflict, .sourcesDisagree, restsOn: heard)
    }

    /// The strongest block among registers, about the child or about those who may be parents.
    func block(among registries: [RegistryID], _ hearing: Hearing) -> Block? {
        hearing.block(among: (registers + aboutOthers).filter { registries.contains($0.registry) })
    }

    /// The registers that were heard: a verdict rests on all of them, so that the list does not tell which one decided (P11).
    var heard: [RegistryID] {
        mode.questions.filter { registry in
            registers.contains { $0.registry == registry && $0.isHeard } && aboutOthers.allSatisfy { $0.registry != registry || $0.isHeard }
        }
    }

    /// The child was born before the marriage register begins: a later marriage of a parent's may be missing there.
    func mayHaveStepParentsUnseen(in evidence: Evidence) -> Bool {
        guard mode == .legal, let from = evidence.coverage[.marriage]?.from else { return false }
        return child.birthDate.map { $0 < from } ?? true
    }

    /// The person is, or was, married to a parent of the child: a step-parent who raised it has a parent's rights (Civil Code 1072, 1127), and
    /// no register tells who raised whom.
    ///
    /// Where two parents are not on record anybody whom the person married may be the other one: an empty place does not say that nobody is
    /// there (births before the certificates, a father found later, a birth parent beside a step-parent who adopted). By the other one's
    /// marriages it cannot be told, since nobody knows whose they would be; so it is the same for an adopted child (P11).
    func isPerhapsStepParent(_ identity: Identity, on day: CalendarDate) -> Bool {
        let person = Parent(Party(name: identity.person.name.original, number: identity.person.identifier.number), nil)
        guard mode == .legal else { return false }
        if hasParentsOffRecord, marriages.everMarried(person, by: day) { return true }
        return (parents.certain + parents.doubtful).contains { marriages.everJoined(person, $0, by: day) }
    }

    /// The person may have married a parent who is not on record, before the marriage register begins.
    func mayHaveMarriedUnseen(_ identity: Identity, on day: CalendarDate, in evidence: Evidence) -> Bool {
        guard mode == .legal, hasParentsOffRecord else { return false }
        let marriageable = identity.birthDate?.addingYears(MarriageAge.lowest)
        return aboutOthers.contains { $0.registry == .marriage && $0.mayLack(since: marriageable, to: day, in: evidence) }
    }

    /// Fewer than two parents are on record.
    private var hasParentsOffRecord: Bool { parents.certain.count + parents.doubtful.count < 2 }
}

extension Identity {
    /// Born in the same year as somebody who was born on one of these days, or before: no child of that person's, by birth or by adoption (P11).
    /// Where registers disagree on a day of birth, one that fits is enough.
    func isTooOld(forParentBornOn births: [CalendarDate]) -> Bool {
        guard let parent = births.min(), let own = birthDates.max() else { return false }
        return own.year <= parent.year
    }
}

extension Hearing {
    /// Hears a register without a word about what is wrong there where it is `silent`: that would tell that there is something (P11).
    fileprivate mutating func testimony(of registry: RegistryID, about identity: Identity, apartFrom silent: RegistryID) -> Testimony {
        guard registry == silent else { return testimony(of: registry, about: identity) }
        var aside = self
        let testimony = aside.testimony(of: registry, about: identity)
        takeCourse(of: aside)
        if aside.sawVariant { noteVariant() }
        return testimony
    }
}
