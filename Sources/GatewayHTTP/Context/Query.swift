import StrictJSON

/// The parameters of a query string, all of them known and each given once.
struct Query {
    private let values: [String: String]

    /// Reads `name=value&…` with form encoding. Unknown names, repeated names, broken escapes and missing names are mistakes, reported together;
    /// an unknown one by its place, because what it says may be personal.
    init(_ text: String?, names: Set<String>, required: Set<String> = []) throws(Problem) {
        var values: [String: String] = [:]
        var mistakes: [JSONProblem] = []
        for (index, piece) in (text ?? "").utf8.split(separator: UInt8(ascii: "&")).enumerated() {
            let pair = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false).map { Self.decoded($0) }
            let name = names.first { $0.utf8.elementsEqual((pair[0] ?? "").utf8) }
            let value = pair.count == 2 ? pair[1] : ""
            switch (name, value) {
            case (nil, _): mistakes.append(JSONProblem(pointer: "/\(index)", code: "unknown-key", reason: "is not a known parameter"))
            case (.some(let name), nil): mistakes.append(JSONProblem(pointer: "/" + name, code: "invalid-encoding", reason: "is not UTF-8"))
            case (.some(let name), .some(let value)):
                if values.updateValue(value, forKey: name) != nil {
                    mistakes.append(JSONProblem(pointer: "/" + name, code: "duplicate-name", reason: "is given more than once"))
                }
            }
        }
        for name in required.sorted() where values[name] == nil && !mistakes.contains(where: { $0.pointer == "/" + name }) {
            mistakes.append(JSONProblem(pointer: "/" + name, code: "missing", reason: "must be given"))
        }
        if !mistakes.isEmpty { throw Problem(invalid: mistakes) }
        self.values = values
    }

    subscript(_ name: String) -> String? { values[name] }

    private static func decoded(_ bytes: Substring.UTF8View) -> String? {
        let spaced = bytes.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
        return percentDecoded(Substring(String(decoding: spaced, as: UTF8.self)))
    }
}
