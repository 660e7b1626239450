internal import AdapterKit

/// The header lines of an answer as they come in: the final answer's are kept, those of interim answers (1xx) and trailers only counted.
struct ResponseHead {
    private var bytes: [UInt8] = []
    private var total = 0
    private var isInterim = false
    /// Whether the final answer's head is complete; what comes after are trailers.
    private(set) var isComplete = false

    /// Whether any line came in.
    var hasBegun: Bool { total > 0 }

    /// Takes one line with its line end; false if there are more than `limit` bytes of lines now.
    mutating func take(_ line: UnsafeRawBufferPointer, limit: Int) -> Bool {
        total += line.count
        guard total <= limit else { return false }
        if isComplete { return true }
        if line.count >= 10, unsafe line.starts(with: "HTTP/".utf8) {
            // "HTTP/1.1 103": the status follows the first blank.
            let status = unsafe line.firstIndex(of: 0x20).map { unsafe line[($0 + 1)...].first } ?? nil
            isInterim = status == UInt8(ascii: "1")
            bytes.removeAll(keepingCapacity: true)
            return true
        }
        if unsafe line.first == 0x0D || line.first == 0x0A {
            isComplete = !isInterim
            return true
        }
        if !isInterim { unsafe bytes.append(contentsOf: line) }
        return true
    }

    /// Forgets everything but its memory.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        total = 0
        isInterim = false
        isComplete = false
    }

    /// Names and values in order; nil if a line is not a field (RFC 9112 section 5: a name that is not empty, no blank before the colon, no
    /// folded lines).
    func fields() -> [OutboundRequest.Header]? {
        var fields: [OutboundRequest.Header] = []
        fields.reserveCapacity(8)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var last = end
            while last > start, bytes[last - 1].isBlankOrReturn { last -= 1 }
            guard let colon = bytes[start..<last].firstIndex(of: UInt8(ascii: ":")), colon > start,
                !bytes[start..<colon].contains(where: { $0 <= 0x20 || $0 >= 0x7F })
            else { return nil }
            var first = colon + 1
            while first < last, bytes[first].isBlankOrReturn { first += 1 }
            fields.append(
                OutboundRequest.Header(
                    String(decoding: bytes[start..<colon], as: UTF8.self), String(decoding: bytes[first..<last], as: UTF8.self)))
            start = end + 1
        }
        return fields
    }
}

/// How an answer says where its body ends (RFC 9112 section 6).
enum Framing {
    /// By its length or by chunks.
    case definite
    /// Not at all: it ends with the connection. libcurl does not tell an end from a cut then (it ignores a missing TLS good-bye), so that
    /// such an answer cannot be believed to be whole.
    case untilClose
    /// In two ways that contradict each other.
    case contradictory

    init(_ fields: [OutboundRequest.Header]) {
        var length: String?
        var isChunked = false
        for field in fields {
            if field.name.isIgnoringCase("content-length") {
                if let length, !length.utf8.elementsEqual(field.value.utf8) {
                    self = .contradictory
                    return
                }
                length = field.value
            } else if field.name.isIgnoringCase("transfer-encoding") {
                guard field.value.isIgnoringCase("chunked"), !isChunked else {
                    self = .contradictory
                    return
                }
                isChunked = true
            }
        }
        switch (length, isChunked) {
        case (nil, false): self = .untilClose
        case (_?, true): self = .contradictory
        default: self = .definite
        }
    }
}

extension UInt8 {
    fileprivate var isBlankOrReturn: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
