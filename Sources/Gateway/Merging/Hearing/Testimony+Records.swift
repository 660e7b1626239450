import Verification

extension Testimony {
    /// The records of one kind about the person, by the kind's word in ``RecordKind``.
    func records(_ word: String) -> [Record] {
        facts.compactMap { fact in
            guard case .record(let record) = fact, record.kind.word.hasSameBytes(as: word) else { return nil }
            return record
        }
    }
}

/// How a recorded span of days lies to one day. Its first day belongs to it; its last one too, unless another state begins on it.
enum Spanning: Sendable, Hashable {
    case holds
    case misses
    /// It has no beginning in the record, and the day is not the present one.
    case unknown
}

extension Record {
    /// Whether the time between two date fields holds the day. Without an end it goes on; without a beginning it holds for the present only,
    /// since nobody knows since when. `endsOnLast`: what ends is over on the day of its end already, as a right that is transferred.
    func spans(
        _ day: CalendarDate, from start: String = "from", until end: String = "until", today: CalendarDate, endsOnLast: Bool = false
    ) -> Spanning {
        if let last = date(end), endsOnLast ? last <= day : last < day { return .misses }
        guard let first = date(start) else { return day >= today ? .holds : .unknown }
        return first <= day ? .holds : .misses
    }
}

extension Hearing {
    /// As ``nothingFound(in:from:to:)``, about what stands on record under a person's number: as long as not every number that the person has
    /// had is known, silence is no "no" (P13).
    mutating func nothingHeld(in required: [Testimony]) -> Conclusion {
        let born = subject.birthDate
        let conclusion = nothingFound(in: required, from: born, to: at)
        guard conclusion.verdict == .refuted, !subject.isClosed else { return conclusion }
        return Conclusion(.inconclusive, .identityNotEstablished)
    }

    /// Hears all required registers about the subject.
    mutating func requiredTestimonies() -> [Testimony] {
        let subject = subject
        return sources.required.map { testimony(of: $0, about: subject) }
    }

    /// Notes a record that one answer holds twice.
    mutating func noteRepeats(in testimonies: [Testimony]) {
        for testimony in testimonies where testimony.repeatsRecord {
            note(.duplicateRecord)
            note(.duplicateRecord, in: testimony.registry)
        }
    }
}
