internal import AdapterKit

/// The head of an answer (RFC 9112 sections 2 to 5) as its lines come in: the final answer's is kept, those of interim answers (1xx) and
/// trailers are only counted.
struct ResponseHead {
    /// What became of a line.
    enum Taken { case fine, tooLarge, malformed }

    private var bytes: [UInt8] = []
    private var total = 0
    /// Whether the next line must be a status line.
    private(set) var wantsStatus = true
    /// The status code of the last status line; 0 before the first.
    private(set) var status = 0
    /// Whether the last status line said HTTP/1.1: only then a connection is kept.
    private(set) var isHTTP11 = false
    /// Whether the final answer's head is complete; what comes after are trailers.
    private(set) var isComplete = false

    /// Whether any line came in.
    var hasBegun: Bool { total > 0 }

    /// Takes one line with its line end. All lines together may have `limit` bytes.
    mutating func take(_ line: UnsafeRawBufferPointer, limit: Int) -> Taken {
        total += line.count
        guard total <= limit else { return .tooLarge }
        if isComplete { return .fine }
        if wantsStatus {
            guard unsafe readStatus(line) else { return .malformed }
            wantsStatus = false
        } else if unsafe Self.isEmpty(line) {
            isComplete = !isInterim
            wantsStatus = isInterim
        } else if !isInterim {
            unsafe bytes.append(contentsOf: line)
        }
        return .fine
    }

    /// Whether the line is nothing but its end.
    static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
        unsafe line.count == 1 || (line.count == 2 && line[0] == 0x0D)
    }

    private var isInterim: Bool { status < 200 }

    /// `HTTP/1.x`, a blank, three digits. Nobody was asked to switch protocols (101).
    private mutating func readStatus(_ line: UnsafeRawBufferPointer) -> Bool {
        guard line.count >= 13, unsafe line.starts(with: "HTTP/1.".utf8), unsafe line[7] == 0x30 || line[7] == 0x31, unsafe line[8] == 0x20
        else { return false }
        var code = 0
        for index in 9..<12 {
            let digit = unsafe line[index] &- 0x30
            guard digit <= 9 else { return false }
            code = code * 10 + Int(digit)
        }
        guard unsafe line[12] <= 0x20, (100...599).contains(code), code != 101 else { return false }
        status = code
        isHTTP11 = unsafe line[7] == 0x31
        return true
    }

    /// Forgets everything but its memory.
    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        total = 0
        wantsStatus = true
        status = 0
        isHTTP11 = false
        isComplete = false
    }

    /// Names and values in order; nil if a line is not a field (RFC 9112 section 5: a name that is not empty, no blank before the colon, no
    /// folded lines, no NUL).
    func fields() -> [OutboundRequest.Header]? {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var fields: [OutboundRequest.Header] = []
            fields.reserveCapacity(8)
            var start = 0
            while start < bytes.count {
                let end = unsafe bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                var last = end
                while last > start, unsafe bytes[last - 1].isBlankOrReturn { last -= 1 }
                guard let colon = unsafe bytes[start..<last].firstIndex(of: UInt8(ascii: ":")), colon > start,
                    unsafe !bytes[start..<colon].contains(where: { $0 <= 0x20 || $0 >= 0x7F })
                else { return nil }
                var first = colon + 1
                while first < last, unsafe bytes[first].isBlankOrReturn { first += 1 }
                guard unsafe !bytes[first..<last].contains(0) else { return nil }
                fields.append(
                    unsafe OutboundRequest.Header(
                        String(decoding: bytes[start..<colon], as: UTF8.self), String(decoding: bytes[first..<last], as: UTF8.self)))
                start = end + 1
            }
            return fields
        }
    }
}

extension UInt8 {
    fileprivate var isBlankOrReturn: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
