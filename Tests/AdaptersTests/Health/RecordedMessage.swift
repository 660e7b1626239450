import AdapterKit
import Foundation
import Mocks
import Testing
import Verification

/// One HTTP message kept in a file: a first line (`POST /path` or a status), headers, an empty line, the body up to the last byte.
struct RecordedMessage {
    let start: String
    let headers: [OutboundRequest.Header]
    let body: [UInt8]

    /// Reads `<department>/Fixtures/<name>.http`.
    init(_ department: String, _ name: String) throws {
        let bytes = try Self.bytes(department, name + ".http")
        let blank = try #require(bytes.indices.dropLast().first { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A })
        let lines = String(decoding: bytes[..<blank], as: UTF8.self).split(separator: "\n").map(String.init)
        start = try #require(lines.first)
        headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return OutboundRequest.Header(String(parts[0]), String(parts[1].dropFirst()))
        }
        body = Array(bytes[(blank + 2)...])
    }

    /// A fixture as it lies there.
    static func bytes(_ department: String, _ file: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appending(components: department, "Fixtures", file)))
    }

    /// The message as a response; its first line is the status.
    var response: OutboundResponse {
        get throws { OutboundResponse(status: try #require(Int(start)), headers: headers, body: body) }
    }

    /// The message as a request; its first line is method and path.
    var request: OutboundRequest {
        get throws {
            let words = start.split(separator: " ").map(String.init)
            return OutboundRequest(try #require(OutboundRequest.Method(rawValue: words[0])), words[1], headers: headers, body: body)
        }
    }
}

extension MockResponse {
    /// What an adapter would get.
    var received: OutboundResponse {
        OutboundResponse(status: status, headers: headers.map { OutboundRequest.Header($0.name, $0.value) }, body: body)
    }
}

/// An outbound port that answers by a script and keeps what was asked.
actor ScriptedOutbound: Outbound {
    private var script: [Result<OutboundResponse, OutboundFailure>]
    private(set) var requests: [OutboundRequest] = []

    init(_ script: [Result<OutboundResponse, OutboundFailure>]) { self.script = script }

    init(_ responses: OutboundResponse...) { script = responses.map { .success($0) } }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        requests.append(request)
        guard !script.isEmpty else { throw OutboundFailure(.closed, delivery: .didNotHappen, detail: "the script is over") }
        return try script.removeFirst().get()
    }
}
