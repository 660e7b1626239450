package import AdapterKit
package import Verification

/// Public security: the population register (`ps-population`), exit and entry (`ps-exit-entry`) and the criminal-record channel
/// (`crime-record`).
///
/// JSON over the provincial gateway, signed by `x-tif-*` headers. Registers are asked by number; the name that comes back is theirs, and
/// whether it is the asker's is decided by the merge. Success is `head.status` "0", and a success without rows is "no record".
package struct PublicSecurityAdapter: RegistryAdapter {
    package static let manifest = AdapterManifest(
        name: "public-security", authority: "public-security", datasets: PublicSecurityService.allCases.map(\.registry))

    let settings: Settings
    let environment: AdapterEnvironment

    package init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        self.settings = try Settings(reading: settings)
        self.environment = environment
    }

    package func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard let service = PublicSecurityService(serving: question.registry) else {
            throw AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset is not served here")
        }
        try question.requireNoPlaceOrArea()
        guard let body = service.condition(for: question.topic, context: context) else { return Reply(.notCovered) }
        let signature = PublicSecuritySignature(
            timestampSeconds: environment.wallClock() / 1000, nonce: environment.randomBytes(PublicSecuritySignature.nonceByteCount))
        let request = request(to: service, body: body, signature: signature, traceparent: context.traceparent)
        let response = try await send(request, deadline: context.deadline)
        return try service.reply(from: response, to: question.topic)
    }

    private func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        do {
            return try await environment.outbound.send(request, deadline: deadline)
        } catch {
            throw AdapterFailure(error)
        }
    }
}

/// One service that the department publishes on the provincial gateway.
enum PublicSecurityService: CaseIterable {
    case population, exitEntry, crimeRecord

    init?(serving registry: RegistryID) {
        guard let service = Self.allCases.first(where: { $0.registry == registry }) else { return nil }
        self = service
    }

    var registry: RegistryID {
        switch self {
        case .population: .population
        case .exitEntry: .exitEntry
        case .crimeRecord: .crimeRecord
        }
    }

    /// `/ebus` is the gateway's, what follows is ours.
    var path: String {
        switch self {
        case .population: "/ebus/gdga/rkxxcx"
        case .exitEntry: "/ebus/gdga/crjzjcx"
        case .crimeRecord: "/ebus/gdga/fzjlcx"
        }
    }
}
