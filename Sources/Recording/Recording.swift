import AdapterKit
package import Gateway
package import Ledger
package import StrictJSON
import Synchronization
package import Verification

/// The walk, written down: an entry before anything is asked, one for every send, and one before anything is answered.
///
/// What is not durable is not told. A reply leaves only after its outcome has been synced; a registry hears nothing before the intent has been.
package struct Recording: Sendable {
    let writer: LedgerWriter
    let reader: LedgerReader
    let sealer: Sealer
    /// The origin of this node's log.
    let log: String
    let environment: RecordingEnvironment
    private let health = LedgerHealth()

    /// False once the ledger takes nothing any more, and as long as its last attempt failed.
    package var isWritable: Bool { health.isWritable }

    /// `writer` MUST have been started.
    package init(writer: LedgerWriter, reader: LedgerReader, sealer: Sealer, log: String, environment: RecordingEnvironment) {
        self.writer = writer
        self.reader = reader
        self.sealer = sealer
        self.log = log
        self.environment = environment
    }

    /// Asks what `inquiry` asks and records all of it.
    ///
    /// Throws ``Refusal`` when it may not be asked (which is recorded too), and ``RecordingFailure``.
    ///
    /// - Parameters:
    ///   - key: The client's key for this request, if it gave one.
    ///   - encode: Writes the uniform result, its `receipt` null.
    package func verify(
        _ inquiry: Inquiry, for client: Client, within wait: Duration, by verifying: any Verifying, key: RequestKey?,
        encode: @Sendable (VerificationResult) -> [UInt8]
    ) async throws -> RecordedAnswer {
        let intent = IntentRecord(client: RecordedClient(client), inquiry: inquiry, hiddenUntil: inquiry.purpose.hiddenUntil)
        var began = Beginning.withOutcome
        let verified: Verified?
        do {
            verified = try await verifying.verify(inquiry, for: client, within: wait) { planned in
                // Nobody hears of it: the intent goes along with the outcome.
                guard planned.asksRegistries || key != nil else { return true }
                began = await begin(planned.id, intent, key)
                return began.goesOn
            }
        } catch {
            try await refused(by: error, client, clerk: inquiry.clerk)
            throw error
        }
        switch began {
        case .held(let reservation): return try await earlier(reservation, key)
        case .failed(let failure): throw failure
        case .withOutcome, .recorded: break
        }
        guard let verified else { throw RecordingFailure.notRecorded("the verification did not begin") }
        return .answered(try await conclude(verified, intent, isBegun: began.isRecorded, client, encode))
    }

    /// How a verification began.
    private enum Beginning {
        case withOutcome
        case recorded
        case held(Reservation)
        case failed(RecordingFailure)

        var isRecorded: Bool {
            if case .recorded = self { true } else { false }
        }
        var goesOn: Bool { isRecorded }
    }

    private func begin(_ id: String, _ intent: IntentRecord, _ key: RequestKey?) async -> Beginning {
        guard let id = VerificationID(id) else { return .failed(.notRecorded("the verification's id is no UUIDv7")) }
        let now = Timestamp(milliseconds: environment.wallClock())
        let reservation = key.map {
            Reservation(
                scope: $0.scope, request: $0.request, verification: id, at: now,
                expires: Timestamp(milliseconds: now.milliseconds + RequestKey.lifeMilliseconds))
        }
        do throws(RecordingFailure) {
            switch try await append([draft(intent, id)], reserving: reservation) {
            case .appended: return .recorded
            case .held(let earlier): return .held(earlier)
            }
        } catch {
            return .failed(error)
        }
    }

    /// Records what was sent and what it came to, and gives the reply that may now leave.
    private func conclude(
        _ verified: Verified, _ intent: IntentRecord, isBegun: Bool, _ client: Client, _ encode: (VerificationResult) -> [UInt8]
    ) async throws -> RecordedReply {
        let result = verified.result
        guard let id = VerificationID(result.id) else { throw RecordingFailure.notRecorded("the verification's id is no UUIDv7") }
        let reply = encode(result)
        let issued = issue(result, intent)
        let outcome = OutcomeRecord(result, receipt: issued?.receipt, reply: String(decoding: reply, as: UTF8.self))
        var entries = isBegun ? [] : [draft(intent, id)]
        for exchange in verified.exchanges { entries += exchange.records.map { draft($0, id) } }
        entries.append(draft(outcome, id))
        guard case .appended(let first) = try await append(entries, answers: issued?.answers ?? []) else {
            throw RecordingFailure.notRecorded("nothing was reserved, and something is held")
        }
        let place = EntryPlace(log: log, sequence: first + entries.count - 1)
        let mention = issued.map {
            ReceiptMention(code: $0.code, log: log, index: place.sequence, seal: $0.receipt.digest, supersedes: nil)
        }
        return RecordedReply(result: reply, receipt: mention)
    }

    /// A receipt for whatever was found out about somebody.
    private func issue(_ result: VerificationResult, _ intent: IntentRecord) -> (code: ReceiptCode, receipt: IssuedReceipt, answers: [AnswerDraft])? {
        guard let subject = result.subject, result.findings.contains(where: { $0.claim != nil }) else { return nil }
        let salt = environment.randomBytes(Commitment.saltByteCount)
        let code = ReceiptCode.generated(by: environment.randomBytes)
        let now = Timestamp(milliseconds: environment.wallClock())
        let receipt = Receipt(
            result, code: code, log: log, client: intent.client, purpose: intent.inquiry.purpose.category, salt: salt, issuedAt: now)
        guard let receipt else { return nil }
        let answers = result.findings.compactMap { finding -> AnswerDraft? in
            guard let claim = finding.claim,
                let question = sealer.ring.pseudonyms(of: claim, for: result.certificate, about: subject.identifier).first
            else { return nil }
            let value = BriefFinding(finding).value.flatMap { sealer.ring.pseudonym(ofValue: $0, answering: question) }
            return AnswerDraft(code: code, question: question, verdict: finding.verdict, value: value)
        }
        return (code, IssuedReceipt(receipt, salt: salt), answers)
    }
}

