import Verification

/// Counts of what was generated, and what each person's line of the oracle tells of registries.
package struct Summary: Sendable {
    /// Events by kind, in order.
    package private(set) var events: [(name: String, count: Int)] = []
    /// What registries do not show, as "registry cause", in order.
    package private(set) var hidden: [(name: String, count: Int)] = []
    /// Mistakes by class.
    package private(set) var defects: [(name: String, count: Int)] = []
    /// Records by registry, in the order of the file.
    package private(set) var records: [(name: String, count: Int)] = []
    /// By person.
    package private(set) var hiddenOf: [Int: [HiddenEvent]] = [:]
    /// By person.
    package private(set) var defectsOf: [Int: [DefectLabel]] = [:]

    init(_ society: Society) { countEvents(society) }

    /// Adds what one registry shows and does not.
    mutating func see(_ holding: Projection.Holding) {
        records.append((holding.registry.rawValue, holding.records.count))
        for cause in HiddenEvent.Cause.allCases {
            let count = holding.hidden.count { $0.cause == cause }
            if count > 0 { hidden.append(("\(holding.registry.rawValue) \(cause.rawValue)", count)) }
        }
        for event in holding.hidden { for person in event.persons { hiddenOf[person, default: []].append(event) } }
        for label in holding.defects {
            for person in label.persons { defectsOf[person, default: []].append(label) }
            if let place = defects.firstIndex(where: { $0.name.utf8.elementsEqual(label.kind.rawValue.utf8) }) {
                defects[place].count += 1
            } else {
                defects.append((label.kind.rawValue, 1))
            }
        }
    }

    private mutating func countEvents(_ society: Society) {
        let lives = society.lives
        let unions = society.unions
        func count(_ name: String, _ count: Int) { events.append((name, count)) }
        count("births", lives.count { $0.mother != nil })
        count("arrivals", lives.count { $0.mother == nil })
        count("deaths", lives.count { $0.death != nil })
        count("marriages", unions.count)
        count("office divorces", unions.count { $0.ending?.cause == .registration })
        count("court divorces", unions.count { $0.ending?.cause == .judgment })
        count("void marriages", unions.count { $0.voided != nil })
        count("reissued certificates", unions.reduce(0) { $0 + $1.reissues.count + $1.divorceReissues.count { $0 <= society.today } })
        count("disappearances", lives.reduce(0) { $0 + $1.absences.count })
        count("declarations", lives.reduce(0) { $0 + $1.declarations.count })
        count("name changes", lives.reduce(0) { $0 + $1.formerNames.count })
        count("number changes", lives.reduce(0) { $0 + $1.formerNumbers.count { $0.reason == .numberChange } })
        count("adoptions", lives.reduce(0) { $0 + $1.adoptions.count })
        count("households", society.households.count)
        count("emigrations", lives.count { $0.emigrated != nil })
        count("convictions", lives.reduce(0) { $0 + $1.conduct.convictions.count })
        count("jobs", lives.reduce(0) { $0 + $1.work.jobs.count })
        count("registered unemployed", lives.reduce(0) { $0 + $1.work.unemployed.count })
        count("owners of real estate", lives.count { !$0.wealth.rights.isEmpty })
        count("disability certificates", lives.count { $0.conduct.disability != nil })
        count("residents from elsewhere", lives.count { $0.origin != .mainland })
    }
}

extension Summary: CustomStringConvertible {
    /// A line for each count, grouped.
    package var description: String {
        let groups: [(String, [(name: String, count: Int)])] = [
            ("lives", events), ("records", records), ("hidden", hidden), ("defects", defects),
        ]
        return groups.map { title, counts in
            let lines = counts.map { "  " + String(repeating: " ", count: max(0, 9 - String($0.count).utf8.count)) + "\($0.count)  \($0.name)" }
            return title + (lines.isEmpty ? "\n          none" : "\n" + lines.joined(separator: "\n"))
        }.joined(separator: "\n")
    }
}
