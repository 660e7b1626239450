import Verification

/// `disability.certificate`: did the person hold a valid disability certificate, of this category and level, on the day?
/// (Law on the Protection of Persons with Disabilities 2; Measures for Disability Certificates of the federation; `domain.md` A.4.9 item 13.)
///
/// The federation's register has the word on holding a certificate; being disabled without one is another question. A certificate carries the
/// citizen number in its own number (B.1): where that is not one of this person's numbers, the record is left out and flagged. The newest
/// assessment counts, since it replaces the older one (Measures, renewal and re-assessment): where the newest one has run out and an older one
/// would still run, nobody has written whether the older one stands again, and it is left open.
enum DisabilityCertificate {
    static func conclude(_ hearing: inout Hearing) -> Conclusion {
        let registers = hearing.requiredTestimonies()
        hearing.noteRepeats(in: registers)
        var certificates: [Certified] = []
        var sawOther = false
        for register in registers {
            for record in register.records("certificate") {
                if let certificate = Certified(record, of: hearing.subject) {
                    certificates.append(certificate)
                } else {
                    sawOther = true
                    hearing.note(.numberDiffers, in: register.registry)
                }
            }
        }
        if let block = hearing.block(among: registers) { return Conclusion(block) }
        let spans = certificates.map { $0.record.spans(hearing.at, from: "validFrom", until: "validUntil", today: hearing.today) }
        let valid = zip(certificates, spans).filter { $0.1 == .holds }.map(\.0)
        guard !valid.isEmpty else {
            if sawOther { return Conclusion(.inconclusive, .recordsAmbiguous) }
            if spans.contains(.unknown) { return Conclusion(.inconclusive, .startUnknown) }
            return hearing.nothingHeld(in: registers)
        }
        guard let certificate = newest(of: valid), !spans.contains(.unknown) else { return Conclusion(.inconclusive, .recordsAmbiguous) }
        let over = zip(certificates, spans).filter { $0.1 == .misses && ($0.0.start ?? hearing.at) <= hearing.at }.map(\.0)
        if over.contains(where: { certificate.mayBeReplaced(by: $0) }) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        return conclude(on: certificate, registers, &hearing)
    }

    private static func conclude(on certificate: Certified, _ registers: [Testimony], _ hearing: inout Hearing) -> Conclusion {
        if registers.contains(where: { $0.misses(hearing.at, in: hearing.evidence) }) { hearing.note(.coverageLimited) }
        var outcomes: [MatchOutcome] = []
        if let category = hearing.claim.integer("category") {
            // A certificate for several kinds of disability does not tell which they are.
            let isSeveral = certificate.number.category == DisabilityCertificateNumber.multiple
            outcomes.append(certificate.number.category == category ? .match : isSeveral ? .notCompared : .mismatch)
            hearing.match.append(FieldMatch(field: "category", outcome: outcomes[0]))
        }
        if let level = hearing.claim.integer("level") {
            let outcome: MatchOutcome = certificate.number.level == level ? .match : .mismatch
            outcomes.append(outcome)
            hearing.match.append(FieldMatch(field: "level", outcome: outcome))
        }
        let heard = registers.map(\.registry)
        if outcomes.contains(.mismatch) { return Conclusion(.refuted, .recordedOtherwise, restsOn: heard) }
        if outcomes.contains(.notCompared) { return Conclusion(.inconclusive, .recordsAmbiguous) }
        return Conclusion(.confirmed, .recorded, since: certificate.start, restsOn: heard).by(.certificateInForce)
    }

    /// Nil where certificates of different content cannot be put in order.
    private static func newest(of certificates: [Certified]) -> Certified? {
        let start = certificates.compactMap(\.start).max()
        let newest = certificates.filter { $0.start == start }
        let hasUndated = certificates.contains { $0.start == nil }
        guard let first = newest.first else { return nil }
        let candidates = hasUndated ? certificates : newest
        return candidates.allSatisfy { $0.number.hasSameContent(as: first.number) } ? first : nil
    }
}

/// A certificate whose own number agrees with its holder and with what the record says beside it.
private struct Certified {
    let record: Record
    let number: DisabilityCertificateNumber

    init?(_ record: Record, of identity: Identity) {
        guard let number = record.text("number").flatMap(DisabilityCertificateNumber.init), identity.has(number: number.citizenNumber),
            record.integer("category").map({ $0 == number.category }) ?? true, record.integer("level").map({ $0 == number.level }) ?? true
        else { return nil }
        self.record = record
        self.number = number
    }

    /// The first day on which it counts; nil where the record lacks it.
    var start: CalendarDate? { record.date("validFrom") }

    /// The other one, which is over, is or may be of a later assessment. One without a first day is older if it was over when this one began.
    func mayBeReplaced(by other: Certified) -> Bool {
        guard let start else { return true }
        if let later = other.start { return start <= later }
        return other.record.date("validUntil").map { start <= $0 } ?? true
    }
}

/// The number of a disability certificate: the holder's citizen number, one digit of category and one of level, and for a replaced
/// certificate `B` with a count (`domain.md` B.1).
struct DisabilityCertificateNumber: Sendable, Hashable {
    /// Category 7: several kinds of disability.
    static let multiple = 7

    /// As the certificate writes it, 18 or 15 characters; not checked beyond that.
    let citizenNumber: String
    /// 1 sight, 2 hearing, 3 speech, 4 limb, 5 intellectual, 6 mental, 7 multiple (GB/T 26341).
    let category: Int
    /// 1, the gravest, to 4.
    let level: Int

    /// Nil for any other form.
    init?(_ text: String) {
        var bytes = Array(text.utf8)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        if let mark = bytes.lastIndex(where: { $0 | 0x20 == UInt8(ascii: "b") }), mark >= 17 {
            let count = bytes[(mark + 1)...]
            guard (1...2).contains(count.count), count.allSatisfy(isDigit) else { return nil }
            bytes.removeSubrange(mark...)
        }
        guard bytes.count == 20 || bytes.count == 17, bytes.suffix(2).allSatisfy(isDigit) else { return nil }
        category = Int(bytes[bytes.count - 2] - UInt8(ascii: "0"))
        level = Int(bytes[bytes.count - 1] - UInt8(ascii: "0"))
        guard (1...7).contains(category), (1...4).contains(level) else { return nil }
        citizenNumber = String(decoding: bytes.dropLast(2), as: UTF8.self)
    }

    func hasSameContent(as other: DisabilityCertificateNumber) -> Bool { category == other.category && level == other.level }
}
