import ArgumentParser
import NIOCore

/// Makes request after request from one template and a list of people. Used on one event loop only.
struct RequestMaker: Sendable {
    private enum Part: Sendable {
        case text([UInt8])
        case number, name, sequence
    }

    private let parts: [Part]
    private let people: [Person]
    private let head: [UInt8]
    /// Bytes of the body without what stands for people.
    private let fixedLength: Int
    private static let sequenceWidth = 12

    init(template: [UInt8], people: [Person], target: Target) throws {
        let text = String(decoding: template, as: UTF8.self)
        var parts: [Part] = []
        var rest = text[...]
        while let mark = rest.firstRange(of: "{{") {
            parts.append(.text(Array(rest[..<mark.lowerBound].utf8)))
            rest = rest[mark.lowerBound...]
            if rest.hasPrefix("{{ID}}") {
                parts.append(.number)
                rest = rest.dropFirst(6)
            } else if rest.hasPrefix("{{NAME}}") {
                parts.append(.name)
                rest = rest.dropFirst(8)
            } else if rest.hasPrefix("{{SEQ}}") {
                parts.append(.sequence)
                rest = rest.dropFirst(7)
            } else {
                throw ValidationError("the template knows {{ID}}, {{NAME}} and {{SEQ}} only")
            }
        }
        parts.append(.text(Array(rest.utf8)))
        self.parts = parts
        self.people = people
        fixedLength = parts.reduce(0) { length, part in
            switch part {
            case .text(let bytes): length + bytes.count
            case .sequence: length + Self.sequenceWidth
            case .number, .name: length
            }
        }
        head = Array(
            "POST \(target.path) HTTP/1.1\r\nHost: \(target.host):\(target.port)\r\nContent-Type: application/json\r\nContent-Length: ".utf8)
    }

    /// Writes the request with that running number into an empty buffer.
    func write(_ sequence: Int, into buffer: inout ByteBuffer) {
        let person = people[sequence % people.count]
        var length = fixedLength
        for part in parts {
            switch part {
            case .number: length += person.number.count
            case .name: length += person.name.count
            case .text, .sequence: break
            }
        }
        buffer.writeBytes(head)
        buffer.writeString(String(length))
        buffer.writeStaticString("\r\n\r\n")
        for part in parts {
            switch part {
            case .text(let bytes): buffer.writeBytes(bytes)
            case .number: buffer.writeBytes(person.number)
            case .name: buffer.writeBytes(person.name)
            case .sequence: Self.write(digits: sequence, into: &buffer)
            }
        }
    }

    private static func write(digits value: Int, into buffer: inout ByteBuffer) {
        var divisor = 1
        for _ in 1..<sequenceWidth { divisor *= 10 }
        while divisor > 0 {
            buffer.writeInteger(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
