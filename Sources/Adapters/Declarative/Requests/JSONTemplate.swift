import StrictJSON

/// A JSON value whose strings are templates. Parts without names are encoded when the entry is read, and so is everything around the names of
/// parts in which nothing can be left out.
indirect enum JSONTemplate: Sendable {
    case encoded([UInt8])
    /// A whole value as one template.
    case flat(Template)
    case text(Template)
    case number(Template)
    case array([JSONTemplate])
    /// Names are encoded with their colon.
    case object([(name: [UInt8], value: JSONTemplate)])

    static let maximumDepth = 16

    /// Appends the value. A member or element that lacks a value which may be lacking is left out.
    func append(to bytes: inout [UInt8], in scope: borrowing Scope) throws(Unanswerable) {
        switch self {
        case .encoded(let encoded): bytes.append(contentsOf: encoded)
        case .flat(let template): try template.append(to: &bytes, in: scope)
        case .text(let template):
            bytes.append(UInt8(ascii: "\""))
            try template.append(to: &bytes, in: scope)
            bytes.append(UInt8(ascii: "\""))
        case .number(let template): try template.append(to: &bytes, in: scope)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for element in elements { try Self.append([], element, &isFirst, to: &bytes, in: scope) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for member in members { try Self.append(member.name, member.value, &isFirst, to: &bytes, in: scope) }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func append(
        _ name: [UInt8], _ value: JSONTemplate, _ isFirst: inout Bool, to bytes: inout [UInt8], in scope: borrowing Scope
    ) throws(Unanswerable) {
        let start = bytes.count
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: name)
        do throws(Unanswerable) {
            try value.append(to: &bytes, in: scope)
            isFirst = false
        } catch {
            guard error == .omitted else { throw error }
            bytes.removeSubrange(start...)
        }
    }

    /// Every template with its families.
    var families: TemplateFamily {
        switch self {
        case .encoded: []
        case .flat(let template), .text(let template), .number(let template): template.families
        case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.families) }
        case .object(let members): members.reduce(into: []) { $0.formUnion($1.value.families) }
        }
    }

    /// The value as segments of one template; nil where something may be left out.
    private var segments: [Template.Segment]? {
        switch self {
        case .encoded(let bytes): return [.literal(bytes)]
        case .flat(let template): return template.segments
        case .number(let template): return template.mayBeOmitted ? nil : template.segments
        case .text(let template):
            let quote = Template.Segment.literal([UInt8(ascii: "\"")])
            return template.mayBeOmitted ? nil : [quote] + template.segments + [quote]
        case .array(let elements): return Self.joined(elements.map { ([], $0) }, between: UInt8(ascii: "["), UInt8(ascii: "]"))
        case .object(let members): return Self.joined(members, between: UInt8(ascii: "{"), UInt8(ascii: "}"))
        }
    }

    private static func joined(_ parts: [(name: [UInt8], value: JSONTemplate)], between open: UInt8, _ close: UInt8) -> [Template.Segment]? {
        var segments: [Template.Segment] = [.literal([open])]
        for (index, part) in parts.enumerated() {
            guard let inside = part.value.segments else { return nil }
            segments.append(.literal((index == 0 ? [] : [UInt8(ascii: ",")]) + part.name))
            segments += inside
        }
        return segments + [.literal([close])]
    }

    /// The same, as flat as it can be.
    private var flattened: JSONTemplate {
        guard let segments else { return self }
        var merged: [Template.Segment] = []
        for segment in segments {
            if case .literal(let bytes) = segment, case .literal(let before)? = merged.last {
                merged[merged.count - 1] = .literal(before + bytes)
            } else {
                merged.append(segment)
            }
        }
        if merged.count == 1, case .literal(let bytes) = merged[0] { return .encoded(bytes) }
        return .flat(
            Template(segments: merged, escaping: .json, families: families, headers: [], isInteger: false, absentIsEmpty: false))
    }
}

extension JSONTemplate {
    /// Compiles a tree; mistakes are recorded with the pointer of their text. Nil when there was one.
    static func reading(_ json: JSON, at pointer: String, for place: TemplatePlace, _ entry: EntryReader, depth: Int = 1) -> JSONTemplate? {
        guard depth <= maximumDepth else {
            entry.problems.add(pointer, "too-deep", "is nested deeper than \(maximumDepth)")
            return nil
        }
        switch json {
        case .null, .bool, .number: return .encoded(json.encoded())
        case .string(let text):
            guard let template = entry.template(text, at: pointer, for: place) else { return nil }
            if template.isInteger {
                if let digits = template.constant { return .encoded(digits) }
                return .number(template)
            }
            if let constant = template.constant { return .encoded([UInt8(ascii: "\"")] + constant + [UInt8(ascii: "\"")]) }
            return .text(template)
        case .array(let elements):
            let read = elements.enumerated().map { reading($0.element, at: "\(pointer)/\($0.offset)", for: place, entry, depth: depth + 1) }
            let templates = read.compactMap(\.self)
            guard templates.count == elements.count else { return nil }
            return JSONTemplate.array(templates).flattened
        case .object(let members):
            let reader = ObjectReader(json, at: pointer, into: entry.problems)
            var templates: [(name: [UInt8], value: JSONTemplate)] = []
            for member in members {
                let name = JSON.string(member.name).encoded() + [UInt8(ascii: ":")]
                let value = reading(member.value, at: reader.pointer(to: member.name), for: place, entry, depth: depth + 1)
                if let value { templates.append((name, value)) }
            }
            guard templates.count == members.count else { return nil }
            return JSONTemplate.object(templates).flattened
        }
    }
}
