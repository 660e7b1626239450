import AdapterKit
import CurlTransport
import Logging
package import Verification

/// One question with everything that went over the port for it, to be shown to an integrator.
package struct Attempt: Sendable {
    /// The exchange and what the adapter read, masked.
    package let text: String
    /// False for a failure.
    package let isAnswered: Bool

    /// Asks once, as the daemon would. Throws when no pool or adapter can be made.
    package static func ask(
        _ candidate: Candidate, registry: RegistryID, topic: Question.Topic, purpose: Samples.Purpose, surroundings: Surroundings, isUnmasked: Bool
    ) async throws -> Attempt {
        let pool = try CurlPool(profile: candidate.profile, logger: Logger(label: "adapters-try") { _ in SwiftLogNoOpLogHandler() })
        let witness = Witness()
        let begun = ContinuousClock.now
        let result: Result<Reply, AdapterFailure>
        do {
            let adapter = try candidate.adapter.init(
                settings: candidate.settings,
                environment: AdapterEnvironment(
                    outbound: WitnessedPort(inner: pool, extra: nil), wallClock: surroundings.wallClock, randomBytes: surroundings.randomBytes))
            let id = surroundings.randomBytes(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            let context = ExchangeContext(
                deadline: begun + candidate.timeout, exchangeID: id, matterCode: purpose.matter, caseNumber: purpose.caseNumber,
                unitCode: purpose.unit, traceparent: nil)
            result = await Witness.$current.withValue(witness) {
                do throws(AdapterFailure) {
                    return .success(try await adapter.ask(Question(registry: registry, topic: topic), context: context))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            await pool.shutdown()
            throw error
        }
        let took = ContinuousClock.now - begun
        await pool.shutdown()
        let shown = Shown(
            candidate, registry, topic, result, witness.exchanges, plain: [purpose.matter, purpose.caseNumber, purpose.unit], isUnmasked: isUnmasked)
        return Attempt(text: shown.text(took), isAnswered: shown.isAnswered)
    }
}

/// How an attempt is written down.
private struct Shown {
    let candidate: Candidate
    let registry: RegistryID
    let result: Result<Reply, AdapterFailure>
    let exchanges: [Witness.Exchange]
    let mask: Mask

    var isAnswered: Bool { if case .success = result { true } else { false } }

    init(
        _ candidate: Candidate, _ registry: RegistryID, _ topic: Question.Topic, _ result: Result<Reply, AdapterFailure>,
        _ exchanges: [Witness.Exchange], plain: [String], isUnmasked: Bool
    ) {
        self.exchanges = exchanges
        self.candidate = candidate
        self.registry = registry
        self.result = result
        let person = topic.person
        var names = [person.name.text, person.name.original] + NamedPeople.seen(in: exchanges)
        var numbers = [person.identifier.number, topic.number]
        if case .success(let reply) = result, case .records(let facts) = reply.statement {
            names += facts.flatMap(\.names) + facts.flatMap { Self.nameLike($0) }
            numbers += facts.flatMap(\.numbers)
        }
        mask = Mask(
            names: names, numbers: numbers, secrets: candidate.settings.secrets.values.map(\.bytes),
            lent: LentSecrets.seen(in: exchanges, plain: plain), plain: plain, isUnmasked: isUnmasked)
    }

    /// Texts of a fact that may be somebody's name, whatever field they stand in.
    private static func nameLike(_ value: Any) -> [String] {
        if let text = value as? String { return Mask.isName(text) ? [text] : [] }
        return Mirror(reflecting: value).children.flatMap { nameLike($0.value) }
    }

    func text(_ took: Duration) -> String {
        var lines = ["\(candidate.name) / \(registry), \(candidate.profile.baseURL)"]
        for (index, exchange) in exchanges.enumerated() {
            lines += ["", "── request \(index + 1) ──", "\(exchange.request.method.rawValue) \(mask.path(exchange.request.path))"]
            lines += exchange.request.headers.map(mask.header)
            lines += ["", mask.body(exchange.request.body)]
            switch exchange.result {
            case .success(let response):
                lines += ["", "── answer \(index + 1) ──", "HTTP \(response.status)"] + response.headers.map(mask.header)
                lines += ["", mask.body(response.body)]
            case .failure(let failure):
                lines += ["", "── no answer ──", "\(failure.kind.rawValue) (\(failure.delivery.rawValue)): \(mask.detail(failure.detail))"]
            case nil: lines += ["", "── no answer yet ──"]
            }
        }
        lines += ["", "── what the adapter read (\(took.milliseconds) ms) ──"] + statement
        return lines.joined(separator: "\n") + "\n"
    }

    private var statement: [String] {
        switch result {
        case .failure(let failure): return ["FAILURE \(failure.kind.rawValue) (\(failure.delivery.rawValue)): \(mask.detail(failure.detail))"]
        case .success(let reply):
            var lines = [reply.statement.words]
            if case .records(let facts) = reply.statement { lines += facts.flatMap(written) }
            lines.append("data as of: \(reply.dataAsOf.map(\.description) ?? "not said")")
            lines.append("reference: \(reply.reference.map { mask.text($0) } ?? "none")")
            return lines
        }
    }

    private func written(_ fact: Fact) -> [String] {
        var lines = ["  \(fact.shape.kind)"]
        if case .record(let record) = fact {
            lines += record.fields.map { "    \($0.name): \(written($0.value))" }
        } else if let inner = Mirror(reflecting: fact).children.first?.value {
            for child in Mirror(reflecting: inner).children {
                let value = written(child.value)
                if !value.isEmpty { lines.append("    \(child.label ?? ""): \(value)") }
            }
        }
        return lines
    }

    /// A value of a fact, masked; empty for what is not there.
    private func written(_ value: Any) -> String {
        switch value {
        case let text as String: return mask.value(text)
        case let day as CalendarDate: return day.description
        case let flag as Bool: return flag ? "true" : "false"
        case let number as Int: return String(number)
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { written($0.value) } ?? ""
        case .collection: return mirror.children.map { written($0.value) }.joined(separator: " | ")
        case .enum:
            guard let payload = mirror.children.first else { return "\(value)" }
            return written(payload.value)
        default:
            if mirror.children.isEmpty { return "\(value)" }
            return mirror.children.map { child in (child.label.map { "\($0) " } ?? "", written(child.value)) }.filter { !$0.1.isEmpty }
                .map { $0.0 + $0.1 }.joined(separator: ", ")
        }
    }
}
