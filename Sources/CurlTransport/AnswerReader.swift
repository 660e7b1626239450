internal import AdapterKit

/// Reads one answer out of the bytes of a connection (HTTP/1.1, RFC 9112), strictly: what could be read in two ways is refused. Pure.
struct AnswerReader {
    /// What the bytes so far amount to.
    enum Outcome {
        /// The answer goes on.
        case more
        /// It is complete. The connection may be used again if the department keeps it and said nothing beyond.
        case whole(OutboundResponse, mayStay: Bool)
        /// It is none that can be believed.
        case refused(OutboundFailure.Kind, String)
    }

    private enum Part {
        case head, fixed(Int), chunkSize, chunk(Int), chunkEnd, trailers
    }

    private let headerLimitBytes: Int
    private let bodyLimitBytes: Int
    private var part = Part.head
    private var head = ResponseHead()
    /// The beginning of a line whose end has not come yet.
    private var line: [UInt8] = []
    private var fields: [OutboundRequest.Header] = []
    private var body: [UInt8] = []
    /// Bytes of lines between chunks.
    private var chunkLineBytes = 0

    init(headerLimitBytes: Int, bodyLimitBytes: Int) {
        self.headerLimitBytes = headerLimitBytes
        self.bodyLimitBytes = bodyLimitBytes
    }

    /// Whether anything of an answer came in.
    var hasBegun: Bool { head.hasBegun || !line.isEmpty }

    /// Makes ready for the next answer.
    mutating func reset() {
        part = .head
        head.reset()
        line.removeAll(keepingCapacity: true)
        fields = []
        body = []
        chunkLineBytes = 0
    }

    /// Takes the next bytes. After any other outcome than `more` it is done.
    mutating func take(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        var rest = unsafe bytes[...]
        while true {
            switch part {
            case .fixed(let missing):
                let count = unsafe min(missing, rest.count)
                unsafe body.append(contentsOf: rest.prefix(count))
                unsafe rest = unsafe rest.dropFirst(count)
                if count == missing { return unsafe whole(rest) }
                part = .fixed(missing - count)
                return .more
            case .chunk(let missing):
                let count = unsafe min(missing, rest.count)
                unsafe body.append(contentsOf: rest.prefix(count))
                unsafe rest = unsafe rest.dropFirst(count)
                part = count == missing ? .chunkEnd : .chunk(missing - count)
                if unsafe rest.isEmpty { return .more }
            case .head, .chunkSize, .chunkEnd, .trailers:
                guard let end = unsafe rest.firstIndex(of: 0x0A) else { return unsafe keep(rest) }
                let piece = unsafe rest[...end]
                unsafe rest = unsafe rest[(end + 1)...]
                if let outcome = unsafe takeLine(piece, before: rest) { return outcome }
            }
        }
    }

    /// Keeps the beginning of a line.
    private mutating func keep(_ rest: Slice<UnsafeRawBufferPointer>) -> Outcome {
        guard unsafe line.count + rest.count <= headerLimitBytes else { return Self.largeHeader }
        unsafe line.append(contentsOf: rest)
        // Whoever speaks something else may never end a line.
        if head.wantsStatus, !"HTTP/1.".utf8.starts(with: line.prefix(7)) { return Self.notHTTP }
        return .more
    }

    /// A line is there as far as its end; nil to go on.
    private mutating func takeLine(_ piece: Slice<UnsafeRawBufferPointer>, before rest: Slice<UnsafeRawBufferPointer>) -> Outcome? {
        guard !line.isEmpty else { return unsafe act(UnsafeRawBufferPointer(rebasing: piece), rest) }
        guard unsafe line.count + piece.count <= headerLimitBytes else { return Self.largeHeader }
        unsafe line.append(contentsOf: piece)
        let whole = line
        line.removeAll(keepingCapacity: true)
        return unsafe whole.withUnsafeBytes { unsafe act($0, rest) }
    }

    private mutating func act(_ line: UnsafeRawBufferPointer, _ rest: Slice<UnsafeRawBufferPointer>) -> Outcome? {
        switch part {
        case .head:
            switch unsafe head.take(line, limit: headerLimitBytes) {
            case .fine: return head.isComplete ? unsafe beginBody(rest) : nil
            case .tooLarge: return Self.largeHeader
            case .malformed: return Self.notHTTP
            }
        case .chunkSize:
            // Extensions are the sender's to invent: all of them together have the room of a header, beside a few bytes for each byte of the body.
            chunkLineBytes += line.count
            guard chunkLineBytes <= headerLimitBytes + 8 * body.count else { return Self.largeHeader }
            guard let size = unsafe Self.chunkSize(line) else { return .refused(.malformed, "a chunk does not say its length") }
            guard body.count + size <= bodyLimitBytes else { return Self.largeBody }
            part = size == 0 ? .trailers : .chunk(size)
            return nil
        case .chunkEnd:
            guard unsafe line.elementsEqual([0x0D, 0x0A]) else { return .refused(.malformed, "a chunk does not end where it says") }
            part = .chunkSize
            return nil
        case .trailers:
            if case .tooLarge = unsafe head.take(line, limit: headerLimitBytes) { return Self.largeHeader }
            return unsafe ResponseHead.isEmpty(line) ? unsafe whole(rest) : nil
        case .fixed, .chunk: return nil
        }
    }

    /// The head is complete: what does it promise?
    private mutating func beginBody(_ rest: Slice<UnsafeRawBufferPointer>) -> Outcome? {
        guard let fields = head.fields() else { return .refused(.malformed, "a header line is not a field") }
        self.fields = fields
        switch Framing(fields, status: head.status) {
        case .invalid: return .refused(.malformed, "the header contradicts itself about the length")
        case .untilClose: return .refused(.truncated, "the header does not say where the body ends")
        case .chunked: part = .chunkSize
        case .length(0): return unsafe whole(rest)
        case .length(let length):
            guard length <= bodyLimitBytes else { return Self.largeBody }
            body.reserveCapacity(min(length, 64 * 1_024))
            part = .fixed(length)
        }
        return nil
    }

    private func whole(_ rest: Slice<UnsafeRawBufferPointer>) -> Outcome {
        let says = fields.contains { $0.name.isIgnoringCase("connection") && !$0.value.isIgnoringCase("keep-alive") }
        return .whole(
            OutboundResponse(status: head.status, headers: fields, body: body), mayStay: unsafe rest.isEmpty && head.isHTTP11 && !says)
    }

    /// Up to 15 hexadecimal digits, then blanks at most; an extension behind ";" means nothing to us (RFC 9112 section 7.1.1).
    private static func chunkSize(_ line: UnsafeRawBufferPointer) -> Int? {
        var size = 0
        var digits = 0
        while digits < line.count, let digit = unsafe hexadecimal(line[digits]) {
            size = size << 4 | digit
            digits += 1
        }
        guard (1...15).contains(digits) else { return nil }
        var end = digits
        while end < line.count, unsafe line[end] == 0x20 || line[end] == 0x09 { end += 1 }
        if end < line.count, unsafe line[end] == UInt8(ascii: ";") { return size }
        return unsafe ResponseHead.isEmpty(UnsafeRawBufferPointer(rebasing: line[end...])) ? size : nil
    }

    private static func hexadecimal(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static let notHTTP = Outcome.refused(.malformed, "the answer does not begin like HTTP/1.1")
    private static let largeHeader = Outcome.refused(.tooLarge, "the header is larger than allowed")
    private static let largeBody = Outcome.refused(.tooLarge, "the body is larger than allowed")
}
