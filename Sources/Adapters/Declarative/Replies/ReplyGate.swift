import AdapterKit
import StrictJSON
import Verification

/// What a reply can mean beside a list of records.
enum Meaning: String, Sendable, CaseIterable {
    case noRecord = "no-record"
    case identityMismatch = "identity-mismatch"
    case notCovered = "not-covered"
    case denied
    case error
    case expiredCredential = "expired-credential"
    /// Signature, caller, key or clock are not accepted.
    case credentialsRefused = "credentials-refused"
    case throttled
    case closed

    /// True for what is an answer; all others are failures.
    var isStatement: Bool { [.noRecord, .identityMismatch, .notCovered, .denied].contains(self) }

    /// The statement; throws for what is no answer. `place` is where the reply says so.
    func statement(at place: String) throws(AdapterFailure) -> Reply.Statement {
        switch self {
        case .noRecord: return .noRecord
        case .identityMismatch: return .identityMismatch
        case .notCovered: return .notCovered
        case .denied: return .denied
        case .error: throw AdapterFailure(.registryError, detail: "\(place) means an error")
        case .expiredCredential: throw AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "\(place) means an expired credential")
        case .credentialsRefused:
            throw AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "\(place) means that our credentials are refused")
        case .throttled: throw AdapterFailure(.overloaded, delivery: .didNotHappen, detail: "\(place) means too many requests")
        case .closed: throw AdapterFailure(.closed, delivery: .didNotHappen, detail: "\(place) means closed")
        }
    }
}

/// What every reply goes through before its rows are looked at: HTTP status, decoding, outcomes, success.
final class ReplyGate: Sendable {
    /// One meaning with what tells it.
    struct Outcome: Sendable {
        /// HTTP status codes with which it counts; empty for those that are accepted anyway.
        let statuses: [Int]
        let condition: Condition?
        let means: Meaning
    }

    enum Opening: Sendable {
        case documents(ReplyView)
        case statement(Reply.Statement, ReplyView?)
    }

    let statuses: [Int]
    let shape: ReplyShape
    let outcomes: [Outcome]
    /// All must hold.
    let success: [Condition]

    init(statuses: [Int], shape: ReplyShape, outcomes: [Outcome], success: [Condition]) {
        self.statuses = statuses
        self.shape = shape
        self.outcomes = outcomes
        self.success = success
    }

    /// Looks at a response. Throws for everything that is no answer.
    func open(_ response: OutboundResponse) throws(AdapterFailure) -> Opening {
        guard statuses.contains(response.status) else { return try refused(response) }
        let view = try readingReply { () throws(ReplyMistake) in ReplyView(try ReplyDocuments(response.body, as: shape)) }
        if let statement = try statement(in: view, response.status, afterSuccess: false) { return .statement(statement, view) }
        for condition in success {
            if try readingReply({ () throws(ReplyMistake) in try condition.holds(in: view) }) { continue }
            guard try readingReply({ () throws(ReplyMistake) in try view.find(condition.origin) }) != nil else {
                throw AdapterFailure(.unreadable, detail: "\(view.place(condition.origin)) is missing")
            }
            throw AdapterFailure(.registryError, detail: "\(view.place(condition.origin)) is not what success says")
        }
        if let statement = try statement(in: view, response.status, afterSuccess: true) { return .statement(statement, view) }
        return .documents(view)
    }

    /// The statement of the first outcome that holds. Those that something is absent count only after success has been said, so that an empty
    /// or foreign document is never taken for an answer.
    private func statement(in view: ReplyView, _ status: Int, afterSuccess: Bool) throws(AdapterFailure) -> Reply.Statement? {
        for outcome in outcomes where outcome.statuses.isEmpty || outcome.statuses.contains(status) {
            guard let condition = outcome.condition, condition.needsNothing == afterSuccess else { continue }
            if try readingReply({ () throws(ReplyMistake) in try condition.holds(in: view) }) {
                return try outcome.means.statement(at: view.place(condition.origin))
            }
        }
        return nil
    }

