package import StrictJSON

/// Everything that is wrong with a population file or a list of faults, each mistake with its JSON Pointer and without the file's own text.
package struct PopulationMistakes: Error, Sendable, Hashable {
    package let problems: [JSONProblem]

    package init(_ problems: [JSONProblem]) { self.problems = problems }

    /// The one mistake of bytes that are no JSON.
    init(_ error: JSONSyntaxError) {
        problems = [JSONProblem(pointer: "", code: error.code.rawValue, reason: "is not acceptable JSON: \(error)")]
    }
}

extension PopulationMistakes: CustomStringConvertible {
    /// One line for each mistake: pointer ("/" alone for the whole document), reason and code.
    package var description: String {
        problems.map { "\($0.pointer.isEmpty ? "/" : $0.pointer): \($0.reason) (\($0.code))" }.joined(separator: "\n")
    }
}
