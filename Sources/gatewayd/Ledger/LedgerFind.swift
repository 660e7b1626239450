import AdapterKit
import ArgumentParser
import FoundationEssentials
import Glibc
import Ledger
import Logging
import Recording
import StrictJSON
import Verification

/// Says who has asked about a person. That somebody wanted to know is itself an entry, written before anything is told.
struct LedgerFind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find every verification in which a person is named; leaves a person-search entry.",
        discussion: """
            The person is read from a file, or from standard input with `--person -`, as one line `TYPE NUMBER` (resident-id 44990…): never from the \
            command line, which others on the machine can see. Needs the key ring and the signing keys, and the log for itself: while a daemon writes to \
            it, the command refuses, names the holder, and tells nothing.

            Prints a line of JSON for each verification, the oldest first, also of those that a law keeps secret from the person (`hiddenUntil`).

            Exit codes: 0 searched and recorded, 1 not, 2 mistakes in what was given.
            """)

    @Option(help: "The daemon's configuration file.") var config: String
    @Option(help: ArgumentHelp("The file with type and number; - is standard input.", valueName: "file")) var person: String
    @Option(help: ArgumentHelp("Who searches, as the entry will say.", valueName: "name")) var searcher: String
    @Option(help: ArgumentHelp("On what ground, as the entry will say.", valueName: "text")) var reason: String

    func validate() throws {
        if searcher.isEmpty || searcher.utf8.count > 256 { throw ValidationError("--searcher must be 1 to 256 bytes") }
        if reason.isEmpty || reason.utf8.count > 1024 { throw ValidationError("--reason must be 1 to 1024 bytes") }
    }

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let mistakes = MistakeList()
        let path = FilePaths.resolve(config, in: FileManager.default.currentDirectoryPath)
        let settings = LedgerSettings.read(configuration: path, into: mistakes)
        let keys = settings.flatMap { LedgerKeys.read($0, into: mistakes) }
        try GivenMistakes.refuse(mistakes)
        guard let settings, let keys, let bytes = ConfigurationFile.bytes(path, into: mistakes) else { throw ExitCode(2) }
        guard let identifier = Self.identifier(in: try given()) else {
            StandardError.write(
                "\(person == "-" ? "standard input" : person): must be one line: an identifier's type, a space, and a number of that type")
            throw ExitCode(2)
        }
        let logger = Logger(label: "gatewayd") { _ in SwiftLogNoOpLogHandler() }
        let opened = await OwnThread.run {
            OpenedLedger.open(settings, keys, configuration: Commitment(of: bytes), logger: logger, software: OpenedLedger.software + " ledger find")
            { end in
                StandardError.write("ledger find: the ledger has ended: \(end)")
                _exit(1)
            }
        }
        let ledger: OpenedLedger
        switch opened {
        case .success(let open): ledger = open
        case .failure(let refusal):
            if let holder = refusal.holder {
                StandardError.write(
                    "ledger find: \(holder) writes to the log \(settings.log) (a running daemon). A search leaves an entry, and only one process may write: stop the daemon for it."
                )
            } else {
                StandardError.write("ledger find: \(refusal.place): \(refusal.reason)")
            }
            throw ExitCode(1)
        }
        let found: [FoundVerification]
        do throws(RecordingFailure) {
            found = try await ledger.recording.search(for: identifier, by: searcher, reason: reason)
        } catch {
            await ledger.close(.failure)
            StandardError.write("ledger find: \(error)")
            throw ExitCode(1)
        }
        await ledger.close(.asked)
        for verification in found { print(String(decoding: verification.json.encoded(), as: UTF8.self)) }
    }

    private func given() throws -> [UInt8] {
        guard person == "-" else {
            do throws(RegularFile.Refusal) {
                return try RegularFile.read(person, limit: 1024).bytes
            } catch {
                StandardError.write("\(person): cannot be read")
                throw ExitCode(2)
            }
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1024)
        while bytes.count <= 1024 {
            let count = piece.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += piece[..<count]
        }
        return bytes
    }

    /// Nil for anything but one line with a type and a number that can be one of it.
    static func identifier(in bytes: [UInt8]) -> Identifier? {
        var line = bytes
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let type = IdentifierType(rawValue: String(decoding: parts[0], as: UTF8.self)),
            case .success(let reading) = Identifier.reading(String(decoding: parts[1], as: UTF8.self), as: type)
        else { return nil }
        return reading.identifier
    }
}

extension FoundVerification {
    /// As it is printed.
    var json: JSON {
        let text: (String?) -> JSON = { $0.map { .string($0) } ?? .null }
        return [
            "verification": .string(verification.text), "log": .string(log), "at": .string(at.text),
            "client": ["name": .string(client.name), "unitCode": .string(client.unitCode), "class": .string(client.requesterClass.rawValue)],
            "clerk": text(clerk), "certificate": .string(certificate.rawValue), "claims": .array(claims.map { .string($0.rawValue) }),
            "purpose": [
                "category": .string(purpose.category.rawValue), "matter": .string(purpose.matterCode), "case": .string(purpose.caseNumber),
                "legalBasis": text(purpose.legalBasis), "consent": text(purpose.consent),
            ],
            "isSubject": .bool(isSubject), "verdict": text(verdict?.rawValue), "registries": .array(registries.map { .string($0.rawValue) }),
            "hiddenUntil": text(hiddenUntil?.description),
        ]
    }
}
