import StrictJSON
import Verification

extension PublicSecurityDepartment {
    /// One published service.
    enum Service: CaseIterable {
        case population, exitEntry, crimeRecord, hukouArchive, traffic, doorplate

        init?(path: String) {
            guard let service = Self.allCases.first(where: { $0.path.utf8.elementsEqual(path.utf8) }) else { return nil }
            self = service
        }

        var dataset: RegistryID {
            switch self {
            case .population: "ps-population"
            case .exitEntry: "ps-exit-entry"
            case .crimeRecord: "crime-record"
            case .hukouArchive: "ps-hukou-archive"
            case .traffic: "ps-traffic"
            case .doorplate: "ps-doorplate"
            }
        }

        var path: String {
            switch self {
            case .population: "/ebus/gdga/rkxxcx"
            case .exitEntry: "/ebus/gdga/crjzjcx"
            case .crimeRecord: "/ebus/gdga/fzjlcx"
            case .hukouArchive: "/ebus/gdga/lshjcx"
            case .traffic: "/ebus/gdga/jdccx"
            case .doorplate: "/ebus/gdga/mlpcx"
            }
        }

        /// What `x-tif-serviceid` has to say.
        var id: String {
            switch self {
            case .population: "svc-rkxxcx"
            case .exitEntry: "svc-crjzjcx"
            case .crimeRecord: "svc-fzjlcx"
            case .hukouArchive: "svc-lshjcx"
            case .traffic: "svc-jdccx"
            case .doorplate: "svc-mlpcx"
            }
        }

        /// The rows on record, by the number alone.
        func rows(matching condition: Condition, in world: any World) -> [JSON] {
            let facts = world.facts(in: dataset, under: condition.number)
            return facts.compactMap { fact in
                switch (self, fact) {
                case (.population, .registration(let registration)): .object(registration.members(matching: condition))
                case (.crimeRecord, .criminalJudgment(let judgment)): judgment.row
                case (.exitEntry, .document(let document)): condition.admits(document) ? document.row : nil
                case (.exitEntry, .crossing(let crossing)): condition.documentType == nil ? crossing.row : nil
                case (.exitEntry, .registration(let registration)):
                    condition.documentType == nil
                        ? .object([JSON.Member("jllx", "3")] + registration.members(matching: condition)) : nil
                case (.hukouArchive, .record(let record)): record.householdRow
                case (.traffic, .record(let record)): record.vehicleRow
                case (.doorplate, .record(let record)): record.placeRow
                default: nil
                }
            }
        }
    }

    /// What a request asks for.
    struct Condition {
        let number: String
        let name: String
        /// For a look-up of one document by its own number: the code of its kind.
        let documentType: String?

        /// Nil when a field is missing or empty.
        init?(_ json: JSON, for service: Service) {
            guard let condition = json["cxtj"], json["cxsy"]?["sxbm"]?.text != nil else { return nil }
            if service == .doorplate {
                // Places are asked by name; nobody stands in them.
                guard let place = condition["dzmc"]?.text, !place.isEmpty else { return nil }
                (number, name, documentType) = (place, "", nil)
                return
            }
            guard let name = condition["xm"]?.text else { return nil }
            self.name = name
            switch service {
            case .doorplate: return nil
            case .population, .crimeRecord, .hukouArchive, .traffic:
                guard let number = condition["gmsfzh"]?.text, !number.isEmpty else { return nil }
                self.number = number
                documentType = nil
            case .exitEntry:
                guard let number = condition["zjhm"]?.text, !number.isEmpty, let type = condition["zjlx"]?.text else { return nil }
                self.number = number
                switch condition["cxfs"]?.text {
                case "1": documentType = nil
                case "2": documentType = type
                default: return nil
                }
            }
        }

        func admits(_ document: IdentityDocument) -> Bool {
            documentType == nil || (document.number.isEqual(to: number) && Code.document(document.type) == documentType)
        }
    }
}

