import Verification

/// What the marital claims ask: their registers about the persons of the claim, then about partners whom a record names (`api.md`).
enum MaritalQuestions {
    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let sources = hearing.sources.required + hearing.sources.advisory
        hearing.ask(sources, about: hearing.subject, &questions)
        var principals = [hearing.subject]
        if hearing.claim.kind == .maritalSpouse {
            guard let spouse = hearing.claim.person("spouse") else { return }
            let identity = Identity(of: spouse, in: hearing.evidence)
            identity.ask(in: hearing.evidence, &questions)
            guard identity.admitsQuestions else { return }
            hearing.ask(sources, about: identity, &questions)
            principals.append(identity)
        }
        // Whether there ever was a marriage does not depend on anybody else's life (P10).
        if hearing.claim.text("status") == MaritalIs.neverMarried { return }
        let marriages = MaritalCase(of: principals, &hearing)
        for namesake in marriages.register.namesakes { namesake.ask(in: hearing.evidence, &questions) }
        for (member, life) in marriages.lives { ask(about: member, life, marriages, hearing, &questions) }
    }

    private static func ask(
        about member: Int, _ life: MaritalCase.Life, _ marriages: MaritalCase, _ hearing: Hearing, _ questions: inout QuestionList
    ) {
        let person = marriages.register.members[member]
        guard person.canBeAskedAbout else { return }
        if member >= marriages.register.principals {
            person.identity.ask(in: hearing.evidence, &questions)
            hearing.ask(hearing.sources.advisory + [.courtJudgment], about: person.identity, &questions)
            if marriages.mattersWhetherRemarried(member) || marriages.mayOverlap(member) {
                hearing.ask([.marriage], about: person.identity, &questions)
            }
        }
        // The rule of a death in fact: later acts that needed presence would contradict it (A.4.7).
        if life.isDeathRecorded, marriages.mattersWhetherAlive(member, life) {
            hearing.ask(DeathEvidence.registersOfLife, about: person.identity, &questions)
        }
    }
}

extension MaritalCase {
    /// The member's marriage to a person of the claim is not known to be over, so that another one of the member's would overlap with it.
    func mayOverlap(_ member: Int) -> Bool {
        register.members[member].identity.isIdentifiable && (0..<register.principals).contains { partners(of: $0).contains(member) }
    }

    /// The member's death may have ended a marriage; of whoever was divorced before it nothing depends on it (P10).
    func mattersWhetherAlive(_ member: Int, _ life: Life) -> Bool {
        if member < register.principals { return true }
        let divorces = history.ends.filter { $0.couple.contains(member) && $0.date <= day }
        let isDissolved = (0..<register.principals).allSatisfy { !partners(of: $0).contains(member) } && !divorces.isEmpty
        return !isDissolved || divorces.contains { end in life.earliestDeath.map { $0 <= end.date } ?? true }
    }

    /// A declared death of the member's partner was revoked: a remarriage or refusal of the member decides what became of the marriage.
    func mattersWhetherRemarried(_ member: Int) -> Bool {
        history.revocations.contains { revocation in
            revocation.date <= day
                && history.marriages.contains { $0.couple.contains(member) && $0.couple.partner(of: member) == revocation.person }
        }
    }
}
