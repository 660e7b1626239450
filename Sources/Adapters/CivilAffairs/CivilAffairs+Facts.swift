import AdapterKit
import Verification

extension ReplyObject {
    /// One row of the marriage register. Seen in the wild: `op_type`, `op_type_desc`, `op_date`. Ours: both parties, the certificate's
    /// number `cert_no`, the day of the original registration on reissues, and the kinds `IBS` and `IRR`.
    func maritalEntry(about identifier: Identifier) throws(AdapterFailure) -> MaritalEntry {
        guard let kind = MaritalEntryKind(operation: try text("op_type")) else { throw problem("op_type", "is an unknown operation") }
        let first = try party(name: "name_man", number: "cert_num_man")
        let second = try party(name: "name_woman", number: "cert_num_woman")
        guard [first.number, second.number].contains(where: { $0?.isSameNumber(as: identifier.number) ?? false }) else {
            throw place.unreadable("is not about the number asked")
        }
        guard let date = try optionalDate("op_date") else { throw problem("op_date", "is missing") }
        let isAlone = kind == .refusalToResume && second == Party(name: nil, number: nil)
        return MaritalEntry(kind: kind, a: first, b: isAlone ? nil : second, date: date, original: try optionalDate("original_date"))
    }

    /// One cremation; `NAME`, `ID_CARD`, `DEATH_TIME` and `CREMATION_TIME` as seen in the wild.
    func cremation(about identifier: Identifier) throws(AdapterFailure) -> Cremation {
        let holder = try party(name: "NAME", number: "ID_CARD")
        guard holder.number?.isSameNumber(as: identifier.number) ?? false else { throw problem("ID_CARD", "is not the number asked about") }
        guard let date = try optionalDate("CREMATION_TIME") else { throw problem("CREMATION_TIME", "is missing") }
        return Cremation(holder: holder, died: try optionalDate("DEATH_TIME"), date: date)
    }

    private func party(name: String, number: String) throws(AdapterFailure) -> Party {
        Party(name: try optionalText(name), number: try optionalText(number))
    }
}

extension MaritalEntryKind {
    /// Operation codes of the marriage register (`domain.md` B.1); `IBS` (application for divorce) and `IRR` (refusal to resume) are ours.
    init?(operation code: String) {
        switch code {
        case "IA": self = .marriage
        case "INR": self = .marriageForeign
        case "IB": self = .divorce
        case "ICA": self = .reissuedMarriage
        case "ICB": self = .reissuedDivorce
        case "ID": self = .annulled
        case "IBS": self = .divorceApplication
        case "IRR": self = .refusalToResume
        default: return nil
        }
    }
}
