import Verification

/// `hardship.legal-aid`: is the hardship standard of legal aid met? (Legal Aid Law 34, 41 to 43; founding document, item 23; `domain.md` A.4.9
/// item 23.)
///
/// The applicant's declaration or commitment comes first; the agency may compare it with what is shared (41) and decides in seven days (43);
/// some groups are not checked at all (42). So registers never confirm hardship, which they cannot see, and refute it in one case only: in each
/// of the last three whole months the income on record of the household, divided by its members, was above the amount. That is the
/// smallest way to read the standard: whoever is above it is also above a standard for a year or for the household. Property is not weighed:
/// no single amount compares with it.
enum LegalAidHardship {
    /// One good month does not end a hardship, and whoever lost the income last month is not refuted by the months before.
    private static let monthsAbove = 3

    static func ask(_ hearing: inout Hearing, _ questions: inout QuestionList) {
        let registers = hearing.sources.required + hearing.sources.advisory
        hearing.ask(registers, about: hearing.subject, &questions)
        for member in members(hearing) {
            member.ask(in: hearing.evidence, &questions)
            if member.admitsQuestions { hearing.ask(registers, about: member, &questions) }
        }
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let members = members(hearing)
        for member in members { if let conclusion = Gate.conclusion(onOther: member, &hearing) { return conclusion } }
        guard let amount = hearing.claim.integer("amount").map({ ExactDecimal(hundredths: Int64($0) * 100) }) else {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        let household = [hearing.subject] + members
        let registers = hearing.sources.required + hearing.sources.advisory
        let heard = household.map { person in registers.map { hearing.testimony(of: $0, about: person) } }
        let needed = heard.flatMap { $0.filter { hearing.sources.required.contains($0.registry) } }
        let contributors = heard.joined().filter { !$0.records("income").isEmpty }.map(\.registry)
        let standard = ExactDecimal(hundredths: amount.hundredths * Int64(household.count))
        let months = MonthSpan.wholeMonths(monthsAbove, before: hearing.at)
        let isAbove = months.allSatisfy { month in
            let incomes = heard.map { IncomeInterval(of: $0.map { $0.records("income").compactMap(IncomeRow.init) }, in: month, isComplete: false) }
            return incomes.dropFirst().reduce(incomes[0], +).isAtMost(standard) == false
        }
        if isAbove { return Conclusion(.refuted, .recordedOtherwise, restsOn: contributors).by(.incomeAbove) }
        if let block = hearing.block(among: needed) { return Conclusion(block) }
        return undecided(Array(heard.joined()), contributors, &hearing)
    }

    /// The declaration decides: what is on record is the least that there is.
    private static func undecided(_ heard: [Testimony], _ contributors: [RegistryID], _ hearing: inout Hearing) -> Conclusion {
        let joined = heard.filter(\.isConnected)
        let answered = joined.filter(\.isHeard)
        if answered.isEmpty, let block = joined.compactMap(\.block).max() { return Conclusion(block) }
        if answered.count < heard.count { hearing.note(.coverageLimited) }
        if !contributors.isEmpty { return Conclusion(.inconclusive, .coverageGap) }
        return Conclusion(.noRecord, .noRecordFound, restsOn: answered.map(\.registry))
    }

    /// The members besides the subject, each once.
    private static func members(_ hearing: Hearing) -> [Identity] {
        guard case .persons(let household)? = hearing.claim["household"] else { return [] }
        var members: [Identity] = []
        for person in household where !([hearing.subject] + members).contains(where: { $0.has(number: person.identifier.number) }) {
            members.append(Identity(of: person, in: hearing.evidence))
        }
        return members
    }
}
