import Verification

/// `identity.match`: do name and number belong together? One authority, the population register (`domain.md` A.4.9, item 2).
///
/// A number that is not in the base proves nothing about the person. A former name does not match, and the finding says that it is one. Fifteen
/// digits that the register does not link to the entry of eighteen are not in the base: arithmetic proves nothing by itself (decision 24; scenario
/// S14). Names change, so data that end long before say nothing of the present name (decisions 21 and 24, ``Timeliness``).
enum IdentityMatch {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let standing = hearing.subject.standing
        hearing.match.append(FieldMatch(field: "number", outcome: numberOutcome(standing, isLinked: hearing.subject.ownsOldForm)))
        switch standing {
        case .established where !hearing.subject.ownsOldForm: return Conclusion(.noRecord, .noRecordFound, restsOn: hearing.identitySources)
        case .established: return Conclusion(.confirmed, .recorded, restsOn: hearing.identitySources)
        case .former:
            hearing.note(.formerName)
            return Conclusion(.refuted, .identityDiffers, restsOn: hearing.identitySources)
        case .mismatch: return Conclusion(.refuted, .identityDiffers, restsOn: hearing.identitySources)
        case .variant, .nameless: return Conclusion(.inconclusive, .identityNotEstablished)
        case .ambiguous: return Conclusion(.inconclusive, .recordsAmbiguous)
        case .notHeld: return Conclusion(.noRecord, .noRecordFound, restsOn: hearing.identitySources)
        case .blocked(let block): return Conclusion(block)
        case .notConnected: return Conclusion(.inconclusive, .registryNotConnected)
        }
    }

    private static func numberOutcome(_ standing: Identity.Standing, isLinked: Bool) -> MatchOutcome {
        switch standing {
        case .established where !isLinked: .registryLacks
        case .established, .variant, .former, .mismatch, .nameless, .ambiguous: .match
        case .notHeld: .registryLacks
        case .blocked, .notConnected: .notCompared
        }
    }
}

extension Hearing {
    /// The registers that answered about the stated name and number.
    var identitySources: [RegistryID] {
        [RegistryID.population, .exitEntry].filter { registry in
            switch evidence.answers.statement(of: registry, about: subject.person) {
            case .records?, .noRecord?, .notCovered?, .identityMismatch?: true
            case .incomplete?, .denied?, .later?, .unavailable?, nil: false
            }
        }
    }
}
