import StrictJSON

/// One story: a world, then questions with the answers that the law gives. `Tests/Scenarios/README.md` describes how it is written.
struct Scenario: Sendable {
    /// The first word of the file: "S01".
    let id: String
    let title: String
    let steps: [Step]

    enum Step: Sendable {
        /// From here on the registries hold this, and nothing else.
        case world(WorldScript)
        /// Every fault ends.
        case clearFaults
        case ask(Ask)
    }

    /// One question to the gateway and what must come back.
    struct Ask: Sendable {
        /// Line of the file, for messages.
        let line: Int
        /// Whose certificate is shown: "hall", "employer", or "stranger" for none.
        let client: String
        let body: JSON
        /// Seconds for `Prefer: wait`.
        let waitSeconds: Int?
        let expectations: [Expectation]
    }
}

/// One line that says what must be true of the response.
struct Expectation: Sendable {
    let line: Int
    /// The number of the claim that it is about, from 0: the claim line before it.
    let finding: Int
    let word: Word
    let arguments: [String]

    /// What can be expected. A closed list: anything else in a file is a mistake.
    enum Word: String, Sendable, CaseIterable {
        case status, code, pointer, verdict, overall, action, value, since, reason, caution, correction, next, match, source, asked
        case asOf = "as-of"
        case normalised
        /// Another ask of the same story, by its number from 1, gave the same but for ids and times.
        case sameAs = "same-as"
    }
}

/// A mistake in a scenario file.
struct ScenarioMistake: Error, CustomStringConvertible {
    let line: Int
    let what: String

    var description: String { "line \(line): \(what)" }
}

/// One line of a file, cut into words.
struct ScriptLine: Sendable {
    let number: Int
    let isIndented: Bool
    let words: [String]

    /// The lines that say something. `#` begins a comment at the start of a line or after a space.
    static func read(_ text: String) throws -> [ScriptLine] {
        try text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, raw in
            let line = String(raw)
            let words = try words(of: line, number: index + 1)
            guard !words.isEmpty else { return nil }
            return ScriptLine(number: index + 1, isIndented: line.hasPrefix(" "), words: words)
        }
    }

    /// `key=value` words from some place on; values may be in double quotes. Other words are mistakes.
    func pairs(from start: Int) throws -> [(key: String, value: String)] {
        try words.dropFirst(start).map { word in
            guard let equals = word.firstIndex(of: "="), equals != word.startIndex else {
                throw ScenarioMistake(line: number, what: "expected key=value, found \(word)")
            }
            return (String(word[..<equals]), String(word[word.index(after: equals)...]))
        }
    }

    private static func words(of line: String, number: Int) throws -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        var hasWord = false
        var rest = line[...]
        while let character = rest.popFirst() {
            if character == "\"" {
                isQuoted.toggle()
                hasWord = true
            } else if character == "\\", rest.hasPrefix("u{"), let close = rest.firstIndex(of: "}") {
                guard let code = UInt32(rest[rest.index(rest.startIndex, offsetBy: 2)..<close], radix: 16), let scalar = Unicode.Scalar(code) else {
                    throw ScenarioMistake(line: number, what: "not a character: \\\(rest[...close])")
                }
                word.unicodeScalars.append(scalar)
                hasWord = true
                rest = rest[rest.index(after: close)...]
            } else if character == " ", !isQuoted {
                if hasWord { words.append(word) }
                (word, hasWord) = ("", false)
            } else if character == "#", !isQuoted, !hasWord {
                break
            } else {
                word.append(character)
                hasWord = true
            }
        }
        if isQuoted { throw ScenarioMistake(line: number, what: "a quotation mark is missing") }
        if hasWord { words.append(word) }
        return words
    }
}
