import Verification

/// `death.date`: the day of death. Certificate first, then household registration, then other evidence (Civil Code 15), of which the day of a
/// cremation is none: who was cremated was dead by then, and since when is open. For a declared death the day of the judgment, or of the accident
/// (Civil Code 48); a certified death goes before it. Days that differ on two certificates are a conflict of value: never guess, the
/// order of deaths decides inheritances (Civil Code 1121; `domain.md` A.4.7).
enum DeathDate {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let evidence = DeathEvidence(about: hearing.subject, until: hearing.today, &hearing)
        let biological = evidence.biological
        if let sign = evidence.contradiction {
            evidence.noteContradiction(by: sign, &hearing)
            return Conclusion(.conflict, .sourcesDisagree, restsOn: [sign.registry, biological.basis ?? sign.registry]).by(.actAfterDeath)
        }
        if biological.isRecorded { evidence.noteDefects(&hearing) }
        if biological.certificatesDisagree { return Conclusion(.conflict, .sourcesDisagree, restsOn: [.deathCertificate]) }
        // Burnt before the day of death, or a day that other evidence may overturn (Civil Code 15): a person has to look.
        if biological.isCrematedBefore || (biological.isDayDisputed && biological.dateRegistry == .population) {
            for registry in biological.registries { hearing.note(.datesDisagree, in: registry) }
            return Conclusion(.conflict, .sourcesDisagree, restsOn: biological.registries)
        }
        if let date = biological.date, let registry = biological.dateRegistry {
            // A register that ranks higher could tell another day, so it must have been heard.
            let above = [RegistryID.deathCertificate, .population].prefix { $0 != registry }.map(evidence.testimony(of:))
            if let block = hearing.block(among: above) { return Conclusion(openDefeater: block) }
            return Conclusion(.confirmed, .recorded, value: .date(date), since: date, restsOn: [registry]).by(.dateByPriority)
        }
        let all = [evidence.certificates, evidence.population, evidence.court]
        if let block = hearing.block(among: all) { return Conclusion(block) }
        if biological.isRecorded || evidence.declared.hasUndated { return Conclusion(.inconclusive, .startUnknown) }
        if let declaration = evidence.declared.inForce(on: hearing.today) {
            if let gap = evidence.revocationMayLack(of: declaration, &hearing) { return gap }
            if evidence.lifeSigns.contains(where: { $0.date > declaration.deemed }) { hearing.note(.reappearance) }
            return Conclusion(
                .confirmed, .recorded, value: .date(declaration.deemed), since: declaration.deemed, restsOn: [.courtJudgment]
            ).by(.declarationInForce)
        }
        if evidence.declared.lastRevocation != nil { hearing.note(.declaredDeathRevoked) }
        let isGap = all.contains { $0.misses(hearing.today, in: hearing.evidence) }
        if isGap { hearing.note(.coverageLimited) }
        return Conclusion(.noRecord, isGap ? .coverageGap : .noRecordFound, restsOn: all.map(\.registry))
    }
}

extension DeathEvidence {
    fileprivate func testimony(of registry: RegistryID) -> Testimony { registry == .population ? population : certificates }
}
