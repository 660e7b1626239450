import Verification

/// The numbers under which a row may stand that answers a question: the one asked, and the other form of the same citizen number.
struct AskedNumbers: Sendable {
    private let person: Person
    /// The number of the question itself, in upper case, and that of the document asked about.
    private let asked: [[UInt8]]

    init(_ question: Question) {
        person = question.person
        var asked = [person.identifier.number]
        if case .document(_, _, let number) = question.topic { asked.append(number) }
        self.asked = asked.map { $0.utf8.map(Self.upperCase) }
    }

    /// Whether a number as a registry writes it is one of them, but for the case of letters.
    func contain(_ number: String) -> Bool {
        var number = number
        return number.withUTF8 { contain($0) }
    }

    /// The same for its bytes. The other form is looked at last: hardly any row stands under it.
    func contain(_ number: UnsafeBufferPointer<UInt8>) -> Bool {
        if asked.contains(where: { Self.isSame(number, $0) }) { return true }
        return [person.fifteenDigits, person.eighteenCharacters].contains { form in form.map { Self.isSame(number, $0.map(Self.upperCase)) } ?? false
        }
    }

    private static func isSame(_ number: UnsafeBufferPointer<UInt8>, _ form: [UInt8]) -> Bool {
        guard form.count == number.count else { return false }
        for index in form.indices where upperCase(number[index]) != form[index] { return false }
        return true
    }

    private static func upperCase(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
}
