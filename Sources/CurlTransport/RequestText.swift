internal import AdapterKit

/// One request as it goes over the wire (RFC 9112), and how much of it went. Written anew for every request into the same memory.
@safe final class RequestText {
    /// At most so much is handed to TLS at once: one record.
    static let pieceBytes = 16 * 1_024
    /// Memory beyond this is given back when the next request needs less.
    static let keptBytes = 64 * 1_024

    private var memory: UnsafeMutableRawBufferPointer
    private var written = 0
    private var sent = 0

    init() { unsafe memory = .allocate(byteCount: 2_048, alignment: 16) }

    deinit { unsafe memory.deallocate() }

    /// Whether all of it went.
    var isSent: Bool { sent == written }

    /// The next piece, not empty unless all went. It stays where it is until it was taken whole, as OpenSSL demands of whoever tries again.
    var next: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: memory[sent..<min(written, sent + Self.pieceBytes)])
    }

    /// Notes that so much of the next piece was taken.
    func take(_ count: Int) { sent += count }

    /// Writes that request, which has no ``OutboundRequest/defect``, for that department.
    func write(_ request: OutboundRequest, to base: BaseURL) {
        var bytes = base.path.utf8.count + request.path.utf8.count + base.authority.utf8.count + request.body.count + 96
        for header in request.headers { bytes += header.name.utf8.count + header.value.utf8.count + 4 }
        makeRoom(bytes)
        sent = 0
        written = 0
        append(request.method == .get ? "GET " : "POST ")
        append(base.path)
        append(request.path)
        append(" HTTP/1.1\r\nHost: ")
        append(base.authority)
        append("\r\n")
        for header in request.headers {
            append(header.name)
            append(header.value.utf8.isEmpty ? ":" : ": ")
            append(header.value)
            append("\r\n")
        }
        if request.method == .post {
            append("Content-Length: ")
            append(String(request.body.count))
            append("\r\n")
        }
        append("\r\n")
        unsafe request.body.withUnsafeBytes { unsafe append($0) }
    }

    private func makeRoom(_ byteCount: Int) {
        guard unsafe memory.count < byteCount || memory.count > Self.keptBytes else { return }
        unsafe memory.deallocate()
        unsafe memory = .allocate(byteCount: max(2_048, byteCount), alignment: 16)
    }

    private func append(_ text: StaticString) {
        unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func append(_ text: String) {
        let isWritten: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append(UnsafeRawBufferPointer($0)) }
        if isWritten == nil { unsafe Array(text.utf8).withUnsafeBytes { unsafe append($0) } }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) {
        guard unsafe !bytes.isEmpty else { return }
        unsafe UnsafeMutableRawBufferPointer(rebasing: memory[written..<written + bytes.count]).copyMemory(from: bytes)
        written += bytes.count
    }
}
