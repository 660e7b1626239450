import NIOCore

/// Finds the end of one HTTP/1.1 response in the bytes that have arrived so far: as much of RFC 9112 as a load generator needs.
struct ResponseReader {
    /// One whole response.
    struct Response {
        let status: Int
        let body: ByteBufferView
    }

    private var received = ByteBuffer()
    /// Where the body begins, once the head is complete.
    private var bodyStart: Int?
    private var status = 0
    private var contentLength: Int?
    private var isChunked = false

    /// Adds bytes; returns the response once it is complete, after which the next one may begin.
    mutating func add(_ bytes: inout ByteBuffer) -> Response? {
        if received.readableBytes == 0 { received.clear() }
        received.writeBuffer(&bytes)
        guard readHead(), let bodyStart else { return nil }
        let view = received.readableBytesView
        let available = view.count - bodyStart
        let length: Int
        if isChunked {
            guard available >= 5, view.suffix(5).elementsEqual("0\r\n\r\n".utf8) else { return nil }
            length = available
        } else {
            length = contentLength ?? 0
            guard available >= length else { return nil }
        }
        let start = view.startIndex + bodyStart
        let response = Response(status: status, body: view[start..<start + length])
        received.moveReaderIndex(forwardBy: bodyStart + length)
        self.bodyStart = nil
        contentLength = nil
        isChunked = false
        return response
    }

    private mutating func readHead() -> Bool {
        if bodyStart != nil { return true }
        let view = received.readableBytesView
        guard let end = view.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let lines = view[..<end.lowerBound].split(separator: UInt8(ascii: "\n"))
        status = lines.first.map { Self.number(in: $0.dropFirst(9).prefix(3)) } ?? 0
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = line[..<colon]
            if Self.equal(name, "content-length") { contentLength = Self.number(in: line[(colon + 1)...]) }
            if Self.equal(name, "transfer-encoding") { isChunked = true }
        }
        bodyStart = end.upperBound - view.startIndex
        return true
    }

    private static func number(in bytes: some Sequence<UInt8>) -> Int {
        bytes.reduce(0) { (0x30...0x39).contains($1) ? $0 * 10 + Int($1 - 0x30) : $0 }
    }

    private static func equal(_ bytes: some Sequence<UInt8>, _ lowerCase: StaticString) -> Bool {
        bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }.elementsEqual("\(lowerCase)".utf8)
    }
}
