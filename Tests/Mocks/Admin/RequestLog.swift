package import Verification

/// What arrived, in order, without anybody's name or number.
package struct RequestLog: Sendable {
    /// One thing that happened on a connection.
    package struct Entry: Sendable, Hashable {
        package let sequence: Int
        /// Milliseconds since 1970.
        package let time: Int64
        package let event: Event
        package let authority: String
        /// Nil for requests that concern no dataset (tokens, unknown paths).
        package let dataset: RegistryID?
        /// Empty where no request was read.
        package let method: String
        package let path: String
        /// The department's verdict ("ok", "bad-signature", …), or "not-checked" where a fault kept the request from it.
        package let validation: String
        package let fault: Fault.Name?
        /// The status that was sent, or nil when none was.
        package let status: Int?
    }

    package enum Event: String, Sendable {
        case request
        /// A connection that a fault spoilt before a request could be read.
        case connection
    }

    /// Entries kept; the oldest go first.
    package static let capacity = 10_000

    private var ring: [Entry] = []
    private var oldest = 0
    private var nextSequence = 1
    /// Entries that were pushed out.
    package private(set) var dropped = 0

    package init() {}

    /// In the order of arrival.
    package var entries: [Entry] { Array(ring[oldest...]) + ring[..<oldest] }

    mutating func add(
        time: Int64, event: Event, authority: String, dataset: RegistryID?, method: String, path: String, validation: String, fault: Fault.Name?,
        status: Int?
    ) {
        let entry = Entry(
            sequence: nextSequence, time: time, event: event, authority: authority, dataset: dataset, method: method, path: path,
            validation: validation, fault: fault, status: status)
        nextSequence += 1
        if ring.count < Self.capacity {
            ring.append(entry)
        } else {
            ring[oldest] = entry
            oldest = (oldest + 1) % Self.capacity
            dropped += 1
        }
    }

    mutating func clear() {
        ring = []
        oldest = 0
        dropped = 0
    }
}

/// A path as the log may keep it: what looks like somebody's number is masked (first and last four stay), what is escaped (it could be a name)
/// is left out, and it is short.
enum LoggedPath {
    static func masked(_ path: String) -> String {
        let bytes = path.utf8
        // The usual path has nothing to hide: no escapes, no run of digits long enough for a number of a person.
        if bytes.count <= 256, !hasSecrets(bytes) { return path }
        var masked: [UInt8] = []
        var run: [UInt8] = []
        for byte in bytes.prefix(256) {
            if byte.isASCIILetterOrDigit {
                run.append(byte)
                continue
            }
            append(run, to: &masked)
            run.removeAll()
            masked.append(byte == UInt8(ascii: "%") || byte >= 0x7F ? UInt8(ascii: "*") : byte)
        }
        append(run, to: &masked)
        return String(decoding: masked, as: UTF8.self)
    }

    private static func hasSecrets(_ bytes: String.UTF8View) -> Bool {
        var digits = 0
        for byte in bytes {
            if byte == UInt8(ascii: "%") || byte >= 0x7F { return true }
            digits = byte.isASCIIDigit ? digits + 1 : 0
            if digits == 7 { return true }
        }
        return false
    }

    private static func append(_ run: [UInt8], to masked: inout [UInt8]) {
        // A court's query number has twenty digits and names nobody; everybody's number has seven to eighteen.
        let digits = run.count { $0.isASCIIDigit }
        guard digits >= 7, run.count <= 18, digits * 2 > run.count else {
            masked += run
            return
        }
        masked += run.prefix(run.count >= 12 ? 4 : 1) + Array("***".utf8) + run.suffix(run.count >= 12 ? 4 : 1)
    }
}
