package import Verification

/// The merge rules: answers become findings (`domain.md` A.4). Pure functions of their arguments.
package enum Merging {
    /// All questions that the claim wants asked, given what is known so far; called again after each round of answers until it wants nothing
    /// new. Only registers that are connected are named; a claim that cannot be decided without one that is not asks nothing at all (P10).
    package static func questions(for claim: Claim, sources: ClaimSources, evidence: Evidence) -> Set<Question> {
        var questions = QuestionList()
        ask(claim, sources: sources, evidence: evidence, subject: Identity(of: evidence.subject, in: evidence), &questions)
        return Set(questions.questions)
    }

    /// The same with the evidence's subject resolved already.
    static func ask(
        _ claim: Claim, sources: ClaimSources, evidence: Evidence, subject: Identity, at moment: MaritalMoment = .endOfDay,
        _ questions: inout QuestionList
    ) {
        guard let rule = Rule(of: claim), !rule.asksNobody, rule.isConnected(claim, sources, evidence) else { return }
        subject.ask(in: evidence, &questions)
        // The first round does not wait for the population register; once it denies the person nothing more is asked. Whether two names and
        // numbers are one person's can be asked of somebody who has changed either.
        guard subject.admitsQuestions || rule == .personSame else { return }
        var hearing = Hearing(claim, sources: sources, evidence: evidence, subject: subject)
        hearing.moment = moment
        rule.ask(&hearing, &questions)
    }

    /// What the answers make of the claim. Total: any answers give a finding. A question without an answer counts as unavailable.
    package static func finding(for claim: Claim, sources: ClaimSources, evidence: Evidence) -> Finding {
        finding(for: claim, sources: sources, evidence: evidence, subject: Identity(of: evidence.subject, in: evidence))
    }

    /// The same with the evidence's subject resolved already.
    static func finding(
        for claim: Claim, sources: ClaimSources, evidence: Evidence, subject: Identity, at moment: MaritalMoment = .endOfDay
    ) -> Finding {
        var hearing = Hearing(claim, sources: sources, evidence: evidence, subject: subject, isTraced: true)
        hearing.moment = moment
        if let conclusion = Gate.conclusion(&hearing) { return hearing.finding(conclusion, at: .gate) }
        // The gate lets no claim without a rule through.
        guard let rule = Rule(of: claim) else { return hearing.finding(Conclusion(.inconclusive, .noMergeRule), at: .gate) }
        let opened = hearing.match
        let strict = rule.conclude(&hearing)
        func concluding(_ day: CalendarDate) -> Conclusion {
            var earlier = Hearing(claim, sources: sources, evidence: evidence, subject: subject, on: day)
            earlier.moment = moment
            return rule.conclude(&earlier)
        }
        guard hearing.sawVariant, strict.verdict != .pending, strict.verdict != .inconclusive else {
            let timely = hearing.timely(strict, opened: opened, concluding: concluding)
            return hearing.finding(timely)
        }
        // A record that may or may not be the person's was left out. If it could make a difference, nothing else decides (P3).
        var lenient = Hearing(claim, sources: sources, evidence: evidence, subject: subject, weighing: .lenient)
        lenient.match = opened
        lenient.moment = moment
        let other = rule.conclude(&lenient)
        if other.verdict == strict.verdict, other.value == strict.value {
            let timely = hearing.timely(strict, opened: opened, concluding: concluding)
            return hearing.finding(timely, after: .indifferent)
        }
        return hearing.finding(Conclusion(.inconclusive, .recordsAmbiguous), after: .couldDecide)
    }
}