/// The department's code lists, as its own programmers wrote them down.
private enum Code {
    static func document(_ type: String) -> String {
        switch type {
        case "resident-id", "resident-id-card": "111"
        case "passport": "414"
        case "hk-macao-travel-permit": "516"
        case "taiwan-travel-permit": "511"
        case "hk-macao-taiwan-residence-permit": "554"
        case "foreign-permanent-residence": "553"
        default: type
        }
    }

    static func reason(_ reason: CancellationReason) -> String {
        switch reason {
        case .death: "1"
        case .emigrated: "2"
        case .army: "3"
        case .duplicate: "4"
        }
    }
}

extension String {
    /// Byte for byte, but for the case of the check letter.
    fileprivate func isEqual(to other: String) -> Bool { uppercased().utf8.elementsEqual(other.uppercased().utf8) }
}

/// A member, or none where there is nothing to say.
private func member(_ name: String, _ text: String?) -> [JSON.Member] { text.map { [JSON.Member(name, .string($0))] } ?? [] }
private func member(_ name: String, _ date: CalendarDate?) -> [JSON.Member] { member(name, date?.compact) }

extension Registration {
    fileprivate func members(matching condition: PublicSecurityDepartment.Condition) -> [JSON.Member] {
        let isHolder = holder.number?.isEqual(to: condition.number) ?? false
        let hasName = holder.name?.utf8.elementsEqual(condition.name.utf8) ?? false
        var isDead = false
        var cancellation: [JSON.Member] = []
        if case .cancelled(let reason, let day) = status {
            isDead = reason == .death
            cancellation = member("zxyy", Code.reason(reason)) + member("zxrq", day)
        }
        return member("gmsfzh", holder.number) + member("gmsfzh_ppddm", isHolder ? "1" : "0") + member("swbs", isDead ? "1" : "0")
            + member("xm", holder.name) + member("xm_ppddm", hasName ? "1" : "0")
            + member("xbdm", sex.map { $0 == "male" ? "1" : $0 == "female" ? "2" : "0" }) + member("csrq", birthDate)
            + member("mzdm", ethnicity) + cancellation
            + list("cym", formerNames.map { member("xm", $0.name) + member("jzrq", $0.until) })
            + list("glzj", links.map(Self.members))
            + list(
                "hjdz",
                residences.map {
                    member("ssxdm", $0.division) + member("xz", $0.address) + member("qsrq", $0.from) + member("jzrq", $0.until)
                        + member("hh", $0.household) + member("yhzgx", $0.relation)
                })
    }

    /// `glyy`: 1 the old number of 15 digits, 2 another number than before, 3 another document.
    private static func members(of link: IdentifierLink) -> [JSON.Member] {
        let reason = link.identifier.number.utf8.count == 15 ? "1" : link.identifier.type == .residentID ? "2" : "3"
        return member("zjlx", Code.document(link.identifier.type.rawValue)) + member("zjhm", link.identifier.number) + member("xm", link.name)
            + member("jzrq", link.until) + member("glyy", reason)
    }

    private func list(_ name: String, _ rows: [[JSON.Member]]) -> [JSON.Member] {
        rows.isEmpty ? [] : [JSON.Member(name, .array(rows.map { .object($0) }))]
    }
}

extension CriminalJudgment {
    fileprivate var row: JSON {
        .object(
            member("gmsfzh", holder.number) + member("xm", holder.name) + member("sxrq", effective) + member("fzrq", offenceDate)
                + member("fcbz", isSealed ? "1" : "0"))
    }
}

extension IdentityDocument {
    fileprivate var row: JSON {
        .object(
            member("jllx", "1") + member("zjlx", Code.document(type)) + member("zjhm", number) + member("gmsfzh", holder.number)
                + member("xm", holder.name) + member("yxqqs", validFrom) + member("yxqjz", validUntil) + member("zfbz", isRevoked ? "1" : "0"))
    }
}

extension Crossing {
    fileprivate var row: JSON {
        .object(member("jllx", "2") + member("gmsfzh", holder.number) + member("xm", holder.name) + member("crjrq", date))
    }
}
