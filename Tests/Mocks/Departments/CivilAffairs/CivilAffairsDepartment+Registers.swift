import ShangMi
import StrictJSON
import Verification

extension CivilAffairsDepartment {
    /// What the department found, or in words why it did not look.
    enum Outcome {
        case found([JSON.Member])
        case message(String)
    }

    /// One published service.
    enum Service: CaseIterable {
        case marriage, funeral, adoption, placename

        init?(id: String) {
            guard let service = Self.allCases.first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else { return nil }
            self = service
        }

        var dataset: RegistryID {
            switch self {
            case .marriage: "ca-marriage"
            case .funeral: "ca-funeral"
            case .adoption: "ca-adoption"
            case .placename: "ca-placename"
            }
        }

        /// What `gjgxjhpt_sid` has to say.
        var id: String {
            switch self {
            case .marriage: "s_demo_marriage"
            case .funeral: "s_demo_funeral"
            case .adoption: "s_demo_adoption"
            case .placename: "s_demo_placename"
            }
        }

        /// The number in `biz_content`; nil when a field is missing or empty.
        func number(in condition: JSON) -> String? {
            let names =
                switch self {
                case .marriage: (name: "name_man", number: "cert_num_man")
                case .funeral: (name: "name", number: "id_card")
                case .adoption: (name: "name", number: "cert_num")
                // Places are asked by name; nobody stands in them.
                case .placename: (name: "place_name", number: "place_name")
                }
            if self == .adoption, condition["querytype"]?.text.map({ ["1", "2", "3"].contains($0) }) != true { return nil }
            guard condition[names.name]?.text?.isEmpty == false, let number = condition[names.number]?.text, !number.isEmpty else { return nil }
            return number
        }

        /// Looks up by the number alone.
        func answer(to condition: JSON, in world: any World) -> Outcome {
            let facts = number(in: condition).map { world.facts(in: dataset, under: $0) } ?? []
            let asOf = world.dataAsOf(dataset)
            switch self {
            case .marriage:
                let rows = facts.compactMap { fact in if case .marital(let entry) = fact { entry.row } else { nil } }
                let nothing: JSON = ["op_type": "", "op_type_desc": "未查询到登记信息", "op_date": ""]
                return answer(rows: rows.isEmpty ? [nothing] : rows, asOf: asOf)
            case .funeral:
                return answer(rows: facts.compactMap { fact in if case .cremation(let cremation) = fact { cremation.row } else { nil } }, asOf: asOf)
            case .adoption:
                let number = self.number(in: condition) ?? ""
                let records = world.records(in: dataset, under: number).filter { $0.isAdoption(asked: condition["querytype"]?.text, number) }
                let nothing: JSON = ["op_type": "", "op_type_desc": "未查询到登记信息", "op_date": ""]
                return answer(rows: records.isEmpty ? [nothing] : records.map(\.adoptionRow), asOf: asOf)
            case .placename: return answer(rows: world.records(in: dataset, under: number(in: condition) ?? "").map(\.placeNameRow), asOf: asOf)
            }
        }

        /// A success that holds these rows and nothing else.
        func answer(rows: [JSON], asOf: CalendarDate) -> Outcome {
            let date = JSON.Member("data_as_of", .string(asOf.description))
            switch self {
            case .marriage, .adoption:
                return .found([JSON.Member("code", "0"), JSON.Member("status", "1"), JSON.Member("result", .array(rows)), date])
            case .funeral, .placename:
                let count = JSON.string(String(rows.count))
                return .found([JSON.Member("returncount", count), JSON.Member("recordcount", count), JSON.Member("rows", .array(rows)), date])
            }
        }
    }
}

/// A text member; the department writes "" where it has nothing to say.
private func member(_ name: String, _ text: String?) -> JSON.Member { JSON.Member(name, .string(text ?? "")) }

extension MaritalEntry {
    /// Party `a` stands under the man's names and `b` under the woman's, whatever their sex.
    fileprivate var row: JSON {
        let operation = self.operation
        var members = [
            member("op_type", operation.code), member("op_type_desc", operation.words), member("op_date", date.description),
            member("name_man", a.name), member("cert_num_man", a.number), member("name_woman", b?.name), member("cert_num_woman", b?.number),
        ]
        if let letter = operation.certificate { members.append(member("cert_no", certificateNumber(letter))) }
        if let original { members.append(member("original_date", original.description)) }
        return .object(members)
    }

    private var operation: (code: String, words: String, certificate: String?) {
        switch kind {
        case .marriage: ("IA", "结婚登记", "J")
        case .marriageForeign: ("INR", "涉外结婚登记", "J")
        case .divorce: ("IB", "离婚登记", "L")
        case .reissuedMarriage: ("ICA", "补领结婚证", "BJ")
        case .reissuedDivorce: ("ICB", "补领离婚证", "BL")
        case .annulled: ("ID", "撤销婚姻", nil)
        case .divorceApplication: ("IBS", "离婚登记申请", nil)
        case .refusalToResume: ("IRR", "书面声明不愿意恢复婚姻关系", nil)
        }
    }

    /// Made from the parties and the day, so that it is always the same: letter, division 449900, year and six digits.
    private func certificateNumber(_ letter: String) -> String {
        let seed = "\(a.number ?? "")\(b?.number ?? "")\(date)"
        let serial = Digest.sha256(Array(seed.utf8)).prefix(3).reduce(0) { $0 << 8 | Int($1) } % 1_000_000
        let digits = String(serial)
        return "\(letter)449900-\(date.year)-" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}

extension Cremation {
    fileprivate var row: JSON {
        .object([
            member("NAME", holder.name), member("ID_CARD", holder.number), member("DEATH_TIME", died.map { "\($0) 00:00:00" }),
            member("CREMATION_TIME", "\(date) 00:00:00"),
        ])
    }
}
