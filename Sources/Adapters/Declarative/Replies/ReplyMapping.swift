import AdapterKit
import StrictJSON
import Verification

/// How replies to one operation become statements.
final class ReplyMapping: Sendable {
    /// One list of the reply with everything that its rows may become.
    final class RowGroup: Sendable {
        let list: LocatedPath
        /// True when one record stands there instead of a list.
        let isSingle: Bool
        /// True when the list may be left out; it is then empty.
        let isOptional: Bool
        let mappings: [RecordMapping]

        init(list: LocatedPath, isSingle: Bool, isOptional: Bool, mappings: [RecordMapping]) {
            self.list = list
            self.isSingle = isSingle
            self.isOptional = isOptional
            self.mappings = mappings
        }
    }

    let gate: ReplyGate
    let groups: [RowGroup]
    let dataAsOf: ReplyValue?
    let reference: ReplyValue?
    /// Where the reply says how many rows it holds; another number than there are makes it unreadable.
    let count: LocatedPath?
    let extent: ReplyExtent

    init(gate: ReplyGate, groups: [RowGroup], dataAsOf: ReplyValue?, reference: ReplyValue?, count: LocatedPath?, extent: ReplyExtent) {
        self.gate = gate
        self.groups = groups
        self.dataAsOf = dataAsOf
        self.reference = reference
        self.count = count
        self.extent = extent
    }

    static let maximumRows = 10_000

    /// What one reply says.
    struct Reading {
        /// Something other than a list of records; nil when rows were read.
        let statement: Reply.Statement?
        let facts: [Fact]
        /// Rows as they came, also those that say that there is nothing.
        let rowCount: Int
        let dataAsOf: CalendarDate?
        let reference: String?
        let view: ReplyView?
        /// Areas that the reply speaks for.
        var areas: [CoveredArea] = []
        /// Who has not answered; nil when the reply is whole.
        var missing: [String]?
    }

    /// Reads a response. `scope` is that of the request, for echoes of it.
    func read(_ response: OutboundResponse, to question: Question, in scope: Scope) throws(AdapterFailure) -> Reading {
        switch try gate.open(response) {
        case .statement(let statement, let view):
            guard let view else { return Reading(statement: statement, facts: [], rowCount: 0, dataAsOf: nil, reference: nil, view: nil) }
            return try readingReply { () throws(ReplyMistake) in
                try checkEcho(view, question, scope, isRequired: false)
                if statement == .noRecord { try checkNothingStands(in: view, about: question) }
                return Reading(
                    statement: statement, facts: [], rowCount: 0, dataAsOf: try dataAsOf?.day(in: view, asked: nil),
                    reference: try reference(in: view, question), view: view, areas: try extent.areas(in: view),
                    missing: try extent.missing(in: view, isRequired: false))
            }
        case .documents(let view):
            return try readingReply { () throws(ReplyMistake) in
                try checkEcho(view, question, scope, isRequired: true)
                let (facts, count) = try facts(in: view, about: question)
                let day = try dataAsOf?.day(in: view, asked: nil)
                // Without its day nobody knows what the silence of the list is worth (decision 13).
                if let dataAsOf, day == nil { throw dataAsOf.mistake(nil, in: view, "is missing") }
                return Reading(
                    statement: nil, facts: facts, rowCount: count, dataAsOf: day,
                    reference: try reference(in: view, question), view: view, areas: try extent.areas(in: view),
                    missing: try extent.missing(in: view, isRequired: true))
            }
        }
    }

