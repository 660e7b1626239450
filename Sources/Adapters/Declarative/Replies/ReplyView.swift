/// Where a value is looked for.
enum ReplyOrigin: Sendable {
    /// From the top of the reply.
    case reply(LocatedPath)
    /// From the row that is being read.
    case row(ReplyPath)
}

/// A reply, and perhaps one row of it, as conditions and values see it.
final class ReplyView: Sendable {
    let documents: ReplyDocuments
    /// The row with its list and index (nil for a record that stands alone); nil above the rows.
    let row: (node: ReplyNode, list: LocatedPath, index: Int?)?

    init(_ documents: ReplyDocuments, row: (node: ReplyNode, list: LocatedPath, index: Int?)? = nil) {
        self.documents = documents
        self.row = row
    }

    /// The same with a row.
    func entering(_ node: ReplyNode, _ list: LocatedPath, _ index: Int?) -> ReplyView {
        ReplyView(documents, row: (node, list, index))
    }

    /// Where something stands, for messages: "/data/rows/3/je".
    func place(_ origin: ReplyOrigin) -> String {
        switch origin {
        case .reply(let located): located.place.isEmpty ? "the reply" : located.place
        case .row(let path): rowPlace + path.text
        }
    }

    /// Where the row stands.
    var rowPlace: String {
        guard let row else { return "" }
        return row.index.map { row.list.prefix + row.list.path.place(ofRow: $0, in: row.list.format) } ?? row.list.place
    }

    func find(_ origin: ReplyOrigin) throws(ReplyMistake) -> ReplyNode? {
        switch origin {
        case .reply(let located): return try documents.find(located)
        case .row(let path):
            guard let row else { return nil }
            do throws(ReplyMistake) {
                return try path.find(in: row.node)
            } catch {
                throw ReplyMistake(error.reason, at: rowPlace + path.text)
            }
        }
    }

    /// The text at a place; nil when there is none.
    func text(_ origin: ReplyOrigin) throws(ReplyMistake) -> String? {
        guard let node = try find(origin) else { return nil }
        do throws(ReplyMistake) {
            return try node.text()
        } catch {
            throw ReplyMistake(error.reason, at: place(origin))
        }
    }

    /// A mistake at a place.
    func mistake(_ origin: ReplyOrigin, _ reason: String) -> ReplyMistake { ReplyMistake(reason, at: place(origin)) }
}
