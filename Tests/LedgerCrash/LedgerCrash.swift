import Glibc
import Ledger
import LedgerSQLite
import ShangMi
import Verification

/// Appends to a ledger in a file until it is killed, and tells every entry that it was told is durable. What the crash tests start, and kill at
/// any moment.
///
///     ledger-crash LEDGER SECOND-PLACE LABEL TASKS
///
/// Writes to standard output, each line in one go: `ready SIZE MILLISECONDS` when it has started, `ack SEQUENCE WORD` for each entry, the word
/// standing in the entry as well, `end REASON` when the writer has ended (then it exits with 70), `refused REASON` when it cannot start (71),
/// `failed REASON` when an entry was certainly not written (it goes on). Ends by itself when standard input does. With no tasks it stops as soon as it
/// has started, in good order.
@main
struct LedgerCrash {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let tasks = Int(arguments[4]) else {
            say("refused four arguments are needed")
            exit(64)
        }
        watchInput()
        let begun = ContinuousClock.now
        let sealer = keys()
        let writer = LedgerWriter(
            storage: LedgerFile(path: arguments[1]), log: logName, holder: "crash \(arguments[3]) \(getpid())", sealer: sealer, signers: signers(),
            secondPlace: FileSecondPlace(path: arguments[2]), wallClock: milliseconds,
            onEnd: { end in
                say("end \(end)")
                exit(70)
            })
        do {
            try writer.start { StartRecord(software: "ledger-crash", configuration: Commitment(of: []), interrupted: $0) }
        } catch {
            say("refused \(error)")
            exit(71)
        }
        let elapsed = (ContinuousClock.now - begun).components
        say("ready \(elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000)")
        if tasks == 0 {
            await writer.stop(.asked)
            exit(0)
        }
        await withDiscardingTaskGroup { group in
            for task in 0..<tasks { group.addTask { await append(writer, sealer, label: "\(arguments[3])-\(task)", task: task) } }
        }
        // The writer has ended, and is about to say why.
        while true { try? await Task.sleep(for: .seconds(60)) }
    }

    /// The log's name; the tests know it as well.
    static let logName = "hall.example/log"

    private static func append(_ writer: LedgerWriter, _ sealer: Sealer, label: String, task: Int) async {
        for number in 0... {
            let word = "\(label)-\(number)"
            let search = PersonSearchRecord(
                searcher: "crash", about: Identifier(type: .residentID, number: "449901198512040025"), reason: word, found: number)
            var entries = [EntryDraft(search, verification: nil, salt: sealer.freshSalt)]
            let verification = number.isMultiple(of: 3) ? freshVerification() : nil
            if let verification { entries.append(EntryDraft(intent(), verification: verification, salt: sealer.freshSalt)) }
            do throws(LedgerFailure) {
                if let first = try await writer.append(entries).first { say("ack \(first) \(word)") }
                if let verification {
                    _ = try await writer.append([EntryDraft(OutcomeRecord.interrupted, verification: verification, salt: sealer.freshSalt)])
                }
            } catch {
                say("failed \(error)")
                if case .ended = error { return }
                // A disk that is full now may have room later.
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private static func intent() -> IntentRecord {
        let client = RecordedClient(name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment)
        let purpose = Purpose(category: .general, matterCode: "m", matterName: nil, caseNumber: "c", legalBasis: nil, consent: nil)
        let inquiry = Inquiry(
            certificate: "domicile", subject: nil, normalised: [], claims: [], purpose: purpose, clerk: nil, whenUnavailable: .report)
        return IntentRecord(client: client, inquiry: inquiry, hiddenUntil: nil)
    }

    private static func freshVerification() -> VerificationID? {
        let digits = Array("0123456789abcdef".utf8)
        var text = SecureBytes.random(count: 32).map { digits[Int($0 & 15)] }
        text[12] = UInt8(ascii: "7")
        text[16] = UInt8(ascii: "8")
        for dash in [20, 16, 12, 8] { text.insert(UInt8(ascii: "-"), at: dash) }
        return VerificationID(String(decoding: text, as: UTF8.self))
    }

    /// The keys of the tests' desks.
    private static func keys() -> Sealer {
        guard let wrapping = KeyName("wrap-1"), let names = KeyName("names-1"),
            let ring = KeyRing(
                wrapping: [wrapping: SecretBytes([UInt8](repeating: 1, count: 32))], currentWrapping: wrapping,
                pseudonym: [names: SecretBytes([UInt8](repeating: 2, count: 32))], currentPseudonym: names)
        else { preconditionFailure("the keys are no keys") }
        return Sealer(ring: ring, suite: .sm4, randomBytes: { SecureBytes.random(count: $0) })
    }

    private static func signers() -> [NoteSigner] {
        let seed = [UInt8](repeating: 3, count: 32)
        guard let name = NoteKeyName(logName), let first = Ed25519.PrivateKey(seed: seed), let second = SM2.PrivateKey(number: seed) else {
            preconditionFailure("the keys are no keys")
        }
        return [NoteSigner(name: name, first), NoteSigner(name: name, second)]
    }

    private static func milliseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }

    /// Ends the process when nobody holds the other end of its input any more.
    private static func watchInput() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                var byte: UInt8 = 0
                while read(0, &byte, 1) > 0 {}
                exit(0)
            }, nil)
    }
}
