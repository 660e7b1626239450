import StrictJSON
import Verification

extension RowPlan {
    /// What rows are read into, used again for each.
    struct Desk {
        var cells: RowColumns.Cells = []
        var values: [RecordValue?] = []
    }

    /// Reads rows from one on as long as they are usual ones, and returns the number of the first that is left to the long way. `view` is
    /// what the long way of a single field looks at.
    func read(
        _ rows: [ReplyNode], from first: Int, of document: JSONDocument, on desk: inout Desk, about question: Question, _ numbers: AskedNumbers,
        view: (Int) -> ReplyView, into facts: inout [Fact]
    ) throws(ReplyMistake) -> Int {
        if desk.cells.count != columns.count { desk.cells = RowColumns.Cells(repeating: nil, count: columns.count) }
        for index in first..<rows.count {
            guard case .json(_, let place) = rows[index] else { return index }
            let isRead = try read(place, of: document, on: &desk, about: question, numbers, view: { view(index) }, into: &facts)
            if !isRead { return index }
        }
        return rows.count
    }

    /// False for a row that is left to the long way.
    private func read(
        _ row: JSONDocument.Place, of document: JSONDocument, on desk: inout Desk, about question: Question, _ numbers: AskedNumbers,
        view: () -> ReplyView, into facts: inout [Fact]
    ) throws(ReplyMistake) -> Bool {
        guard columns.fill(&desk.cells, from: row, of: document) else { return false }
        for test in unless {
            // A row that says "nothing" is rare, and the long way knows what else it has to say.
            guard holds(test, desk.cells, document) == false else { return false }
        }
        for test in when {
            guard let holds = holds(test, desk.cells, document) else { return false }
            if !holds { return false }
        }
        guard let chosen = choice(desk.cells, document), isAboutAsked(desk.cells, document, numbers) else { return false }
        desk.values.removeAll(keepingCapacity: true)
        for _ in 0..<choices[chosen].placeCount { desk.values.append(nil) }
        for index in choices[chosen].fields {
            let field = fields[index]
            if case .long(let mapping) = field.form {
                guard let value = try choices[chosen].mappings[mapping].checkedValue(in: view(), asked: question.person) else { continue }
                desk.values[field.place] = value
                continue
            }
            switch reading(of: field, desk.cells, document) {
            case .value(let value): desk.values[field.place] = value
            case .nothing: if field.isRequired { return false }
            case .unsure: return false
            }
        }
        guard let record = try? Record(choices[chosen].kind, placed: desk.values) else { return false }
        facts.append(Fact(record: record))
        return true
    }

    /// What a cell or field says by the short way.
    private enum Found<Value> {
        case value(Value)
        case nothing
        case unsure
    }

    /// Lends the text in a cell, as ``ReplyNode/text()`` would tell it.
    @inline(__always)
    private func text<Value>(
        _ cell: Int, _ cells: RowColumns.Cells, _ document: JSONDocument, _ body: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Found<Value> {
        guard cell >= 0, let place = cells[cell] else { return .nothing }
        switch document.kind(of: place) {
        case .null: return .nothing
        case .array, .object: return .unsure
        default: break
        }
        if document.isEmptyText(place) { return .nothing }
        guard let value = document.withContent(of: place, { $0.withBytes(body) }) ?? nil else { return .unsure }
        return .value(value)
    }

    private func holds(_ test: Test, _ cells: RowColumns.Cells, _ document: JSONDocument) -> Bool? {
        switch test.kind {
        case .isPresent, .isAbsent:
            switch text(test.cell, cells, document, { _ in true }) {
            case .value: return test.kind == .isPresent
            case .nothing: return test.kind == .isAbsent
            case .unsure: return nil
            }
        case .isOneOf, .isNoneOf:
            switch text(test.cell, cells, document, { CodeLine.meaning(of: $0, in: lines, test.words, codes) != nil }) {
            case .value(let isAmong): return isAmong == (test.kind == .isOneOf)
            case .nothing: return false
            case .unsure: return nil
            }
        }
    }

    /// The number of the kind that the row names; nil when it names none.
    private func choice(_ cells: RowColumns.Cells, _ document: JSONDocument) -> Int? {
        guard let chooser else { return 0 }
        let found = text(chooser.cell, cells, document) { CodeLine.meaning(of: $0, in: lines, chooser.lines, codes) }
        if case .value(let choice) = found { return choice }
        return nil
    }

    private func isAboutAsked(_ cells: RowColumns.Cells, _ document: JSONDocument, _ numbers: AskedNumbers) -> Bool {
        for cell in about {
            switch text(cell, cells, document, { numbers.contain($0) }) {
            case .value(true): return true
            case .unsure: return false
            case .value, .nothing: continue
            }
        }
        return about.isEmpty
    }

    private func reading(of field: Field, _ cells: RowColumns.Cells, _ document: JSONDocument) -> Found<RecordValue> {
        func plain(_ type: FieldType) -> Found<RecordValue> {
            text(field.cell, cells, document) { FieldMapping.plain(String(decoding: $0, as: UTF8.self), type) }
        }
        switch field.form {
        case .text: return plain(.text)
        case .decimal: return plain(.decimal)
        case .percent: return plain(.percent)
        case .integer: return plain(.integer)
        case .boolean: return plain(.boolean)
        case .coded(let range):
            return text(field.cell, cells, document) { text in
                CodeLine.meaning(of: text, in: lines, range, codes).map { values[$0] }
            }
        case .day(let range): return date(field.cell, range, .date, cells, document)
        case .month(let range): return date(field.cell, range, .month, cells, document)
        case .period(let range): return date(field.cell, range, .period, cells, document)
        case .party(let number):
            let name = text(field.cell, cells, document) { String(decoding: $0, as: UTF8.self) }
            let number = text(number, cells, document) { String(decoding: $0, as: UTF8.self) }
            switch (name, number) {
            case (.unsure, _), (_, .unsure): return .unsure
            case (.nothing, .nothing): return .nothing
            case (.value(let name), .value(let number)): return .value(.party(Party(name: name, number: number)))
            case (.value(let name), .nothing): return .value(.party(Party(name: name, number: nil)))
            case (.nothing, .value(let number)): return .value(.party(Party(name: nil, number: number)))
            }
        case .long: return .unsure
        }
    }

    private func date(
        _ cell: Int, _ range: Range<Int>, _ type: FieldType, _ cells: RowColumns.Cells, _ document: JSONDocument
    ) -> Found<RecordValue> {
        text(cell, cells, document) { text in
            for index in range {
                let pattern = patterns[index]
                let reading = parts.withUnsafeBufferPointer { DatePattern.read(text, UnsafeBufferPointer(rebasing: $0[pattern])) }
                if let reading { return FieldMapping.dated(reading, type) }
            }
            return nil
        }
    }
}
