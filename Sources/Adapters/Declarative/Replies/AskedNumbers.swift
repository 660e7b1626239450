import StrictJSON
import Verification

/// What a row may name that answers a question: the number asked, the other form of the same citizen number, or the place asked.
struct AskedNumbers: Sendable {
    private let person: Person
    /// The number of the question itself, in upper case.
    private let number: [UInt8]
    /// That of the document asked about.
    private var documentNumber: [UInt8]?
    /// The name of the place asked about; then no number counts.
    private var place: [UInt8]?

    init(_ question: Question) {
        person = question.person
        number = person.identifier.number.utf8.map(Self.upperCase)
        switch question.topic {
        case .place(let place, _): self.place = Array(place.name.utf8)
        case .document(_, _, let number): documentNumber = number.utf8.map(Self.upperCase)
        case .person: break
        }
    }

    /// Whether a number as a registry writes it is one of them, but for the case of letters; the name of a place has to be the same.
    func contain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { contain($0) }
    }

    /// The same for its bytes. The other form of a number is looked at last: hardly any row stands under it.
    func contain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if let place { return place.elementsEqual(text) }
        if Self.isSame(text, number) { return true }
        if let documentNumber, Self.isSame(text, documentNumber) { return true }
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
