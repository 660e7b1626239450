/// Prometheus text format 0.0.4 in the making.
struct Exposition {
    /// What `Content-Type` says about it.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    mutating func append(_ family: MetricFamily, name: String) {
        text += "# TYPE \(name) \(family.kind.rawValue)\n"
        for labels in family.series.keys.sorted() {
            switch family.series[labels] {
            case let cell as CounterCell: append(name, labels, String(cell.current))
            case let cell as FloatingPointCounterCell: append(name, labels, Self.number(cell.current))
            case let cell as GaugeCell: append(name, labels, Self.number(cell.current))
            case let cell as HistogramCell: append(name, labels, cell)
            default: break
            }
        }
    }

    mutating func appendCounter(_ name: String, _ value: Int64) {
        text += "# TYPE \(name) counter\n"
        append(name, "", String(value))
    }

    private mutating func append(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private mutating func append(_ name: String, _ labels: String, _ cell: HistogramCell) {
        let (cumulative, sum) = cell.snapshot
        let separator = labels.isEmpty ? "" : ","
        for (bound, count) in zip(cell.bounds.map(Self.number) + ["+Inf"], cumulative) {
            text += "\(name)_bucket{\(labels)\(separator)le=\"\(bound)\"} \(count)\n"
        }
        append(name + "_sum", labels, Self.number(sum))
        append(name + "_count", labels, String(cumulative.last ?? 0))
    }

    /// A metric or label name: letters, digits, underscores; not beginning with a digit.
    static func name(_ text: String) -> String {
        var bytes = text.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): byte
            default: UInt8(ascii: "_")
            }
        }
        if bytes.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `a="1",b="2"`, sorted by name.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { (name($0.0), escaped($0.1)) }.sorted { $0.0 < $1.0 }.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        value.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