extension Recording {
    /// Records that an inquiry was not answered at all. Throws ``RecordingFailure`` when even that is impossible.
    package func refused(client: Client, clerk: String?, code: String, problems: [JSONProblem]) async throws(RecordingFailure) {
        let record = RefusalRecord(client: RecordedClient(client), clerk: clerk, code: code, problems: problems)
        _ = try await append([draft(record, nil)])
    }

    private func refused(by refusal: Refusal, _ client: Client, clerk: String?) async throws(RecordingFailure) {
        switch refusal {
        case .forbidden(let problems): try await refused(client: client, clerk: clerk, code: "forbidden", problems: problems)
        case .invalid(let problems): try await refused(client: client, clerk: clerk, code: "invalid-parameters", problems: problems)
        // Nothing is known against the inquiry; an entry for each would make much work of having too much to do.
        case .overloaded, .stopping: break
        }
    }

    /// Records that another configuration is about to be in force; false when that is impossible.
    package func record(_ change: ConfigurationRecord) async -> Bool {
        do throws(RecordingFailure) {
            _ = try await append([draft(change, nil)])
            return true
        } catch {
            return false
        }
    }

    func draft(_ record: any EntryRecord, _ verification: VerificationID?) -> EntryDraft {
        EntryDraft(record, verification: verification, salt: environment.randomBytes(Commitment.saltByteCount))
    }

    func append(
        _ entries: [EntryDraft], reserving reservation: Reservation? = nil, answers: [AnswerDraft] = []
    ) async throws(RecordingFailure) -> Appended {
        do throws(LedgerFailure) {
            let appended = try await writer.append(entries, reserving: reservation, answers: answers)
            health.note(true)
            return appended
        } catch {
            // Having too much to write is no illness.
            if error != .overloaded { health.note(false) }
            throw .notRecorded("\(error)")
        }
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (any LedgerReading) throws -> Result
    ) async throws(RecordingFailure) -> Result {
        do {
            return try await reader.read(work)
        } catch {
            throw .unreadable("\(error)")
        }
    }
}

/// What the recording takes from the outer world.
package struct RecordingEnvironment: Sendable {
    /// Milliseconds since 1970 by the wall clock.
    package let wallClock: @Sendable () -> Int64
    /// Random bytes from a cryptographic source.
    package let randomBytes: @Sendable (Int) -> [UInt8]

    package init(wallClock: @escaping @Sendable () -> Int64, randomBytes: @escaping @Sendable (Int) -> [UInt8]) {
        self.wallClock = wallClock
        self.randomBytes = randomBytes
    }
}

extension RecordedClient {
    init(_ client: Client) {
        self.init(name: client.name, unitCode: client.unitCode, requesterClass: client.requesterClass)
    }
}

extension Exchange {
    /// One record for each send: the last one bears the answer, those before it what became of them.
    var records: [ExchangeRecord] {
        sends.enumerated().map { number, send in
            if number == sends.count - 1 {
                return ExchangeRecord(answer, exchange: id, attempt: number + 1, elapsedMilliseconds: send.elapsedMilliseconds)
            }
            let report = send.failure.map { AdapterFailure($0).report }
            return ExchangeRecord(
                followed: answer.question, by: report, exchange: id, attempt: number + 1, elapsedMilliseconds: send.elapsedMilliseconds)
        }
    }
}

/// Whether the ledger took what it was given last.
private final class LedgerHealth: Sendable {
    private let last = Atomic<Bool>(true)

    var isWritable: Bool { last.load(ordering: .relaxed) }

    func note(_ success: Bool) { last.store(success, ordering: .relaxed) }
}