    /// A word that nothing is on record is none beside a record or a count of rows: which of the two is true, nobody can tell.
    private func checkNothingStands(in view: ReplyView, about question: Question) throws(ReplyMistake) {
        if let count, let said = try? view.text(.reply(count)), let number = Int(said), number > 0 {
            throw ReplyMistake("counts rows beside a word that there are none", at: count.place)
        }
        let numbers = AskedNumbers(question)
        for group in groups {
            let rows = (try? self.rows(of: group, in: view)) ?? .few([])
            for (index, node) in rows.prefix(Self.maximumRows).enumerated() {
                let row = view.entering(node, group.list, group.isSingle ? nil : index)
                for mapping in group.mappings {
                    try mapping.check(mapping.about, row, numbers, isRequired: false)
                    // A row that is no record (it may say once more that nothing was found) contradicts nothing.
                    guard case .record? = try? mapping.outcome(of: row, asked: question.person, numbers: numbers) else { continue }
                    throw ReplyMistake("is a record beside a word that there is none", at: row.rowPlace)
                }
            }
        }
    }

    private func facts(in view: ReplyView, about question: Question) throws(ReplyMistake) -> ([Fact], Int) {
        let numbers = AskedNumbers(question)
        var facts: [Fact] = []
        var rowCount = 0
        for group in groups {
            let rows = try rows(of: group, in: view)
            rowCount += rows.count
            guard rowCount <= Self.maximumRows else { throw ReplyMistake("has more than \(Self.maximumRows) rows", at: group.list.place) }
            facts.reserveCapacity(facts.count + rows.count)
            try read(rows, of: group, in: view, question, numbers, into: &facts)
        }
        if let count {
            guard let said = try view.text(.reply(count)).flatMap({ Int($0) }) else { throw ReplyMistake("must be a whole number", at: count.place) }
            guard said == rowCount else { throw ReplyMistake("is not the number of rows", at: count.place) }
        }
        return (facts, rowCount)
    }

    private func rows(of group: RowGroup, in view: ReplyView) throws(ReplyMistake) -> ReplyRows {
        let found =
            group.isSingle
            ? try view.documents.find(group.list).map { node in .few(node.isNull ? [] : [node]) } : try view.documents.list(group.list)
        if let found { return found }
        if group.isOptional { return .few([]) }
        throw ReplyMistake("is missing", at: group.list.place)
    }

    /// Each row goes to the first mapping that takes it. A row that none takes is not read over.
    private func read(
        _ rows: ReplyRows, of group: RowGroup, in view: ReplyView, _ question: Question, _ numbers: AskedNumbers, into facts: inout [Fact]
    ) throws(ReplyMistake) {
        var desk = RowPlan.Desk()
        var index = 0
        while index < rows.count {
            // Rows that the first mapping takes by the short way are most rows of most lists.
            if let plan = group.mappings[0].plan, case .json(let document, let places) = rows {
                index = try plan.read(places, from: index, of: document, on: &desk, about: question, numbers, view: row, into: &facts)
                if index == rows.count { return }
            }
            try read(row(index), group.mappings, question, numbers, into: &facts)
            index += 1
        }
        func row(_ index: Int) -> ReplyView { view.entering(rows[index], group.list, group.isSingle ? nil : index) }
    }

    private func read(
        _ row: ReplyView, _ mappings: [RecordMapping], _ question: Question, _ numbers: AskedNumbers, into facts: inout [Fact]
    ) throws(ReplyMistake) {
        for mapping in mappings {
            switch try mapping.outcome(of: row, asked: question.person, numbers: numbers) {
            case .record(let record): return facts.append(Fact(record: record))
            case .nothing: return
            case .foreign: continue
            }
        }
        throw ReplyMistake("is a row that the entry does not map", at: row.rowPlace)
    }

    private func reference(in view: ReplyView, _ question: Question) throws(ReplyMistake) -> String? {
        guard let reference, let found = try reference.found(in: view, asked: nil) else { return nil }
        guard ReplyReference.isClean(found.text, about: question.person) else {
            throw reference.mistake(found, in: view, "must be at most 64 letters, digits, hyphens, points and underscores")
        }
        return found.text
    }

    /// Checks what the reply repeats of the request; a reply without records may leave it out, but not contradict it.
    private func checkEcho(_ view: ReplyView, _ question: Question, _ scope: Scope, isRequired: Bool) throws(ReplyMistake) {
        for group in groups {
            for mapping in group.mappings { try checkEcho(mapping.about, view, question, scope, isRequired) }
        }
    }

