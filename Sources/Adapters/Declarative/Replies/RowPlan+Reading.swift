import StrictJSON
import Verification

extension RowPlan {
    /// What rows are read into, used again for each.
    struct Desk {
        fileprivate var cells: [JSONDocument.Place?] = []
        fileprivate var values: [RecordValue?] = []
    }

    /// A row's cells while it is read.
    private struct Row {
        let cells: RowColumns.Cells
        let document: JSONDocument.Lent
    }

    /// Reads rows from one on as long as they are usual ones, and returns the number of the first that is left to the long way. `view` is
    /// what the long way of a single field looks at.
    func read(
        _ rows: [JSONDocument.Place], from first: Int, of document: JSONDocument, on desk: inout Desk, about question: Question,
        _ numbers: AskedNumbers, view: (Int) -> ReplyView, into facts: inout [Fact]
    ) throws(ReplyMistake) -> Int {
        if desk.cells.count != columns.count { desk.cells = Array(repeating: nil, count: columns.count) }
        return try document.lend { document throws(ReplyMistake) in
            try desk.cells.withUnsafeMutableBufferPointer { cells throws(ReplyMistake) in
                let row = Row(cells: cells, document: document)
                for index in first..<rows.count {
                    guard columns.fill(cells, from: rows[index], of: document) else { return index }
                    guard let fact = try fact(in: row, with: &desk.values, about: question, numbers, view: { view(index) }) else { return index }
                    facts.append(fact)
                }
                return rows.count
            }
        }
    }

    /// Nil for a row that is left to the long way.
    private func fact(
        in row: Row, with values: inout [RecordValue?], about question: Question, _ numbers: AskedNumbers, view: () -> ReplyView
    ) throws(ReplyMistake) -> Fact? {
        // A row that says "nothing" is rare, and the long way knows what else it has to say.
        for test in unless.elements where holds(test, row) != false { return nil }
        for test in when.elements where holds(test, row) != true { return nil }
        guard let chosen = choice(row), isAboutAsked(row, numbers) else { return nil }
        let choices = choices.elements
        if values.count == choices[chosen].placeCount {
            for place in values.indices { values[place] = nil }
        } else {
            values = Array(repeating: nil, count: choices[chosen].placeCount)
        }
        for field in fields[choices[chosen].fields] {
            if case .long(let mapping) = field.form {
                guard let value = try choices[chosen].mappings[mapping].checkedValue(in: view(), asked: question.person) else { continue }
                values[field.place] = value
                continue
            }
            switch reading(of: field, row) {
            case .value(let value): values[field.place] = value
            case .nothing: if field.isRequired { return nil }
            case .unsure: return nil
            }
        }
        guard let record = try? Record(choices[chosen].kind, placed: values) else { return nil }
        let fact = Fact(record: record)
        // A record keeps its values, a typed fact does not.
        if case .record = fact { values = [] }
        return fact
    }

    /// What a cell or field says by the short way.
    private enum Found<Value> {
        case value(Value)
        case nothing
        case unsure
    }

    /// Lends the text in a cell, as ``ReplyNode/text()`` would tell it.
    @inline(__always)
    private func text<Value>(_ cell: Int, _ row: Row, _ body: (UnsafeBufferPointer<UInt8>) -> Value?) -> Found<Value> {
        guard cell >= 0, let place = row.cells[cell], row.document.kind(of: place) != .null else { return .nothing }
        guard let content = row.document.content(of: place) else { return .unsure }
        if content.isEmpty { return .nothing }
        return content.withBytes(body).map { .value($0) } ?? .unsure
    }

    @inline(__always)
    private func meaning(of text: UnsafeBufferPointer<UInt8>, by lines: Range<Int>) -> Int? {
        CodeLine.meaning(of: text, in: self.lines[lines], codes.elements)
    }

    private func holds(_ test: Test, _ row: Row) -> Bool? {
        switch test.kind {
        case .isPresent, .isAbsent:
            switch text(test.cell, row, { _ in true }) {
            case .value: return test.kind == .isPresent
            case .nothing: return test.kind == .isAbsent
            case .unsure: return nil
            }
        case .isOneOf, .isNoneOf:
            switch text(test.cell, row, { meaning(of: $0, by: test.words) != nil }) {
            case .value(let isAmong): return isAmong == (test.kind == .isOneOf)
            case .nothing: return false
            case .unsure: return nil
            }
        }
    }

    /// The number of the kind that the row names; nil when it names none.
    private func choice(_ row: Row) -> Int? {
        guard let chooser else { return 0 }
        if case .value(let choice) = text(chooser.cell, row, { meaning(of: $0, by: chooser.lines) }) { return choice }
        return nil
    }

    private func isAboutAsked(_ row: Row, _ numbers: AskedNumbers) -> Bool {
        for cell in about.elements {
            switch text(cell, row, { numbers.contain($0) }) {
            case .value(true): return true
            case .unsure: return false
            case .value, .nothing: continue
            }
        }
        return about.count == 0
    }

    private func reading(of field: Field, _ row: Row) -> Found<RecordValue> {
        func plain(_ type: FieldType) -> Found<RecordValue> {
            text(field.cell, row) { FieldMapping.plain(String(decoding: $0, as: UTF8.self), type) }
        }
        switch field.form {
        case .text: return text(field.cell, row) { .text(String(decoding: $0, as: UTF8.self)) }
        case .decimal: return plain(.decimal)
        case .percent: return plain(.percent)
        case .integer: return plain(.integer)
        case .boolean: return plain(.boolean)
        case .coded(let lines): return text(field.cell, row) { meaning(of: $0, by: lines).map { values[$0] } }
        case .day(let range): return date(field.cell, range, .date, row)
        case .month(let range): return date(field.cell, range, .month, row)
        case .period(let range): return date(field.cell, range, .period, row)
        case .party(let number): return party(name: field.cell, number: number, row)
        case .long: return .unsure
        }
    }

    private func party(name: Int, number: Int, _ row: Row) -> Found<RecordValue> {
        let name = text(name, row) { String(decoding: $0, as: UTF8.self) }
        let number = text(number, row) { String(decoding: $0, as: UTF8.self) }
        switch (name, number) {
        case (.unsure, _), (_, .unsure): return .unsure
        case (.nothing, .nothing): return .nothing
        case (.value(let name), .value(let number)): return .value(.party(Party(name: name, number: number)))
        case (.value(let name), .nothing): return .value(.party(Party(name: name, number: nil)))
        case (.nothing, .value(let number)): return .value(.party(Party(name: nil, number: number)))
        }
    }

    private func date(_ cell: Int, _ range: Range<Int>, _ type: FieldType, _ row: Row) -> Found<RecordValue> {
        text(cell, row) { text in
            for pattern in patterns[range] {
                if let reading = DatePattern.read(text, parts[pattern]) { return FieldMapping.dated(reading, type) }
            }
            return nil
        }
    }
}
