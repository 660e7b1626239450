import AdapterKit
import StrictJSON

/// A name and its filters while they are read, with the type of the value so far.
struct TemplateChain {
    private(set) var type: TemplateType
    private(set) var isDigest = false
    /// True for the body of the request as it is.
    let isBody: Bool
    private let name: TemplateName?
    private var source: Template.Insertion.Source
    private var filters: [TemplateFilter] = []
    private var text: String?
    private let column: Int

    init(_ name: TemplateName, column: Int) {
        self.name = name
        self.column = column
        source = .name(name)
        type = name.type
        isBody = name == .body
        isDigest = name == .bodySHA256
    }

    /// A value of the entry; a whole number if it is written like one.
    init(constant: String) {
        name = nil
        column = 1
        source = .name(.service)
        text = constant
        isBody = false
        type = Int64(constant).map { String($0).isByteIdentical(to: constant) } ?? false ? .integer : .text
    }

    init(_ source: Template.Insertion.Source, type: TemplateType) {
        name = nil
        column = 1
        self.source = source
        self.type = type
        isBody = false
    }

    var insertion: Template.Insertion { Template.Insertion(source: source, filters: filters) }

    /// The text, when nothing has to wait for a request; filters have been applied.
    var constant: String? { text }

    /// Adds a filter, written `word` or `word:argument`.
    mutating func add(filter written: String, column: Int, _ vocabulary: Vocabulary) throws(TemplateMistake) {
        if case .fallback? = filters.last { throw TemplateMistake(column, "default is the last filter") }
        let halves = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let argument = halves.count == 2 ? String(halves[1]) : nil
        let word = String(halves.first ?? "")
        if try addSpecial(word, argument, column) { return }
        let filter = try Self.filter(word, argument, column, vocabulary)
        try check(filter, column)
        if let text, case .some(let bytes) = filter.applied(to: Array(text.utf8)), type != .octets {
            self.text = String(decoding: bytes, as: UTF8.self)
        } else if text != nil {
            throw TemplateMistake(column, "the table has no code for this value")
        } else {
            filters.append(filter)
        }
    }

    /// Says what is still missing at the end.
    func close(column: Int) throws(TemplateMistake) {
        switch type {
        case .moment: throw TemplateMistake(column, "time needs a form: time|date:yyyyMMddHHmmss, time.unix or time.millis")
        case .octets: throw TemplateMistake(column, "raw bytes need hex or base64 behind them")
        case .text, .date, .integer: break
        }
    }

    /// Filters that belong to one name and change what is read, not what was read.
    private mutating func addSpecial(_ word: String, _ argument: String?, _ column: Int) throws(TemplateMistake) -> Bool {
        switch word {
        case "date":
            guard let name, type == .date || type == .moment, filters.isEmpty else {
                throw TemplateMistake(column, "date stands right behind time or subject.birthDate")
            }
            do throws(TemplateMistake) {
                let pattern = try DatePattern(argument ?? "")
                if type == .date, pattern.hasTime { throw TemplateMistake(1, "a day has no time") }
                source = .date(name, pattern)
            } catch {
                throw TemplateMistake(column + 4 + error.column, error.reason)
            }
            type = .text
        case "name":
            guard name == .subjectName, filters.isEmpty else { throw TemplateMistake(column, "name stands right behind subject.name") }
            guard let writing = NameWriting.allCases.first(where: { $0.rawValue.isByteIdentical(to: argument ?? "") }) else {
                throw TemplateMistake(column, "must be one of: \(NameWriting.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            source = .personName(writing)
        case "digits":
            guard name == .nonce, filters.isEmpty else { throw TemplateMistake(column, "digits stands right behind nonce") }
            source = .nonceDigits(try Self.count(argument, 1...32, column))
        default: return false
        }
        return true
    }

    private static func filter(_ word: String, _ argument: String?, _ column: Int, _ vocabulary: Vocabulary) throws(TemplateMistake) -> TemplateFilter
    {
        func key() throws(TemplateMistake) -> Secret {
            guard let secret = vocabulary.secret(argument ?? "") else {
                throw TemplateMistake(column, code: "missing-secret", "the entry has no secret of that name")
            }
            return secret
        }
        switch word {
        case "table":
            guard let table = vocabulary.table(argument ?? "") else { throw TemplateMistake(column, code: "unknown-name", "tables has no such name") }
            return .table(table)
        case "hmac-sha256": return .hmacSHA256(try key())
        case "hmac-sm3": return .hmacSM3(try key())
        case "first": return .first(try count(argument, 1...256, column))
        case "last": return .last(try count(argument, 1...256, column))
        case "default": return .fallback(Array((argument ?? "").utf8))
        default: break
        }
        let plain: [String: TemplateFilter] = [
            "upper": .upper, "lower": .lower, "trim": .trim, "hex": .hex, "base64": .base64, "url": .url, "sha256": .sha256, "sm3": .sm3, "md5": .md5,
        ]
        guard let filter = plain[word] else { throw TemplateMistake(column, code: "unknown-filter", "is not a known filter") }
        guard argument == nil else { throw TemplateMistake(column, "takes no argument") }
        return filter
    }

    private mutating func check(_ filter: TemplateFilter, _ column: Int) throws(TemplateMistake) {
        switch filter {
        case .sha256, .sm3, .md5, .hmacSHA256, .hmacSM3:
            guard type != .moment else { throw TemplateMistake(column, "time needs a form first") }
            // What is known when the entry is read is not worth hashing for every request; it stays as it is.
            guard text == nil else { throw TemplateMistake(column, "a value of the entry is written as it is needed") }
            type = .octets
            isDigest = true
        case .hex, .base64:
            guard type != .moment else { throw TemplateMistake(column, "time needs a form first") }
            type = .text
        case .fallback: break
        default:
            if type == .octets { throw TemplateMistake(column, "raw bytes need hex or base64 first") }
            if type == .moment { throw TemplateMistake(column, "time needs a form first") }
            type = .text
        }
    }

    private static func count(_ argument: String?, _ range: ClosedRange<Int>, _ column: Int) throws(TemplateMistake) -> Int {
        guard let argument, argument.utf8.count <= 3, let count = Int(argument), range.contains(count) else {
            throw TemplateMistake(column, "needs a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }
}
