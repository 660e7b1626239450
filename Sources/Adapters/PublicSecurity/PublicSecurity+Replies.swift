import AdapterKit
import StrictJSON
import Verification

extension PublicSecurityService {
    /// The code with which the gateway's filter rejects a request before anybody has looked at it (HTTP 500).
    private static let rejectedByFilter = 400_001

    /// What a response says to a question about that topic.
    func reply(from response: OutboundResponse, to topic: Question.Topic) throws(AdapterFailure) -> Reply {
        if response.status == 500, Self.isRejection(response.body) {
            throw AdapterFailure(.credentialsRefused, delivery: .didNotHappen, detail: "code \(Self.rejectedByFilter)")
        }
        try response.requireSuccess()
        let body = try ReplyObject(parsing: response.body)
        let head = try body.object("head")
        switch try head.text("status") {
        case "0", "0000": break
        case "2": throw AdapterFailure(.closed, detail: "status 2")
        case "3": return Reply(.denied, reference: try head.optionalReference("lsh"))
        default: throw AdapterFailure(.registryError, detail: "/head/status is not 0")
        }
        let content = try body.object("data")
        let rows = try content.objects("cxjg")
        let dataAsOf = try content.optionalCompactDate("sjjzrq")
        let reference = try head.optionalReference("lsh")
        if rows.isEmpty { return Reply(.noRecord, dataAsOf: dataAsOf, reference: reference) }
        var facts: [Fact] = []
        facts.reserveCapacity(rows.count)
        for row in rows { facts.append(try fact(from: row, about: topic.number)) }
        if case .exitEntry = self { try Self.requireConnected(facts, in: rows, with: topic.number) }
        return Reply(.records(facts), dataAsOf: dataAsOf, reference: reference)
    }

    private static func isRejection(_ body: [UInt8]) -> Bool {
        guard let json = try? JSON(parsing: body, limits: .registryAnswer) else { return false }
        return json["code"]?.integer == rejectedByFilter
    }

    /// Every row of exit and entry must be tied to the number asked about: by standing under it, or under a number that another row of the
    /// same reply ties to it (a permit and its holder's number).
    private static func requireConnected(_ facts: [Fact], in rows: [ReplyObject], with asked: String) throws(AdapterFailure) {
        var known = [asked]
        var open = Array(facts.indices)
        var hasGrown = true
        while hasGrown, !open.isEmpty {
            hasGrown = false
            for index in open {
                let numbers = facts[index].tiedNumbers
                guard numbers.contains(where: { number in known.contains { $0.isSameNumber(as: number) } }) else { continue }
                known += numbers
                open.removeAll { $0 == index }
                hasGrown = true
            }
        }
        if let stranger = open.first { throw rows[stranger].place.unreadable("is not about the number asked") }
    }
}

extension Question.Topic {
    /// The number under which the register is asked.
    fileprivate var number: String {
        switch self {
        case .person(let person): person.identifier.number
        case .document(_, _, let number): number
        case .place(let place, _): place.name
        }
    }
}

extension Fact {
    /// The numbers that a row of exit and entry says to be one person's.
    fileprivate var tiedNumbers: [String] {
        switch self {
        case .document(let document): [document.number] + [document.holder.number].compactMap(\.self)
        case .crossing(let crossing): [crossing.holder.number].compactMap(\.self)
        case .registration(let registration): registration.links.map(\.identifier.number) + [registration.holder.number].compactMap(\.self)
        default: []
        }
    }
}
