package import StrictJSON
package import Verification

/// The private half of an entry: what happened, in full. One type for each ``EntryKind``.
///
/// An implementation MUST write its members in a fixed order and read back exactly what it wrote, and MUST name every identifier of a person
/// that it holds: by these alone the entry is found when somebody asks what was asked about him or her.
package protocol EntryRecord: Sendable {
    /// Which kind of entry it is the payload of.
    static var kind: EntryKind { get }
    /// Writes the members behind the version.
    func write(to writer: inout JSONWriter)
    /// Reads the members; nil when something is wrong, all of it recorded.
    init?(from reader: ObjectReader)
    /// The identifiers of the persons whom the entry is about, as they stand in it; may repeat.
    var identifiers: [Identifier] { get }
    /// SHA-256 of the receipt that was given, for the leaf; only an outcome may have one.
    var receiptDigest: Commitment? { get }
}

extension EntryRecord {
    /// Nobody, unless said otherwise.
    package var identifiers: [Identifier] { [] }

    /// None, unless said otherwise.
    package var receiptDigest: Commitment? { nil }

    /// The payload's bytes: canonical JSON, `{"v":1,…}`.
    package var encoded: [UInt8] { CanonicalJSON.encoded(capacity: 1024) { write(to: &$0) } }

    /// Reads exactly the bytes that ``encoded`` writes.
    package init(decoding bytes: [UInt8]) throws(EntryFlaw) {
        self = try CanonicalJSON.decoded(bytes) {
            Self(from: $0)
        } writing: {
            $0.encoded
        }
    }
}

extension EntryKind {
    /// The type of the payloads of this kind.
    package var recordType: any EntryRecord.Type {
        switch self {
        case .start: StartRecord.self
        case .stop: StopRecord.self
        case .configuration: ConfigurationRecord.self
        case .intent: IntentRecord.self
        case .exchange: ExchangeRecord.self
        case .outcome: OutcomeRecord.self
        case .refusal: RefusalRecord.self
        case .receiptRead: ReceiptReadRecord.self
        case .personSearch: PersonSearchRecord.self
        case .accessReport: AccessReportRecord.self
        case .purge: PurgeRecord.self
        case .takeover: TakeoverRecord.self
        }
    }

    /// Reads a payload of this kind.
    package func record(decoding bytes: [UInt8]) throws(EntryFlaw) -> any EntryRecord {
        try recordType.decoded(bytes)
    }
}

extension EntryRecord {
    fileprivate static func decoded(_ bytes: [UInt8]) throws(EntryFlaw) -> any EntryRecord { try Self(decoding: bytes) }
}
