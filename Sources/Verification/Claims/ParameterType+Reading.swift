import StrictJSON

extension ParameterType {
    /// Reads the member `key`, which is present; nil when it is wrong, which is recorded.
    func read(_ key: String, from reader: ObjectReader, today: CalendarDate) -> Claim.Value? {
        switch self {
        case .date: reader.date(key, upTo: today).map(Claim.Value.date)
        case .month: month(key, from: reader, today: today)
        case .text(let maximumLength): reader.plainText(key, maximumLength: maximumLength, required: true).map(Claim.Value.text)
        case .word(let words):
            reader.string(key, length: 0...4096).flatMap { word($0, of: words, reader.pointer(to: key), reader) }.map(Claim.Value.text)
        case .form(let form): text(key, form, from: reader)
        case .integer(let range): reader.integer(key, in: range).map(Claim.Value.integer)
        case .onlyTrue: onlyTrue(key, from: reader)
        case .words(let words): self.words(key, of: words, from: reader)
        case .person: reader.object(key).flatMap { Person.read($0, today: today) }.map { .person($0.person) }
        case .persons(let count): persons(key, count, from: reader, today: today)
        case .claimants(let maximum): claimants(key, maximum, from: reader, today: today)
        case .period: period(key, from: reader, today: today)
        }
    }

    private func word(_ text: String, of words: [String], _ pointer: String, _ reader: ObjectReader) -> String? {
        if let word = words.first(where: { $0.hasSameBytes(as: text) }) { return word }
        reader.problems.add(pointer, "unknown-value", "must be one of: \(words.joined(separator: ", "))")
        return nil
    }

    private func text(_ key: String, _ form: TextForm, from reader: ObjectReader) -> Claim.Value? {
        guard let text = reader.string(key, length: 0...4096) else { return nil }
        if form.accepts(text) { return .text(text) }
        reader.report(
            key, "wrong-form", form == .area ? "must be a division code or the word province" : "must be a division code of 6, 9 or 12 digits")
        return nil
    }

    private func onlyTrue(_ key: String, from reader: ObjectReader) -> Claim.Value? {
        guard let flag = reader.optionalBool(key) else { return nil }
        if flag { return .flag(true) }
        reader.report(key, "unknown-value", "may only be true, or be left out")
        return nil
    }

    private func month(_ key: String, from reader: ObjectReader, today: CalendarDate) -> Claim.Value? {
        guard let text = reader.string(key, length: 0...64) else { return nil }
        guard text.utf8.count == 7, let first = CalendarDate(text + "-01") else {
            reader.report(key, "invalid-month", "must be a month, YYYY-MM")
            return nil
        }
        guard first <= today else {
            reader.report(key, "in-the-future", "must not be after the present month")
            return nil
        }
        return .month(year: first.year, month: first.month)
    }

    private func words(_ key: String, of words: [String], from reader: ObjectReader) -> Claim.Value? {
        let before = reader.problems.all.count
        var found: [String] = []
        for element in reader.array(key, count: 1...words.count) {
            guard let text = element.json.text else {
                reader.problems.add(element.pointer, "wrong-type", "must be a string, is \(element.json.kind)")
                continue
            }
            guard let known = word(text, of: words, element.pointer, reader) else { continue }
            if found.contains(known) { reader.problems.add(element.pointer, "repeated", "stands there already") }
            found.append(known)
        }
        return reader.problems.all.count == before ? .words(found) : nil
    }

    private func persons(_ key: String, _ count: ClosedRange<Int>, from reader: ObjectReader, today: CalendarDate) -> Claim.Value? {
        let before = reader.problems.all.count
        let persons = reader.array(key, count: count).compactMap {
            Person.read(ObjectReader($0.json, at: $0.pointer, into: reader.problems), today: today)?.person
        }
        return reader.problems.all.count == before ? .persons(persons) : nil
    }

    private func claimants(_ key: String, _ maximum: Int, from reader: ObjectReader, today: CalendarDate) -> Claim.Value? {
        let before = reader.problems.all.count
        let claimants = reader.array(key, count: 1...maximum).compactMap { element -> Claim.Claimant? in
            let entry = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            let person = entry.object("person").flatMap { Person.read($0, today: today) }
            let relation = entry.string("relation", length: 0...4096)
                .flatMap { word($0, of: ClaimKind.relations, entry.pointer(to: "relation"), reader) }
            entry.finish()
            guard let person, let relation else { return nil }
            return Claim.Claimant(person: person.person, relation: relation)
        }
        return reader.problems.all.count == before ? .claimants(claimants) : nil
    }

    private func period(_ key: String, from reader: ObjectReader, today: CalendarDate) -> Claim.Value? {
        guard let period = reader.object(key) else { return nil }
        let before = reader.problems.all.count
        let from = period.date("from", upTo: today)
        let to = period.date("to", upTo: today)
        period.finish()
        if reader.problems.all.count == before {
            if from == nil && to == nil { reader.report(key, "missing", "must have from, to or both") }
            if let from, let to, from > to { period.report("to", "out-of-order", "must not be before from") }
        }
        return reader.problems.all.count == before ? .period(from: from, to: to) : nil
    }
}
