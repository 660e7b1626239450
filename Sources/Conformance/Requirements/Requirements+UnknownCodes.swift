import AdapterKit
import StrictJSON
import Verification

/// What a word that nobody has described must not become.
extension ConformanceSuite {
    static let unknownCodes = Requirement(
        "R39", "a code that nobody knows",
        demand:
            "Where a code or word of the registry's genuine answers gives way to one that no registry has, the question is never \"no record\" by it: "
            + "an unknown code is a failure.",
        hint:
            "List the codes that mean \"holds nothing\" one by one (`is`); with `not` every code that nobody described becomes a negative, busy and "
            + "closed too."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let onRecord = scalars(held, port)
            let probed = await inGroups(of: 16, onRecord.count) { index -> (complaint: String?, isRead: Bool) in
                let statement = await asked(trial, port, held, onRecord[index], unknown(onRecord[index].value))
                return (statement == .noRecord ? complaint(onRecord[index], "on record") : nil, statement != held.reply.statement)
            }
            var complaints = zip(onRecord, probed).compactMap { scalar, found in scalar.isOfRow ? nil : found.complaint }
            var remark = "\(onRecord.count { !$0.isOfRow }) values of the answer about somebody on record"
            if let negative = await negative(trial, held) {
                let read = Set(zip(onRecord, probed).filter(\.1.isRead).map(\.0.place))
                let others = Dictionary(onRecord.map { ($0.place, $0.value) }, uniquingKeysWith: { first, _ in first })
                let all = scalars(negative.held, negative.port)
                let found = await inGroups(of: 16, all.count) { index in
                    let scalar = all[index]
                    let isTaken = await isReadAsNegative(trial, negative, scalar, isRead: read.contains(scalar.place), other: others[scalar.place])
                    return isTaken ? complaint(scalar, "not on record") : ""
                }
                complaints += found.filter { !$0.utf8.isEmpty }
                remark += ", \(all.count) of \"no record\""
            }
            return .judged(complaints, remark: remark + (port.paper == nil ? ", asked live" : ""))
        }
    }

    private static func complaint(_ scalar: ReplyScalar, _ whose: String) -> String {
        "an unknown value at \(scalar.place) of the answer about somebody \(whose) is read as no record"
    }

    /// What may be a code; fewer where each has to be asked live.
    private static func scalars(_ held: Held, _ port: SpoiltPort) -> [ReplyScalar] {
        let person = held.topic.person
        let keys = [person.identifier.number, held.topic.number, person.name.text, person.name.original]
        return Array(ReplyScalar.all(in: port.answer.body, without: keys).prefix(port.paper == nil ? 6 : 64))
    }

    private static func asked(_ trial: Trial, _ port: SpoiltPort, _ held: Held, _ scalar: ReplyScalar, _ value: JSON) async -> Reply.Statement? {
        guard let body = scalar.replaced(value) else { return nil }
        return await trial.askSpoilt(port, held, body: body).reply?.statement
    }

    /// Another value of the same type that no registry writes.
    private static func unknown(_ value: JSON) -> JSON {
        if case .number = value { return .number("739118") }
        return .string("QZ-UNKNOWN")
    }

    /// The genuine "no record" and how to spoil it; nil where there is none, or none that can be repeated.
    private static func negative(_ trial: Trial, _ held: Held) async -> (held: Held, port: SpoiltPort)? {
        guard let topic = trial.sample?.notOnRecord, let adapter = try? trial.bench.adapter(on: trial.line.pool) else { return nil }
        let asked = await trial.ask(topic, of: adapter)
        guard let reply = asked.reply, reply.statement == .noRecord else { return nil }
        let none = Held(
            topic: topic, reply: reply, facts: [], exchanges: asked.exchanges, adapter: adapter, took: asked.took, exchangeID: asked.exchangeID)
        guard case .success(let port) = await trial.makeSpoiltPort(none) else { return nil }
        return (none, port)
    }

    /// Whether an unknown value stays "no record" in a place that the adapter reads: one that matters to the answer about somebody on record,
    /// or where that answer's value, or none, makes a difference here. A place that nobody reads may hold anything.
    private static func isReadAsNegative(
        _ trial: Trial, _ negative: (held: Held, port: SpoiltPort), _ scalar: ReplyScalar, isRead: Bool, other: JSON?
    ) async -> Bool {
        guard await asked(trial, negative.port, negative.held, scalar, unknown(scalar.value)) == .noRecord else { return false }
        if isRead { return true }
        if let other { return other != scalar.value ? await asked(trial, negative.port, negative.held, scalar, other) != .noRecord : false }
        guard case .string = scalar.value else { return false }
        return await asked(trial, negative.port, negative.held, scalar, .string("")) != .noRecord
    }
}
