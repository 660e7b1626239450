import StrictJSON

/// Collects bytes and hands them on in pieces, so that a large file never stands in memory whole.
struct ByteSink {
    private var buffer: [UInt8] = []
    private let write: ([UInt8]) throws -> Void

    init(_ write: @escaping ([UInt8]) throws -> Void) { self.write = write }

    mutating func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= 1 << 20 { try flush() }
    }

    /// One value on its own line, after a comma where it is not the first.
    mutating func append(line json: [UInt8], indent: String, isFirst: Bool) throws {
        buffer.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
        buffer.append(contentsOf: indent.utf8)
        buffer.append(contentsOf: json)
        if buffer.count >= 1 << 20 { try flush() }
    }

    mutating func append(bytes: [UInt8]) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 20 { try flush() }
    }

    mutating func flush() throws {
        if !buffer.isEmpty { try write(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }
}

extension JSONWriter {
    /// One object.
    static func object(_ fill: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        fill(&writer)
        writer.endObject()
        return writer.bytes
    }

    mutating func text(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    mutating func list<Element>(_ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        self.name(name)
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
}
