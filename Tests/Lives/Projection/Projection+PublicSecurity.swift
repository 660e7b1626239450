import Verification

extension Projection {
    func projectPublicSecurity(into draft: inout RegistryDraft) {
        switch draft.registry {
        case .population: projectRegistrations(into: &draft)
        case .hukouArchive: projectHouseholds(into: &draft)
        case .exitEntry: projectCrossings(into: &draft)
        case .crimeRecord: projectCrime(into: &draft)
        default: projectVehicles(into: &draft)
        }
    }

    private func projectRegistrations(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() where life.origin == .mainland {
            for span in life.service {
                status(of: person, "cancelled", "army", on: span.from, into: &draft)
                if let until = span.until, life.death?.date != until { status(of: person, "active", nil, on: until, into: &draft) }
            }
            if let day = life.emigrated { status(of: person, "cancelled", "emigrated", on: day, into: &draft) }
            if let death = life.death { status(of: person, "cancelled", "death", on: death.date, into: &draft) }
            for former in life.formerNumbers where former.reason == .duplicateCancelled {
                draft.event(
                    "link", on: former.until,
                    [
                        ("a", .person(person)), ("b", .stranger(name: society.name(of: person, on: former.until), number: former.text)),
                        ("reason", .text("duplicate-cancelled")),
                    ])
            }
        }
        projectHouseholds(into: &draft)
    }

    private func status(of person: Int, _ status: String, _ reason: String?, on day: CalendarDate, into draft: inout RegistryDraft) {
        var fields: [(String, ProjectedRecord.Value)] = [("person", .person(person)), ("status", .text(status))]
        if let reason { fields.append(("reason", .text(reason))) }
        draft.event("status", on: day, fields + [("date", .date(day))])
    }

    /// Households that stood in 2005 or later are in the register, those before in the archive.
    private func projectHouseholds(into draft: inout RegistryDraft) {
        let electronic = CalendarDate(2005, 1, 1)
        for (place, household) in society.households.enumerated() {
            let members = household.everybody.flatMap { person in
                society.lives[person].stays.filter { $0.household == place }.map { (person: person, stay: $0) }
            }
            guard !members.isEmpty else { continue }
            let isRecent = members.contains { $0.stay.until.map { $0 >= electronic } ?? true }
            guard isRecent == (draft.registry == .population) else { continue }
            draft.event(
                "household", on: nil,
                [
                    ("id", .text("H\(place + 1)")), ("address", .text(household.address)),
                    ("division", .text(PlaceTable.code(of: household.division))), ("members", .members(members)),
                ])
        }
    }

    private func projectCrossings(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            for crossing in life.papers.crossings {
                let document = life.papers.documents[crossing.document]
                draft.event(
                    "crossing", on: crossing.date,
                    [("person", .person(person)), ("date", .date(crossing.date)), ("direction", .text(crossing.isEntry ? "entry" : "exit"))],
                    writing: [ProjectedRecord.Writing(person: person, number: document.number, type: document.type)])
            }
        }
    }

    private func projectCrime(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            for conviction in life.conduct.convictions {
                var fields: [(String, ProjectedRecord.Value)] = [
                    ("person", .person(person)), ("effective", .date(conviction.effective)), ("offenceDate", .date(conviction.offence)),
                ]
                if conviction.isSealed { fields.append(("sealed", .flag(true))) }
                draft.event("judgment", on: conviction.effective, fields)
            }
            for proceeding in life.conduct.proceedings {
                draft.event(
                    "proceeding", on: proceeding.date,
                    [("person", .person(person)), ("date", .date(proceeding.date)), ("stage", .text(proceeding.stage))])
            }
        }
    }

    private func projectVehicles(into draft: inout RegistryDraft) {
        for (person, life) in society.lives.enumerated() {
            for vehicle in life.wealth.vehicles {
                draft.event(
                    "vehicle", on: vehicle.span.from,
                    [("owner", .person(person)), ("plate", .text(vehicle.plate)), ("vehicle", .text(vehicle.vehicle))] + title(vehicle.span))
            }
        }
    }

    /// `from` and, where it is over by today, `until`: the last day on which it was so, as registers write it.
    func span(_ span: Span) -> [(String, ProjectedRecord.Value)] {
        [("from", .date(span.from))] + (span.until.map { [("until", .date(max(span.from, $0.adding(days: -1))))] } ?? [])
    }

    /// Of a registered title `until` is the day on which it is cancelled or somebody else's: on that day it is no longer the person's.
    func title(_ span: Span) -> [(String, ProjectedRecord.Value)] {
        [("from", .date(span.from))] + (span.until.map { [("until", .date($0))] } ?? [])
    }

    func projectPlaces(into draft: inout RegistryDraft) {
        for change in society.places.changes {
            let from: ProjectedRecord.Value = change.kind == .merge ? .texts(change.from) : .text(change.from[0])
            let to: ProjectedRecord.Value = change.kind == .split ? .texts(change.to) : .text(change.to[0])
            draft.event(change.kind.rawValue, on: change.date, [("from", from), ("to", to), ("date", .date(change.date))])
        }
        for street in society.places.streetNames(on: society.today) { draft.event("address", on: nil, [("name", .text(street.name))]) }
    }
}
