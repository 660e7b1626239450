import Verification

/// `income.compare`: was the person's income of these months at most, or at least, so much?
///
/// What registers hold is the least that there was: declared income (Individual Income Tax Law 2, 9 to 11), public pay, and nothing of what
/// was not declared, is exempt or was earned elsewhere. So `interval-compare` of `domain.md` A.4.5: the known sum is the lower bound; an upper
/// bound exists only where every required register declares itself complete for this claim (P1), was heard wholly on every number over
/// the whole span, and shows an income for each of its months: a month without a row is a month of which nothing is known, never one
/// without income. The answer is "yes" or "no" only if the whole interval lies on one side.
///
/// Contributions to social insurance tell that somebody earned, not how much: the base is last year's average pay, raised to a floor and cut at
/// a ceiling (Social Insurance Law 12), so it bounds nothing. Bases of employers above everything on record speak against an upper bound.
enum IncomeCompare {
    static func ask(_ hearing: Hearing, _ questions: inout QuestionList) {
        hearing.ask(hearing.sources.required, about: hearing.subject, &questions)
        hearing.ask(hearing.sources.advisory, about: hearing.subject, &questions)
    }

    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let months = hearing.claim.months, let yuan = hearing.claim.integer("amount"), let comparison = hearing.claim.text("operator") else {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        let amount = ExactDecimal(hundredths: Int64(yuan) * 100)
        let required = hearing.requiredTestimonies()
        let subject = hearing.subject
        let registers = required + hearing.sources.advisory.map { hearing.testimony(of: $0, about: subject) }
        let rows = registers.map { $0.records("income").compactMap(IncomeRow.init) }
        let isComplete = isComplete(required, registers, rows.flatMap(\.self), months, &hearing)
        let interval = IncomeInterval(of: rows, in: months, isComplete: isComplete)
        let isAtMost = comparison.hasSameBytes(as: "at-most")
        if let holds = isAtMost ? interval.isAtMost(amount) : interval.isAtLeast(amount) {
            // The lower bound rests on whoever holds rows, the upper one on everybody's having no more.
            let isByLower = holds != isAtMost
            let restsOn = isByLower ? contributors(registers, rows, months) : registers.filter(\.isHeard).map(\.registry)
            // "At least nothing" is true of everybody; without a record there is no finding to rest it on.
            if !restsOn.isEmpty {
                return Conclusion(holds ? .confirmed : .refuted, holds ? .recorded : .recordedOtherwise, restsOn: restsOn).by(.intervalDecides)
            }
        }
        return undecided(required, registers, rows, months, &hearing)
    }

    /// What is known does not reach the amount, and there may be more.
    private static func undecided(
        _ required: [Testimony], _ registers: [Testimony], _ rows: [[IncomeRow]], _ months: MonthSpan, _ hearing: inout Hearing
    ) -> Conclusion {
        if let block = hearing.block(among: required) { return Conclusion(block) }
        let hasContributions = registers.contains { register in
            register.records("contribution").contains { $0.period("period").map(months.touches) ?? false }
        }
        if hasContributions || !contributors(registers, rows, months).isEmpty { return Conclusion(.inconclusive, .coverageGap) }
        let evidence = hearing.evidence
        let isGap = [months.firstDay, months.lastDay].compactMap(\.self).contains { day in
            required.contains { $0.misses(min(day, evidence.today), in: evidence) }
        }
        if isGap { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: registers.filter(\.isHeard).map(\.registry))
    }

    private static func contributors(_ registers: [Testimony], _ rows: [[IncomeRow]], _ months: MonthSpan) -> [RegistryID] {
        zip(registers, rows).filter { $0.1.contains { months.touches($0.period) } }.map(\.0.registry)
    }

    /// Whether what is on record is all that there was.
    private static func isComplete(
        _ required: [Testimony], _ registers: [Testimony], _ rows: [IncomeRow], _ months: MonthSpan, _ hearing: inout Hearing
    ) -> Bool {
        guard hearing.subject.isClosed, !required.isEmpty, let first = months.firstDay, let last = months.lastDay, last <= hearing.today else {
            return false
        }
        let evidence = hearing.evidence
        guard required.allSatisfy({ $0.silence(on: .incomeCompare, from: first, to: last, in: evidence) == .negative }),
            registers.allSatisfy({ $0.isWhole && !$0.misses(last, in: evidence) }),
            months.isFilled(by: rows.map(\.period))
        else { return false }
        let bases = registers.flatMap { $0.records("contribution") }.filter { record in
            record.period("period").map(months.touches) ?? false && record.text("payer").map { !$0.hasSameBytes(as: "flexible") } ?? true
        }
        let paid = bases.compactMap { $0.decimal("base") }.reduce(ExactDecimal(hundredths: 0)) { $0.adding($1) }
        let known = IncomeInterval(of: [rows], in: months, isComplete: true).upper ?? ExactDecimal(hundredths: 0)
        if paid > known {
            hearing.note(.contradictingContribution)
            return false
        }
        return true
    }
}

extension Testimony {
    /// Nothing was held back or left out; two rows alike may be one or two. A register that is not joined has nothing to hold back.
    fileprivate var isWhole: Bool {
        !isConnected || isHeard && !doesNotCover && !repeatsRecord && !excludedOtherName && !namesAnother
    }
}

extension Claim {
    /// The months from `from` to `to`; nil where they are missing or out of order.
    fileprivate var months: MonthSpan? {
        guard case .month(let fromYear, let fromMonth)? = self["from"], case .month(let toYear, let toMonth)? = self["to"] else { return nil }
        return MonthSpan(fromYear: fromYear, month: fromMonth, toYear: toYear, month: toMonth)
    }
}
