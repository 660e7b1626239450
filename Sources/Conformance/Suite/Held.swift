import AdapterKit
import StrictJSON
import Verification

/// The person on record with the answer that the registry gives about him or her.
struct Held: Sendable {
    let topic: Question.Topic
    let reply: Reply
    let facts: [Fact]
    /// Everything that was sent, from an adapter that knew no token yet.
    let exchanges: [Witness.Exchange]
    /// The adapter that asked; its credentials are fresh.
    let adapter: any RegistryAdapter
    let took: Duration
    /// The number under which it was asked, which a registry may repeat in its answer.
    let exchangeID: String
}

/// Why there is no ``Held`` to try something on.
struct NotHeld: Error, Sendable {
    let outcome: Outcome

    init(_ reason: String) { outcome = .notRun(reason) }

    /// How the reason begins when the person on record was asked about and there was no answer.
    static let unanswered = "the person on record is not answered"
}

extension Trial {
    /// Asks about the person on record, once for all requirements.
    func held() async -> Result<Held, NotHeld> {
        if let known = remember({ $0.held }) { return known }
        let fresh = await askHeld()
        remember { $0.held = fresh }
        return fresh
    }

    /// Runs something that needs an answer to begin with.
    func withHeld(_ body: (Held) async -> Outcome) async -> Outcome {
        switch await held() {
        case .success(let held): await body(held)
        case .failure(let missing): missing.outcome
        }
    }

    private func askHeld() async -> Result<Held, NotHeld> {
        guard let topic = sample?.onRecord else { return .failure(NotHeld("no sample: onRecord of \(registry)")) }
        let adapter: any RegistryAdapter
        do { adapter = try bench.adapter(on: line.pool) } catch { return .failure(NotHeld("the settings are wrong: \(error.words)")) }
        line.wire.behave(.pass)
        let asked = await ask(topic, of: adapter)
        guard let reply = asked.reply, case .records(let facts) = reply.statement else {
            return .failure(NotHeld("\(NotHeld.unanswered): \(asked.words)"))
        }
        return .success(
            Held(
                topic: topic, reply: reply, facts: facts, exchanges: asked.exchanges, adapter: adapter, took: asked.took, exchangeID: asked.exchangeID
            ))
    }
}

extension InvalidSettings {
    /// The first few mistakes with their pointers.
    var words: String { problems.prefix(4).map { "\($0.pointer) \($0.reason)" }.joined(separator: "; ") }
}

extension Asked {
    /// What came of the question, without anybody's data.
    var words: String {
        switch result {
        case .success(let reply): reply.statement.words
        case .failure(let failure): "\(failure.kind.rawValue) (\(failure.delivery.rawValue)): \(failure.detail)"
        }
    }
}

extension Reply.Statement {
    /// Which statement it is.
    var words: String {
        switch self {
        case .records(let facts): "\(facts.count) record(s)"
        case .incomplete(let facts, let missing): "\(facts.count) record(s), incomplete: \(missing.count) have not answered"
        case .noRecord: "no record"
        case .notCovered: "not covered"
        case .identityMismatch: "identity mismatch"
        case .denied: "denied"
        case .later: "an answer that comes later"
        }
    }
}
