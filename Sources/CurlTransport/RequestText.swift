internal import AdapterKit

/// One request as it goes over the wire (RFC 9112), and how much of it went.
struct RequestText {
    /// At most so much is handed to TLS at once: one record.
    static let pieceBytes = 16 * 1_024
    /// Memory beyond this is given back after the request that needed it.
    static let keptBytes = 64 * 1_024

    private var bytes: [UInt8] = []
    private var sent = 0

    /// Whether all of it went.
    var isSent: Bool { sent == bytes.count }

    /// Writes that request, which has no ``OutboundRequest/defect``, for that department.
    mutating func write(_ request: OutboundRequest, to base: BaseURL) {
        sent = 0
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
        bytes.reserveCapacity(1_024 + request.body.count)
        append(request.method.rawValue)
        append(" ")
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
        bytes.append(contentsOf: request.body)
    }

    /// Gives the next piece to `send`, which says how much it took. The memory of a piece stays where it is until it was taken whole, as
    /// OpenSSL demands of whoever tries again.
    mutating func sendPiece<Failure: Error>(_ send: (UnsafeRawBufferPointer) throws(Failure) -> Int) throws(Failure) {
        let count = min(bytes.count - sent, Self.pieceBytes)
        let begin = sent
        let result: Result<Int, Failure> = unsafe bytes.withUnsafeBytes { all in
            do throws(Failure) {
                return .success(unsafe try send(UnsafeRawBufferPointer(rebasing: all[begin..<begin + count])))
            } catch {
                return .failure(error)
            }
        }
        sent += try result.get()
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
