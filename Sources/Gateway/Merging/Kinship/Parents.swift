import Verification

/// Who the parents of one person are on a day, as a fold over dated events (Civil Code 1071–1073, 1105, 1111, 1117; `domain.md` A.4.8).
///
/// Birth makes parents; a paternity judgment says who the father is. From the day of its registration an adoption puts the adopters in their
/// place (1105, 1111), except a birth parent who is married to a single adopter (step-parent adoption). When an adoption ends, the birth
/// parents of a minor are parents again by law, those of an adult only if that was agreed (1117).
///
/// Two different checked numbers that no register links are two people's, whatever their names (``Party/isApart(from:)``). Where the end of an
/// adoption names somebody who did not adopt, as far as is on record, nobody is a parent for certain; likewise where on one day an adoption ended
/// and began anew. One that ended on the very day of its registration has ended.
struct Parents: Sendable {
    /// Parents for certain.
    private(set) var certain: [Parent] = []
    /// Those of whom the law and the records leave it open.
    private(set) var doubtful: [Parent] = []
    /// Those who were parents and are so no more.
    private(set) var ended: [Parent] = []
    /// Two records name different people for one place.
    private(set) var isContradicted = false
    /// An adoption began or ended.
    private(set) var wereReplaced = false

    /// No record at all of who the parents are, or were.
    var isNobodyOnRecord: Bool { certain.isEmpty && doubtful.isEmpty && ended.isEmpty && !wereReplaced }

    /// Parents by birth alone, whatever was adopted since. `people` are those whom the claim names.
    init(byBirth records: ParentageRecords, of child: Identity, on day: CalendarDate, among people: [Identity]) {
        let births = records.births.filter { ($0.date ?? child.birthDate).map { $0 <= day } ?? true }
        let mothers = Parent.merged(births.map { Parent($0.mother, .female, among: people) })
        let certified = Parent.merged(births.compactMap { $0.father.map { Parent($0, .male, among: people) } })
        let judged = Parent.merged(records.fathersByJudgment.map { Parent($0, .male, among: people) })
        // A court's finding decides over what was written at birth (P5).
        let fathers = judged.isEmpty ? certified : judged
        if !judged.isEmpty { ended = certified.filter { father in !judged.contains { $0.isSame(as: father) } } }
        isContradicted = mothers.count > 1 || fathers.count > 1
        certain = mothers + fathers
    }

    /// Parents by law. `marriages` are those that are known of persons whom the claim names.
    init(byLaw records: ParentageRecords, of child: Identity, on day: CalendarDate, among people: [Identity], marriages: KnownMarriages) {
        let birth = Parents(byBirth: records, of: child, on: day, among: people)
        self = birth
        var adopters: [Parent] = []
        for date in records.daysOfChange where date <= day {
            wereReplaced = true
            let begun = records.adoptions.filter { $0.date == date }.map { Parent.merged($0.parents.map { Parent($0, nil, among: people) }) }
            let over = records.dissolutions.filter { $0.date == date }.map { dissolution in
                (dissolution, parents: Parent.merged(dissolution.parents.map { Parent($0, nil, among: people) }))
            }
            // On one day an adoption ends before another begins; but one that began on that very day can only end afterwards.
            let ofTheDay = over.filter { end in begun.contains { $0.mayShare(end.parents) } && !adopters.mayShare(end.parents) }
            let ofBefore = over.filter { end in !(begun.contains { $0.mayShare(end.parents) } && !adopters.mayShare(end.parents)) }
            for (dissolution, parents) in ofBefore { end(dissolution, of: parents, &adopters, birth, of: child) }
            for parents in begun { begin(parents, on: date, &adopters, birth, marriages) }
            for (dissolution, parents) in ofTheDay { end(dissolution, of: parents, &adopters, birth, of: child) }
            // Ended and begun anew by the same people, or registered twice and ended: nobody can tell which came last.
            if ofBefore.contains(where: { end in begun.contains { $0.share(end.parents) } }) { leaveOpen(certain + doubtful + birth.certain) }
        }
        noteAdoptionsOfUnknownBeginning(records, among: people, on: day)
    }

