/// In what capacity a client asks (founding document and Government Data Sharing Regulation Art. 2); the raw value is used in
/// `Config/clients.json` and the catalogue.
package enum RequesterClass: String, Sendable, CaseIterable {
    /// Government department acting under a statutory duty.
    case governmentDepartment = "gov-dept"
    /// Organisation authorised by law to manage public affairs.
    case authorisedOrganisation = "authorised-org"
    case courtOrProcuratorate = "court-procuratorate"
    case notary
    case legalAid = "legal-aid"
    case publicUtility = "public-utility"
    /// Bank, insurer, school and the like.
    case serviceInstitution = "service-institution"
    case employer
    case subject
    /// Agent or guardian of the subject.
    case agent
    /// Interested party in a court procedure.
    case interestedParty = "interested-party"
}
