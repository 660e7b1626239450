import Verification

/// One registry on the way into the file: takes events, hides what it cannot know, and injects mistakes.
///
/// Every decision is drawn for the n-th event of the registry, so that other rates or another lag leave all other decisions as they are.
struct RegistryDraft {
    let registry: RegistryID
    let society: Society
    private let group: Int
    private var events = 0
    private(set) var records: [ProjectedRecord] = []
    /// Records that mistakes add; they follow the others.
    private var added: [(record: ProjectedRecord, kind: DefectClass, persons: [Int])] = []
    private(set) var hidden: [HiddenEvent] = []
    private(set) var labels: [DefectLabel] = []

    init(_ registry: RegistryID, of society: Society) {
        self.registry = registry
        self.society = society
        group = RecordKind.registries.firstIndex(of: registry) ?? 0
    }

    /// Something that happened and that the registry may hear of. `date` is when: undated things always stand. `isCovered` false: not here.
    mutating func event(
        _ kind: String, on date: CalendarDate?, _ fields: [(String, ProjectedRecord.Value)], isCovered: Bool = true,
        writing: [ProjectedRecord.Writing] = []
    ) {
        let event = events
        events += 1
        var record = ProjectedRecord(kind: kind, fields: fields.map { (name: $0.0, value: $0.1) }, writings: writing)
        if let cause = cause(of: event, kind, on: date, isCovered: isCovered) {
            hidden.append(HiddenEvent(registry: registry, kind: kind, date: date, cause: cause, persons: record.persons))
            return
        }
        if let date, Coverage.writesAsOfTheTime(registry) { writeAsOfTheTime(&record, on: date) }
        if Coverage.isTyped(registry) { mistype(&record, event, on: date) }
        records.append(record)
    }

    /// Adds what mistakes add and hands over.
    mutating func finish() {
        for entry in added {
            labels.append(DefectLabel(kind: entry.kind, registry: registry, record: records.count, persons: entry.persons))
            records.append(entry.record)
        }
        added = []
    }

    /// A record that nothing happened for.
    mutating func addFalse(_ record: ProjectedRecord, _ kind: DefectClass) { added.append((record, kind, record.persons)) }

    /// A mistake in the persons' own entries that this register answers with.
    mutating func addLabel(_ label: DefectLabel) { labels.append(label) }

    private func cause(of event: Int, _ kind: String, on date: CalendarDate?, isCovered: Bool) -> HiddenEvent.Cause? {
        guard isCovered else { return .coverage }
        guard let date else { return nil }
        let seed = society.plan.seed
        if date > society.today { return .lag }
        if let gap = Coverage.gap(in: registry), date < gap.before {
            var dice = Dice(seed: seed, for: .coverage, event, of: group)
            if dice.percent(gap.percent) { return .coverage }
        }
        guard society.plan.lag != .none else { return nil }
        if registry == .courtJudgment, society.plan.lag == .standard {
            var dice = Dice(seed: seed, for: .sharing, event, of: group)
            if dice.percent(8) { return .neverShared }
        }
        var dice = Dice(seed: seed, for: .lag, event, of: group)
        return date.adding(days: Coverage.lag(of: registry, &dice)) > society.today ? .lag : nil
    }

    /// Registers keep what was written on the day.
    private func writeAsOfTheTime(_ record: inout ProjectedRecord, on date: CalendarDate) {
        for person in record.persons {
            let life = society.lives[person]
            guard !life.formerNames.isEmpty || !life.formerNumbers.isEmpty else { continue }
            let name = society.name(of: person, on: date)
            let number = society.number(of: person, on: date)
            let place = record.place(ofWriting: person)
            if record.writings[place].name == nil, !name.utf8.elementsEqual(life.name.utf8) { record.writings[place].name = name }
            if record.writings[place].number == nil, !number.utf8.elementsEqual(life.number.utf8) { record.writings[place].number = number }
        }
    }

    private mutating func mistype(_ record: inout ProjectedRecord, _ event: Int, on date: CalendarDate?) {
        let rates = society.plan.defects
        guard rates != .none else { return }
        var dice = Dice(seed: society.plan.seed, for: .defect, event, of: group)
        var found: [(DefectClass, [Int])] = []
        for person in record.persons {
            // Drawn whatever the rates are, so that one rate does not change what another one hits.
            var own = Dice(seed: dice.next())
            let life = society.lives[person]
            let place = record.place(ofWriting: person)
            let name = record.writings[place].name ?? life.name
            if let (kind, wrong) = Mistyping.name(name, rates, &own) {
                record.writings[place].name = wrong
                found.append((kind, [person]))
            }
            guard record.writings[place].type == nil else { continue }
            let number = record.writings[place].number ?? life.number
            if let (kind, wrong) = Mistyping.number(number, of: life, on: date, rates, &own) {
                record.writings[place].number = wrong
                found.append((kind, [person]))
            }
        }
        if record.kind.hasPrefix("reissued-"), let original = record.fields.firstIndex(where: { $0.name == "original" }) {
            var own = Dice(seed: dice.next())
            if own.chance(perMillion: rates[.missingReissueLink]) {
                found.append((.missingReissueLink, record.persons))
                record.fields.remove(at: original)
            }
        }
        labels += found.map { DefectLabel(kind: $0.0, registry: registry, record: records.count, persons: $0.1) }
        guard registry == .marriage, record.kind == "marriage" || record.kind == "marriage-foreign" else { return }
        var own = Dice(seed: dice.next())
        if own.chance(perMillion: rates[.duplicateMarriage]) { added.append((record, .duplicateMarriage, record.persons)) }
    }
}

extension ProjectedRecord {
    /// Where the person's writing stands; one is made where there is none.
    fileprivate mutating func place(ofWriting person: Int) -> Int {
        if let place = writings.firstIndex(where: { $0.person == person }) { return place }
        writings.append(Writing(person: person))
        return writings.count - 1
    }
}
