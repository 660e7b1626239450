package import StrictJSON
package import Verification

/// May this client ask this, for this purpose? Pure, and blind to the subject: the answer is the same for a person who exists and one who does not.
package enum Admission {
    /// What stands against it, with pointers into the request; none when it may be asked.
    ///
    /// What the list itself settles may be asked by everybody: no personal data is touched.
    package static func objections(to plan: Plan, of inquiry: Inquiry, certificate: Certificate, by client: Client) -> [JSONProblem] {
        guard case .ask = plan else { return [] }
        var objections: [JSONProblem] = []
        if !isEntitled(client.requesterClass, to: certificate) {
            objections.append(
                JSONProblem(
                    pointer: "/certificate", code: "requester-not-entitled", reason: "may not be asked for by a client of this kind"))
        }
        for (index, claim) in inquiry.claims.enumerated() {
            if !client.claims.contains(claim.kind) {
                objections.append(
                    JSONProblem(pointer: "/claims/\(index)/claim", code: "claim-not-allowed", reason: "is not among this client's rights"))
            } else if let lack = lackingBasis(for: claim.kind, purpose: inquiry.purpose, requester: client.requesterClass) {
                objections.append(lack)
            } else if claim.asksWhoBoreWhom, inquiry.purpose.legalBasis == nil {
                objections.append(
                    JSONProblem(
                        pointer: "/purpose/legalBasis", code: "legal-basis-required",
                        reason: "parents by birth are told only where a law names them"))
            }
        }
        return objections.withoutRepeats()
    }

    /// Data sharing is for departments acting under a statutory duty (Government Data Sharing Regulation Art. 2); beyond them only those whom
    /// the catalogue names for the certificate.
    private static func isEntitled(_ requester: RequesterClass, to certificate: Certificate) -> Bool {
        requester == .governmentDepartment || certificate.requesters.contains(requester)
    }

    private static func lackingBasis(for kind: ClaimKind, purpose: Purpose, requester: RequesterClass) -> JSONProblem? {
        switch kind {
        case .crimeNoRecord: lackingBasisForCrime(purpose, requester)
        case .rehabStatus, .rehabPerformance: lackingBasisForRehabilitation(purpose)
        default: nil
        }
    }

    /// What is known about people in drug treatment is confidential (Regulation on Drug Rehabilitation 7): default deny. An authority names the
    /// article that makes it its duty to ask; nobody's consent stands in for it. Who else may ask, the catalogue says: nobody.
    private static func lackingBasisForRehabilitation(_ purpose: Purpose) -> JSONProblem? {
        guard purpose.legalBasis == nil else { return nil }
        return JSONProblem(pointer: "/purpose/legalBasis", code: "legal-basis-required", reason: "the authority's statutory duty must be named")
    }

    /// A unit may ask about criminal records only under a statutory ban on employment or its like; an agent or notary only with the subject's
    /// consent (2021 rules of the Ministry of Public Security on criminal-record queries).
    private static func lackingBasisForCrime(_ purpose: Purpose, _ requester: RequesterClass) -> JSONProblem? {
        switch requester {
        case .employer, .serviceInstitution, .publicUtility, .authorisedOrganisation:
            guard purpose.legalBasis == nil else { return nil }
            return JSONProblem(pointer: "/purpose/legalBasis", code: "legal-basis-required", reason: "a statutory ban or its like must be named")
        case .agent, .notary, .interestedParty:
            guard purpose.consent == nil && purpose.legalBasis == nil else { return nil }
            return JSONProblem(pointer: "/purpose/consent", code: "consent-required", reason: "the subject's consent must be named")
        case .governmentDepartment, .courtOrProcuratorate, .legalAid, .subject:
            return nil
        }
    }
}

extension Claim {
    /// The answer tells parents by birth apart from parents by law, and so whether a child was adopted (Civil Code 1110).
    fileprivate var asksWhoBoreWhom: Bool {
        switch kind {
        case .kinshipRelation: text("mode").map { $0.hasSameBytes(as: "biological") } ?? false
        case .birthFact: self["mother"] != nil || self["father"] != nil
        default: false
        }
    }
}
