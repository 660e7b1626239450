import Verification

/// `archive.fact`: does the personal file show the fact as stated? (Founding document, item 16; 劳社部发〔1999〕8号 二(二): where identity card and
/// file tell different birth dates, retirement follows the rules of that matter; `domain.md` A.4.9 item 16.)
///
/// The file is located first, then read; the paper itself comes first wherever it is at hand (document-first). Days, months, years and amounts
/// are compared as such, other texts, also the numbers of documents, by bytes in their comparison form: what is only worded differently is not called different. Several files, or
/// a file and the household register, that tell different birth dates are a conflict, and nobody picks a winner (P9).
enum ArchiveFact {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        guard let name = hearing.claim.text("fact"), let value = hearing.claim.text("value") else {
            return Conclusion(.inconclusive, .recordsAmbiguous)
        }
        let stated = FileStatement(name: name, text: value)
        let registers = hearing.requiredTestimonies()
        let found = PersonalFile.files(in: registers).flatMap { file in
            file.facts.map { FileStatement(name: $0.name, text: $0.text) }.filter { $0.isAboutTheSame(as: stated) }
        }
        let heard = registers.filter { !$0.records("file").isEmpty }.map(\.registry)
        guard !found.isEmpty else { return nothing(heard, registers, &hearing) }
        if let conflict = conflict(found, stated, heard, &hearing) { return conflict }
        let outcomes = found.map { stated.compared(with: $0) }
        let outcome: MatchOutcome =
            outcomes.contains(.notCompared) ? .notCompared : outcomes.contains(.mismatch) ? .mismatch : .match
        hearing.match.append(FieldMatch(field: "value", outcome: outcome))
        // Another custodian's file could tell something else.
        if let block = hearing.block(among: registers) { return Conclusion(openDefeater: block) }
        // So could the household register of a day of birth.
        if stated.isBirthDate, case .blocked(let block) = hearing.subject.standing { return Conclusion(openDefeater: block) }
        switch outcome {
        case .match: return Conclusion(.confirmed, .recorded, restsOn: heard).by(.fileAgrees)
        case .mismatch: return Conclusion(.refuted, .recordedOtherwise, restsOn: heard).by(.fileDiffers)
        default: return Conclusion(.inconclusive, .recordsAmbiguous)
        }
    }

    /// No file was found, or it does not speak of the fact: neither says that the fact is not so, whatever a register declares.
    private static func nothing(_ heard: [RegistryID], _ registers: [Testimony], _ hearing: inout Hearing) -> Conclusion {
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        hearing.match.append(FieldMatch(field: "value", outcome: .registryLacks))
        let isGap = registers.contains { $0.misses(hearing.at, in: hearing.evidence) }
        if isGap { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: heard.isEmpty ? registers.map(\.registry) : heard)
    }

    /// Statements that cannot both be true: of several files, or of a file and the household register on the day of birth.
    private static func conflict(
        _ found: [FileStatement], _ stated: FileStatement, _ heard: [RegistryID], _ hearing: inout Hearing
    ) -> Conclusion? {
        var sources = heard
        var disagree = found.contains { one in found.contains { one.compared(with: $0) == .mismatch } }
        if stated.isBirthDate {
            let births = hearing.subject.registrations.compactMap(\.birthDate)
            if births.contains(where: { birth in found.contains { $0.contradicts(birth) } }) {
                disagree = true
                sources.append(.population)
            }
        }
        guard disagree else { return nil }
        hearing.match.append(FieldMatch(field: "value", outcome: .notCompared))
        if found.contains(where: \.isDate) { for registry in sources { hearing.note(.datesDisagree, in: registry) } }
        return Conclusion(.conflict, .sourcesDisagree, restsOn: sources)
    }
}
