import StrictJSON
import Verification

/// What a row may name that answers a question: the number asked, the other form of the same citizen number, or the place asked.
struct AskedNumbers: Sendable {
    private let person: Person
    /// The number of the question itself, in upper case, and that of the document asked about.
    private let asked: [[UInt8]]
    /// The name of the place asked about; then no number counts.
    private let place: String?

    init(_ question: Question) {
        person = question.person
        var asked = [person.identifier.number]
        var place: String?
        switch question.topic {
        case .person: break
        case .document(_, _, let number): asked.append(number)
        case .place(let wanted, _): place = wanted.name
        }
        self.asked = asked.map { $0.utf8.map(Self.upperCase) }
        self.place = place
    }

    /// Whether a number as a registry writes it is one of them, but for the case of letters; the name of a place has to be the same.
    func contain(_ text: String) -> Bool {
        if let place { return place.isByteIdentical(to: text) }
        var number = text
        return number.withUTF8 { contain($0) }
    }

    /// The same for its bytes. The other form is looked at last: hardly any row stands under it.
    func contain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let place { return place.utf8.elementsEqual(text) }
        if asked.contains(where: { Self.isSame(text, $0) }) { return true }
        return [person.fifteenDigits, person.eighteenCharacters].contains { form in form.map { Self.isSame(text, $0.map(Self.upperCase)) } ?? false }
    }

    /// What they are, for messages.
    var words: String { place == nil ? "the number asked about" : "the place asked about" }

    private static func isSame(_ number: UnsafeBufferPointer<UInt8>, _ form: [UInt8]) -> Bool {
        guard form.count == number.count else { return false }
        for index in form.indices where upperCase(number[index]) != form[index] { return false }
        return true
    }

    private static func upperCase(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
}
