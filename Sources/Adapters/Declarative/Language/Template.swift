import AdapterKit
import StrictJSON
import Verification

/// A text with names in braces, compiled once to segments: `{"xm":"{subject.name|name:plain}"}`. It knows no conditions, no loops and no
/// arithmetic; a name is replaced by its value, which goes through filters and is escaped for the place it stands in. A class, whose steps are
/// numbers: writing it counts nothing that all threads share.
final class Template: Sendable {
    /// One value with its way into the text.
    struct Insertion: Sendable {
        enum Source: Sendable {
            case name(TemplateName)
            case date(TemplateName, DatePattern)
            case personName(NameWriting)
            case nonceDigits(Int)
            /// A header of the request that is about to be signed, its name in lower case.
            case header(String)
            case secret(Secret)
        }

        let source: Source
        let filters: [TemplateFilter]
    }

    enum Segment: Sendable {
        /// Escaped already.
        case literal([UInt8])
        case insertion(Insertion)
    }

    /// What is written one after the other: bytes of ``literals``, a name that goes without filters, or one of ``insertions``.
    private enum Step: Sendable {
        case literal(Range<Int>)
        case name(TemplateName, Int)
        case insertion(Int)
    }

    let segments: [Segment]
    private let steps: [Step]
    private let literals: [UInt8]
    private let insertions: [Insertion]
    let escaping: Escaping
    /// Every family of names that occurs.
    let families: TemplateFamily
    /// Lower-case names of the headers that it reads.
    let headers: [String]
    /// True when the text is always a whole number.
    let isInteger: Bool
    /// True where nothing can be left out, as in a document written as text or a text to sign: a lacking value is then an empty one.
    let absentIsEmpty: Bool
    /// The text when there is nothing to insert.
    private let constantText: String?

    /// Every name of the vocabulary that occurs.
    var names: [TemplateName] {
        segments.compactMap { segment in
            guard case .insertion(let insertion) = segment else { return nil }
            switch insertion.source {
            case .name(let name), .date(let name, _): return name
            case .personName, .nonceDigits, .header, .secret: return nil
            }
        }
    }

    /// The text when there is nothing to insert.
    var constant: [UInt8]? {
        switch segments.count {
        case 0: []
        case 1: if case .literal(let bytes) = segments[0] { bytes } else { nil }
        default: nil
        }
    }

    /// Bytes that the text will probably have, for making room.
    var sizeHint: Int { literals.count + insertions.count * 24 }

    /// True when the text may lack a value that makes its item be left out.
    var mayBeOmitted: Bool { !absentIsEmpty && insertions.contains { $0.mayBeOmitted } }

    /// Appends the text. After an error `bytes` may hold a part of it.
    func append(to bytes: inout [UInt8], in scope: borrowing Scope) throws(Unanswerable) {
        for step in steps {
            switch step {
            case .literal(let range): literals.withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
            case .name(let name, let index):
                if let text = scope.text(name) {
                    guard escaping.append(text: text, to: &bytes) else { throw .unsendable }
                } else {
                    try append(insertions[index], to: &bytes, in: scope)
                }
            case .insertion(let index): try append(insertions[index], to: &bytes, in: scope)
            }
        }
    }

    private func append(_ insertion: Insertion, to bytes: inout [UInt8], in scope: borrowing Scope) throws(Unanswerable) {
        do throws(Unanswerable) {
            guard escaping.append(try insertion.value(in: scope), to: &bytes) else { throw .unsendable }
        } catch {
            guard absentIsEmpty, error == .omitted else { throw error }
        }
    }

    /// The text.
    func bytes(in scope: borrowing Scope) throws(Unanswerable) -> [UInt8] {
        if let constant { return constant }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(sizeHint)
        try append(to: &bytes, in: scope)
        return bytes
    }

    /// The text as a string.
    func text(in scope: borrowing Scope) throws(Unanswerable) -> String {
        if let constantText { return constantText }
        if case .none = escaping, steps.count == 1, case .name(let name, _) = steps[0], let text = scope.text(name) { return text }
        return String(decoding: try bytes(in: scope), as: UTF8.self)
    }

