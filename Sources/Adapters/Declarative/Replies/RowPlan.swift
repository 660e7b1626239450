import StrictJSON
import Verification

/// The short way through rows of a JSON list: what ``RecordMapping`` and ``FieldMapping`` say, once more as flat tables of numbers, so that a
/// usual row costs one pass over its members and no walk through objects that all threads share.
///
/// It decides only what is plain. Whatever is not (a field that is not one member of the row, a value of another kind, anything missing or
/// wrong) it leaves to the long way, which alone knows the words for mistakes.
final class RowPlan: Sendable {
    /// A condition on one member.
    struct Test: Sendable {
        enum Kind: Sendable { case isOneOf, isNoneOf, isPresent, isAbsent }

        let kind: Kind
        let cell: Int
        /// The lines of the words.
        let words: Range<Int>
    }

    /// How a field is made of its cells.
    enum Form: Sendable {
        case text, decimal, percent, integer, boolean
        /// By the lines of a table, to one of ``values``.
        case coded(Range<Int>)
        /// By the first of these ``patterns`` that fits.
        case day(Range<Int>), month(Range<Int>), period(Range<Int>)
        /// The cell is the name; the number stands in another.
        case party(number: Int)
        /// By the long way, with that one of the mappings.
        case long(Int)
    }

    struct Field: Sendable {
        /// Where the value stands in the record.
        let place: Int
        let form: Form
        /// -1 when there is none.
        let cell: Int
        let isRequired: Bool
    }

    /// One kind of record, with the range of its fields.
    struct Choice: Sendable {
        let kind: RecordKind
        let placeCount: Int
        let mappings: [FieldMapping]
        /// Its ``RowPlan/fields``.
        let fields: Range<Int>
    }

    let columns: RowColumns
    let unless: FlatTable<Test>
    let when: FlatTable<Test>
    /// Cells of which one has to hold the number asked about; empty when the row does not say it.
    let about: FlatTable<Int>
    /// The cell of the word that chooses the kind and the lines of its table, whose meanings are numbers of ``choices``; nil for one kind.
    let chooser: (cell: Int, lines: Range<Int>)?
    let choices: FlatTable<Choice>
    let fields: FlatTable<Field>
    let codes: FlatTable<UInt8>
    let lines: FlatTable<CodeLine>
    let values: FlatTable<RecordValue>
    let parts: FlatTable<DatePattern.Part>
    /// The ``parts`` of each form of a date.
    let patterns: FlatTable<Range<Int>>

    /// Nil for a mapping of which the plan would have to leave every row to the long way.
    init?(choice: RecordMapping.KindChoice, when conditions: [Condition], unless exceptions: [Condition], about: Aboutness) {
        var draft = Draft()
        let unless = exceptions.compactMap { draft.test($0) }
        let when = conditions.compactMap { draft.test($0) }
        guard unless.count == exceptions.count, when.count == conditions.count else { return nil }
        switch about {
        case .rows(let paths):
            let cells = paths.compactMap { place in if case .one(let path) = place { draft.cell(of: path) } else { nil } }
            guard cells.count == paths.count else { return nil }
            self.about = FlatTable(cells)
        case .number, .echo, .unsaid: self.about = FlatTable([])
        case .all: return nil
        }
        switch choice {
        case .fixed(let kind, let mappings):
            chooser = nil
            choices = FlatTable([draft.choice(kind, mappings)])
        case .byWord(let value, let kinds):
            guard let cell = draft.cell(of: value), let table = value.table else { return nil }
            let meanings = table.pairs.compactMap { pair in
                kinds.firstIndex { $0.kind.word.isByteIdentical(to: pair.value) }.map { (pair.key, $0) }
            }
            chooser = (cell, draft.lines(meanings))
            choices = FlatTable(kinds.map { draft.choice($0.kind, $0.fields) })
        }
        columns = RowColumns(draft.columns)
        self.unless = FlatTable(unless)
        self.when = FlatTable(when)
        fields = FlatTable(draft.fields)
        codes = FlatTable(draft.codes)
        lines = FlatTable(draft.lines)
        values = FlatTable(draft.values)
        parts = FlatTable(draft.parts)
        patterns = FlatTable(draft.patterns)
    }
}

