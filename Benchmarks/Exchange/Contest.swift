import AdapterKit
import Adapters
import ArgumentParser
import ShangMi
import StrictJSON
import Verification

/// One question that a native adapter and a description ask the same registry over the same connections.
struct Contest: Sendable {
    let dialect: Dialect
    let subject: Subject
    let native: any RegistryAdapter
    let described: any RegistryAdapter

    init(_ dialect: Dialect, _ subject: Subject, description: JSON, secrets: [String: Secret], outbound: any Outbound) throws {
        self.dialect = dialect
        self.subject = subject
        let random = RandomReservoir()
        let environment = AdapterEnvironment(
            outbound: outbound, wallClock: { Processor.wallClockMilliseconds() }, randomBytes: { random.bytes(count: $0) })
        do throws(InvalidSettings) {
            native = try dialect.native.init(
                settings: AdapterSettings(json: dialect.settings, pointer: "", secrets: secrets), environment: environment)
            described = try DeclarativeAdapter(
                settings: AdapterSettings(json: description, pointer: "", secrets: secrets), environment: environment)
        } catch {
            throw ValidationError("\(dialect.authority): " + error.problems.map { "\($0.pointer) \($0.reason)" }.joined(separator: "; "))
        }
    }

    /// Asks both once. They have to say the same, and what the population says; anything else is no measurement.
    func check() async throws {
        let (left, right) = (try await native.ask(question, context: context), try await described.ask(question, context: context))
        guard left.statement == right.statement, left.dataAsOf == right.dataAsOf, (left.reference == nil) == (right.reference == nil),
            case .records(let facts) = left.statement, facts.count == subject.rows
        else { throw ValidationError("\(dialect.registry): the native adapter and the description do not say the same") }
    }

    /// CPU microseconds of this process per exchange, over so many exchanges with so many at once.
    func cost(of adapter: any RegistryAdapter, exchanges: Int, atOnce: Int) async throws -> Double {
        let before = Processor.usedMicroseconds()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for lane in 0..<atOnce {
                let count = exchanges / atOnce + (lane < exchanges % atOnce ? 1 : 0)
                // Each lane asks with texts of its own, as inquiries do.
                let (question, context) = (question, context)
                tasks.addTask { for _ in 0..<count { _ = try await adapter.ask(question, context: context) } }
            }
            try await tasks.waitForAll()
        }
        return (Processor.usedMicroseconds() - before) / Double(exchanges)
    }

    private var question: Question {
        let (name, identifier) = (subject.person.name, subject.person.identifier)
        return Question(
            dialect.registry,
            about: Person(
                name: PersonName(text: fresh(name.text), original: fresh(name.original)),
                identifier: Identifier(type: identifier.type, number: fresh(identifier.number))))
    }

    private var context: ExchangeContext {
        ExchangeContext(
            deadline: .now + .seconds(600), exchangeID: fresh("0123456789abcdef0123456789abcdef"),
            matterCode: fresh("11449900MB000002721000101001000"), caseNumber: fresh("BENCH-000000000001"), unitCode: fresh("11449900MB00000197"),
            traceparent: fresh("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
    }

    /// The same text in memory of its own.
    private func fresh(_ text: String) -> String { String(decoding: Array(text.utf8), as: UTF8.self) }
}
