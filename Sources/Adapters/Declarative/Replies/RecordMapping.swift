import StrictJSON
import Verification

/// How a reply says whom it is about.
indirect enum Aboutness: Sendable {
    /// One of these in every row is the number asked about.
    case rows([RowPlace])
    /// The reply repeats the number once.
    case number(LocatedPath)
    /// The reply repeats something else of the request.
    case echo(LocatedPath, Template)
    /// The registry does not say it; the entry owns up to that.
    case unsaid
    /// All of these.
    case all([Aboutness])

    /// Where a row may hold the number.
    enum RowPlace: Sendable {
        case one(ReplyPath)
        /// In one of the elements of a list of the row.
        case listed(ReplyPath, ReplyPath)

        /// Every text that stands there.
        func texts(in view: ReplyView) throws(ReplyMistake) -> [String] {
            switch self {
            case .one(let path): return try view.text(.row(path)).map { [$0] } ?? []
            case .listed(let list, let path):
                guard let row = view.row else { return [] }
                do throws(ReplyMistake) {
                    return try (try list.list(in: row.node) ?? .few([])).compactMapStrictly { node throws(ReplyMistake) in try path.text(in: node) }
                } catch {
                    throw error.at(view.rowPlace)
                }
            }
        }

        /// For messages.
        var path: ReplyPath {
            switch self {
            case .one(let path), .listed(let path, _): path
            }
        }
    }
}

/// How rows of one kind of list become records.
final class RecordMapping: Sendable {
    enum KindChoice: Sendable {
        case fixed(RecordKind, [FieldMapping])
        /// By a word of the row.
        case byWord(ReplyValue, [(kind: RecordKind, fields: [FieldMapping])])
    }

    let choice: KindChoice
    /// All must hold, or the row is another mapping's.
    let when: [Condition]
    /// When one holds the row is no record: it says that there is none.
    let unless: [Condition]
    let about: Aboutness
    /// The short way through rows of JSON; nil for XML and where it would be no shorter.
    let plan: RowPlan?

    init(choice: KindChoice, when: [Condition], unless: [Condition], about: Aboutness, format: DocumentFormat) {
        self.choice = choice
        self.when = when
        self.unless = unless
        self.about = about
        plan = format == .json ? RowPlan(choice: choice, when: when, unless: unless, about: about) : nil
    }

    enum Outcome {
        case record(Record)
        /// The row says that nothing was found.
        case nothing
        /// The row is none of this mapping's.
        case foreign
    }

    /// What a row says. Throws when it is about somebody else or does not fit the kind.
    func outcome(of view: ReplyView, asked: Person, numbers: AskedNumbers) throws(ReplyMistake) -> Outcome {
        if try unless.anyHolds(in: view) {
            // Such a row need not repeat the number, but it must not be about somebody else.
            try check(about, view, numbers, isRequired: false)
            return .nothing
        }
        for condition in when where try !condition.holds(in: view) { return .foreign }
        let kind: RecordKind
        let fields: [FieldMapping]
        switch choice {
        case .fixed(let fixed, let mappings): (kind, fields) = (fixed, mappings)
        case .byWord(let value, let choices):
            guard let found = try value.found(in: view, asked: asked) else { throw value.mistake(nil, in: view, "is missing") }
            guard let choice = choices.first(where: { $0.kind.word.isByteIdentical(to: found.text) }) else {
                throw value.mistake(found, in: view, "is no kind of record that the entry maps")
            }
            (kind, fields) = choice
        }
        try check(about, view, numbers, isRequired: true)
        return .record(try Self.record(kind, fields, view, asked))
    }

    /// Throws when a row is about somebody else, or when it does not say whom it is about and has to.
    func check(_ about: Aboutness, _ view: ReplyView, _ numbers: AskedNumbers, isRequired: Bool) throws(ReplyMistake) {
        switch about {
        case .number, .echo, .unsaid: break
        case .all(let several): for one in several { try check(one, view, numbers, isRequired: isRequired) }
        case .rows(let places):
            var isSaid = false
            for place in places {
                for text in try place.texts(in: view) {
                    if numbers.contain(text) { return }
                    isSaid = true
                }
            }
            if isSaid || isRequired { throw view.mistake(.row(places[0].path), isSaid ? "is not \(numbers.words)" : "is missing") }
        }
    }

    private static func record(_ kind: RecordKind, _ fields: [FieldMapping], _ view: ReplyView, _ asked: Person) throws(ReplyMistake) -> Record {
        var values = [RecordValue?](repeating: nil, count: kind.placeCount)
        for mapping in fields {
            if let value = try mapping.checkedValue(in: view, asked: asked) { values[mapping.place] = value }
        }
        do throws(RecordMistake) {
            return try Record(kind, placed: values)
        } catch {
            throw ReplyMistake("makes no record: \(error.field) is \(error.code.rawValue)", at: view.rowPlace)
        }
    }
}
