import StrictJSON
import Verification

// Rows of the registers that no native adapter reads: adoptions and place names.

extension Record {
    /// `querytype`: 1 asks for a child, 2 for an adopter, 3 for either.
    func isAdoption(asked type: String?, _ number: String) -> Bool {
        let isChild = party("child")?.number == number
        let isParent = parties("parents").contains { $0.number == number }
        return switch type {
        case "1": isChild
        case "2": isParent
        default: isChild || isParent
        }
    }

    /// The first adopter stands under the man's names and the second under the woman's, whatever their sex.
    var adoptionRow: JSON {
        let parents = parties("parents")
        let man = parents.first
        let woman = parents.dropFirst().first
        let isDissolved = kind.word == "dissolution"
        var texts: [(String, String?)] = [
            ("op_type", isDissolved ? "SJB" : "SJA"), ("op_type_desc", isDissolved ? "解除收养登记" : "收养登记"), ("op_date", date("date")?.description),
            ("baby_name", party("child")?.name), ("baby_cert_num", party("child")?.number), ("adopt_name_man", man?.name),
            ("adopt_cert_num_man", man?.number), ("adopt_name_woman", woman?.name), ("adopt_cert_num_woman", woman?.number),
            ("dept_code", "449900"),
        ]
        if let resume = boolean("birthParentsResume") { texts.append(("birth_parents_resume", resume ? "1" : "0")) }
        return .object(texts.map { JSON.Member($0.0, .string($0.1 ?? "")) })
    }

    var placeNameRow: JSON {
        let words = ["address": "现行", "rename": "更名", "split": "拆分", "merge": "合并"]
        return [
            "CHANGE_TYPE": .string(words[kind.word] ?? ""), "OLD_NAME": .array(place.old.map(JSON.string)),
            "NEW_NAME": .array(place.new.map(JSON.string)), "CHANGE_TIME": .string(date("date").map { "\($0) 00:00:00" } ?? ""),
        ]
    }
}
