package import AdapterKit
package import Verification

/// Health commission: medical certificates of death (`hc-death`) and encounters with health institutions (`hc-service`).
///
/// SOAP 1.1 over HTTPS. The envelope is UTF-8; inside travels, as base64, a document in GB 18030. Success is `"0"`, and a success without
/// rows is "no record".
package struct HealthAdapter: RegistryAdapter {
    package static let manifest = AdapterManifest(
        name: "health", authority: "health", datasets: HealthService.allCases.map(\.registry))

    let settings: Settings
    let environment: AdapterEnvironment

    package init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        self.settings = try Settings(reading: settings)
        self.environment = environment
    }

    package func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard let service = HealthService(serving: question.registry) else {
            throw AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset is not served here")
        }
        try question.requireNoPlaceOrArea()
        guard case .person(let person) = question.topic else { return Reply(.notCovered) }
        let request = try request(to: service, about: person, context: context, at: environment.wallClock())
        let response = try await send(request, deadline: context.deadline)
        return try Self.reply(from: response, of: service, about: person.identifier, exchangeID: context.exchangeID)
    }

    private func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        do {
            return try await environment.outbound.send(request, deadline: deadline)
        } catch {
            throw AdapterFailure(error)
        }
    }
}

/// One operation of the department's SOAP service.
enum HealthService: CaseIterable {
    case deathCertificates, encounters

    init?(serving registry: RegistryID) {
        guard let service = Self.allCases.first(where: { $0.registry == registry }) else { return nil }
        self = service
    }

    var registry: RegistryID {
        switch self {
        case .deathCertificates: .deathCertificate
        case .encounters: .healthService
        }
    }

    /// `getSwyxzmInfo` (death certificates) is seen in the wild; `getJzxxInfo` (encounters) is ours.
    var operation: String {
        switch self {
        case .deathCertificates: "getSwyxzmInfo"
        case .encounters: "getJzxxInfo"
        }
    }

    var path: String {
        switch self {
        case .deathCertificates: "/services/swyxzm"
        case .encounters: "/services/jzxx"
        }
    }
}

/// The names that the envelope is made of.
enum HealthNamespace {
    /// SOAP 1.1, section 3.
    static let soap = "http://schemas.xmlsoap.org/soap/envelope/"
    /// The operations. Ours: those seen differ from place to place.
    static let service = "urn:health:medical-certificates"
    /// The header that says who calls. Ours.
    static let caller = "urn:health:caller"
}
