import AdapterKit
import Ledger
import ShangMi
import StrictJSON

/// The secrets of a log, as its files hold them.
struct LedgerKeys: Sendable {
    let ring: KeyRing
    /// The keys that sign checkpoints; the first is of Ed25519.
    let signers: [NoteSigner]

    /// Reads both files; nil when something is wrong, all of it on the list. No mistake repeats a key.
    static func read(_ settings: LedgerSettings, into mistakes: MistakeList) -> LedgerKeys? {
        let ring = ring(settings.keyRingPath, mistakes)
        let signers = signers(settings.signingKeysPath, of: settings.log, mistakes)
        guard let ring, let signers else { return nil }
        return LedgerKeys(ring: ring, signers: signers)
    }

    /// The key ring of a file; nil when something is wrong.
    static func ring(_ path: String, _ mistakes: MistakeList) -> KeyRing? {
        guard var bytes = secret(path, mistakes) else { return nil }
        defer { SecureBytes.wipe(&bytes) }
        guard let file = ConfigurationFile.parse(bytes, of: path, into: mistakes) else { return nil }
        let problems = ProblemList()
        let ring = KeyRing.read(ObjectReader(file.json, into: problems))
        mistakes.add(file: path, problems.all)
        return ring
    }

    /// The signing keys of a file; nil when something is wrong.
    static func signers(_ path: String, of log: NoteKeyName, _ mistakes: MistakeList) -> [NoteSigner]? {
        guard var bytes = secret(path, mistakes) else { return nil }
        defer { SecureBytes.wipe(&bytes) }
        var signers: [NoteSigner] = []
        var isGood = true
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let signer = NoteSigner(secret: String(decoding: line, as: UTF8.self)), signer.verifier.name == log else {
                mistakes.add(file: path, pointer: "/\(index)", "is no signing key of this log")
                isGood = false
                continue
            }
            signers.append(signer)
        }
        guard isGood else { return nil }
        guard signers.first?.verifier.algorithm == .ed25519 else {
            mistakes.add(file: path, pointer: "", "must hold a signing key of Ed25519 first; `gatewayd ledger init` makes the keys of a log")
            return nil
        }
        return signers
    }

    private static func secret(_ path: String, _ mistakes: MistakeList) -> [UInt8]? {
        switch SecretFile.read(path) {
        case .success(let secret): return secret.bytes
        case .failure(let refusal):
            mistakes.add(file: path, pointer: "", refusal.rawValue)
            return nil
        }
    }
}
