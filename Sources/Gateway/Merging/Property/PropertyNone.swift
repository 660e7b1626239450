import Verification

/// `property.none`: was nothing of all these kinds in this area registered as the person's on the day?
///
/// `all-required-negative` of `domain.md` A.4.5, the mirror of ``PropertyOwns`` with the same articles: one right of one kind refutes (the record
/// says otherwise than stated), one open kind means that it cannot be confirmed. Each register is complete for what it declares (P1): real estate in one area since that area became
/// electronic (Provisional Regulations on Real Estate Registration 8 and 9; Civil Code 210), never beyond it. Areas that are not joined, days
/// before the electronic period and paper books that were not carried over are gaps: then nothing was found where one looked, and whoever
/// keeps the books is asked. So one place never speaks for all places, and districts never add up to a province (scenario S22).
///
/// The gate has established who the person is under all linked numbers; without that, absence proves nothing (P3, P13).
enum PropertyNone {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let searches = PropertySearch.all(&hearing)
        guard !searches.isEmpty else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let held = searches.filter(\.isHeld)
        if !held.isEmpty {
            if held.allSatisfy(\.isLagging) { hearing.note(.coverageLimited) }
            return Conclusion(.refuted, .recordedOtherwise, restsOn: [.population] + held.map(\.registry))
        }
        if let block = searches.compactMap(\.openDefeater).max() { return Conclusion(openDefeater: block) }
        if let block = searches.compactMap(\.block).max() { return Conclusion(block) }
        if searches.contains(where: \.mayHoldMore) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let reasons = searches.compactMap(\.unclear)
        if !reasons.isEmpty { return Conclusion(.inconclusive, reasons.contains(.recordsAmbiguous) ? .recordsAmbiguous : .startUnknown) }
        guard searches.allSatisfy({ $0.silence == .negative }) else { return searches.noRecord(&hearing) }
        // What stands on no register, and what lies beyond the area, was not looked at.
        if searches.contains(where: { $0.registry == .realEstate }) { hearing.note(.coverageLimited) }
        return Conclusion(.confirmed, .authoritativeNegative, restsOn: [.population] + searches.map(\.registry))
    }
}
