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
            } else if let lack = lackingBasis(for: claim, purpose: inquiry.purpose, by: client) {
                objections.append(lack)
            }
        }
        if inquiry.purpose.hiddenUntil != nil, !mayHide(inquiry, client) {
            objections.append(
                JSONProblem(
                    pointer: "/purpose/hiddenUntil", code: "secrecy-not-allowed",
                    reason: "only a court or procuratorate, or whoever is registered with the legal basis named, may ask in secret"))
        }
        return objections.withoutRepeats()
    }

    /// A person is told who has asked about him or her (Personal Information Protection Law 44, 45); secrecy takes a law that demands it (18, 35),
    /// which is not the asker's word.
    private static func mayHide(_ inquiry: Inquiry, _ client: Client) -> Bool {
        client.requesterClass == .courtOrProcuratorate || inquiry.claims.allSatisfy { client.mayAsk($0.kind, onBasis: inquiry.purpose.legalBasis) }
    }

    /// Data sharing is for departments acting under a statutory duty (Government Data Sharing Regulation Art. 2); beyond them only those whom
    /// the catalogue names for the certificate.
    private static func isEntitled(_ requester: RequesterClass, to certificate: Certificate) -> Bool {
        requester == .governmentDepartment || certificate.requesters.contains(requester)
    }

    /// What is told only to an authority with a duty to know it is denied by default. The duty is not the asker's word: the article named must be
    /// one that the list of clients gives this client for the claim. Nobody's consent stands in for it.
    private static func lackingBasis(for claim: Claim, purpose: Purpose, by client: Client) -> JSONProblem? {
        if client.mayAsk(claim.kind, onBasis: purpose.legalBasis) { return nil }
        if claim.asksWhoBoreWhom {
            return JSONProblem(
                pointer: "/purpose/legalBasis", code: "legal-basis-required",
                reason: "who bore whom is told only on a legal basis that this client is registered with")
        }
        switch claim.kind {
        case .crimeNoRecord: return lackingBasisForCrime(purpose, client.requesterClass)
        // What is known about people in drug treatment is confidential (Regulation on Drug Rehabilitation 7).
        case .rehabStatus, .rehabPerformance:
            return JSONProblem(
                pointer: "/purpose/legalBasis", code: "legal-basis-required",
                reason: "the statutory duty must be named, as this client is registered with it")
        default: return nil
        }
    }

    /// A unit may ask about criminal records only under a statutory ban on employment or its like; an agent or notary only with the subject's
    /// consent (2021 rules of the Ministry of Public Security on criminal-record queries). Asked where no registered basis is named.
    private static func lackingBasisForCrime(_ purpose: Purpose, _ requester: RequesterClass) -> JSONProblem? {
        switch requester {
        case .employer, .serviceInstitution, .publicUtility, .authorisedOrganisation:
            return JSONProblem(
                pointer: "/purpose/legalBasis", code: "legal-basis-required",
                reason: "a statutory ban or its like must be named, as this client is registered with it")
        case .agent, .notary, .interestedParty:
            guard purpose.consent == nil else { return nil }
            return JSONProblem(pointer: "/purpose/consent", code: "consent-required", reason: "the subject's consent must be named")
        case .governmentDepartment, .courtOrProcuratorate, .legalAid, .subject:
            return nil
        }
    }
}

extension Claim {
    /// The answer tells parents by birth apart from parents by law, and so whether a child was adopted (Civil Code 1110): beside the answer on
    /// legal kinship it would show which of the two it is. What the fertility claims count is births on record, never adoptions.
    fileprivate var asksWhoBoreWhom: Bool {
        switch kind {
        case .kinshipRelation: text("mode").map { $0.hasSameBytes(as: "biological") } ?? false
        case .birthFact: self["mother"] != nil || self["father"] != nil
        case .fertilityChild, .fertilityCountAtMost: true
        default: false
        }
    }
}
