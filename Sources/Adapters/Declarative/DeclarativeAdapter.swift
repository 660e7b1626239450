package import AdapterKit
import StrictJSON
package import Verification

/// Any registry that speaks HTTPS, described by its entry in `Config/adapters.json` and by no code.
///
/// The entry is compiled when the adapter is made: templates to segments, replies to paths and typed fields. What remains for each question
/// is to fill in, sign, send and read. Nothing in an entry computes.
package struct DeclarativeAdapter: RegistryAdapter {
    /// Every dataset of the vocabulary; an entry serves those that it describes, for the authority that it names (``manifest(for:)``).
    package static let manifest = AdapterManifest(name: "declarative", authority: "declarative", datasets: RecordKind.registries)

    /// Waits before the next look at an answer that is not ready; must throw when the task is cancelled.
    package typealias Pause = @Sendable (Duration) async throws -> Void

    let entry: DeclarativeEntry
    let environment: AdapterEnvironment
    let pause: Pause
    /// The credential that the registry lends, if it does.
    private let lent = RefreshedCredential<Secret>()

    package init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        try self.init(settings: settings, environment: environment) { try await Task.sleep(for: $0) }
    }

    /// The same with another way to wait between two looks.
    package init(settings: AdapterSettings, environment: AdapterEnvironment, pause: @escaping Pause) throws(InvalidSettings) {
        entry = try DeclarativeEntry(reading: settings)
        self.environment = environment
        self.pause = pause
    }

    package static func manifest(for settings: AdapterSettings) -> AdapterManifest {
        let operations = settings.json["operations"]?.members ?? []
        return AdapterManifest(
            name: manifest.name, authority: settings.json["authority"]?.text ?? manifest.authority,
            datasets: operations.compactMap { RegistryID(rawValue: $0.name) }.filter { manifest.datasets.contains($0) })
    }

    package func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard let operation = entry.operations[question.registry] else {
            throw AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset is not served here")
        }
        guard let request = try operation.request(for: question) else { return Reply(.notCovered) }
        try operation.limits.enter(at: environment.wallClock())
        defer { operation.limits.leave() }
        let deadline = operation.limits.timeout.map { min(context.deadline, .now + $0) } ?? context.deadline
        let asking = Asking(operation: operation, question: question, context: context, deadline: deadline)
        if let later = operation.later { return try await answerLater(later, request, asking) }
        var reply = try await answer(request, asking)
        guard case .document = question.topic else {
            for further in operation.further {
                operation.limits.countFurtherRequest()
                reply = reply.joined(with: try await answer(further, asking))
            }
            return reply
        }
        return reply
    }

    /// One question on its way.
    struct Asking: Sendable {
        let operation: Operation
        let question: Question
        let context: ExchangeContext
        let deadline: ContinuousClock.Instant
    }

    /// A response with the scope of its request; nil when the registry cannot be asked about this person or document.
    ///
    /// Sends with the lent credential; once more with a fresh one when the registry says by RFC 6750 that the token is no longer valid, for
    /// then it did not process the request.
    func exchange(
        _ request: OperationRequest, _ asking: Asking, page: Scope.Page = Scope.Page(), ticket: [UInt8]? = nil,
        until deadline: ContinuousClock.Instant? = nil
    ) async throws(AdapterFailure) -> (response: OutboundResponse, scope: Scope, grant: RefreshedCredential<Secret>.Grant?)? {
        let deadline = deadline ?? asking.deadline
        var isSecond = false
        while true {
            let now = environment.wallClock()
            let grant = try await credential(at: now, deadline: deadline)
            var scope = Scope(asking.question, context: asking.context, time: now, nonce: environment.randomBytes(16))
            scope.service = asking.operation.service
            scope.page = page
            scope.ticket = ticket
            scope.token = grant?.value
            guard let outbound = try written(request, &scope) else { return nil }
            let response = try await send(outbound, until: deadline)
            guard entry.authentication.isBearer, !isSecond, let grant, CourtsToken.isRefused(in: response) else { return (response, scope, grant) }
            await lent.drop(grant)
            isSecond = true
        }
    }

    /// Runs a step of reading; an expired credential is forgotten.
    func reading<Value>(
        with grant: RefreshedCredential<Secret>.Grant?, _ step: () throws(AdapterFailure) -> Value
    ) async throws(AdapterFailure) -> Value {
        do {
            return try step()
        } catch {
            if error.kind == .credentialsRefused, let grant { await lent.drop(grant) }
            throw error
        }
    }

    private func written(_ request: OperationRequest, _ scope: inout Scope) throws(AdapterFailure) -> OutboundRequest? {
        do throws(Unanswerable) {
            return try entry.authentication.applied.outbound(request, in: &scope)
        } catch {
            switch error {
            case .notCovered: return nil
            case .omitted, .unsendable:
                throw AdapterFailure(.unreadable, delivery: .didNotHappen, detail: "the question has a character that the request cannot carry")
            }
        }
    }

    private func credential(
        at now: Int64, deadline: ContinuousClock.Instant
    ) async throws(AdapterFailure) -> RefreshedCredential<Secret>.Grant? {
        guard let lending = entry.authentication.lending else { return nil }
        let environment = environment
        return try await lent.current(at: now, deadline: deadline) { deadline throws(AdapterFailure) in
            let time = environment.wallClock()
            let request = try lending.outbound(at: time, nonce: environment.randomBytes(16))
            let response: OutboundResponse
            do throws(OutboundFailure) {
                response = try await environment.outbound.send(request, deadline: deadline)
            } catch {
                throw AdapterFailure(AdapterFailure(error).kind, delivery: .didNotHappen, detail: "credential: \(error.detail)")
            }
            return try lending.grant(from: response, requestedAt: time)
        }
    }

    private func send(_ request: OutboundRequest, until deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        do {
            return try await environment.outbound.send(request, deadline: deadline)
        } catch {
            throw AdapterFailure(error)
        }
    }
}
