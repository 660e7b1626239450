import StrictJSON
import Verification

/// What a row may name that answers a question: the number asked, the other form of the same citizen number, or the place asked.
struct AskedNumbers: Sendable {
    private var numbers: [String] = []
    private var place: String?

    init(_ question: Question) {
        if case .place(let place, _) = question.topic {
            self.place = place.name
            return
        }
        numbers = [question.person.identifier.number]
        for form in [question.person.fifteenDigits, question.person.eighteenCharacters] {
            if let form { numbers.append(String(decoding: form, as: UTF8.self)) }
        }
        if case .document(_, _, let number) = question.topic { numbers.append(number) }
    }

    /// Whether a number as a registry writes it is one of them, but for the case of letters; the name of a place has to be the same.
    func contain(_ text: String) -> Bool { place.map { $0.isByteIdentical(to: text) } ?? numbers.contains { text.isSameNumber(as: $0) } }

    /// What they are, for messages.
    var words: String { place == nil ? "the number asked about" : "the place asked about" }
}