    /// A status that is not accepted: an outcome may know it, else it is an error of the registry's side or refuses our credentials.
    private func refused(_ response: OutboundResponse) throws(AdapterFailure) -> Opening {
        let known = outcomes.filter { $0.statuses.contains(response.status) }
        let documents = known.contains { $0.condition != nil } ? try? ReplyDocuments(response.body, as: shape) : nil
        for outcome in known {
            guard let condition = outcome.condition else { return .statement(try outcome.means.statement(at: "http \(response.status)"), nil) }
            guard let documents else { continue }
            let view = ReplyView(documents)
            if (try? condition.holds(in: view)) ?? false {
                return .statement(try outcome.means.statement(at: view.place(condition.origin)), view)
            }
        }
        throw AdapterFailure(
            response.status == 401 || response.status == 403 ? .credentialsRefused : .registryError, detail: "http \(response.status)")
    }
}

/// Runs a step of reading; a mistake becomes a failure with its place.
func readingReply<Value>(_ step: () throws(ReplyMistake) -> Value) throws(AdapterFailure) -> Value {
    do throws(ReplyMistake) {
        return try step()
    } catch {
        throw AdapterFailure(.unreadable, detail: "\(error.place.isEmpty ? "the reply" : error.place) \(error.reason)")
    }
}

extension ReplyGate {
    /// Reads `status?`, `success` and `outcomes?` of an object that may hold other keys as well.
    static func reading(_ reader: ObjectReader, _ reply: ReplyReader, needsSuccess: Bool = true) -> ReplyGate {
        let success = reply.conditions("success", of: reader, required: needsSuccess)
        // "No error word" may be part of it, but something must be there: an empty or foreign document is no success.
        if !success.isEmpty, success.allSatisfy(\.needsNothing) {
            reader.problems.add(reader.pointer(to: "success") + "/0", "invalid", "success is said, not left out")
        }
        var statuses: [Int] = []
        for element in reader.array("status", required: false, count: 1...16) { statuses += Self.status(element, reader) }
        let outcomes = reader.array("outcomes", required: false, count: 0...64).compactMap { element -> Outcome? in
            let object = ObjectReader(element.json, at: element.pointer, into: reader.problems)
            let outcome = outcome(object, reply, hasSuccess: !success.isEmpty)
            object.finish()
            return outcome
        }
        return ReplyGate(statuses: statuses.isEmpty ? [200] : statuses, shape: reply.shape, outcomes: outcomes, success: success)
    }

    private static func outcome(_ object: ObjectReader, _ reply: ReplyReader, hasSuccess: Bool) -> Outcome? {
        let means = object.word("means", of: Meaning.self)
        var statuses: [Int] = []
        for element in object.array("status", required: false, count: 1...16) { statuses += status(element, object) }
        let hasCondition = object.has("at") || !object.has("status")
        let condition = hasCondition ? reply.condition(object) : nil
        guard let means else { return nil }
        if condition == nil, !hasCondition, [.noRecord, .identityMismatch, .notCovered].contains(means) {
            object.problems.add(object.pointer, "invalid", "a status alone is no word of the registry; at and is must say what it holds")
        }
        if let condition, means.isStatement, !condition.isSaid {
            object.problems.add(
                object.pointer, "invalid", "a statement of the registry is said in words that the entry lists; everything else would be one as well")
        }
        if let condition, condition.needsNothing, !hasSuccess || !statuses.isEmpty {
            object.problems.add(object.pointer, "invalid", "what is absent says something only in a reply whose success was said")
        }
        return condition == nil && hasCondition ? nil : Outcome(statuses: statuses, condition: condition, means: means)
    }

    private static func status(_ element: (json: JSON, pointer: String), _ reader: ObjectReader) -> [Int] {
        if let status = element.json.integer, (200...599).contains(status) { return [status] }
        reader.problems.add(element.pointer, "out-of-range", "must be a status from 200 to 599")
        return []
    }
}