    private func checkEcho(
        _ about: Aboutness, _ view: ReplyView, _ question: Question, _ scope: Scope, _ isRequired: Bool
    ) throws(ReplyMistake) {
        switch about {
        case .rows, .unsaid: break
        case .number(let path):
            guard let said = try view.text(.reply(path)) else {
                if isRequired { throw ReplyMistake("is missing", at: path.place) }
                return
            }
            let asked = AskedNumbers(question)
            guard asked.contain(said) else { throw ReplyMistake("is not \(asked.words)", at: path.place) }
        case .echo(let path, let template):
            guard let said = try view.text(.reply(path)) else {
                if isRequired { throw ReplyMistake("is missing", at: path.place) }
                return
            }
            guard let wanted = try? template.text(in: scope), said.isByteIdentical(to: wanted) else {
                throw ReplyMistake("is not what was sent", at: path.place)
            }
        case .all(let several): for one in several { try checkEcho(one, view, question, scope, isRequired) }
        }
    }
}

extension ReplyMapping {
    /// Reads the parts of an operation that read its replies.
    static func reading(_ reader: ObjectReader, in registry: RegistryID, _ entry: EntryReader) -> (mapping: ReplyMapping?, reply: ReplyReader) {
        let reply = ReplyReader(entry, ReplyShape.reading(reader.optionalObject("reply")))
        let gate = ReplyGate.reading(reader, reply)
        let about = reader.optional("about").map { ($0, reader.pointer(to: "about")) }
        var groups: [RowGroup] = []
        var isAboutMissing = false
        for element in reader.array("records", count: 1...32) {
            let object = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            if about == nil, !object.has("about") { isAboutMissing = true }
            if let group = group(object, reply, registry, about) { add(group, to: &groups) }
            object.finish()
        }
        if isAboutMissing { reader.report("about", "missing", "must say where a row holds the number asked about, or false") }
        if !groups.isEmpty, groups.allSatisfy(\.isOptional) {
            reader.report("records", "invalid", "one of the lists must not be optional, or an empty document would be an answer")
        }
        let extent = ReplyExtent.reading(reader, reply)
        let dataAsOf = reply.day("dataAsOf", of: reader)
        let reference = reply.value("reference", of: reader)
        let count = reply.locatedValue("count", of: reader)
        return (ReplyMapping(gate: gate, groups: groups, dataAsOf: dataAsOf, reference: reference, count: count, extent: extent), reply)
    }

    private static func group(
        _ object: ObjectReader, _ reply: ReplyReader, _ registry: RegistryID, _ about: (json: JSON, pointer: String)?
    ) -> RowGroup? {
        let isOptional = object.optionalBool("optional") ?? false
        guard object.has("each") != object.has("one") else {
            for key in ["each", "one", "kind", "fields", "when", "unless", "about"] { _ = object.optional(key) }
            object.problems.add(object.pointer, "wrong-count", "needs exactly one of each and one")
            return nil
        }
        let key = object.has("each") ? "each" : "one"
        guard let list = object.string(key, length: 0...512).flatMap({ reply.located($0, at: object.pointer(to: key)) }) else {
            for key in ["kind", "fields", "when", "unless", "about"] { _ = object.optional(key) }
            return nil
        }
        return RecordMapping.reading(object, reply.inside(list), in: registry, about: about).map {
            RowGroup(list: list, isSingle: key == "one", isOptional: isOptional, mappings: [$0])
        }
    }

    /// Mappings of one list belong together: each row goes to the first that takes it.
    private static func add(_ group: RowGroup, to groups: inout [RowGroup]) {
        guard let index = groups.firstIndex(where: { $0.list.place.isByteIdentical(to: group.list.place) && $0.isSingle == group.isSingle }) else {
            return groups.append(group)
        }
        groups[index] = RowGroup(
            list: group.list, isSingle: group.isSingle, isOptional: groups[index].isOptional && group.isOptional,
            mappings: groups[index].mappings + group.mappings)
    }
}
