import AdapterKit

/// A name that may stand in a template: the whole vocabulary. The raw value is how it is written; the families `value.X`, `secret.X` and
/// `header.X` are read by ``TemplateParser``.
enum TemplateName: String, Sendable, CaseIterable {
    case subjectName = "subject.name"
    case subjectNumber = "subject.number"
    /// The old form of fifteen digits.
    case subjectNumber15 = "subject.number15"
    /// The number in the form of eighteen characters.
    case subjectNumber18 = "subject.number18"
    /// An `IdentifierType`, to be looked up in a table.
    case subjectType = "subject.type"
    case subjectBirthDate = "subject.birthDate"
    /// "male" or "female", as the number tells it.
    case subjectSex = "subject.sex"
    case documentType = "document.type"
    case documentNumber = "document.number"
    /// The place asked about, in datasets of places.
    case placeName = "place.name"
    /// Its division (GB/T 2260), where it is known.
    case placeDivision = "place.division"
    /// The division that the question is limited to; nothing for the whole register.
    case area
    case matter = "purpose.matter"
    case caseNumber = "purpose.case"
    case unit = "purpose.unit"
    /// 32 hexadecimal digits.
    case exchangeID = "exchange.id"
    /// The same with hyphens (RFC 9562 section 4).
    case exchangeUUID = "exchange.uuid"
    /// W3C `traceparent`.
    case trace
    /// A moment; needs the filter `date`.
    case time
    case timeUnix = "time.unix"
    case timeMillis = "time.millis"
    /// 32 hexadecimal digits, one per request; decimal ones by the filter `digits`.
    case nonce
    case pageNumber = "page.number"
    case pageSize = "page.size"
    /// Rows before this page.
    case pageOffset = "page.offset"
    /// What the page before pointed to; nothing on the first.
    case pageCursor = "page.cursor"
    case ticket
    /// The operation's own `service`.
    case service
    /// The credential that the registry lent us.
    case token
    case signature
    case method
    /// With the query, as sent.
    case path
    case body
    case bodySHA256 = "body.sha256"
    /// The document inside the body.
    case inner

    /// What kind of value it is.
    var type: TemplateType {
        switch self {
        case .subjectBirthDate: .date
        case .time: .moment
        case .bodySHA256: .octets
        case .timeUnix, .timeMillis, .pageNumber, .pageSize, .pageOffset: .integer
        default: .text
        }
    }

    /// The group that a place admits or not.
    var family: TemplateFamily {
        switch self {
        case .subjectName, .subjectNumber, .subjectNumber15, .subjectNumber18, .subjectType, .subjectBirthDate, .subjectSex: .subject
        case .documentType, .documentNumber: .document
        case .placeName, .placeDivision: .place
        case .area: .area
        case .matter, .caseNumber, .unit: .purpose
        case .exchangeID, .exchangeUUID, .trace, .time, .timeUnix, .timeMillis, .nonce: .exchange
        case .pageNumber, .pageSize, .pageOffset, .pageCursor: .page
        case .ticket: .ticket
        case .service: .service
        case .token: .token
        case .signature: .signature
        case .method, .path, .body, .bodySHA256: .message
        case .inner: .inner
        }
    }
}

/// The type of a template's value, so that a filter that makes no sense is found when the entry is read.
enum TemplateType: Sendable {
    case text, date, moment
    /// A text that is a whole number.
    case integer
    /// Raw bytes, which only `hex` and `base64` make writable.
    case octets
}

/// Groups of names, by what they tell.
struct TemplateFamily: OptionSet, Sendable {
    let rawValue: UInt16

    static let subject = TemplateFamily(rawValue: 1)
    static let document = TemplateFamily(rawValue: 2)
    static let purpose = TemplateFamily(rawValue: 4)
    static let exchange = TemplateFamily(rawValue: 8)
    static let page = TemplateFamily(rawValue: 16)
    static let ticket = TemplateFamily(rawValue: 32)
    static let service = TemplateFamily(rawValue: 64)
    static let token = TemplateFamily(rawValue: 128)
    static let signature = TemplateFamily(rawValue: 256)
    /// The request itself: method, path, headers, body.
    static let message = TemplateFamily(rawValue: 512)
    static let inner = TemplateFamily(rawValue: 1024)
    static let secrets = TemplateFamily(rawValue: 2048)
    static let place = TemplateFamily(rawValue: 4096)
    static let area = TemplateFamily(rawValue: 8192)

    /// What tells who is asked about, or where somebody lives.
    static let personal: TemplateFamily = [.subject, .document, .place]
}
