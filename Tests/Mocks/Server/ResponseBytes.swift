import NIOCore
import NIOHTTP1

/// HTTP/1.1 responses as bytes. Written at once instead of through NIO's encoder: one buffer, one write, and faults can stop anywhere in it.
enum ResponseBytes {
    /// Status line, headers and the promise of `contentLength` bytes. `Content-Length` and `Connection` are the server's own.
    static func head(_ response: MockResponse, contentLength: Int, closes: Bool, into buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(response.status))
        buffer.writeStaticString(" ")
        buffer.writeString(HTTPResponseStatus(statusCode: response.status).reasonPhrase)
        buffer.writeStaticString("\r\n")
        for (name, value) in response.headers {
            buffer.writeString(name)
            buffer.writeStaticString(": ")
            buffer.writeString(value)
            buffer.writeStaticString("\r\n")
        }
        if closes { buffer.writeStaticString("Connection: close\r\n") }
        buffer.writeStaticString("Content-Length: ")
        buffer.writeString(String(contentLength))
        buffer.writeStaticString("\r\n\r\n")
    }

    /// The whole response; `withoutBody` for HEAD.
    static func whole(_ response: MockResponse, closes: Bool, withoutBody: Bool, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: response.body.count + 256)
        head(response, contentLength: response.body.count, closes: closes, into: &buffer)
        if !withoutBody { buffer.writeBytes(response.body) }
        return buffer
    }

    /// The whole head and half of the body; of an empty body, a promise of one byte.
    static func half(_ response: MockResponse, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: response.body.count + 256)
        head(response, contentLength: max(1, response.body.count), closes: false, into: &buffer)
        buffer.writeBytes(response.body.prefix(response.body.count / 2))
        return buffer
    }

    /// Bytes that no HTTP client can take for a status line.
    static let nonsense: [UInt8] = (0..<96).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 0x9B) | 0x80 } + Array("\r\n\r\n".utf8)
}
