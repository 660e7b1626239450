import Ledger

/// The place of an entry as one number: the log's number in front of 44 bits of sequence, so that a log's entries lie one behind the other.
enum Place {
    private static let sequenceBits = 44
    private static let segmentBits = 16

    static func of(log: Int, _ sequence: Int) -> Int { log << sequenceBits | sequence }

    static func log(_ place: Int) -> Int { place >> sequenceBits }

    static func sequence(_ place: Int) -> Int { place & (1 << sequenceBits - 1) }

    /// The part of its log in which an entry stands, 65 536 entries each: what indexes over random values are divided by.
    static func segment(_ place: Int) -> Int { place >> segmentBits }

    /// The first and the last place of a range of sequences; nil for none. Sequences beyond what can be counted are left out.
    static func bounds(log: Int, _ range: Range<Int>) -> (first: Int, last: Int)? {
        let range = range.clamped(to: 0..<1 << sequenceBits)
        return range.isEmpty ? nil : (of(log: log, range.lowerBound), of(log: log, range.upperBound - 1))
    }
}

/// How pseudonyms stand in a row: for each the length of its key's id in one byte, the id, the length of the pseudonym in one byte, the
/// pseudonym.
enum PseudonymList {
    static func bytes(of pseudonyms: [Pseudonym]) -> [UInt8] {
        var bytes: [UInt8] = []
        for pseudonym in pseudonyms {
            let key = pseudonym.key.text.utf8
            bytes.append(UInt8(truncatingIfNeeded: key.count))
            bytes += key
            bytes.append(UInt8(truncatingIfNeeded: pseudonym.bytes.count))
            bytes += pseudonym.bytes
        }
        return bytes
    }

    /// Nil for bytes that ``bytes(of:)`` does not write.
    static func pseudonyms(in bytes: [UInt8]) -> [Pseudonym]? {
        var rest = bytes[...]
        func part() -> [UInt8]? {
            guard let count = rest.popFirst(), rest.count >= Int(count) else { return nil }
            defer { rest = rest.dropFirst(Int(count)) }
            return Array(rest.prefix(Int(count)))
        }
        var pseudonyms: [Pseudonym] = []
        while !rest.isEmpty {
            guard let key = part(), let name = KeyName(String(decoding: key, as: UTF8.self)), let value = part() else { return nil }
            pseudonyms.append(Pseudonym(key: name, bytes: value))
        }
        return pseudonyms
    }
}

extension Pseudonym {
    /// Its first bytes as a number, which is what it is indexed by; whoever finds something looks at the whole.
    var prefix: Int { bytes.prefix(8).reduce(0) { $0 << 8 | Int($1) } }
}

extension VerificationID {
    /// The sixteen bytes of the UUID.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        var high: UInt8?
        for byte in text.utf8 where byte != UInt8(ascii: "-") {
            let digit = byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    /// Nil for bytes that are none of a UUIDv7.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        self.init(String(decoding: text, as: UTF8.self))
    }
}
