/// Finds where the texts and attributes of a well-formed XML document stand. It is for spoiling answers only: readers of answers check the form.
struct XMLLeafScanner {
    struct Leaf {
        let parent: String
        let name: String
        let depth: Int
        /// Whether an element above it, or it itself, is not the only one of its name in its place.
        let isRepeated: Bool
        /// What is replaced, with the marks of a CDATA section.
        let range: Range<Int>
        /// The text itself.
        let content: Range<Int>
        /// The marks of a CDATA section; empty without one.
        let open: [UInt8]
        let close: [UInt8]
    }

    private struct Element {
        let name: String
        let place: String
        let textStart: Int
        let isRepeated: Bool
        var counts: [String: Int] = [:]
    }

    private static let cdata = Array("<![CDATA[".utf8)
    private static let cdataEnd = Array("]]>".utf8)

    private let text: [UInt8]
    private var stack: [Element] = []
    private var leaves: [Leaf] = []

    init(_ text: [UInt8]) { self.text = text }

    /// All leaves in the order of the text.
    mutating func run() -> [Leaf] {
        var index = 0
        while let start = text[index...].firstIndex(of: UInt8(ascii: "<")) {
            let end: Int?
            if has("<?", at: start) {
                end = after("?>", from: start)
            } else if has("<!--", at: start) {
                end = after("-->", from: start)
            } else if has("<![CDATA[", at: start) {
                end = after("]]>", from: start)
            } else if has("<!", at: start) {
                end = after(">", from: start)
            } else if has("</", at: start) {
                close(at: start)
                end = after(">", from: start)
            } else {
                end = open(at: start)
            }
            guard let end else { break }
            index = end
        }
        return leaves
    }

    private mutating func close(at start: Int) {
        guard let element = stack.popLast(), element.counts.isEmpty, start > element.textStart else { return }
        let range = element.textStart..<start
        let isSection = has("<![CDATA[", at: range.lowerBound) && text[range].suffix(3).elementsEqual(Self.cdataEnd)
        let content = isSection ? range.lowerBound + Self.cdata.count..<range.upperBound - Self.cdataEnd.count : range
        leaves.append(
            Leaf(
                parent: stack.last?.place ?? "", name: element.name, depth: stack.count, isRepeated: element.isRepeated, range: range,
                content: content, open: isSection ? Self.cdata : [], close: isSection ? Self.cdataEnd : []))
    }

    /// The place after a start tag; its attributes are leaves.
    private mutating func open(at start: Int) -> Int? {
        var index = start + 1
        while index < text.count, !" \t\r\n/>".utf8.contains(text[index]) { index += 1 }
        let name = String(decoding: text[start + 1..<index], as: UTF8.self)
        let count = stack.last?.counts[name] ?? 0
        if !stack.isEmpty { stack[stack.count - 1].counts[name] = count + 1 }
        let place = (stack.last?.place ?? "") + "/" + name + (count > 0 ? "[\(count)]" : "")
        let isRepeated = count > 0 || stack.last?.isRepeated ?? false
        while index < text.count, text[index] != UInt8(ascii: ">") {
            guard let equals = text[index...].firstIndex(where: { "=>".utf8.contains($0) }), text[equals] == UInt8(ascii: "=") else {
                index = text[index...].firstIndex(of: UInt8(ascii: ">")) ?? text.count
                break
            }
            let key = String(decoding: text[index..<equals].filter { !" \t\r\n".utf8.contains($0) }, as: UTF8.self)
            guard let quote = text[equals...].firstIndex(where: { "\"'".utf8.contains($0) }),
                let end = text[(quote + 1)...].firstIndex(of: text[quote])
            else { return nil }
            if !key.hasPrefix("xmlns") {
                leaves.append(
                    Leaf(
                        parent: place, name: "@" + key, depth: stack.count + 1, isRepeated: isRepeated, range: quote + 1..<end,
                        content: quote + 1..<end, open: [], close: []))
            }
            index = end + 1
        }
        guard index < text.count else { return nil }
        if text[index - 1] != UInt8(ascii: "/") {
            stack.append(
                Element(name: name + (count > 0 ? "[\(count)]" : ""), place: place, textStart: index + 1, isRepeated: isRepeated))
        }
        return index + 1
    }

    private func has(_ mark: String, at index: Int) -> Bool { text[index...].starts(with: mark.utf8) }

    private func after(_ mark: String, from start: Int) -> Int? {
        let mark = Array(mark.utf8)
        var index = start
        while index + mark.count <= text.count {
            if text[index] == mark[0], text[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
            index += 1
        }
        return nil
    }
}
