import Testing

/// Habits that the compiler and the formatter do not hold.
@Suite struct HabitTests {
    /// Code that ends the process, hides state, or reads JSON less strictly than `StrictJSON`. Written in two halves so that this file is
    /// not found by its own search.
    private static let forbiddenInSources: [String] = [
        "JSON" + "Decoder", "JSON" + "Encoder", "JSON" + "Serialization", "try" + "!", "as" + "!", "fatal" + "Error(", "." + "shared",
    ]
    private static let forbiddenEverywhere: [String] = [
        "TO" + "DO", "FIX" + "ME", "X" + "XX", "not " + "implemented", "un" + "implemented", "place" + "holder",
    ]

    @Test("Sources hold no forbidden construct", arguments: forbiddenInSources)
    func forbidden(construct: String) {
        let found = Self.places(of: construct, in: Tree.swift.filter { $0.path.hasPrefix("Sources/") }, onlyCode: true)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("nothing is left unfinished", arguments: forbiddenEverywhere)
    func unfinished(word: String) {
        let found = Self.places(of: word, in: Tree.swift, onlyCode: false)
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("an unchecked promise to the compiler says why")
    func uncheckedSendable() {
        let promise = "@unchecked " + "Sendable"
        for file in Tree.swift {
            for (index, line) in file.lines.enumerated() where line.contains(promise) {
                let before = file.lines[..<index].last { !$0.isEmpty } ?? ""
                #expect(line.contains("//") || before.contains("//"), "\(file.path):\(index + 1) has \(promise) without a reason beside it")
            }
        }
    }

    @Test("no file is longer than 400 lines")
    func lengths() {
        let long = Tree.swift.filter { $0.lines.count > 400 }.map { "\($0.path): \($0.lines.count)" }
        #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
    }

    @Test("every type that crosses a target is explained")
    func documentation() {
        let words = ["package struct ", "package enum ", "package final class ", "package class ", "package protocol ", "package actor "]
        for file in Tree.swift where file.path.hasPrefix("Sources/") || file.path.hasPrefix("Tests/Mocks/") {
            for (index, line) in file.lines.enumerated()
            where words.contains(where: { line.hasPrefix($0) || line.hasPrefix("package indirect enum ") }) {
                let before = file.lines[..<index].last { !$0.hasPrefix("@") } ?? ""
                #expect(before.hasPrefix("///"), "\(file.path):\(index + 1) has no documentation")
            }
        }
    }

    @Test("every department's folder has the same shape", arguments: departments)
    func adapterShape(of department: String) {
        let names = Set(Tree.names(in: "Sources/Adapters/" + department))
        let missing = Self.adapterFiles.map { department + $0 }.filter { !names.contains($0) }
        #expect(missing.isEmpty, "\(department) lacks \(missing)")
    }

    /// What each department's folder holds after the department's own name; beside these, what only its dialect needs (a signature, a token,
    /// an envelope) in files of their own.
    private static let adapterFiles = ["Adapter.swift", "+Settings.swift", "+Requests.swift", "+Replies.swift", "+Facts.swift"]

    private static let departments = ["CivilAffairs", "Courts", "Health", "PublicSecurity"]

    private static func places(of word: String, in files: [Tree.File], onlyCode: Bool) -> [String] {
        files.flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                let text = onlyCode ? code(of: line) : line[...]
                return contains(text, word) ? "\(file.path):\(index + 1) holds \(word)" : nil
            }
        }
    }

    /// The line up to a comment.
    private static func code(of line: String) -> Substring {
        guard let comment = line.ranges(of: "//").first(where: { $0.lowerBound == line.startIndex || line[line.index(before: $0.lowerBound)] != ":" })
        else { return line[...] }
        return line[..<comment.lowerBound]
    }

    /// True when the word stands there as a whole: not as part of a longer name.
    private static func contains(_ text: Substring, _ word: String) -> Bool {
        text.ranges(of: word).contains { range in
            let isName: (Character) -> Bool = { $0.isLetter || $0.isNumber || $0 == "_" }
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            let beginsAsName = word.first.map(isName) ?? false
            let endsAsName = word.last.map(isName) ?? false
            return !(beginsAsName && isName(before)) && !(endsAsName && isName(after))
        }
    }
}
