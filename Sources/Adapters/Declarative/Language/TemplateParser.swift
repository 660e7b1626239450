import StrictJSON

/// Reads one template. Everything that can be wrong is found here, so that rendering can only fail for what a person or a registry lacks.
struct TemplateParser {
    private let scalars: [Unicode.Scalar]
    private let place: TemplatePlace
    private let vocabulary: Vocabulary
    private var position = 0
    private var segments: [Template.Segment] = []
    private var literal: [UInt8] = []
    private var families: TemplateFamily = []
    private var headers: [String] = []
    private var isInteger = false

    static let maximumBytes = 4_096

    /// Compiles a text for a place.
    static func template(_ text: String, for place: TemplatePlace, _ vocabulary: Vocabulary) throws(TemplateMistake) -> Template {
        guard text.utf8.count <= maximumBytes else { throw TemplateMistake(1, code: "too-long", "is longer than \(maximumBytes) bytes") }
        var parser = TemplateParser(scalars: Array(text.unicodeScalars), place: place, vocabulary: vocabulary)
        return try parser.parse()
    }

    private init(scalars: [Unicode.Scalar], place: TemplatePlace, vocabulary: Vocabulary) {
        self.scalars = scalars
        self.place = place
        self.vocabulary = vocabulary
    }

    private mutating func parse() throws(TemplateMistake) -> Template {
        while position < scalars.count {
            let scalar = scalars[position]
            let isDoubled = position + 1 < scalars.count && scalars[position + 1] == scalar
            switch scalar {
            case "{" where isDoubled, "}" where isDoubled:
                try append(literal: scalar)
                position += 2
            case "{": try insertion()
            case "}": throw TemplateMistake(position + 1, "a closing brace has no opening one; a brace itself is written twice")
            default:
                try append(literal: scalar)
                position += 1
            }
        }
        flush()
        return Template(
            segments: segments, escaping: place.escaping, families: families, headers: headers, isInteger: isInteger,
            absentIsEmpty: place.absentIsEmpty)
    }

    private mutating func append(literal scalar: Unicode.Scalar) throws(TemplateMistake) {
        let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        // Markup and addresses are written by whoever writes the template; only a JSON string or a form value is text from end to end.
        switch place.escaping {
        case .json, .form: _ = place.escaping.append(bytes, to: &literal)
        case .none, .xml, .path: literal += bytes
        }
    }

    private mutating func flush() {
        if !literal.isEmpty { segments.append(.literal(literal)) }
        literal = []
    }

    private mutating func insertion() throws(TemplateMistake) {
        let start = position + 1
        guard let end = scalars[start...].firstIndex(of: "}") else { throw TemplateMistake(start, "a brace is not closed") }
        if let inner = scalars[start..<end].firstIndex(of: "{") { throw TemplateMistake(inner + 1, "a brace stands inside a name") }
        var parts = scalars[start..<end].split(separator: "|", omittingEmptySubsequences: false)[...]
        let head = parts.removeFirst()
        var name = text(head)
        var wantsInteger = false
        if name.hasSuffix(":integer") {
            name = String(name.dropLast(8))
            wantsInteger = true
        }
        var chain = try chain(name, column: start + 1)
        for part in parts { try chain.add(filter: text(part), column: part.startIndex + 1, vocabulary) }
        try chain.close(column: start + 1)
        if wantsInteger {
            guard chain.type == .integer else { throw TemplateMistake(start + 1, "is not always a whole number") }
            guard place.escaping == .json, start == 1, end == scalars.count - 1 else {
                throw TemplateMistake(start + 1, "makes a number only when it stands alone in a JSON body")
            }
            isInteger = true
        }
        if chain.isBody, place.name == "a header", chain.type != .octets, !chain.isDigest {
            throw TemplateMistake(start + 1, code: "personal-data", "the body is personal data and cannot stand in \(place.name)")
        }
        flush()
        if let constant = chain.constant {
            for scalar in constant.unicodeScalars { try append(constant: scalar) }
        } else {
            segments.append(.insertion(chain.insertion))
        }
        position = end + 1
    }

    /// A value of the entry itself is escaped like any other value.
    private mutating func append(constant scalar: Unicode.Scalar) throws(TemplateMistake) {
        let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        guard place.escaping.append(bytes, to: &literal) else { throw TemplateMistake(position + 1, "holds a character that XML cannot carry") }
    }

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }

    /// The beginning of an insertion: what its name stands for.
    private mutating func chain(_ name: String, column: Int) throws(TemplateMistake) -> TemplateChain {
        if let known = TemplateName.allCases.first(where: { $0.rawValue.isByteIdentical(to: name) }) {
            try admit(known.family, known.rawValue, column)
            return TemplateChain(known, column: column)
        }
        let halves = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 2 {
            let member = String(halves[1])
            switch halves[0] {
            case "value":
                guard let text = vocabulary.value(member) else { throw TemplateMistake(column, code: "unknown-name", "values has no such name") }
                return TemplateChain(constant: text)
            case "secret":
                try admit(.secrets, "a secret", column)
                guard let secret = vocabulary.secret(member) else {
                    throw TemplateMistake(column, code: "missing-secret", "the entry has no secret of that name")
                }
                return TemplateChain(.secret(secret), type: .text)
            case "header":
                try admit(.message, "a header", column)
                headers.append(member.lowercased())
                return TemplateChain(.header(member.lowercased()), type: .text)
            default: break
            }
        }
        throw TemplateMistake(column, code: "unknown-name", "is not a known name")
    }

    private mutating func admit(_ family: TemplateFamily, _ name: String, _ column: Int) throws(TemplateMistake) {
        guard place.families.isSuperset(of: family) else {
            if !family.isDisjoint(with: .personal), place.families.isDisjoint(with: .personal) {
                throw TemplateMistake(column, code: "personal-data", "\(name) is personal data and cannot stand in \(place.name)")
            }
            throw TemplateMistake(column, code: "unknown-here", "\(name) is not known in \(place.name) of this kind")
        }
        families.formUnion(family)
    }
}
