/// One parameter of a claim: what may stand there. The reader and the published JSON Schema are both made from it.
package struct ParameterSpecification: Sendable, Hashable {
    package let name: String
    package let isRequired: Bool
    package let type: ParameterType

    init(_ name: String, _ type: ParameterType, required: Bool = false) {
        self.name = name
        self.type = type
        isRequired = required
    }
}

/// What kind of value a parameter has; each case reads as the ``Claim/Value`` of the same meaning.
package enum ParameterType: Sendable, Hashable {
    /// A day up to today: nothing can be known of the future.
    case date
    /// `YYYY-MM`, up to the present month.
    case month
    /// Free text of one to so many characters, without control characters.
    case text(maximumLength: Int)
    /// One word of a closed list; reads as text.
    case word([String])
    /// Text of a fixed form; reads as text.
    case form(TextForm)
    case integer(ClosedRange<Int>)
    /// Only `true` may stand here; leaving it out says the contrary.
    case onlyTrue
    /// Different words of a closed list, at least one.
    case words([String])
    case person
    case persons(ClosedRange<Int>)
    /// Persons with the relation that each claims to have had to the subject.
    case claimants(maximum: Int)
    /// `{from?, to?}`, at least one of them, both days up to today.
    case period
}

/// A fixed form of a text.
package enum TextForm: Sendable, Hashable, CaseIterable {
    /// Six digits (GB/T 2260), nine (with township) or twelve (with village).
    case division
    /// A division code, or the word `province`.
    case area

    /// The regular expression (ECMA 262) of the form, for the schema.
    package var pattern: String {
        switch self {
        case .division: "^[0-9]{6}([0-9]{3}){0,2}$"
        case .area: "^(province|[0-9]{6}([0-9]{3}){0,2})$"
        }
    }

    func accepts(_ text: String) -> Bool {
        if self == .area, text.hasSameBytes(as: "province") { return true }
        let bytes = text.utf8
        return [6, 9, 12].contains(bytes.count) && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

/// What holds between the parameters of one claim.
package enum ParameterRule: Sendable, Hashable {
    /// One of these parameters must be given, and no second one.
    case exactlyOne([String])
    /// At most one of these may be given.
    case atMostOne([String])
    /// The first must not be later than the second.
    case ordered(String, String)
    /// `value` must be of the kind that `attribute` names.
    case valueFitsAttribute
    /// `documentNumber` must be a number of the type that `documentType` names.
    case numberFitsDocumentType
}
