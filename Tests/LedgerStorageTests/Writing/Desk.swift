import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

/// What a writer of a test stands on: a storage, keys, a second place, a clock, and what was heard of it.
final class Desk: Sendable {
    static let log = "hall.example/log"
    let storage: any LedgerStorage
    let secondPlace: SecondPlaceDouble
    let sealer: Sealer
    let signers: [NoteSigner]
    let heard = Heard()
    let clock = Guarded(Int64(1_772_323_200_000))

    init(_ storage: any LedgerStorage, secondPlace: SecondPlaceDouble = SecondPlaceDouble()) throws {
        self.storage = storage
        self.secondPlace = secondPlace
        let wrapping = try Sample.keyName("wrap-1")
        let names = try Sample.keyName("names-1")
        let ring = KeyRing(
            wrapping: [wrapping: SecretBytes([UInt8](repeating: 1, count: 32))], currentWrapping: wrapping,
            pseudonym: [names: SecretBytes([UInt8](repeating: 2, count: 32))], currentPseudonym: names)
        sealer = Sealer(ring: try #require(ring), suite: .sm4, randomBytes: { SecureBytes.random(count: $0) })
        signers = try Self.signers(seed: 3)
    }

    /// Limits under which nothing is published that nobody has asked for.
    static var calm: LedgerLimits {
        var limits = LedgerLimits()
        limits.publicationIntervalMilliseconds = 3_600_000
        return limits
    }

    static func signers(seed: UInt8) throws -> [NoteSigner] {
        let name = try #require(NoteKeyName(log))
        let first = try #require(Ed25519.PrivateKey(seed: [UInt8](repeating: seed, count: 32)))
        let second = try #require(SM2.PrivateKey(number: [UInt8](repeating: seed, count: 32)))
        return [NoteSigner(name: name, first), NoteSigner(name: name, second)]
    }

    func writer(
        _ log: String = Desk.log, signers: [NoteSigner]? = nil, formerKeys: [NoteVerifier] = [], limits: LedgerLimits = Desk.calm,
        secondPlace: (any SecondPlace)? = nil
    ) -> LedgerWriter {
        let (heard, clock) = (heard, clock)
        return LedgerWriter(
            storage: storage, log: log, holder: "test", sealer: sealer, signers: signers ?? self.signers, formerKeys: formerKeys, limits: limits,
            secondPlace: secondPlace ?? self.secondPlace, wallClock: { clock.value }, onWarning: { heard.warning($0) }, onEnd: { heard.end($0) })
    }

    /// A writer that has started.
    func started(limits: LedgerLimits = Desk.calm) throws -> LedgerWriter {
        let writer = writer(limits: limits)
        try writer.start(Self.start)
        return writer
    }

    static let start: @Sendable (Int) -> StartRecord = {
        StartRecord(software: "gatewayd test", configuration: Sample.commitment(1), interrupted: $0)
    }

    /// The record of a search: names a person, belongs to no verification.
    func search(_ number: String = "449901198512040025") -> EntryDraft {
        let record = PersonSearchRecord(searcher: "clerk", about: Identifier(type: .residentID, number: number), reason: "order", found: 0)
        return EntryDraft(record, verification: nil, salt: sealer.freshSalt)
    }

    func intent(_ number: Int) -> EntryDraft {
        let client = RecordedClient(name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment)
        let purpose = Purpose(
            category: .general, matterCode: "m", matterName: nil, caseNumber: "c", legalBasis: nil, consent: nil)
        let inquiry = Inquiry(
            certificate: "domicile", subject: nil, normalised: [], claims: [], purpose: purpose, clerk: nil, whenUnavailable: .report)
        return EntryDraft(
            IntentRecord(client: client, inquiry: inquiry, hiddenUntil: nil), verification: Sample.verification(number), salt: sealer.freshSalt)
    }

    func outcome(_ number: Int) -> EntryDraft {
        EntryDraft(OutcomeRecord.interrupted, verification: Sample.verification(number), salt: sealer.freshSalt)
    }

    /// All entries of the log, opened, after everything about them was checked: places, leaves, tree, checkpoints.
    func audited() throws -> [OpenedEntry] {
        let reading = try storage.reading()
        let head = try #require(try reading.head(of: Self.log))
        let stored = try reading.entries(of: Self.log, in: 0..<head.size + 10)
        #expect(stored.map(\.place.sequence) == Array(0..<head.size))
        let tree = MerkleTree(leaves: stored.map(\.entry.leaf))
        for checkpoint in [head.checkpoint, head.published].compactMap(\.self) {
            let verified = try VerifiedCheckpoint(parsing: checkpoint.note, origin: Self.log, logKeys: signers.map(\.verifier))
            #expect(try verified.checkpoint.root == tree.root(ofSize: checkpoint.size) && verified.checkpoint.size == checkpoint.size)
        }
        #expect(head.checkpoint?.size == head.size)
        return try stored.enumerated().compactMap { sequence, entry in
            guard case .opened(let opened) = try sealer.opening(entry.entry) else { return nil }
            #expect(opened.leaf.sequence == sequence)
            return opened
        }
    }

    /// The kinds of all entries, in their order.
    func kinds() throws -> [EntryKind] { try audited().map(\.leaf.kind) }
}

/// What a writer has said.
final class Heard: Sendable {
    private let ends = Guarded<[LedgerEnd]>([])
    private let warnings = Guarded<[LedgerWarning]>([])
    /// Yields when the writer has ended.
    let ended: AsyncStream<LedgerEnd>
    private let continuation: AsyncStream<LedgerEnd>.Continuation

    init() { (ended, continuation) = AsyncStream.makeStream() }

    func end(_ end: LedgerEnd) {
        ends.change { $0.append(end) }
        continuation.yield(end)
    }

    func warning(_ warning: LedgerWarning) { warnings.change { $0.append(warning) } }

    var allEnds: [LedgerEnd] { ends.value }
    var allWarnings: [LedgerWarning] { warnings.value }

    /// The first end; waits for it.
    func firstEnd() async -> LedgerEnd? { await ended.first { _ in true } }
}

/// A second place in memory that fails on demand.
final class SecondPlaceDouble: SecondPlace {
    /// What it knows and how it behaves.
    struct State {
        var newest: SizedCheckpoint?
        var noted: [SizedCheckpoint] = []
        var published: [SizedCheckpoint] = []
        var failure: SecondPlaceFailure?
    }

    let state = Guarded(State())

    func kept(of log: String) throws(SecondPlaceFailure) -> [KeptCheckpoint] {
        let state = state.value
        if let failure = state.failure { throw failure }
        return state.newest.map { [KeptCheckpoint(place: "the other place", note: $0.note)] } ?? []
    }

    func note(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) { try keep(checkpoint, in: \.noted) }

    func publish(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) { try keep(checkpoint, in: \.published) }

    private func keep(_ checkpoint: SizedCheckpoint, in list: WritableKeyPath<State, [SizedCheckpoint]>) throws(SecondPlaceFailure) {
        if let failure = state.value.failure { throw failure }
        state.change {
            $0.newest = checkpoint
            $0[keyPath: list].append(checkpoint)
        }
    }
}
