import AdapterKit
import StrictJSON
import Verification

/// Where a value stands in a JSON reply. Its text is made only when something is wrong there.
indirect enum ReplyPlace: Sendable {
    case root
    case member(ReplyPlace, String)
    case element(ReplyPlace, Int)

    /// The JSON Pointer (RFC 6901); names are a dialect's field names, which need no escaping.
    var pointer: String {
        switch self {
        case .root: ""
        case .member(let parent, let name): parent.pointer + "/" + name
        case .element(let parent, let index): parent.pointer + "/" + String(index)
        }
    }

    /// The failure to throw: "/data/cxjg/0/xm is missing".
    func unreadable(_ problem: String) -> AdapterFailure {
        AdapterFailure(.unreadable, detail: "\(self.pointer.isEmpty ? "the reply" : self.pointer) \(problem)")
    }
}

/// One object of a registry's JSON reply, read strictly: a value that is missing or of the wrong kind is thrown with its place and never
/// with its content. Members that nobody asks for are ignored, because registries add fields without notice.
struct ReplyObject: Sendable {
    let place: ReplyPlace
    private let members: [JSON.Member]

    init(_ json: JSON, at place: ReplyPlace) throws(AdapterFailure) {
        guard case .object(let members) = json else { throw place.unreadable("must be an object") }
        self.members = members
        self.place = place
    }

    /// Reads a whole body.
    init(parsing body: [UInt8]) throws(AdapterFailure) {
        let json: JSON
        do {
            json = try JSON(parsing: body, limits: .registryAnswer)
        } catch {
            throw AdapterFailure(.unreadable, detail: error.description)
        }
        try self.init(json, at: .root)
    }

    /// The member's value; nil when it is absent or null. `name` is ASCII: then two names of the same length are equal by `==` only if they
    /// are so byte for byte.
    func value(_ name: String) -> JSON? {
        let count = name.utf8.count
        for member in members where member.name.utf8.count == count && member.name == name { return present(member.value) }
        return nil
    }

    private func present(_ value: JSON) -> JSON? { if case .null = value { nil } else { value } }

    /// A text that may be absent. Registries write `""` for that, too.
    func optionalText(_ name: String) throws(AdapterFailure) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw problem(name, "must be a string") }
        return text.isEmpty ? nil : text
    }

    /// A text that has to be there.
    func text(_ name: String) throws(AdapterFailure) -> String {
        guard let text = try optionalText(name) else { throw problem(name, "is missing") }
        return text
    }

    /// A flag written "0" or "1".
    func flag(_ name: String) throws(AdapterFailure) -> Bool {
        switch try text(name) {
        case "0": false
        case "1": true
        default: throw problem(name, "must be 0 or 1")
        }
    }

    /// A whole number that is not negative, written as a number or as digits in a string.
    func count(_ name: String) throws(AdapterFailure) -> Int {
        let digits: String
        switch value(name) {
        case .string(let text), .number(let text): digits = text
        case nil: throw problem(name, "is missing")
        default: throw problem(name, "must be a whole number")
        }
        guard digits.utf8.count <= 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits) else {
            throw problem(name, "must be a whole number")
        }
        return count
    }

    /// A point in time, milliseconds since 1970, written as a number or as digits in a string.
    func milliseconds(_ name: String) throws(AdapterFailure) -> Int64 {
        let digits: String
        switch value(name) {
        case .string(let text), .number(let text): digits = text
        case nil: throw problem(name, "is missing")
        default: throw problem(name, "must be milliseconds since 1970")
        }
        guard digits.utf8.count <= 15, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let time = Int64(digits) else {
            throw problem(name, "must be milliseconds since 1970")
        }
        return time
    }

    /// A day that may be absent, written `YYYYMMDD`.
    func optionalCompactDate(_ name: String) throws(AdapterFailure) -> CalendarDate? {
        guard let text = try optionalText(name) else { return nil }
        guard let date = CalendarDate(compact: text) else { throw problem(name, "must be a day, written YYYYMMDD") }
        return date
    }

    /// A day that may be absent, written `YYYY-MM-DD`, with or without a time of day behind it, which is dropped.
    func optionalDate(_ name: String) throws(AdapterFailure) -> CalendarDate? {
        guard let text = try optionalText(name) else { return nil }
        let bytes = Array(text.utf8)
        let isTimed = bytes.count == 19 && Self.isTimeOfDay(bytes[10...])
        guard bytes.count == 10 || isTimed, let date = CalendarDate(String(decoding: bytes.prefix(10), as: UTF8.self)) else {
            throw problem(name, "must be a day, written YYYY-MM-DD")
        }
        return date
    }

    /// A registry's own number for the exchange, which goes into our log: 1 to 64 of ASCII letters, digits and hyphens, or nothing.
    func optionalReference(_ name: String) throws(AdapterFailure) -> String? {
        guard let text = try optionalText(name) else { return nil }
        let isClean = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "-")
        }
        guard isClean, text.utf8.count <= 64 else { throw problem(name, "must be letters, digits and hyphens") }
        return text
    }

    func object(_ name: String) throws(AdapterFailure) -> ReplyObject {
        guard let value = value(name) else { throw problem(name, "is missing") }
        return try ReplyObject(value, at: .member(place, name))
    }

    /// The objects of an array that has to be there.
    func objects(_ name: String) throws(AdapterFailure) -> [ReplyObject] {
        guard let value = value(name) else { throw problem(name, "is missing") }
        return try objects(in: value, name)
    }

    /// The objects of an array; none when it is absent.
    func optionalObjects(_ name: String) throws(AdapterFailure) -> [ReplyObject] {
        guard let value = value(name) else { return [] }
        return try objects(in: value, name)
    }

    private func objects(in value: JSON, _ name: String) throws(AdapterFailure) -> [ReplyObject] {
        guard case .array(let elements) = value else { throw problem(name, "must be an array") }
        let array = ReplyPlace.member(place, name)
        var objects: [ReplyObject] = []
        objects.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() { objects.append(try ReplyObject(element, at: .element(array, index))) }
        return objects
    }

    /// A failure about one of the members.
    func problem(_ name: String, _ problem: String) -> AdapterFailure { ReplyPlace.member(place, name).unreadable(problem) }

    /// True for " 23:59:59" and its like.
    private static func isTimeOfDay(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(bytes, " 00:00:00".utf8).allSatisfy { byte, pattern in
            pattern == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == pattern
        }
    }
}
