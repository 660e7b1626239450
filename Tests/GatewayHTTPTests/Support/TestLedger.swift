import Ledger
import Recording
import ShangMi
import Synchronization

/// A ledger in memory for the time of one test, with a writer of its own.
final class TestLedger: Sendable {
    static let log = "test.example/log"

    let storage: MemoryLedger
    let recording: Recording
    let sealer: Sealer
    let verifiers: [NoteVerifier]
    /// What the wall clock shows, in milliseconds since 1970.
    let clock = SharedClock()
    private let log: String
    private let writer: LedgerWriter
    private let reader: LedgerReader

    /// - Parameter storage: Another test's, to read what that has left.
    init(storage: MemoryLedger = MemoryLedger(), log: String = TestLedger.log, keys: TestLedgerKeys = TestLedgerKeys()) throws {
        guard let name = NoteKeyName(log), let signing = Ed25519.PrivateKey(seed: keys.seed) else { throw Unusable() }
        let signers = [NoteSigner(name: name, signing)]
        verifiers = signers.map(\.verifier)
        self.storage = storage
        self.log = log
        sealer = Sealer(ring: try keys.ring(), suite: .aes256) { SecureBytes.random(count: $0) }
        writer = LedgerWriter(
            storage: storage, log: log, holder: "test", sealer: sealer, signers: signers, secondPlace: SecondPlaces([]),
            wallClock: { [clock] in clock.milliseconds }, onEnd: { _ in })
        try writer.start { StartRecord(software: "test", configuration: Commitment(of: []), interrupted: $0) }
        reader = try LedgerReader(storage: storage)
        recording = Recording(
            writer: writer, reader: reader, sealer: sealer, log: log,
            environment: RecordingEnvironment(wallClock: { [clock] in clock.milliseconds }, randomBytes: { SecureBytes.random(count: $0) }))
    }

    /// Gives the log back.
    func close() async {
        await writer.stop(.asked)
        await reader.stop()
    }

    /// Every entry, opened.
    func entries() throws -> [OpenedEntry] {
        try storage.reading().entries(of: log, in: 0..<10_000).compactMap { stored in
            guard case .opened(let opened) = try sealer.opening(stored.entry) else { return nil }
            return opened
        }
    }

    /// The kinds of all entries in their order.
    func kinds() throws -> [EntryKind] { try entries().map(\.leaf.kind) }

    struct Unusable: Error {}
}

/// A wall clock that stands still until somebody moves it.
final class SharedClock: Sendable {
    private let now = Atomic<Int64>(1_772_328_600_000)

    var milliseconds: Int64 { now.load(ordering: .relaxed) }
    func advance(days: Int64) { now.wrappingAdd(days * 86_400_000, ordering: .relaxed) }
}

/// The keys of a log, which nodes that read each other's entries share.
struct TestLedgerKeys {
    let seed = SecureBytes.random(count: 32)
    private let wrapping = SecureBytes.random(count: 32)
    private let pseudonym = SecureBytes.random(count: 32)

    func ring() throws -> KeyRing {
        guard let name = KeyName("1"),
            let ring = KeyRing(
                wrapping: [name: SecretBytes(wrapping)], currentWrapping: name, pseudonym: [name: SecretBytes(pseudonym)], currentPseudonym: name)
        else { throw TestLedger.Unusable() }
        return ring
    }
}
