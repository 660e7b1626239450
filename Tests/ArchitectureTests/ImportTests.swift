import Testing

/// SwiftPM lets an undeclared import of a sibling pass silently; the import lines themselves are read here.
@Suite struct ImportTests {
    @Test("a target imports only what its row allows", arguments: ImportTable.rows)
    func imports(of row: ImportTable.Row) {
        let files = Tree.files(below: row.folder, ending: ".swift")
        #expect(!files.isEmpty, "\(row.folder) holds no Swift file")
        let foreign = files.flatMap(ImportLine.all).filter { !row.modules.union(ImportTable.everybody).contains($0.module) }
        #expect(foreign.isEmpty, "\(foreign.map(\.description).joined(separator: "\n"))")
    }

    @Test("every folder of Sources has a row or is a system library")
    func everyTargetHasARow() {
        let known = Set(ImportTable.rows.map(\.folder)).union(ImportTable.systemLibraries.keys.map { "Sources/" + $0 })
        let strangers = Tree.names(in: "Sources").map { "Sources/" + $0 }.filter { Tree.isFolder($0) && !known.contains($0) }
        #expect(strangers.isEmpty, "\(strangers)")
    }

    @Test("a C library has one Swift importer", arguments: ImportTable.systemLibraries.sorted { $0.key < $1.key })
    func oneImporter(of library: String, by importer: String) {
        let importers = Set(
            Tree.swift.filter { file in ImportLine.all(in: file).contains { $0.module == library } }.map { $0.parts.prefix(2).joined(separator: "/") }
        )
        #expect(importers.isSubset(of: ["Sources/" + importer]), "\(library) is imported by \(importers.sorted())")
        let foreign = Tree.names(in: "Sources/" + library).filter { !$0.hasSuffix(".h") && $0 != "module.modulemap" }
        #expect(foreign.isEmpty, "\(library) holds more than a module map and a shim: \(foreign)")
    }

    @Test("Foundation as a whole comes in where XML is read, and nowhere else in the product")
    func foundation() {
        let importers = Tree.swift.filter { file in
            file.path.hasPrefix("Sources/") && ImportLine.all(in: file).contains { $0.module == "Foundation" || $0.module == "FoundationXML" }
        }
        #expect(importers.count <= 1, "\(importers.map(\.path))")
    }

    @Test("ARCHITECTURE.md tells the same table")
    func documentAgrees() throws {
        let document = try #require(Tree.file("ARCHITECTURE.md"))
        // Rows look like: | `Target` | `Module` `Module` | why |
        let rows = document.lines.compactMap { line -> (target: String, modules: Set<String>)? in
            guard line.hasPrefix("| `") else { return nil }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            guard cells.count >= 5, let target = Self.quoted(cells[1]).first else { return nil }
            return (target, Set(Self.quoted(cells[2])))
        }
        let told = Dictionary(rows.map { ($0.target, $0.modules) }, uniquingKeysWith: { $0.union($1) })
        for row in ImportTable.rows { #expect(told[row.target] == row.modules, "\(row.target) in ARCHITECTURE.md") }
        #expect(told.count == ImportTable.rows.count, "\(Set(told.keys).symmetricDifference(ImportTable.rows.map(\.target)))")
    }

    @Test("import lines are understood however they are written")
    func reading() {
        let file = Tree.File(
            path: "x.swift",
            lines: [
                "import A", "package import B", "@testable import C", "@preconcurrency public import struct D.E", "  import F // why", "// import G",
                "let imports = 1",
            ])
        #expect(ImportLine.all(in: file).map(\.module) == ["A", "B", "C", "D", "F"])
    }

    private static func quoted(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
