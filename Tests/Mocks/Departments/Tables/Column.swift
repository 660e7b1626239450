import StrictJSON
import Verification

/// One column of a department's rows: its name and how it comes from a record. Nil where the record has nothing for it.
struct Column: Sendable {
    let name: String
    let value: @Sendable (Record) -> JSON?
}

/// What a department writes where it has nothing to say.
enum AbsentValue: Sendable {
    case omitted, empty, null
}

extension Column {
    /// The name of the first of these parties that stands in the record.
    static func name(_ name: String, of fields: String...) -> Column {
        Column(name: name) { record in fields.lazy.compactMap(record.party).first?.name.map(JSON.string) }
    }

    /// The number of the first of these parties that stands in the record.
    static func number(_ name: String, of fields: String...) -> Column {
        Column(name: name) { record in fields.lazy.compactMap(record.party).first?.number.map(JSON.string) }
    }

    static func date(_ name: String, _ field: String, _ form: DateForm) -> Column {
        Column(name: name) { $0.date(field).map(form.written) }
    }

    /// A text, or a word by the department's own code for it.
    static func text(_ name: String, _ field: String, codes: [String: String] = [:]) -> Column {
        Column(name: name) { $0.text(field).map { .string(codes[$0] ?? $0) } }
    }

    static func amount(_ name: String, _ field: String, _ form: AmountForm) -> Column {
        Column(name: name) { $0.decimal(field).map(form.written) }
    }

    static func period(_ name: String, _ field: String, _ form: PeriodForm) -> Column {
        Column(name: name) { $0.period(field).map(form.written) }
    }

    /// A whole number, written as a text.
    static func code(_ name: String, _ field: String) -> Column {
        Column(name: name) { $0.integer(field).map { .string(String($0)) } }
    }

    /// The department's own code for the kind of record.
    static func kind(_ name: String, codes: [String: String]) -> Column {
        Column(name: name) { codes[$0.kind.word].map(JSON.string) }
    }

    /// The same in every row.
    static func fixed(_ name: String, _ value: JSON) -> Column { Column(name: name) { _ in value } }

    /// An object within the row.
    static func group(_ name: String, _ columns: [Column], absent: AbsentValue = .omitted) -> Column {
        Column(name: name) { columns.row(of: $0, absent: absent) }
    }
}

/// How a department writes amounts in yuan and percentages.
enum AmountForm: Sendable {
    /// "12.50"
    case text
    /// 12.50
    case number
    /// 1250, in fen
    case fen
    /// "12.50%"
    case percent

    func written(_ amount: ExactDecimal) -> JSON {
        switch self {
        case .text: .string(amount.description)
        case .number: .number(amount.description)
        case .fen: .number(String(amount.hundredths))
        case .percent: .string(amount.description + "%")
        }
    }
}

/// How a department writes months; a whole year is the year alone in the same manner.
enum PeriodForm: Sendable {
    /// 202512
    case compact
    /// 2025-12
    case dashed
    /// 2025年12月
    case chinese

    func written(_ period: RecordPeriod) -> JSON {
        switch self {
        case .compact: .string(String(period.description.filter { $0 != "-" }))
        case .dashed: .string(period.description)
        case .chinese: .string("\(period.year)年" + (period.month.map { "\($0)月" } ?? ""))
        }
    }
}

extension [Column] {
    func row(of record: Record, absent: AbsentValue) -> JSON {
        .object(
            compactMap { column in
                switch (column.value(record), absent) {
                case (let value?, _): JSON.Member(column.name, value)
                case (nil, .omitted): nil
                case (nil, .empty): JSON.Member(column.name, "")
                case (nil, .null): JSON.Member(column.name, .null)
                }
            })
    }

    /// The same as XML elements; what is absent is an empty element.
    func elements(of record: Record) -> String {
        map { column in
            switch column.value(record) {
            case .string(let text), .number(let text): XMLText.element(column.name, text)
            default: XMLText.element(column.name, "")
            }
        }.joined()
    }
}

extension [Record] {
    /// The rows of the kinds that have columns here, in the order of the records.
    func rows(_ columns: [String: [Column]], absent: AbsentValue = .omitted) -> [JSON] {
        compactMap { record in columns[record.kind.word]?.row(of: record, absent: absent) }
    }
}
