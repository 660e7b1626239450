import AdapterKit
import Gateway
import Synchronization
import Verification

/// A department that answers from a table and counts what it was asked.
final class StubRegistry: RegistryAdapter {
    static let manifest = AdapterManifest(name: "stub", authority: "stub", datasets: [.population, .crimeRecord])

    /// What it does when asked.
    enum Behaviour: Sendable {
        case says(Reply)
        case fails(AdapterFailure)
        /// Waits for the deadline, as a registry that never answers makes an adapter wait.
        case hangs
    }

    private let behaviours: [RegistryID: Behaviour]
    private let asked = Mutex<[Question]>([])

    init(_ behaviours: [RegistryID: Behaviour]) {
        self.behaviours = behaviours
    }

    init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        behaviours = [:]
    }

    var questions: [Question] { asked.withLock { $0 } }

    func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        asked.withLock { $0.append(question) }
        switch behaviours[question.registry] ?? .says(Reply(.noRecord)) {
        case .says(let reply): return reply
        case .fails(let failure): throw failure
        case .hangs:
            try? await Task.sleep(until: context.deadline, clock: .continuous)
            throw AdapterFailure(.timedOut, detail: "no answer")
        }
    }
}

extension Gateway {
    /// The result alone, with nothing written down.
    func verify(_ inquiry: Inquiry, for client: Client, within wait: Duration) async throws(Refusal) -> VerificationResult {
        guard let verified = try await verify(inquiry, for: client, within: wait, beforeAsking: { _ in true }) else { throw .stopping }
        return verified.result
    }
}
