import StrictJSON
import Verification

/// How the route of one claim differs between two configurations.
struct RouteDifference: Sendable, Equatable {
    let claim: ClaimKind
    /// Whether the claim stands in one of the two catalogues only.
    let change: Change
    /// Never empty.
    let steps: [Step]

    enum Change: String, Sendable {
        case added, removed, changed
    }

    /// One line of the difference.
    struct Step: Sendable, Equatable {
        let change: Change
        /// "required ca-marriage", "merge rule", "certificates".
        let subject: String
        /// What differs, the first of a pair as it was; nil where there was or is nothing. All of it for a step that is new or gone.
        let properties: [Property]
    }

    struct Property: Sendable, Equatable {
        let name: String
        let old: String?
        let new: String?
    }
}

extension RouteMap {
    /// What changes on the way from this map to the other, claims in the order of their words; empty when no claim changes route.
    func differences(to other: RouteMap) -> [RouteDifference] {
        Set(claims.keys).union(other.claims.keys).sorted { $0.rawValue.precedesByBytes($1.rawValue) }.compactMap { kind in
            let steps = Self.steps(claims[kind]?.steps ?? [], other.claims[kind]?.steps ?? [])
            if steps.isEmpty { return nil }
            return RouteDifference(
                claim: kind, change: claims[kind] == nil ? .added : other.claims[kind] == nil ? .removed : .changed, steps: steps)
        }
    }

    private static func steps(_ old: [WrittenStep], _ new: [WrittenStep]) -> [RouteDifference.Step] {
        let kept = old.compactMap { before -> RouteDifference.Step? in
            guard let after = new.first(where: { $0.subject == before.subject }) else { return before.step(.removed, to: nil) }
            return before == after ? nil : before.step(.changed, to: after)
        }
        let added = new.filter { after in !old.contains { $0.subject == after.subject } }
        return kept + added.map { WrittenStep(subject: $0.subject, properties: []).step(.added, to: $0) }
    }
}

/// A step of a route in words, to be compared with its counterpart.
private struct WrittenStep: Equatable {
    let subject: String
    let properties: [(name: String, value: String)]

    static func == (left: WrittenStep, right: WrittenStep) -> Bool {
        left.subject.isByteIdentical(to: right.subject)
            && left.properties.elementsEqual(right.properties) { $0.name == $1.name && $0.value.isByteIdentical(to: $1.value) }
    }

    func step(_ change: RouteDifference.Change, to other: WrittenStep?) -> RouteDifference.Step {
        let after = other?.properties ?? []
        let names = properties.map(\.name) + after.map(\.name).filter { name in !properties.contains { $0.name == name } }
        let pairs = names.map { name in
            RouteDifference.Property(
                name: name, old: properties.first { $0.name == name }?.value, new: after.first { $0.name == name }?.value)
        }
        return RouteDifference.Step(
            change: change, subject: subject, properties: pairs.filter { $0.old.map { Array($0.utf8) } != $0.new.map { Array($0.utf8) } })
    }
}

extension RouteMap.ClaimRoute {
    fileprivate var steps: [WrittenStep] {
        legs.map(\.step) + [
            WrittenStep(subject: "merge rule", properties: [("name", mergeRule)]),
            WrittenStep(subject: "certificates", properties: certificates.map { ($0, "asks") }),
        ]
    }
}

extension RouteMap.Leg {
    fileprivate var step: WrittenStep {
        var properties: [(name: String, value: String)] = []
        if let department, let adapter, let address {
            properties = [("department", department), ("adapter", adapter), ("address", address)]
            properties.append(("coverage from", coverageFrom?.description ?? "not limited"))
            properties.append(("closed world", isClosedWorld ? "yes" : "no"))
        } else {
            properties = [("department", "not joined")]
        }
        return WrittenStep(subject: "\(role.rawValue) \(registry)", properties: properties)
    }
}

extension RouteDifference {
    /// For people: the claim, then a line for each step.
    var lines: [String] { [headline] + steps.map { "  " + $0.line } }

    private var headline: String {
        change == .changed ? claim.rawValue : "\(claim.rawValue) (\(change == .added ? "new in" : "gone from") the catalogue)"
    }

    /// For programs.
    var json: JSON {
        [
            "claim": .string(claim.rawValue), "change": .string(change.rawValue),
            "steps": .array(
                steps.map { step in
                    [
                        "step": .string(step.subject), "change": .string(step.change.rawValue),
                        "properties": .array(
                            step.properties.map {
                                ["name": .string($0.name), "old": $0.old.map(JSON.string) ?? .null, "new": $0.new.map(JSON.string) ?? .null]
                            }),
                    ]
                }),
        ]
    }
}

extension RouteDifference.Step {
    /// "~ required ca-marriage: address https://a -> https://b".
    var line: String {
        let mark =
            switch change {
            case .added: "+"
            case .removed: "-"
            case .changed: "~"
            }
        let details = properties.map { property in
            switch (property.old, property.new) {
            case (let old?, let new?): "\(property.name) \(old) -> \(new)"
            case (let old?, nil): change == .removed ? "\(property.name) \(old)" : "no longer \(property.name) \(old)"
            case (nil, let new?): change == .added ? "\(property.name) \(new)" : "now \(property.name) \(new)"
            case (nil, nil): property.name
            }
        }
        return "\(mark) \(subject): \(details.joined(separator: ", "))"
    }
}
