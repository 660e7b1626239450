import Verification

/// `property.owns`: was something of this kind in this area registered as the person's on the day?
///
/// Real estate: a real right is made, changed and ended by registration (Civil Code 209, 214), each place has its own registration body (210),
/// the register is the ground of the right and goes before the certificate where they differ (216, 217; Provisional Regulations on Real Estate
/// Registration 7, 8). So a contract does not make an owner (215); a right stands from its registration until it is cancelled or transferred on
/// the register: the day of its registration belongs to it, the day of its end to whoever comes after. Each of several co-owners owns (Civil Code 297 to 299); shares, and whoever holds in another's name,
/// are out of scope. Vehicles stand on the vehicle register (Road Traffic Safety Law 8; Civil Code 225), company shares on the register of
/// market entities (Company Law 34), deposits, insurance and securities with institutions that answer a single query; of these the present
/// is known only (`domain.md` A.4.9 item 17).
///
/// `exists` of A.4.5: one right confirms, whatever else was not heard. "No" follows only from a register that declares itself complete; for real
/// estate only in an area that lies wholly inside one of its areas, on a day of that area's electronic period, and not where an older paper book
/// may hold the right (scenario S22). Right of use and mortgage neither make an owner nor let anybody say that there is none.
///
/// Told are yes or no and the register, never the thing, its place, its worth or others who have a part in it (P10). The records that
/// registers give carry neither seizures nor advance notices; a mortgage was not asked about.
enum PropertyOwns {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let searches = PropertySearch.all(&hearing)
        guard let search = searches.first else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        if search.isHeld {
            if search.isLagging { hearing.note(.coverageLimited) }
            return Conclusion(.confirmed, .recorded, since: search.since, restsOn: [search.registry]).by(.registrationStands)
        }
        if let block = search.openDefeater { return Conclusion(openDefeater: block) }
        if let block = search.block { return Conclusion(block) }
        if let reason = search.unclear { return Conclusion(.inconclusive, reason) }
        guard search.silence == .negative else { return searches.noRecord(&hearing) }
        // As long as not every number that the person has had is known, silence is no "no" (P13).
        guard hearing.subject.isClosed else { return Conclusion(.inconclusive, .identityNotEstablished) }
        // What stands on no register, and what lies beyond the area, was not looked at.
        if search.registry == .realEstate { hearing.note(.coverageLimited) }
        return Conclusion(.refuted, .authoritativeNegative, restsOn: [search.registry])
    }
}
