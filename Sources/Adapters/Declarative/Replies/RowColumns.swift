import StrictJSON

/// The members of a JSON row that a mapping wants, all found in one pass over the row: what `/xm` and `/person/idNo` mean, as a tree of names.
struct RowColumns: ~Copyable, Sendable {
    /// Where the values of one row stand, by column; nil where the row has none.
    typealias Cells = UnsafeMutableBufferPointer<JSONDocument.Place?>

    fileprivate struct Column: Sendable {
        /// Where the name stands in ``names``.
        let name: Range<Int>
        /// The number of the cell that the value goes to; -1 when only members of it are wanted.
        let cell: Int
        /// The columns that are members of this one.
        var inside: Range<Int>
    }

    private let names: FlatTable<UInt8>
    private let columns: FlatTable<Column>
    private let top: Range<Int>
    /// So many cells has a row.
    let count: Int

    init(_ draft: consuming Draft) {
        top = draft.level(draft.paths.indices.map { ($0, draft.paths[$0][...]) })
        names = FlatTable(draft.names)
        columns = FlatTable(draft.columns)
        count = draft.paths.count
    }

    /// Fills the cells of a row; false when the row is no object.
    func fill(_ cells: Cells, from row: JSONDocument.Place, of document: JSONDocument.Lent) -> Bool {
        cells.update(repeating: nil)
        return fill(cells, top, from: row, of: document)
    }

    private func fill(_ cells: Cells, _ level: Range<Int>, from object: JSONDocument.Place, of document: JSONDocument.Lent) -> Bool {
        let (columns, names) = (columns.elements, names.elements)
        return document.forEachMember(of: object) { name, value in
            for index in level {
                guard name.isText(UnsafeBufferPointer(rebasing: names[columns[index].name])) else { continue }
                if columns[index].cell >= 0 { cells[columns[index].cell] = value }
                if !columns[index].inside.isEmpty { _ = fill(cells, columns[index].inside, from: value, of: document) }
                break
            }
        }
    }
}

extension RowColumns {
    /// The columns while the ways to them are collected.
    struct Draft {
        fileprivate var names: [UInt8] = []
        fileprivate var columns: [Column] = []
        fileprivate var paths: [[String]] = []

        /// The number of the cell for a way made of names.
        mutating func cell(of path: [String]) -> Int {
            if let known = paths.firstIndex(where: { $0.elementsEqual(path) { $0.isByteIdentical(to: $1) } }) { return known }
            paths.append(path)
            return paths.count - 1
        }

        /// Columns of one level stand side by side, so that a member's name is looked for among few.
        fileprivate mutating func level(_ wanted: [(cell: Int, rest: ArraySlice<String>)]) -> Range<Int> {
            var groups: [(name: String, cell: Int, inside: [(cell: Int, rest: ArraySlice<String>)])] = []
            for (cell, rest) in wanted {
                guard let name = rest.first else { continue }
                let place = groups.firstIndex { $0.name.isByteIdentical(to: name) } ?? groups.endIndex
                if place == groups.endIndex { groups.append((name, -1, [])) }
                if rest.count == 1 { groups[place].cell = cell } else { groups[place].inside.append((cell, rest.dropFirst())) }
            }
            let begin = columns.count
            for group in groups {
                columns.append(Column(name: names.count..<names.count + group.name.utf8.count, cell: group.cell, inside: 0..<0))
                names.append(contentsOf: group.name.utf8)
            }
            for (offset, group) in groups.enumerated() where !group.inside.isEmpty { columns[begin + offset].inside = level(group.inside) }
            return begin..<begin + groups.count
        }
    }
}
