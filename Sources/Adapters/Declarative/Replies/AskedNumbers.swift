import Verification

/// The numbers under which a row may stand that answers a question: the one asked, and the other form of the same citizen number.
struct AskedNumbers: Sendable {
    private let accepted: [String]

    init(_ question: Question) {
        var numbers = [question.person.identifier.number]
        for form in [question.person.fifteenDigits, question.person.eighteenCharacters] {
            if let form { numbers.append(String(decoding: form, as: UTF8.self)) }
        }
        if case .document(_, _, let number) = question.topic { numbers.append(number) }
        accepted = numbers
    }

    /// Whether a number as a registry writes it is one of them, but for the case of letters.
    func contain(_ number: String) -> Bool { accepted.contains { number.isSameNumber(as: $0) } }
}
