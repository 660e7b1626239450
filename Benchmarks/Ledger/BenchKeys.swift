import Glibc
import Ledger
import LedgerSQLite
import ShangMi
import Verification

/// The keys of a benchmark's log, and entries for it.
struct BenchKeys: Sendable {
    static let log = "bench.example/log"
    let sealer: Sealer
    let signers: [NoteSigner]

    init(_ suite: CipherSuite) {
        let seed = [UInt8](repeating: 3, count: 32)
        guard let wrapping = KeyName("wrap"), let names = KeyName("names"),
            let ring = KeyRing(
                wrapping: [wrapping: SecretBytes(seed)], currentWrapping: wrapping, pseudonym: [names: SecretBytes(seed)], currentPseudonym: names),
            let name = NoteKeyName(Self.log), let first = Ed25519.PrivateKey(seed: seed), let second = SM2.PrivateKey(number: seed)
        else { preconditionFailure("the keys are no keys") }
        sealer = Sealer(ring: ring, suite: suite, randomBytes: { SecureBytes.random(count: $0) })
        signers = [NoteSigner(name: name, first), NoteSigner(name: name, second)]
    }

    /// An entry about a random person, of the size of an exchange's.
    func draft() -> EntryDraft {
        let number = "449901" + SecureBytes.random(count: 12).map { String($0 % 10) }.joined()
        let search = PersonSearchRecord(
            searcher: "bench", about: Identifier(type: .residentID, number: number), reason: Self.reason, found: 0)
        return EntryDraft(search, verification: nil, salt: sealer.freshSalt)
    }

    private static let reason = String(repeating: "a reason of thirty two characters ", count: 8)

    /// A writer that has started on that file, with a second place beside it.
    func writer(_ path: String) throws -> LedgerWriter {
        let writer = LedgerWriter(
            storage: LedgerFile(path: path), log: Self.log, holder: "bench", sealer: sealer, signers: signers,
            secondPlace: FileSecondPlace(path: path + ".second"), wallClock: Self.milliseconds, onEnd: { print("the writer ended: \($0)") })
        try writer.start { StartRecord(software: "bench", configuration: Commitment(of: []), interrupted: $0) }
        return writer
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
