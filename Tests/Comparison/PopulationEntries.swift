import Lives
import Verification

/// The population register: an entry for everybody who is in it, under the present number and every number that it ties to him or her.
struct PopulationEntries: Sendable {
    private var statuses: [Int: (status: RegistrationStatus, date: CalendarDate?)] = [:]
    private var residences: [Int: [Residence]] = [:]
    private var links: [Int: [IdentifierLink]] = [:]
    private var spoilt: [Int: DefectClass] = [:]
    private var holders: [String: [Int]] = [:]

    init() {}

    init(_ holding: Projection.Holding, _ projection: Projection, spoilt labels: [Int: DefectClass]) {
        for (place, record) in holding.records.enumerated() {
            switch record.kind {
            case "status": addStatus(record, labels[place])
            case "household": addHousehold(record)
            default: addLink(record)
            }
        }
        for shared in projection.sharedNumbers {
            let number = projection.society.lives[shared.owner].number
            links[shared.user, default: []].append(IdentifierLink(identifier: Identifier(type: .residentID, number: number), until: shared.until))
            for person in [shared.user, shared.owner] { spoilt[person] = .sharedNumber }
        }
        for (person, life) in projection.society.lives.enumerated() where !life.isUnregistered {
            let former = life.formerNumbers.filter { $0.reason != .duplicateCancelled }.map {
                IdentifierLink(identifier: Identifier(type: .residentID, number: $0.text), until: $0.until)
            }
            links[person, default: []].insert(contentsOf: former, at: 0)
            for number in Set([life.number] + (links[person] ?? []).map(\.identifier.number)) { holders[number, default: []].append(person) }
        }
    }

    private static func person(_ record: ProjectedRecord, _ name: String) -> Int? {
        for field in record.fields where field.name == name { if case .person(let person) = field.value { return person } }
        return nil
    }

    private static func text(_ record: ProjectedRecord, _ name: String) -> String? {
        for field in record.fields where field.name == name { if case .text(let text) = field.value { return text } }
        return nil
    }

    /// The last act counts.
    private mutating func addStatus(_ record: ProjectedRecord, _ label: DefectClass?) {
        guard let person = Self.person(record, "person") else { return }
        var date: CalendarDate?
        for field in record.fields { if case .date(let day) = field.value { date = day } }
        if let known = statuses[person]?.date, let date, date < known { return }
        let reason = Self.text(record, "reason").flatMap { CancellationReason(rawValue: $0) }
        statuses[person] = (reason.map { .cancelled($0, on: date) } ?? .active, date)
        if let label { spoilt[person] = label }
    }

    private mutating func addHousehold(_ record: ProjectedRecord) {
        for field in record.fields {
            guard case .members(let members) = field.value else { continue }
            for (person, stay) in members {
                residences[person, default: []].append(
                    Residence(
                        division: Self.text(record, "division"), address: Self.text(record, "address"), from: stay.from, until: stay.until,
                        household: Self.text(record, "id"), relation: stay.relation < 10 ? "0\(stay.relation)" : "\(stay.relation)"))
            }
        }
    }

    private mutating func addLink(_ record: ProjectedRecord) {
        guard let person = Self.person(record, "a") else { return }
        for field in record.fields {
            guard case .stranger(let name, let number) = field.value else { continue }
            links[person, default: []].append(IdentifierLink(identifier: Identifier(type: .residentID, number: number), name: name))
        }
    }

    func registrations(under number: String, in society: Society) -> (facts: [Fact], spoilt: [DefectClass]) {
        let people = holders[number] ?? []
        let facts = people.map { person in
            let life = society.lives[person]
            return Fact.registration(
                Registration(
                    holder: Party(name: life.name, number: life.number), status: statuses[person]?.status ?? .active, sex: life.sex.rawValue,
                    birthDate: life.born, ethnicity: life.ethnicity,
                    formerNames: life.formerNames.map { FormerName(name: $0.text, until: $0.until) }, links: links[person] ?? [],
                    residences: residences[person] ?? []))
        }
        return (facts, people.compactMap { spoilt[$0] })
    }
}
