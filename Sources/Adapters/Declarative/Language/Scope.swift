import AdapterKit
import ShangMi
import Verification

/// What the names of a template stand for in one request.
struct Scope: Sendable {
    /// Which page of a list is asked for.
    struct Page: Sendable {
        var number = 1
        var size = 0
        var offset = 0
        /// UTF-8 of what the page before pointed to.
        var cursor: [UInt8]?
    }

    /// Nil for requests that no question about a person stands behind.
    let person: Person?
    let place: Place?
    let area: String?
    /// Type and number of the document asked about, for questions about one.
    let document: (type: String, number: String)?
    let context: ExchangeContext
    /// Milliseconds since 1970, read once for a request.
    let time: Int64
    /// 16 random bytes, fresh for a request.
    let nonce: [UInt8]
    var service: [UInt8]?
    var page = Page()
    var ticket: [UInt8]?
    var token: Secret?
    var signature: String?
    var inner: [UInt8]?
    /// What has been made of the request so far; the signature looks at it.
    var request: OutboundRequest?

    /// A scope for a question.
    init(_ question: Question?, context: ExchangeContext, time: Int64, nonce: [UInt8]) {
        var person = question?.person
        var document: (type: String, number: String)?
        var place: Place?
        switch question?.topic {
        case .document(_, let type, let number): document = (type, number)
        // A register of places never hears for whose sake it is asked.
        case .place(let asked, _): (person, place) = (nil, asked)
        case .person, nil: break
        }
        self.person = person
        self.document = document
        self.place = place
        area = question?.area
        self.context = context
        self.time = time
        self.nonce = nonce
    }

    /// The value of a name that is a text as it stands; nil for all others.
    func text(_ name: TemplateName) -> String? {
        switch name {
        case .subjectName: person?.name.text
        case .subjectNumber: person?.identifier.number
        case .placeName: place?.name
        case .area: area
        case .matter: context.matterCode
        case .caseNumber: context.caseNumber
        case .unit: context.unitCode
        case .exchangeID: context.exchangeID
        case .trace: context.traceparent
        case .time, .timeMillis: String(time)
        case .timeUnix: String(time / 1_000)
        case .pageNumber: String(page.number)
        case .pageSize: String(page.size)
        case .pageOffset: String(page.offset)
        case .signature: signature
        case .nonce: Hexadecimal.text(of: nonce)
        default: nil
        }
    }

    /// The plain value of a name in UTF-8; nil when there is none now. Dates and moments are written by their pattern instead.
    func value(_ name: TemplateName) -> [UInt8]? {
        switch name {
        case .subjectName: person.map { Array($0.name.text.utf8) }
        case .subjectNumber: person.map { Array($0.identifier.number.utf8) }
        case .subjectNumber15: person.flatMap(\.fifteenDigits)
        case .subjectNumber18: person.flatMap(\.eighteenCharacters)
        case .subjectType: person.map { Array($0.identifier.type.rawValue.utf8) }
        case .subjectBirthDate: birthDate.map { Array($0.description.utf8) }
        case .subjectSex: person.flatMap { CitizenNumber($0.identifier) }.map { Array($0.sex.rawValue.utf8) }
        case .documentType: document.map { Array($0.type.utf8) }
        case .documentNumber: document.map { Array($0.number.utf8) }
        case .placeName: place.map { Array($0.name.utf8) }
        case .placeDivision: (place?.division).map { Array($0.utf8) }
        case .area: area.map { Array($0.utf8) }
        case .matter: Array(context.matterCode.utf8)
        case .caseNumber: Array(context.caseNumber.utf8)
        case .unit: Array(context.unitCode.utf8)
        case .exchangeID: Array(context.exchangeID.utf8)
        case .exchangeUUID: Self.hyphenated(Array(context.exchangeID.utf8))
        case .trace: context.traceparent.map { Array($0.utf8) }
        case .time, .timeMillis: Array(String(time).utf8)
        case .timeUnix: Array(String(time / 1_000).utf8)
        case .nonce: Array(Hexadecimal.text(of: nonce).utf8)
        case .pageNumber: Array(String(page.number).utf8)
        case .pageSize: Array(String(page.size).utf8)
        case .pageOffset: Array(String(page.offset).utf8)
        case .pageCursor: page.cursor
        case .ticket: ticket
        case .service: service
        case .token: token?.bytes
        case .signature: signature.map { Array($0.utf8) }
        case .method: request.map { Array($0.method.rawValue.utf8) }
        case .path: request.map { Array($0.path.utf8) }
        case .body: request?.body
        case .bodySHA256: request.map { Digest.sha256($0.body) }
        case .inner: inner
        }
    }

    /// The day that the person's number states.
    var birthDate: CalendarDate? { person.flatMap { CitizenNumber($0.identifier) }?.birthDate }

    /// Decimal digits made of the nonce, at most 32.
    func nonceDigits(_ count: Int) -> [UInt8] {
        // Two digits of each byte; 256 is no multiple of 100, which matters nothing to a number that only has to be new.
        nonce.flatMap { [UInt8(ascii: "0") + $0 / 10 % 10, UInt8(ascii: "0") + $0 % 10] }.prefix(count).map { $0 }
    }

    private static func hyphenated(_ digits: [UInt8]) -> [UInt8] {
        guard digits.count == 32 else { return digits }
        let hyphen = [UInt8(ascii: "-")]
        return Array([digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20...]].joined(separator: hyphen))
    }
}

extension Person {
    /// The number in its old form, or as it is if it is in that form.
    var fifteenDigits: [UInt8]? {
        if identifier.type == .residentID, identifier.number.utf8.count == 15 { return Array(identifier.number.utf8) }
        return identifier.fifteenDigitForm.map { Array($0.utf8) }
    }

    /// The number in the form of eighteen characters, which fifteen digits of a citizen number determine.
    var eighteenCharacters: [UInt8]? {
        let number = Array(identifier.number.utf8)
        if number.count == 18 { return number }
        return identifier.type == .residentID ? CitizenNumber.eighteenCharacterForm(of: number) : nil
    }
}
