/// A statement with its parameters.
struct Query {
    /// The text, `$1` … standing for the parameters, each with its type.
    let text: String
    /// What stands for `$1` …
    let parameters: Parameters
    /// True for texts that come again: the server is asked once to make a plan of them.
    let isPrepared: Bool

    init(_ text: String, _ parameters: Parameters = Parameters(), isPrepared: Bool = true) {
        self.text = text
        self.parameters = parameters
        self.isPrepared = isPrepared
    }
}

/// Parameters in the binary form of the protocol (big-endian numbers, texts and bytes as they are, arrays with a head), one behind the other.
struct Parameters {
    /// All parameters' bytes.
    private(set) var bytes: [UInt8] = []
    /// Where each parameter stands in ``bytes``; nil for NULL.
    private(set) var places: [Range<Int>?] = []

    /// Appends an `integer`.
    mutating func add(_ value: Int32) { addition { $0.appendNumber(value) } }

    /// Appends a `bigint`.
    mutating func add(_ value: Int64) { addition { $0.appendNumber(value) } }

    /// Appends a `bigint` or NULL.
    mutating func add(_ value: Int64?) {
        if let value { add(value) } else { places.append(nil) }
    }

    /// Appends a `text`.
    mutating func add(_ value: String) { addition { $0.append(contentsOf: value.utf8) } }

    /// Appends a `text` or NULL.
    mutating func add(_ value: String?) {
        if let value { add(value) } else { places.append(nil) }
    }

    /// Appends a `bytea`, or a value of another type that is in its binary form already.
    mutating func add(_ value: [UInt8]) { addition { $0.append(contentsOf: value) } }

    /// Appends a `bytea` or NULL.
    mutating func add(_ value: [UInt8]?) {
        if let value { add(value) } else { places.append(nil) }
    }

    /// Appends a `bigint[]`.
    mutating func add(_ values: [Int64]) {
        array(.bigint, count: values.count, hasNulls: false) { bytes in
            for value in values {
                bytes.appendNumber(Int32(8))
                bytes.appendNumber(value)
            }
        }
    }

    /// Appends a `smallint[]`.
    mutating func add(_ values: [Int16]) {
        array(.smallint, count: values.count, hasNulls: false) { bytes in
            for value in values {
                bytes.appendNumber(Int32(2))
                bytes.appendNumber(value)
            }
        }
    }

    /// Appends a `boolean[]`.
    mutating func add(_ values: [Bool]) {
        array(.boolean, count: values.count, hasNulls: false) { bytes in
            for value in values {
                bytes.appendNumber(Int32(1))
                bytes.append(value ? 1 : 0)
            }
        }
    }

    /// Appends a `text[]`, whose elements may be NULL.
    mutating func add(_ values: [String?]) {
        array(.text, count: values.count, hasNulls: values.contains(nil)) { bytes in
            for value in values {
                guard let value else {
                    bytes.appendNumber(Int32(-1))
                    continue
                }
                bytes.appendNumber(Int32(value.utf8.count))
                bytes.append(contentsOf: value.utf8)
            }
        }
    }

    /// Appends an array of a type whose binary form is made of bytes, whose elements may be NULL.
    mutating func add(_ values: [[UInt8]?], of type: ElementType) {
        array(type, count: values.count, hasNulls: values.contains(nil)) { bytes in
            for value in values {
                guard let value else {
                    bytes.appendNumber(Int32(-1))
                    continue
                }
                bytes.appendNumber(Int32(value.count))
                bytes.append(contentsOf: value)
            }
        }
    }

    /// A type of elements, by its number in the catalogue (`pg_type.dat`: these have never changed).
    enum ElementType: Int32 {
        case boolean = 16
        case bytea = 17
        case bigint = 20
        case smallint = 21
        case text = 25
        case uuid = 2950
    }

    private mutating func array(_ type: ElementType, count: Int, hasNulls: Bool, _ elements: (inout [UInt8]) -> Void) {
        addition { bytes in
            bytes.appendNumber(Int32(count == 0 ? 0 : 1))
            bytes.appendNumber(Int32(hasNulls ? 1 : 0))
            bytes.appendNumber(type.rawValue)
            guard count > 0 else { return }
            bytes.appendNumber(Int32(count))
            bytes.appendNumber(Int32(1))
            elements(&bytes)
        }
    }

    private mutating func addition(_ append: (inout [UInt8]) -> Void) {
        let start = bytes.count
        append(&bytes)
        places.append(start..<bytes.count)
    }
}

extension [UInt8] {
    /// Appends a number, its highest byte first.
    fileprivate mutating func appendNumber<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> Number(shift))) }
    }
}
