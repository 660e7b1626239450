/// One certificate of the list: what nobody may ask of a committee any more, and what takes its place. There is one of each in a catalogue,
/// which all who need it share.
package final class Certificate: Sendable {
    package let id: CertificateID
    /// Its number on the list, from 1.
    package let number: Int
    package let name: Text
    /// Other names under which it is asked for.
    package let aliases: [Text]
    package let origin: Origin
    /// What a clerk should know first, in two sentences at most.
    package let summary: Text
    /// How the fact is established now, in the order in which the list names them.
    package let routes: [Route]
    /// Departments that share data for it.
    package let sharedCheck: AuthorityList
    /// Departments that can be asked case by case under statutory procedure.
    package let caseQuery: AuthorityList
    /// Who issues or decides in its place.
    package let issuers: [Issuer]
    package let originals: OriginalDocuments
    /// Who replaces a lost document; nil where none is involved.
    package let reissue: Text?
    package let exceptions: [CertificateException]
    /// Who may ask the gateway about it.
    package let requesters: Set<RequesterClass>
    package let matters: [Text]
    package let claims: [ClaimKind]
    /// What is asked when the inquiry names no claim; nil where it must name one or nothing is asked.
    package let defaultClaim: ClaimKind?
    /// What is done with an inquiry that names no claim.
    package let withoutClaims: WithoutClaims
    /// What "no record" means here.
    package let noRecord: Text
    /// Whether the matter may go on against a notification and commitment (告知承诺), where its own rules allow it.
    package let allowsCommitment: Bool
    /// What the person declares in place of the certificate; nil where nothing is declared.
    package let declaration: Text?
    /// Documents that are replaced without any prior certificate (item 20).
    package let lostDocuments: LostDocuments?

    init(
        id: CertificateID, number: Int, name: Text, aliases: [Text], origin: Origin, summary: Text, routes: [Route],
        sharedCheck:
            AuthorityList, caseQuery: AuthorityList, issuers: [Issuer], originals: OriginalDocuments, reissue: Text?,
        exceptions:
            [CertificateException], requesters: Set<RequesterClass>, matters: [Text], claims: [ClaimKind], defaultClaim: ClaimKind?,
        withoutClaims: WithoutClaims, noRecord: Text, allowsCommitment: Bool, declaration: Text?, lostDocuments: LostDocuments?
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.aliases = aliases
        self.origin = origin
        self.summary = summary
        self.routes = routes
        self.sharedCheck = sharedCheck
        self.caseQuery = caseQuery
        self.issuers = issuers
        self.originals = originals
        self.reissue = reissue
        self.exceptions = exceptions
        self.requesters = requesters
        self.matters = matters
        self.claims = claims
        self.defaultClaim = defaultClaim
        self.withoutClaims = withoutClaims
        self.noRecord = noRecord
        self.allowsCommitment = allowsCommitment
        self.declaration = declaration
        self.lostDocuments = lostDocuments
    }

    /// True where nobody may ask for such a certificate and no registry is asked.
    package var isPurelyProcedural: Bool { withoutClaims == .notRequired }

    /// The exception that takes a matter of this category out of the list, or nil.
    package func exception(for category: PurposeCategory) -> CertificateException? {
        exceptions.first { $0.category == category }
    }

    /// Every text under which the certificate is found.
    var searchNames: [String] {
        [id.rawValue] + ([name] + aliases).flatMap { [$0.zh, $0.en] }
    }

    /// Who struck it: the national ministries (items 1 to 20) or Guangdong (21 to 23).
    package enum Origin: String, Sendable, CaseIterable {
        case national
        case guangdong
    }

    /// What happens to an inquiry without claims.
    package enum WithoutClaims: String, Sendable, CaseIterable {
        /// The default claim is asked.
        case askDefault = "ask-default"
        /// It is refused: the hall must say what it wants to know.
        case refuse
        /// Only a competent body can answer; nobody is asked.
        case refer
        /// Nothing has to be proved.
        case notRequired = "not-required"
    }
}

extension Certificate: Hashable {
    /// The same entry of the same catalogue.
    package static func == (left: Certificate, right: Certificate) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// How a fact is established without the certificate.
package enum Route: String, Sendable, CaseIterable {
    case sharedCheck = "shared-check"
    case caseQuery = "case-query"
    case presentOriginal = "present-original"
    case reissue
    case issuer
    case court
    case queryApplication = "query-application"
    case procedural
    case selfEvidence = "self-evidence"
    case annotation
    case declareThenCheck = "declare-then-check"
    case negotiateMediateSue = "negotiate-mediate-sue"
}

/// Authorities by their ids; open when the list says "and others".
package struct AuthorityList: Sendable, Hashable {
    package let authorities: [String]
    package let isOpen: Bool
}

/// A body that issues or decides, and what.
package struct Issuer: Sendable, Hashable {
    package let body: Text
    package let what: Text
    /// The rule that makes it competent; nil where that is the list itself.
    package let basis: Text?
}

/// Documents that the person may show instead; open when the list says "and the like".
package struct OriginalDocuments: Sendable, Hashable {
    package let documents: [DocumentID]
    package let isOpen: Bool
}

/// A kind of matter that the list leaves to its own rules.
package struct CertificateException: Sendable, Hashable {
    package let category: PurposeCategory
    package let name: Text
    /// What holds in that matter.
    package let advice: Text
}

/// Kinds of documents whose loss needs no certificate.
package struct LostDocuments: Sendable, Hashable {
    package let official: [DocumentID]
    package let commercial: [DocumentID]
}