    /// The same; nil when it lacks a value that may be lacking.
    func optionalText(in scope: borrowing Scope) throws(Unanswerable) -> String? {
        do throws(Unanswerable) {
            return try text(in: scope)
        } catch {
            if case .omitted = error { return nil }
            throw error
        }
    }

    /// A text without names.
    convenience init(literal: String) {
        self.init(segments: [.literal(Array(literal.utf8))], escaping: .none, families: [], headers: [], isInteger: false, absentIsEmpty: false)
    }

    /// A text that is secret as a whole.
    convenience init(secret: Secret) {
        self.init(
            segments: [.insertion(Insertion(source: .secret(secret), filters: []))], escaping: .none, families: .secrets, headers: [],
            isInteger: false, absentIsEmpty: false)
    }

    /// A text of compiled segments.
    init(segments: [Segment], escaping: Escaping, families: TemplateFamily, headers: [String], isInteger: Bool, absentIsEmpty: Bool) {
        self.segments = segments
        var steps: [Step] = []
        var literals: [UInt8] = []
        var insertions: [Insertion] = []
        for segment in segments {
            switch segment {
            case .literal(let bytes):
                steps.append(.literal(literals.count..<literals.count + bytes.count))
                literals += bytes
            case .insertion(let insertion):
                if insertion.filters.isEmpty, case .name(let name) = insertion.source {
                    steps.append(.name(name, insertions.count))
                } else {
                    steps.append(.insertion(insertions.count))
                }
                insertions.append(insertion)
            }
        }
        (self.steps, self.literals, self.insertions) = (steps, literals, insertions)
        constantText = insertions.isEmpty && !literals.isEmpty ? String(decoding: literals, as: UTF8.self) : nil
        self.escaping = escaping
        self.families = families
        self.headers = headers
        self.isInteger = isInteger
        self.absentIsEmpty = absentIsEmpty
    }

    /// The text; nil when it lacks a value that may be lacking (a trace, the cursor of the first page), so that its item is left out.
    func optionalBytes(in scope: borrowing Scope) throws(Unanswerable) -> [UInt8]? {
        do throws(Unanswerable) {
            return try bytes(in: scope)
        } catch {
            if case .omitted = error { return nil }
            throw error
        }
    }
}

/// Why a request cannot be made for this question.
enum Unanswerable: Error, Sendable, Hashable {
    /// A value that may be lacking is: the item that wants it is left out.
    case omitted
    /// The registry wants something that this person or document does not have: no such form of the number, no code for its type.
    case notCovered
    /// A character that the place or the character set cannot carry.
    case unsendable
}

extension Template.Insertion {
    fileprivate func value(in scope: borrowing Scope) throws(Unanswerable) -> [UInt8] {
        var value: [UInt8]
        if let plain = plain(in: scope) {
            value = plain
        } else if let fallback {
            return fallback
        } else {
            throw isOptional ? .omitted : .notCovered
        }
        for filter in filters {
            if let next = filter.applied(to: value) {
                value = next
            } else if let fallback {
                return fallback
            } else {
                throw .notCovered
            }
        }
        return value
    }

    /// What `default:` says; it is used as it stands.
    private var fallback: [UInt8]? {
        if case .fallback(let bytes)? = filters.last { bytes } else { nil }
    }

    fileprivate var mayBeOmitted: Bool { isOptional && fallback == nil }

    private var isOptional: Bool {
        switch source {
        case .name(.trace), .name(.area), .name(.placeDivision), .name(.pageCursor), .name(.service), .name(.ticket), .name(.inner): true
        default: false
        }
    }

    private func plain(in scope: borrowing Scope) -> [UInt8]? {
        switch source {
        case .name(let name): return scope.value(name)
        case .date(let name, let pattern):
            var bytes: [UInt8] = []
            if name == .time {
                pattern.write(moment: scope.time, to: &bytes)
            } else if let day = scope.birthDate {
                pattern.write(day: day, to: &bytes)
            } else {
                return nil
            }
            return bytes
        case .personName(let writing): return scope.person.map { Array(writing.text(of: $0.name).utf8) }
        case .nonceDigits(let count): return scope.nonceDigits(count)
        case .header(let name): return scope.request?.headers.first { $0.name.lowercased().isByteIdentical(to: name) }.map { Array($0.value.utf8) }
        case .secret(let secret): return secret.bytes
        }
    }
}