    private mutating func begin(
        _ parents: [Parent], on date: CalendarDate, _ adopters: inout [Parent], _ birth: Parents, _ marriages: KnownMarriages
    ) {
        // Another adoption that did not end: it cannot be told which one stands.
        doubtful = adopters.filter { old in !parents.contains { $0.isSame(as: old) } }
        ended.removeAll { old in parents.contains { $0.isSame(as: old) } }
        adopters = parents
        certain = parents + birth.staying(beside: parents, since: date, marriages)
        isContradicted = false
    }

    private mutating func end(
        _ dissolution: ParentageRecords.Dissolution, of parents: [Parent], _ adopters: inout [Parent], _ birth: Parents, of child: Identity
    ) {
        let left = adopters.filter { old in !parents.contains { $0.isSame(as: old) } }
        let namesNoAdopter = !adopters.isEmpty && left.count == adopters.count
        adopters = left
        if namesNoAdopter || left.mayShare(parents) {
            return leaveOpen(left + parents.filter { parent in !left.contains { $0.isSame(as: parent) } } + birth.certain)
        }
        ended += parents.filter { parent in !birth.certain.contains { $0.isSame(as: parent) } }
        if adopters.isEmpty { resume(birth, after: dissolution, of: child) } else { certain = adopters }
    }

    /// None of these is a parent for certain, and none is not.
    private mutating func leaveOpen(_ parents: [Parent]) {
        certain = []
        doubtful = parents
        isContradicted = false
    }

    /// The birth parents after the adoption is over (Civil Code 1117).
    private mutating func resume(_ birth: Parents, after dissolution: ParentageRecords.Dissolution, of child: Identity) {
        let wasMinor = child.birthDate.map { dissolution.date < $0.addingYears(18) }
        let resumes: Bool? =
            switch (dissolution.birthParentsResume, wasMinor) {
            case (true?, _): true
            case (nil, true?): true
            case (false?, false?): false
            case (false?, _), (nil, _): nil
            }
        certain = []
        doubtful = []
        isContradicted = false
        switch resumes {
        case true?:
            certain = birth.certain
            isContradicted = birth.isContradicted
        case false?: ended += birth.certain
        case nil: doubtful = birth.certain
        }
    }

    /// A dissolved adoption whose registration is not on record began some time before: until it ended nobody's place is sure.
    private mutating func noteAdoptionsOfUnknownBeginning(_ records: ParentageRecords, among people: [Identity], on day: CalendarDate) {
        for dissolution in records.dissolutions where dissolution.date > day {
            let parents = Parent.merged(dissolution.parents.map { Parent($0, nil, among: people) })
            let isKnown = records.adoptions.contains { adoption in
                adoption.date <= dissolution.date
                    && adoption.parents.contains { one in parents.contains { $0.isSame(as: Parent(one, nil, among: people)) } }
            }
            if isKnown { continue }
            doubtful += parents + certain
            certain = []
            wereReplaced = true
        }
    }

    /// Birth parents who remain parents beside the adopters: those married to a single adopter on the day. One of the adopter's own sex cannot
    /// have been; of the other one only a marriage on record tells.
    private func staying(beside adopters: [Parent], since day: CalendarDate, _ marriages: KnownMarriages) -> [Parent] {
        guard adopters.count == 1, let adopter = adopters.first else { return [] }
        return certain.filter { parent in
            if parent.isSame(as: adopter) { return false }
            if let one = adopter.sex, let other = parent.sex, one == other { return false }
            return marriages.wereMarried(parent, adopter, on: day)
        }
    }
}

extension [Parent] {
    /// One person is among both.
    fileprivate func share(_ others: [Parent]) -> Bool { contains { one in others.contains { $0.isSame(as: one) } } }

    /// One person may be among both.
    fileprivate func mayShare(_ others: [Parent]) -> Bool { contains { one in others.contains { $0.mayBe(one) } } }
}

extension ParentageRecords {
    /// The days on which adoptions began or ended.
    fileprivate var daysOfChange: [CalendarDate] { Set(adoptions.map(\.date) + dissolutions.map(\.date)).sorted() }
}

extension CalendarDate {
    /// The same day so many years later; 28 February for a leap day.
    func addingYears(_ years: Int) -> CalendarDate {
        CalendarDate(year: year + years, month: month, day: day) ?? CalendarDate(year: year + years, month: month, day: 28) ?? self
    }
}
