import AdapterKit
import StrictJSON
import Synchronization
import Verification

/// One department, or one registry of it, on trial: asks, remembers what it saw, and lets requirements share what one question showed.
final class Trial: Sendable {
    let bench: Bench
    let registry: RegistryID
    let coverage: RegistryCoverage?
    let sample: Samples.OfRegistry?
    let purpose: Samples.Purpose
    /// The department's line; one after the other uses it.
    let line: TrialLine
    private let memory: Mutex<Memory>

    struct Memory: Sendable {
        var held: Result<Held, NotHeld>?
        var faults: [Fault: FaultSeen] = [:]
        /// When the held adapter was last answered as before after a fault.
        var lastGood: ContinuousClock.Instant?
        /// Bytes that the registry sends for one answer, over a connection that is there.
        var bytesOfAnswer = 0
        var paper: Result<SpoiltPort, NotHeld>?
        var leaks: Set<String> = []
        var late: Set<String> = []
        var repeated: Set<String> = []
        var questions = 0
    }

    init(_ bench: Bench, _ registry: RegistryID, _ samples: Samples, line: TrialLine) {
        self.bench = bench
        self.registry = registry
        self.line = line
        coverage = bench.candidate.registries[registry]
        sample = samples.registries[registry]
        purpose = samples.purpose
        memory = Mutex(Memory())
    }

    func remember<Value>(_ change: (inout sending Memory) -> sending Value) -> Value { memory.withLock(change) }

    /// How long a question may take at most here: as long as the daemon would wait.
    var patience: Duration { bench.candidate.timeout }
}

/// What a question brought.
struct Asked: Sendable {
    let result: Result<Reply, AdapterFailure>
    let took: Duration
    let exchanges: [Witness.Exchange]
    /// The number under which it was asked.
    let exchangeID: String

    var reply: Reply? { if case .success(let reply) = result { reply } else { nil } }
    var failure: AdapterFailure? { if case .failure(let failure) = result { failure } else { nil } }

    /// Whether the entry's own limits refused it: nothing went out, so the registry cannot have said it.
    var isRefusedByOwnLimit: Bool {
        guard let failure, exchanges.isEmpty else { return false }
        return failure.kind == .overloaded && failure.delivery == .didNotHappen
    }
}

extension Trial {
    /// Asks one question and looks at everything that leaves the house for it.
    func ask(
        _ topic: Question.Topic, of adapter: any RegistryAdapter, within patience: Duration? = nil, exchangeID: String? = nil,
        spoiling: Witness.Spoiling? = nil
    ) async -> Asked {
        await ask(topic, of: adapter, within: patience, exchangeID: exchangeID, witness: Witness(spoiling: spoiling))
    }

    /// How long a question waits at most for a place among those that the entry allows itself (`perSecond`, `concurrency`).
    private static let longestWaitForPlace = Duration.seconds(60)

    /// The same with a witness that the caller watches. Where the entry's own limits refuse the question before anything is sent, it waits and
    /// asks again: what an entry allows itself is no fault of it, and the registry is not to be asked faster for a check.
    func ask(
        _ topic: Question.Topic, of adapter: any RegistryAdapter, within patience: Duration? = nil, exchangeID: String? = nil, witness: Witness
    ) async -> Asked {
        let begun = ContinuousClock.now
        while true {
            let asked = await askOnce(topic, of: adapter, within: patience, exchangeID: exchangeID, witness: witness)
            if !asked.isRefusedByOwnLimit || ContinuousClock.now - begun > Self.longestWaitForPlace { return asked }
            do { try await Task.sleep(for: .milliseconds(50)) } catch { return asked }
        }
    }

    private func askOnce(
        _ topic: Question.Topic, of adapter: any RegistryAdapter, within patience: Duration?, exchangeID: String?, witness: Witness
    ) async -> Asked {
        let begun = ContinuousClock.now
        let context = context(deadline: begun + (patience ?? self.patience), exchangeID)
        let question = Question(registry: registry, topic: topic)
        let result: Result<Reply, AdapterFailure> = await Witness.$current.withValue(witness) {
            do throws(AdapterFailure) {
                return .success(try await adapter.ask(question, context: context))
            } catch {
                return .failure(error)
            }
        }
        let asked = Asked(result: result, took: .now - begun, exchanges: witness.exchanges, exchangeID: context.exchangeID)
        note(asked, topic, deadline: context.deadline)
        return asked
    }

    private func context(deadline: ContinuousClock.Instant, _ exchangeID: String?) -> ExchangeContext {
        func hexadecimal(_ count: Int) -> String {
            bench.surroundings.randomBytes(count).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        return ExchangeContext(
            deadline: deadline, exchangeID: exchangeID ?? hexadecimal(16), matterCode: purpose.matter, caseNumber: purpose.caseNumber,
            unitCode: purpose.unit,
            traceparent: "00-\(hexadecimal(16))-\(hexadecimal(8))-01")
    }

    /// What privacy, deadlines and "once only" have to say about a question.
    private func note(_ asked: Asked, _ topic: Question.Topic, deadline: ContinuousClock.Instant) {
        let secrecy = Secrecy(topic, secrets: bench.candidate.settings.secrets)
        var leaks: Set<String> = []
        var late: Set<String> = []
        var repeated: Set<String> = []
        for (index, exchange) in asked.exchanges.enumerated() {
            leaks.formUnion(secrecy.leaks(in: exchange.request))
            if exchange.deadline > deadline { late.insert("request \(index + 1) went out with a later deadline than the question's") }
            if index + 1 < asked.exchanges.count, let reason = Self.finality(of: exchange) {
                repeated.insert("\(asked.exchanges.count - index - 1) more request(s) after \(reason)")
            }
        }
        if let failure = asked.failure, secrecy.isFound(in: failure.detail) { leaks.insert("the detail of a failure (\(failure.kind.rawValue))") }
        remember {
            $0.questions += 1
            $0.leaks.formUnion(leaks)
            $0.late.formUnion(late)
            $0.repeated.formUnion(repeated)
        }
    }

    /// Why nothing may follow an exchange; nil where something may.
    private static func finality(of exchange: Witness.Exchange) -> String? {
        switch exchange.result {
        case .failure(let failure): "a failure of the transport (\(failure.kind.rawValue))"
        case .success(let response) where response.status == 429 || response.status >= 500: "HTTP \(response.status)"
        case .success, nil: nil
        }
    }
}
