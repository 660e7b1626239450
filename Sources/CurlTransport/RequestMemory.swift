internal import AdapterKit
internal import CCurl

/// The bytes of one request while libcurl may read them: the URL, the header lines as libcurl's list, the body. Written anew for every
/// transfer into the same memory, which stays where it is until the next one.
@safe final class RequestMemory {
    /// Memory beyond this is given back after the transfer that needed it.
    static let keptBytes = 64 * 1_024

    private var bytes: UnsafeMutableRawBufferPointer
    private var nodes: UnsafeMutableBufferPointer<curl_slist>
    private var used = 0
    private var lines = 0
    private var bodyCount = 0
    private var bodyStart = 0

    init() {
        unsafe bytes = .allocate(byteCount: 2_048, alignment: 16)
        unsafe nodes = .allocate(capacity: 16)
    }

    deinit {
        unsafe bytes.deallocate()
        unsafe nodes.deallocate()
    }

    /// Writes everything down. The request has no ``OutboundRequest/defect``.
    func write(_ request: OutboundRequest, base: [UInt8]) {
        let always: [StaticString] = ["Expect:", "Accept:", "Content-Type:"]
        let headerBytes = request.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 3 }
        makeRoom(
            bytes: base.count + request.path.utf8.count + 1 + headerBytes + 64 + request.body.count,
            nodes: request.headers.count + always.count)
        used = 0
        lines = 0
        unsafe base.withUnsafeBytes { unsafe append($0) }
        append(request.path)
        end()
        for header in request.headers {
            beginLine()
            append(header.name)
            if header.value.utf8.isEmpty {
                append(";")
            } else {
                append(": ")
                append(header.value)
            }
            end()
        }
        // libcurl would add these three by itself; a line without a value takes its own away.
        for line in always {
            let name = unsafe UnsafeRawBufferPointer(start: line.utf8Start, count: line.utf8CodeUnitCount - 1)
            if request.headers.contains(where: { unsafe $0.name.equalsIgnoringCase(name) }) { continue }
            beginLine()
            unsafe append(UnsafeRawBufferPointer(start: line.utf8Start, count: line.utf8CodeUnitCount))
            end()
        }
        bodyStart = used
        bodyCount = request.body.count
        unsafe request.body.withUnsafeBytes { unsafe append($0) }
    }

    /// The URL, ended by NUL.
    var url: UnsafePointer<CChar>? { unsafe UnsafePointer(bytes.baseAddress?.assumingMemoryBound(to: CChar.self)) }
    /// The first line of the list.
    var headers: UnsafePointer<curl_slist>? { unsafe lines == 0 ? nil : UnsafePointer(nodes.baseAddress) }
    /// The body, with its length; never nil, so that an empty one is sent as such.
    var body: (start: UnsafeRawPointer?, count: Int) { unsafe (UnsafeRawPointer(bytes.baseAddress.map { unsafe $0 + bodyStart }), bodyCount) }

    /// Gives large memory back.
    func trim() {
        guard unsafe bytes.count > Self.keptBytes else { return }
        unsafe bytes.deallocate()
        unsafe bytes = .allocate(byteCount: 2_048, alignment: 16)
    }

    private func makeRoom(bytes byteCount: Int, nodes nodeCount: Int) {
        if unsafe bytes.count < byteCount {
            unsafe bytes.deallocate()
            unsafe bytes = .allocate(byteCount: byteCount * 2, alignment: 16)
        }
        if unsafe nodes.count < nodeCount {
            unsafe nodes.deallocate()
            unsafe nodes = .allocate(capacity: nodeCount * 2)
        }
    }

    private func beginLine() {
        unsafe nodes.initializeElement(
            at: lines, to: curl_slist(data: bytes.baseAddress.map { unsafe ($0 + used).assumingMemoryBound(to: CChar.self) }, next: nil))
        if lines > 0 { unsafe nodes[lines - 1].next = nodes.baseAddress.map { unsafe $0 + lines } }
        lines += 1
    }

    private func end() {
        unsafe bytes[used] = 0
        used += 1
    }

    private func append(_ text: String) {
        let written: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe append(UnsafeRawBufferPointer($0)) }
        if written == nil { unsafe Array(text.utf8).withUnsafeBytes { unsafe append($0) } }
    }

    private func append(_ text: UnsafeRawBufferPointer) {
        guard unsafe !text.isEmpty else { return }
        unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[used..<used + text.count]).copyMemory(from: text)
        used += text.count
    }
}
