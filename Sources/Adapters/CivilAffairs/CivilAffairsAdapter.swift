package import AdapterKit
import ShangMi
package import Verification

/// Civil affairs: the marriage register (`ca-marriage`) and cremations (`ca-funeral`).
///
/// Form fields over the national exchange, whose `gjgxjhpt_*` headers are signed with a secret that expires. The adapter fetches the secret
/// with its app key, keeps it until shortly before its end, and fetches it once for all questions that wait. When the exchange rejects a
/// secret the adapter forgets it and throws ``FailureKind/credentialsRefused`` with ``Delivery/didNotHappen``: the exchange checks before
/// it passes anything on. Whether to ask again is the caller's decision; the adapter itself never sends a question twice.
package struct CivilAffairsAdapter: RegistryAdapter {
    package static let manifest = AdapterManifest(
        name: "civil-affairs", authority: "civil-affairs", datasets: CivilAffairsService.allCases.map(\.registry))

    let settings: Settings
    let environment: AdapterEnvironment
    /// The secret of the exchange that signs questions.
    private let secret = RefreshedCredential<Secret>()

    package init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        self.settings = try Settings(reading: settings)
        self.environment = environment
    }

    package func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard let service = CivilAffairsService(serving: question.registry) else {
            throw AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset is not served here")
        }
        try question.requireNoPlaceOrArea()
        guard case .person(let person) = question.topic else { return Reply(.notCovered) }
        let now = environment.wallClock()
        let grant = try await secret.current(at: now, deadline: context.deadline) { deadline throws(AdapterFailure) in
            try await freshSecret(before: deadline)
        }
        let request = request(to: service, about: person, context: context, secret: grant.value, at: now)
        let response = try await send(request, deadline: context.deadline)
        do {
            return try service.reply(from: response, about: person.identifier)
        } catch {
            if error.kind == .credentialsRefused, error.delivery == .didNotHappen { await secret.drop(grant) }
            throw error
        }
    }

    /// Asks the exchange for the secret of the hour. Whatever goes wrong here, the question itself was never sent.
    private func freshSecret(before deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> (value: Secret, until: Int64) {
        do {
            let now = environment.wallClock()
            let response = try await send(refreshRequest(at: now), deadline: deadline)
            return try Self.secret(from: response, wrappedWith: settings.appKey, at: now)
        } catch {
            throw AdapterFailure(error.kind, delivery: .didNotHappen, detail: "secret refresh: \(error.detail)")
        }
    }

    private func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        do {
            return try await environment.outbound.send(request, deadline: deadline)
        } catch {
            throw AdapterFailure(error)
        }
    }
}

/// One service that the department publishes on the national exchange.
enum CivilAffairsService: CaseIterable {
    case marriage, funeral

    init?(serving registry: RegistryID) {
        guard let service = Self.allCases.first(where: { $0.registry == registry }) else { return nil }
        self = service
    }

    var registry: RegistryID {
        switch self {
        case .marriage: .marriage
        case .funeral: .funeral
        }
    }
}
