import Verification

extension Hearing {
    /// The strongest block among registers that are needed; nil when all were heard.
    func block(among testimonies: [Testimony]) -> Block? {
        testimonies.lazy.compactMap { $0.isConnected ? $0.block : .unavailable }.max()
    }

    /// `exists` of A.4.5 where nothing positive was found: pending, then inconclusive, then refuted if every register is complete, else no
    /// record. `from` nil means that anything since ever would count.
    mutating func nothingFound(in required: [Testimony], from: @autoclosure () -> CalendarDate?, to: CalendarDate) -> Conclusion {
        if let block = block(among: required) { return Conclusion(block) }
        let heard = required.map(\.registry)
        var areNegative = !required.isEmpty
        var isLimited = false
        var silences: [(registry: RegistryID, silence: Silence)] = []
        for register in required {
            let silence = register.silence(on: claim.kind, from: from(), to: to, in: evidence)
            areNegative = areNegative && silence == .negative
            isLimited = isLimited || silence == .notCovered
            if course.isKept { silences.append((register.registry, silence)) }
        }
        course.weigh(silences)
        if areNegative { return Conclusion(.refuted, .authoritativeNegative, restsOn: heard) }
        if isLimited { note(.coverageLimited) }
        let isGap = required.contains { $0.misses(to, in: evidence) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: heard)
    }

    /// `all-required-negative` of A.4.5, the mirror of ``nothingFound(in:from:to:)``: confirmed only if every register is complete.
    mutating func noneExists(in required: [Testimony], from: @autoclosure () -> CalendarDate?, to: CalendarDate) -> Conclusion {
        var conclusion = nothingFound(in: required, from: from(), to: to)
        if conclusion.verdict == .refuted { conclusion.verdict = .confirmed }
        return conclusion
    }
}
