/// Bodies that are no answer although they come with status 200, made from a genuine one.
enum HostileBodies {
    /// Every body that is unreadable in any dialect, with a name for the message.
    static func all(from genuine: [UInt8]) -> [(name: String, body: [UInt8])] {
        var bodies: [(name: String, body: [UInt8])] = [
            ("empty", []),
            ("spaces", Array("  \r\n".utf8)),
            ("noise", (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }),
            ("zeros", [UInt8](repeating: 0, count: 64)),
            ("page", Array("<!DOCTYPE html><html><head><title>系统维护</title></head><body><h1>502</h1></body></html>".utf8)),
            ("null", Array("null".utf8)),
            ("array", Array("[]".utf8)),
            ("object", Array("{}".utf8)),
            ("word", Array("ok".utf8)),
            ("byte order mark", [0xEF, 0xBB, 0xBF] + genuine),
            ("twice", genuine + genuine),
            ("tail", genuine + Array("garbage".utf8)),
        ]
        for count in stride(from: 1, to: genuine.count, by: max(1, genuine.count / 60)) {
            bodies.append(("cut at \(count)", Array(genuine.prefix(count))))
        }
        bodies.append(("cut by one", Array(genuine.dropLast())))
        if genuine.first == UInt8(ascii: "{") { bodies += json(from: genuine) }
        return bodies
    }

    /// What a lenient JSON reader would swallow.
    private static func json(from genuine: [UInt8]) -> [(name: String, body: [UInt8])] {
        let inside = String(decoding: genuine.dropFirst(), as: UTF8.self)
        let firstName = inside.dropFirst().prefix { $0 != "\"" }
        return [
            ("duplicate key", "{\"\(firstName)\":0,\(inside)"),
            ("oversized number", "{\"conformance\":\(String(repeating: "9", count: 400)),\(inside)"),
            ("deep", "{\"conformance\":" + String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000) + ",\(inside)"),
            ("NUL", "{\"conformance\":\"\\u0000\",\(inside)"),
            ("lone surrogate", "{\"conformance\":\"\\ud800\",\(inside)"),
            ("trailing comma", String(decoding: genuine.dropLast(), as: UTF8.self) + ",}"),
            ("comment", "{/**/\(inside)"),
        ].map { ($0.0, Array($0.1.utf8)) }
    }
}
