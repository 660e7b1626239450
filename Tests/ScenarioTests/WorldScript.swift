import StrictJSON

/// What a `world` block says, as a population file in the making.
struct WorldScript: Sendable {
    /// The day of every story: the legal date of the gateway that they are told to.
    static let today = "2026-03-01"

    private var persons: [(id: String, entry: JSON)] = []
    private var records: [(dataset: String, record: JSON)] = []
    private var datasetKeys: [(dataset: String, key: String, value: JSON)] = []
    private var faults: [(dataset: String, fault: JSON)] = []

    /// The population file that the mock registries are given.
    var population: JSON {
        var registries: JSON = .object([])
        for dataset in unique(records.map(\.dataset) + datasetKeys.map(\.dataset)) {
            var holding: JSON = .object([])
            for entry in datasetKeys where entry.dataset == dataset { holding = holding.setting(entry.key[...], to: entry.value) }
            let own = records.filter { $0.dataset == dataset }.map(\.record)
            registries = registries.setting(dataset[...], to: holding.setting("records", to: .array(own)))
        }
        var spoilt: JSON = .object([])
        for dataset in unique(faults.map(\.dataset)) {
            spoilt = spoilt.setting(dataset[...], to: .array(faults.filter { $0.dataset == dataset }.map(\.fault)))
        }
        return [
            "today": .string(Self.today), "persons": .object(persons.map { JSON.Member($0.id, $0.entry) }), "registries": registries,
            "faults": spoilt,
        ]
    }

    /// The entry of a person whom this world holds.
    func person(_ id: String) -> JSON? { persons.first { $0.id == id }?.entry }

    /// Lets a known persona live in this world; false for an id that nobody has.
    mutating func admit(_ id: String) -> Bool {
        if person(id) != nil { return true }
        guard let entry = Personas.entry(id) else { return false }
        persons.append((id, entry))
        return true
    }

    /// One line of the block.
    mutating func read(_ line: ScriptLine) throws {
        guard line.words.count >= 2 else { throw ScenarioMistake(line: line.number, what: "a world line has two words or more") }
        let (subject, what) = (line.words[0], line.words[1])
        switch (subject, what) {
        case ("person", _): try readPerson(what, line)
        case (_, "fault"): try readFault(subject, line)
        case (_, "covers"):
            for (key, value) in try line.pairs(from: 2) { datasetKeys.append((subject, key, .string(value))) }
        case (_, "areas"):
            let areas = try line.pairs(from: 2).map { JSON.Member($0.key, ["electronicSince": .string($0.value)]) }
            datasetKeys.append((subject, "areas", .object(areas)))
        default: try readRecord(subject, what, line)
        }
    }

    private mutating func readPerson(_ id: String, _ line: ScriptLine) throws {
        var entry = person(id) ?? Personas.entry(id) ?? .object([])
        for (key, value) in try line.pairs(from: 2) { entry = entry.setting(key[...], to: .written(value, for: key)) }
        guard entry["name"] != nil, entry["number"] != nil else {
            throw ScenarioMistake(line: line.number, what: "\(id) is no persona: a name and a number are needed")
        }
        persons.removeAll { $0.id == id }
        persons.append((id, entry))
    }

    private mutating func readFault(_ dataset: String, _ line: ScriptLine) throws {
        guard line.words.count >= 3 else { throw ScenarioMistake(line: line.number, what: "which fault?") }
        var fault: JSON = ["fault": .string(line.words[2])]
        for (key, value) in try line.pairs(from: 3) { fault = fault.setting(key[...], to: .written(value, for: key)) }
        faults.append((dataset, fault))
    }

    /// `ca-marriage marriage P01 P02 2010-05-20 case=…`: persons in the order of the kind, a bare date is the record's date.
    private mutating func readRecord(_ dataset: String, _ kind: String, _ line: ScriptLine) throws {
        var record: JSON = ["kind": .string(kind)]
        var roles = Self.roles(of: kind)
        var next = 2
        while next < line.words.count, !line.words[next].contains("=") {
            let word = line.words[next]
            if Self.isDate(word) {
                record = record.setting("date", to: .string(word))
            } else {
                guard !roles.isEmpty else { throw ScenarioMistake(line: line.number, what: "\(word) has no place in \(kind)") }
                guard admit(word) else { throw ScenarioMistake(line: line.number, what: "nobody is called \(word)") }
                record = record.setting(roles.removeFirst(), to: .string(word))
            }
            next += 1
        }
        for (key, value) in try line.pairs(from: next) {
            if Self.personKeys.contains(key), !admit(value) { throw ScenarioMistake(line: line.number, what: "nobody is called \(value)") }
            if key == "parents" {
                // One or two, with a comma between them.
                let ids = value.split(separator: ",").map(String.init)
                for id in ids where !admit(id) { throw ScenarioMistake(line: line.number, what: "nobody is called \(id)") }
                record = record.setting("parents", to: .array(ids.map(JSON.string)))
                continue
            }
            // A place splits into several, or several merge into one.
            if (kind == "split" && key == "to") || (kind == "merge" && key == "from") {
                record = record.setting(key[...], to: .array(value.split(separator: ",").map { .string(String($0)) }))
                continue
            }
            record = record.setting(key[...], to: .written(value, for: key))
        }
        records.append((dataset, record))
    }

    private static func roles(of kind: String) -> ArraySlice<Substring> {
        switch kind {
        case "refusal-to-resume": ["by"]
        case "birth": ["child", "mother", "father"]
        case "paternity": ["child", "father"]
        case "adoption", "dissolution": ["child"]
        case "right", "vehicle": ["owner"]
        case "lease": ["tenant"]
        case "premises": ["applicant"]
        case "marriage", "marriage-foreign", "divorce", "reissued-marriage", "reissued-divorce", "annulled", "divorce-application", "nullity",
            "annulment", "recognition", "foreign-divorce", "link":
            ["a", "b"]
        default: ["person"]
        }
    }

    private static let personKeys: Set<String> = ["a", "b", "by", "person", "child", "mother", "father", "legalRepresentative"]

    private static func isDate(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return bytes.count == 10 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
    }

    private func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { seen, name in if !seen.contains(name) { seen.append(name) } }
    }
}
