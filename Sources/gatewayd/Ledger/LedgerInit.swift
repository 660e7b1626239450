import ArgumentParser
import Glibc
import Ledger
import ShangMi

/// Makes the keys of a log, once.
struct LedgerInit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the keys of a new log: what seals entries, and what signs checkpoints.",
        discussion: """
            Writes three files into FOLDER and never replaces one: ring.json (keys that wrap and that make pseudonyms; a secret), signing.key (Ed25519 \
            and SM2; a secret) and log.vkey (the public keys, a line each: what halls and auditors check receipts with).
            Keep copies of both secrets where the machine is not: without ring.json nobody can read the ledger again.
            Exit codes: 0 made, 1 not.
            """)

    @Argument(help: "The folder; made when it is missing.") var folder: String
    @Option(help: ArgumentHelp("The log's origin, as hall.example/log.", valueName: "origin")) var log: String

    func validate() throws {
        if NoteKeyName(log) == nil { throw ValidationError("--log must be a name without spaces and plus signs") }
    }

    func run() throws {
        guard let name = NoteKeyName(log) else { throw ExitCode(2) }
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw refusal("\(folder) cannot be made") }
        let files = ["ring.json", "signing.key", "log.vkey"].map { "\(folder)/\($0)" }
        if let present = files.first(where: { access($0, F_OK) == 0 }) { throw refusal("\(present) is there already; nothing was changed") }
        let signing = [NoteAlgorithm.ed25519, .sm2].compactMap { Self.signingKey(name, $0) }
        let signers = signing.compactMap { NoteSigner(secret: $0) }
        guard signers.count == 2 else { throw refusal("keys could not be made") }
        let signingIDs = signers.map { "\($0.verifier.name)+\($0.verifier.keyID.hexadecimal)" }
        try write(Self.ring(signingIDs), to: files[0], mode: 0o600)
        try write(signing.map { $0 + "\n" }.joined(), to: files[1], mode: 0o600)
        try write(signers.map { $0.verifier.text + "\n" }.joined(), to: files[2], mode: 0o644)
        for signer in signers { print(signer.verifier.text) }
    }

    /// The text of a fresh signing key. A number of SM2 must lie below the order of its group; nearly all of 32 bytes do.
    private static func signingKey(_ name: NoteKeyName, _ algorithm: NoteAlgorithm) -> String? {
        for _ in 0..<8 {
            if let text = NoteSigner.secretText(name: name, algorithm: algorithm, secret: SecureBytes.random(count: 32)) { return text }
        }
        return nil
    }

    private static func ring(_ signing: [String]) -> String {
        func key() -> String { Base64.text(of: SecureBytes.random(count: KeyRing.keyByteCount)) }
        return """
            {
              "wrapping": { "current": "1", "keys": [ { "id": "1", "key": "\(key())" } ] },
              "pseudonym": { "current": "1", "keys": [ { "id": "1", "key": "\(key())" } ] },
              "signing": [ \(signing.map { "\"\($0)\"" }.joined(separator: ", ")) ]
            }

            """
    }

    private func write(_ text: String, to path: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw refusal("\(path) cannot be written") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count, fsync(descriptor) == 0 else { throw refusal("\(path) could not be written whole") }
    }

    private func refusal(_ text: String) -> ExitCode {
        StandardError.write("ledger init: \(text)")
        return ExitCode(1)
    }
}
