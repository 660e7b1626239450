import StrictJSON

/// A response, read the simple way: the front door always states a length.
struct HTTPReply: Sendable {
    let status: Int
    /// Names in lower case.
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body, which must be JSON of the strict kind.
    var json: JSON { get throws { try JSON(parsing: body, limits: .file) } }

    /// The code of a problem document.
    var code: String? { (try? json)?["code"]?.text }

    /// The first response in the bytes with its length; nil when it is not whole. `isHead` for answers that state a length and send nothing.
    static func parse(_ bytes: [UInt8], isHead: Bool = false) -> (HTTPReply, Int)? {
        guard let end = bytes.firstEnd else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let status = Int(words[1]) else { return nil }
        let fields = lines.dropFirst().filter { !$0.isEmpty }.compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let lengths = fields.filter { $0.name == "content-length" }
        guard lengths.count <= 1 else { return nil }
        let stated = lengths.first.flatMap { Int($0.value) } ?? 0
        let length = isHead || status < 200 ? 0 : stated
        guard bytes.count >= end + length else { return nil }
        return (HTTPReply(status: status, fields: fields, body: Array(bytes[end..<(end + length)])), end + length)
    }
}

extension [UInt8] {
    /// The offset behind the first empty line.
    fileprivate var firstEnd: Int? {
        guard count >= 4 else { return nil }
        for index in 0...(count - 4) where self[index] == 13 && self[index + 1] == 10 && self[index + 2] == 13 && self[index + 3] == 10 {
            return index + 4
        }
        return nil
    }
}
