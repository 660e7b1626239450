import AdapterKit
import Metrics
package import Verification

/// Asks registries: in parallel, under one deadline, each failure turned into a statement that says so.
package struct Dispatch: Sendable {
    private let directory: RegistryDirectory
    private let exchangeID: @Sendable () -> String
    private let meters: DispatchMeters

    package init(directory: RegistryDirectory, exchangeID: @escaping @Sendable () -> String) {
        self.directory = directory
        self.exchangeID = exchangeID
        meters = DispatchMeters(registries: directory.registries.registries)
    }

    /// Asks all of them at once and returns when each has an answer or has failed, at the latest at the deadline.
    package func ask(_ questions: [Question], context: VerificationContext) async -> [Exchange] {
        guard let last = questions.last else { return [] }
        if questions.count == 1 { return [await ask(last, context: context)] }
        return await withTaskGroup(of: Exchange.self) { group in
            // Each question runs up to its first wait at once: it is on its way before the next one is begun, without a hop. The last one
            // needs no task of its own.
            for question in questions.dropLast() { group.addImmediateTask { await ask(question, context: context) } }
            var exchanges: [Exchange] = []
            exchanges.reserveCapacity(questions.count)
            exchanges.append(await ask(last, context: context))
            for await exchange in group { exchanges.append(exchange) }
            return exchanges
        }
    }

    private func ask(_ question: Question, context: VerificationContext) async -> Exchange {
        let start = ContinuousClock.now
        let id = exchangeID()
        let log = SendLog()
        let answer = await SendLog.$current.withValue(log) { await self.answer(to: question, context: context, id, start: start) }
        let elapsed = start.duration(to: .now)
        meters.record(question.registry, answer.statement, elapsed)
        return Exchange(answer: answer, elapsedMilliseconds: elapsed.wholeMilliseconds, id: id, sends: log.sends)
    }

    private func answer(to question: Question, context: VerificationContext, _ id: String, start: ContinuousClock.Instant) async -> Answer {
        guard let registry = directory.registries[question.registry] else {
            let report = FailureReport(kind: .connectionFailed, delivery: .didNotHappen, detail: "registry is not connected")
            return Answer(question: question, statement: .unavailable(report))
        }
        let department = registry.department
        do throws(AdapterFailure) {
            let reply = try await department.adapter.ask(
                question,
                context: ExchangeContext(
                    deadline: min(context.deadline, start.advanced(by: department.timeout)), exchangeID: id, matterCode: context.matterCode,
                    caseNumber: context.caseNumber, unitCode: context.unitCode, traceparent: context.traceparent))
            department.health.record(success: true)
            return Answer(
                question: question, statement: Statement(reply.statement), dataAsOf: reply.dataAsOf, reference: reply.reference, areas: reply.areas)
        } catch {
            if error.kind != .cancelled { department.health.record(success: false) }
            return Answer(question: question, statement: .unavailable(error.report))
        }
    }
}

/// What all questions of one verification have in common.
package struct VerificationContext: Sendable {
    /// When the questions of this round must have been answered.
    package var deadline: ContinuousClock.Instant
    package let matterCode: String
    package let caseNumber: String
    package let unitCode: String
    package let traceparent: String?

    package init(deadline: ContinuousClock.Instant, matterCode: String, caseNumber: String, unitCode: String, traceparent: String?) {
        self.deadline = deadline
        self.matterCode = matterCode
        self.caseNumber = caseNumber
        self.unitCode = unitCode
        self.traceparent = traceparent
    }
}

extension Statement {
    init(_ statement: Reply.Statement) {
        self =
            switch statement {
            case .records(let facts): facts.isEmpty ? .noRecord : .records(facts)
            case .incomplete(let facts, let missing): .incomplete(facts, missing: missing)
            case .noRecord: .noRecord
            case .notCovered: .notCovered
            case .identityMismatch: .identityMismatch
            case .denied: .denied
            case .later(let ticket): .later(ticket)
            }
    }
}

/// Counters and timers per registry, made once.
struct DispatchMeters: Sendable {
    private struct Meter: Sendable {
        let elapsed: Timer
        let answered: Counter
        let unavailable: Counter
    }

    private let meters: RegistryTable<Meter>

    init(registries: some Sequence<RegistryID>) {
        meters = RegistryTable(
            registries.map { registry in
                let dimension = ("registry", registry.rawValue)
                return (
                    registry,
                    Meter(
                        elapsed: Timer(label: "gatewayd_exchange_seconds", dimensions: [dimension]),
                        answered: Counter(label: "gatewayd_exchanges_total", dimensions: [dimension, ("outcome", "answered")]),
                        unavailable: Counter(label: "gatewayd_exchanges_total", dimensions: [dimension, ("outcome", "unavailable")]))
                )
            })
    }

    func record(_ registry: RegistryID, _ statement: Statement, _ elapsed: Duration) {
        guard let meter = meters[registry] else { return }
        meter.elapsed.record(duration: elapsed)
        if case .unavailable = statement { meter.unavailable.increment() } else { meter.answered.increment() }
    }
}
