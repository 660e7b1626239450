import AdapterKit
import StrictJSON
import Verification

/// How a list that comes in pages is read to its end: a pure decision. A list whose end is not reached is never an answer.
struct Paging: Sendable {
    enum End: Sendable {
        /// The reply says how many rows there are in all.
        case total(LocatedPath)
        /// The reply says how many pages there are.
        case pages(LocatedPath)
        /// One of these holds on the last page.
        case last([Condition])
        /// The reply points to the next page as long as there is one; then to null or nothing. Only behind a page that is not full may it leave
        /// the pointer out: otherwise a wrong path in an entry would make a first page the whole answer.
        case next(LocatedPath)
        /// A page with fewer rows than asked for is the last.
        case shortPage
    }

    let size: Int
    let first: Int
    let end: End
    let maximumPages: Int

    /// What to do after a page.
    enum Step: Equatable { case done, next(cursor: [UInt8]?) }

    /// The page to ask for, counted from 0.
    func page(_ index: Int, cursor: [UInt8]?) -> Scope.Page {
        Scope.Page(number: first + index, size: size, offset: index * size, cursor: cursor)
    }

    /// Decides after page `index`. `rows` counts all pages so far, this one's `pageRows` among them.
    func step(after index: Int, cursor: [UInt8]?, rows: Int, pageRows: Int, view: ReplyView) throws(ReplyMistake) -> Step {
        let step: Step
        switch end {
        case .total(let path):
            let total = try Self.count(path, view)
            if rows > total { throw ReplyMistake("is less than the number of rows", at: path.place) }
            if rows < total, pageRows == 0 { throw ReplyMistake("says that rows are missing", at: path.place) }
            step = rows == total ? .done : .next(cursor: nil)
        case .pages(let path): step = index + 1 >= (try Self.count(path, view)) ? .done : .next(cursor: nil)
        case .last(let conditions): step = try conditions.anyHolds(in: view) ? .done : .next(cursor: nil)
        case .next(let path):
            if pageRows >= size, try view.find(.reply(path)) == nil { throw ReplyMistake("is missing behind a full page", at: path.place) }
            let next = try view.text(.reply(path)).map { Array($0.utf8) }
            if let next, next == cursor || next.count > 1_024 { throw ReplyMistake("does not point to another page", at: path.place) }
            step = next.map { .next(cursor: $0) } ?? .done
        case .shortPage: step = pageRows < size ? .done : .next(cursor: nil)
        }
        if step != .done, index + 1 >= maximumPages { throw ReplyMistake("has more than \(maximumPages) pages", at: "the list") }
        return step
    }

    /// How many rows or pages a page says there are in all; nil where pages do not say it. A list that changes while it is read is none.
    func said(in view: ReplyView) throws(ReplyMistake) -> Int? {
        switch end {
        case .total(let path), .pages(let path): try Self.count(path, view)
        case .last, .next, .shortPage: nil
        }
    }

    /// Whether a page says that the list has rows.
    func countsRows(in view: ReplyView) -> Bool {
        guard case .total(let path) = end, let total = try? Self.count(path, view) else { return false }
        return total > 0
    }

    private static func count(_ path: LocatedPath, _ view: ReplyView) throws(ReplyMistake) -> Int {
        guard let text = try view.text(.reply(path)) else { throw ReplyMistake("is missing", at: path.place) }
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text) else {
            throw ReplyMistake("must be a whole number", at: path.place)
        }
        return count
    }
}

extension Paging {
    /// Reads `{size, first?, total | pages | last | next, maximumPages?}`.
    static func reading(_ reader: ObjectReader, _ reply: ReplyReader) -> Paging? {
        let size = reader.integer("size", in: 1...10_000)
        let first = reader.optionalInteger("first", in: 0...1) ?? 1
        let maximumPages = reader.optionalInteger("maximumPages", in: 1...100) ?? 20
        let given = ["total", "pages", "last", "next"].filter { reader.has($0) }
        if given.count > 1 { reader.problems.add(reader.pointer, "wrong-count", "has more than one of total, pages, last and next") }
        let total = reply.locatedValue("total", of: reader)
        let pages = reply.locatedValue("pages", of: reader)
        let last = reply.conditions("last", of: reader)
        let next = reply.locatedValue("next", of: reader)
        reader.finish()
        guard let size else { return nil }
        let end: End
        if let total {
            end = .total(total)
        } else if let pages {
            end = .pages(pages)
        } else if let next {
            end = .next(next)
        } else {
            end = last.isEmpty ? .shortPage : .last(last)
        }
        return Paging(size: size, first: first, end: end, maximumPages: maximumPages)
    }
}
