package import AdapterKit
package import Verification

/// The people's courts: decisions about a person's status (`court-judgment`).
///
/// JSON over HTTPS with OAuth 2.0 client credentials. The courts answer later: one applies, gets a query number of 20 digits, and looks
/// until the answer is ready. When the deadline comes first, the reply is the number (``Reply/Statement/later(_:)``).
package struct CourtsAdapter: RegistryAdapter {
    package static let manifest = AdapterManifest(name: "courts", authority: "courts", datasets: [.courtJudgment])

    /// Waits before the next look; must throw when the task is cancelled.
    package typealias Pause = @Sendable (Duration) async throws -> Void

    private let settings: Settings
    private let environment: AdapterEnvironment
    private let tokens = RefreshedCredential<Secret>()
    private let pause: Pause

    package init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {
        try self.init(settings: settings, environment: environment) { try await Task.sleep(for: $0) }
    }

    /// The same with another way to wait between two looks.
    package init(settings: AdapterSettings, environment: AdapterEnvironment, pause: @escaping Pause) throws(InvalidSettings) {
        self.settings = try Settings(reading: settings)
        self.environment = environment
        self.pause = pause
    }

    package func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        guard question.registry == .courtJudgment else {
            throw AdapterFailure(.registryError, delivery: .didNotHappen, detail: "the dataset is not served here")
        }
        try question.requireNoPlaceOrArea()
        guard case .person(let person) = question.topic else { return Reply(.notCovered) }
        let response = try await send(Self.application(about: person, context: context), until: context.deadline)
        switch try Self.application(from: response, exchangeID: context.exchangeID) {
        case .denied: return Reply(.denied)
        case .accepted(let receipt): return try await answer(to: receipt, about: person.identifier, context)
        }
    }

    /// Looks until the answer is ready or the deadline is near.
    private func answer(to receipt: Receipt, about identifier: Identifier, _ context: ExchangeContext) async throws(AdapterFailure) -> Reply {
        let later = Reply(.later(Ticket(number: receipt.queryNumber)), reference: receipt.queryNumber)
        var schedule = LookSchedule(deadline: context.deadline, firstPause: receipt.retryAfter)
        while let pause = schedule.pauseBeforeNextLook(at: .now) {
            try await wait(for: pause)
            let response: OutboundResponse
            do throws(AdapterFailure) {
                response = try await send(Self.look(at: receipt.queryNumber, context: context), until: schedule.lastInstant)
            } catch {
                // The application stands; only our time to look is over.
                if error.kind == .timedOut { return later }
                throw error
            }
            switch try Self.look(from: response, at: receipt.queryNumber, about: identifier) {
            case .notReady(let retryAfter): schedule.wasNotReady(retryAfter: retryAfter)
            case .ready(let reply): return reply
            }
        }
        return later
    }

    private func wait(for duration: Duration) async throws(AdapterFailure) {
        guard duration > .zero else { return }
        do {
            try await pause(duration)
        } catch {
            throw AdapterFailure(.cancelled, detail: "cancelled between two looks")
        }
    }

    /// Sends with a token; once more with a fresh one when the courts say that the token is no longer valid, for then they did not
    /// process the request.
    private func send(_ request: OutboundRequest, until deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        let grant = try await token(until: deadline)
        let response = try await transmit(request.authorised(by: grant.value), until: deadline)
        guard CourtsToken.isRefused(in: response) else { return response }
        await tokens.drop(grant)
        return try await transmit(request.authorised(by: token(until: deadline).value), until: deadline)
    }

    private func token(until deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> RefreshedCredential<Secret>.Grant {
        let now = environment.wallClock()
        let outbound = environment.outbound
        let request = CourtsToken.request(settings)
        return try await tokens.current(at: now, deadline: deadline) { deadline throws(AdapterFailure) in
            let response: OutboundResponse
            do throws(OutboundFailure) {
                response = try await outbound.send(request, deadline: deadline)
            } catch {
                throw CourtsToken.failure(AdapterFailure(error).kind, error.detail)
            }
            return try CourtsToken.grant(from: response, requestedAt: now)
        }
    }

    private func transmit(_ request: OutboundRequest, until deadline: ContinuousClock.Instant) async throws(AdapterFailure) -> OutboundResponse {
        do {
            return try await environment.outbound.send(request, deadline: deadline)
        } catch {
            throw AdapterFailure(error)
        }
    }
}
