import StrictJSON

/// The members of a JSON row that a mapping wants, all found in one pass over the row: what `/xm` and `/person/idNo` mean, as a tree of names.
struct RowColumns: Sendable {
    /// Where the values of one row stand, by column; nil where the row has none.
    typealias Cells = [JSONDocument.Place?]

    private struct Column: Sendable {
        /// Where the name stands in ``names``.
        let start: Int
        let end: Int
        /// The number of the cell that the value goes to; -1 when only members of it are wanted.
        var cell: Int
        /// The columns that are members of this one.
        var inside: Range<Int>
    }

    private var names: [UInt8] = []
    private var columns: [Column] = []
    private var top: Range<Int> = 0..<0
    private var paths: [[String]] = []

    /// So many cells has a row.
    var count: Int { paths.count }

    /// The number of the cell for a way made of names.
    mutating func cell(of path: [String]) -> Int {
        if let known = paths.firstIndex(where: { $0.elementsEqual(path) { $0.isByteIdentical(to: $1) } }) { return known }
        paths.append(path)
        return paths.count - 1
    }

    /// Puts the columns in their order, once all cells are known.
    mutating func close() { top = level(paths.indices.map { ($0, paths[$0][...]) }) }

    /// Columns of one level stand side by side, so that a member's name is looked for among few.
    private mutating func level(_ wanted: [(cell: Int, rest: ArraySlice<String>)]) -> Range<Int> {
        var groups: [(name: String, cell: Int, inside: [(cell: Int, rest: ArraySlice<String>)])] = []
        for (cell, rest) in wanted {
            guard let name = rest.first else { continue }
            let place = groups.firstIndex { $0.name.isByteIdentical(to: name) } ?? groups.endIndex
            if place == groups.endIndex { groups.append((name, -1, [])) }
            if rest.count == 1 { groups[place].cell = cell } else { groups[place].inside.append((cell, rest.dropFirst())) }
        }
        let begin = columns.count
        for group in groups {
            columns.append(Column(start: names.count, end: names.count + group.name.utf8.count, cell: group.cell, inside: 0..<0))
            names.append(contentsOf: group.name.utf8)
        }
        for (offset, group) in groups.enumerated() where !group.inside.isEmpty { columns[begin + offset].inside = level(group.inside) }
        return begin..<begin + groups.count
    }

    /// Fills the cells of a row; false when the row is no object.
    func fill(_ cells: inout Cells, from row: JSONDocument.Place, of document: JSONDocument) -> Bool {
        for index in cells.indices { cells[index] = nil }
        return names.withUnsafeBufferPointer { fill(&cells, top, from: row, of: document, $0) }
    }

    private func fill(
        _ cells: inout Cells, _ level: Range<Int>, from object: JSONDocument.Place, of document: JSONDocument, _ names: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        document.forEachMember(of: object) { name, value in
            for index in level {
                let column = columns[index]
                guard name.isText(UnsafeBufferPointer(rebasing: names[column.start..<column.end])) else { continue }
                if column.cell >= 0 { cells[column.cell] = value }
                if !column.inside.isEmpty { _ = fill(&cells, column.inside, from: value, of: document, names) }
                break
            }
        }
    }
}
