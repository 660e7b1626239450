import StrictJSON
import Verification

// Rows of the registers that no native adapter reads: historic households, vehicles, door plates.

extension Record {
    /// A historic household with everybody who ever belonged to it.
    var householdRow: JSON {
        .object(
            [Column.text("hh", "id"), .text("ssxdm", "division"), .text("xz", "address")].members(of: self)
                + [JSON.Member("cy", .array(members.map(\.row)))])
    }

    var vehicleRow: JSON {
        .object(
            [
                Column.number("gmsfzh", of: "owner"), .name("xm", of: "owner"), .text("hphm", "plate"), .text("clxh", "vehicle"),
                .date("djrq", "from", .compact), .date("zxrq", "until", .compact),
            ].members(of: self))
    }

    /// `bglx`: 0 an address as it stands, 1 renamed, 2 split, 3 merged.
    var placeRow: JSON? {
        guard let code = ["address": "0", "rename": "1", "split": "2", "merge": "3"][kind.word] else { return nil }
        let change = place
        return .object(
            [
                JSON.Member("bglx", .string(code)), JSON.Member("ydz", .array(change.old.map(JSON.string))),
                JSON.Member("xdz", .array(change.new.map(JSON.string))),
            ] + [Column.date("bgrq", "date", .compact)].members(of: self))
    }

    /// The names of a place before and after the change; a name that stands has none before.
    var place: (old: [String], new: [String]) {
        let old = [text("from")].compactMap(\.self) + texts("from")
        let new = [text("to"), text("name")].compactMap(\.self) + texts("to")
        return (old, new)
    }
}

extension HouseholdMember {
    /// `yhzgx`: relation to the head of the household, GB/T 4761.
    fileprivate var row: JSON {
        let members: [(String, String?)] = [
            ("gmsfzh", party.number), ("xm", party.name), ("yhzgx", relation), ("qrrq", from?.compact), ("qcrq", until?.compact),
        ]
        return .object(members.compactMap { name, text in text.map { JSON.Member(name, .string($0)) } })
    }
}

extension [Column] {
    /// The members that the record has something for.
    func members(of record: Record) -> [JSON.Member] { row(of: record, absent: .omitted).members ?? [] }
}