extension RowPlan {
    /// The tables while they are written.
    fileprivate struct Draft {
        var columns = RowColumns.Draft()
        var fields: [Field] = []
        var codes: [UInt8] = []
        var lines: [CodeLine] = []
        var values: [RecordValue] = []
        var parts: [DatePattern.Part] = []
        var patterns: [Range<Int>] = []

        mutating func cell(of path: ReplyPath) -> Int? { path.memberNames.map { columns.cell(of: $0) } }

        mutating func cell(of value: ReplyValue) -> Int? { value.onlyPlace.flatMap { cell(of: $0) } }

        mutating func lines(_ pairs: [(code: String, meaning: Int)]) -> Range<Int> {
            let begin = lines.count
            lines += CodeLine.written(pairs, to: &codes)
            return begin..<lines.count
        }

        mutating func test(_ condition: Condition) -> Test? {
            guard condition.list == nil, condition.and.isEmpty, case .row(let path) = condition.origin, let cell = cell(of: path) else { return nil }
            switch condition.test {
            case .isOneOf(let words): return Test(kind: .isOneOf, cell: cell, words: lines(words.map { ($0, 0) }))
            case .isNoneOf(let words): return Test(kind: .isNoneOf, cell: cell, words: lines(words.map { ($0, 0) }))
            case .isPresent(let wanted): return Test(kind: wanted ? .isPresent : .isAbsent, cell: cell, words: 0..<0)
            }
        }

        mutating func choice(_ kind: RecordKind, _ mappings: [FieldMapping]) -> Choice {
            let begin = fields.count
            for (index, mapping) in mappings.enumerated() { fields.append(field(mapping, index)) }
            return Choice(kind: kind, placeCount: kind.placeCount, mappings: mappings, fields: begin..<fields.count)
        }

        private mutating func field(_ mapping: FieldMapping, _ index: Int) -> Field {
            var form = Form.long(index)
            var first = -1
            switch mapping.source {
            case .value(let value):
                if let cell = cell(of: value) {
                    first = cell
                    form = self.form(value, mapping.field.type) ?? form
                }
            case .someone(let someone):
                let cells = (name: someone.name.flatMap { plainCell(of: $0) }, number: someone.number.flatMap { plainCell(of: $0) })
                if (cells.name != nil) == (someone.name != nil), (cells.number != nil) == (someone.number != nil) {
                    first = cells.name ?? -1
                    form = .party(number: cells.number ?? -1)
                }
            default: break
            }
            return Field(place: mapping.place, form: form, cell: first, isRequired: mapping.field.isRequired)
        }

        private mutating func plainCell(of value: ReplyValue) -> Int? {
            value.table == nil ? cell(of: value) : nil
        }

        /// Nil for what only the long way can read.
        private mutating func form(_ value: ReplyValue, _ type: FieldType) -> Form? {
            switch type {
            case .date: return patterns(value).map { .day($0) }
            case .month: return patterns(value).map { .month($0) }
            case .period: return patterns(value).map { .period($0) }
            case .booleanOrDate: return nil
            default: break
            }
            if let table = value.table { return .coded(coded(table.pairs, type)) }
            switch type {
            case .text: return .text
            case .decimal: return .decimal
            case .percent: return .percent
            case .integer: return .integer
            case .boolean: return .boolean
            case .word(let words): return .coded(coded(words.map { ($0, $0) }, type))
            default: return nil
            }
        }

        /// Codes with what their words say to a field of that type; a word that says nothing to it is left to the long way.
        private mutating func coded(_ pairs: [(key: String, value: String)], _ type: FieldType) -> Range<Int> {
            var meanings: [(code: String, meaning: Int)] = []
            for pair in pairs {
                guard let value = FieldMapping.plain(pair.value, type) else { continue }
                meanings.append((pair.key, values.count))
                values.append(value)
            }
            return lines(meanings)
        }

        /// The forms of a date; nil when a table stands before them or one is no text of fields.
        private mutating func patterns(_ value: ReplyValue) -> Range<Int>? {
            let begin = patterns.count
            for date in value.dates {
                guard value.table == nil, case .parts(let parts) = date.form else { return nil }
                patterns.append(self.parts.count..<self.parts.count + parts.count)
                self.parts += parts
            }
            return begin..<patterns.count
        }
    }
}
