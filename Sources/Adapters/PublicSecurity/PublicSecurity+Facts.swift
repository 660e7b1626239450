import AdapterKit
import Verification

extension PublicSecurityService {
    /// The fact that one row of `cxjg` states. Throws when a register that is kept under citizen numbers answers about another one.
    func fact(from row: ReplyObject, about asked: String) throws(AdapterFailure) -> Fact {
        switch self {
        case .population: return .registration(try row.registration(about: asked))
        case .crimeRecord: return .criminalJudgment(try row.judgment(about: asked))
        case .exitEntry:
            switch try row.text("jllx") {
            case "1": return .document(try row.document())
            case "2": return .crossing(try row.crossing())
            case "3": return .registration(try row.registration(about: nil))
            default: throw row.problem("jllx", "is an unknown kind of record")
            }
        }
    }
}

extension ReplyObject {
    /// One person of the population register. Seen in the wild: `gmsfzh`, `xm`, their match codes and the death flag `swbs`; sex, birth and
    /// ethnicity belong to a longer variant; all else is ours.
    fileprivate func registration(about asked: String?) throws(AdapterFailure) -> Registration {
        let number = try text("gmsfzh")
        let links = try optionalObjects("glzj").mapStrictly { link throws(AdapterFailure) in try link.link() }
        if let asked {
            // The match code says whether the row stands under the number itself; if not, the register has to link the two.
            let isHolder = number.isSameNumber(as: asked)
            guard try flag("gmsfzh_ppddm") == isHolder else { throw problem("gmsfzh_ppddm", "contradicts the number") }
            guard isHolder || links.contains(where: { $0.identifier.number.isSameNumber(as: asked) }) else {
                throw problem("gmsfzh", "is neither the number asked about nor linked to it")
            }
        }
        _ = try flag("xm_ppddm")
        return Registration(
            holder: Party(name: try text("xm"), number: number), status: try status(), sex: try sex(),
            birthDate: try optionalCompactDate("csrq"), ethnicity: try optionalText("mzdm"),
            formerNames: try optionalObjects("cym").mapStrictly { row throws(AdapterFailure) in
                FormerName(name: try row.text("xm"), until: try row.optionalCompactDate("jzrq"))
            },
            links: links,
            residences: try optionalObjects("hjdz").mapStrictly { row throws(AdapterFailure) in
                Residence(
                    division: try row.optionalText("ssxdm"), address: try row.optionalText("xz"), from: try row.optionalCompactDate("qsrq"),
                    until: try row.optionalCompactDate("jzrq"), household: try row.optionalText("hh"), relation: try row.optionalText("yhzgx"))
            })
    }

    /// Active, or cancelled for the reason `zxyy` on the day `zxrq`. The death flag without a reason is a death without a date; a flag that
    /// contradicts the reason is no answer.
    private func status() throws(AdapterFailure) -> RegistrationStatus {
        let isDead = try flag("swbs")
        let day = try optionalCompactDate("zxrq")
        guard let code = try optionalText("zxyy") else {
            if isDead { return .cancelled(.death, on: day) }
            guard day == nil else { throw problem("zxyy", "is missing beside a day of cancellation") }
            return .active
        }
        guard let reason = PublicSecurityCode.cancellation(code) else { throw problem("zxyy", "is an unknown reason") }
        guard isDead == (reason == .death) else { throw problem("swbs", "contradicts the reason of cancellation") }
        return .cancelled(reason, on: day)
    }

    /// GB/T 2261.1: 1 male, 2 female; 0 and 9 say that it is not known.
    private func sex() throws(AdapterFailure) -> String? {
        switch try optionalText("xbdm") {
        case nil, "0", "9": nil
        case "1": "male"
        case "2": "female"
        default: throw problem("xbdm", "is an unknown sex")
        }
    }

    /// Another number of the same person, with the reason `glyy` why the register ties them, which the law does not ask for.
    private func link() throws(AdapterFailure) -> IdentifierLink {
        guard let type = PublicSecurityCode.identifier(try text("zjlx")) else { throw problem("zjlx", "is an unknown kind of document") }
        _ = try text("glyy")
        return IdentifierLink(
            identifier: Identifier(type: type, number: try text("zjhm")), name: try optionalText("xm"), until: try optionalCompactDate("jzrq"))
    }

    /// All ours: a passport or permit with its validity and whether it was declared void (`zfbz`).
    fileprivate func document() throws(AdapterFailure) -> IdentityDocument {
        guard let type = PublicSecurityCode.documentName(try text("zjlx")) else { throw problem("zjlx", "is an unknown kind of document") }
        return IdentityDocument(
            holder: try holder(), type: type, number: try text("zjhm"), validFrom: try optionalCompactDate("yxqqs"),
            validUntil: try optionalCompactDate("yxqjz"), isRevoked: try flag("zfbz"))
    }

    /// All ours: a border crossing in person.
    fileprivate func crossing() throws(AdapterFailure) -> Crossing {
        guard let date = try optionalCompactDate("crjrq") else { throw problem("crjrq", "is missing") }
        return Crossing(holder: try holder(), date: date)
    }

    /// All ours: an effective criminal judgment, with the day of the offence and whether the record is sealed (`fcbz`).
    fileprivate func judgment(about asked: String) throws(AdapterFailure) -> CriminalJudgment {
        let holder = Party(name: try optionalText("xm"), number: try text("gmsfzh"))
        guard holder.number?.isSameNumber(as: asked) == true else { throw problem("gmsfzh", "is not the number asked about") }
        guard let effective = try optionalCompactDate("sxrq") else { throw problem("sxrq", "is missing") }
        return CriminalJudgment(
            holder: holder, effective: effective, offenceDate: try optionalCompactDate("fzrq"), isSealed: try flag("fcbz"))
    }

    private func holder() throws(AdapterFailure) -> Party {
        Party(name: try optionalText("xm"), number: try optionalText("gmsfzh"))
    }
}

/// Code lists of the department.
enum PublicSecurityCode {
    /// Kinds of document after GA/T 2000.156, as far as we know it; 553 and 554 are ours.
    private static let documents: [(code: String, type: IdentifierType)] = [
        ("111", .residentID), ("414", .passport), ("516", .hkMacaoTravelPermit), ("511", .taiwanTravelPermit),
        ("554", .hkMacaoTaiwanResidencePermit), ("553", .foreignPermanentResidence),
    ]

    static func document(of type: IdentifierType) -> String? { documents.first { $0.type == type }?.code }

    /// The code of a document by the name that facts give its kind.
    static func document(named name: String) -> String? {
        name.hasSameBytes(as: residentCard) ? document(of: .residentID) : IdentifierType(rawValue: name).flatMap(document)
    }

    static func identifier(_ code: String) -> IdentifierType? { documents.first { $0.code.hasSameBytes(as: code) }?.type }

    /// The name that facts give to a kind of document: 111 is the card, not its number.
    static func documentName(_ code: String) -> String? {
        identifier(code).map { $0 == .residentID ? residentCard : $0.rawValue }
    }

    private static let residentCard = "resident-id-card"

    /// Ours.
    static func cancellation(_ code: String) -> CancellationReason? {
        switch code {
        case "1": .death
        case "2": .emigrated
        case "3": .army
        case "4": .duplicate
        default: nil
        }
    }
}
