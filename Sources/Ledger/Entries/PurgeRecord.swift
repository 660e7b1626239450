package import StrictJSON
package import Verification

/// Entries were forgotten: which, and why. Names no person.
package struct PurgeRecord: EntryRecord {
    package static let kind = EntryKind.purge

    /// Why entries are forgotten; the raw value is contract.
    package enum Reason: String, Sendable, CaseIterable {
        /// They have been kept as long as they may be.
        case retention
        /// An authority or a court has ordered it.
        case order
    }

    /// Why.
    package let reason: Reason
    /// The reference of the order; nil for retention.
    package let reference: String?
    /// The legal day of the purge.
    package let day: CalendarDate
    /// The sequences of the entries whose keys were destroyed, rising, each range as its first and last.
    package let forgotten: [ClosedRange<Int>]

    package init(reason: Reason, reference: String?, day: CalendarDate, forgotten: [ClosedRange<Int>]) {
        self.reason = reason
        self.reference = reference
        self.day = day
        self.forgotten = forgotten
    }

    package func write(to writer: inout JSONWriter) {
        writer.text("reason", reason.rawValue)
        writer.text("reference", reference)
        writer.day("day", day)
        writer.list("forgotten", forgotten) { writer, range in
            writer.beginArray()
            writer.integer(range.lowerBound)
            writer.integer(range.upperBound)
            writer.endArray()
        }
    }

    package init?(from reader: ObjectReader) {
        let reason = reader.word("reason", of: Reason.self)
        let reference = reader.optionalText("reference")
        let day = reader.day("day")
        var forgotten: [ClosedRange<Int>] = []
        for element in reader.array("forgotten") {
            let bounds = (element.json.elements ?? []).compactMap(\.integer)
            let least = forgotten.last.map { $0.upperBound + 1 } ?? 0
            guard element.json.elements?.count == 2, bounds.count == 2, bounds[0] >= least, bounds[1] >= bounds[0], bounds[1] < Int.max else {
                reader.problems.add(element.pointer, "invalid-range", "must be two rising numbers behind those before")
                return nil
            }
            forgotten.append(bounds[0]...bounds[1])
        }
        guard let reason, let day else { return nil }
        self.init(reason: reason, reference: reference, day: day, forgotten: forgotten)
    }
}
