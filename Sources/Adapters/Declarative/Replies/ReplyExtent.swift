import StrictJSON
import Verification

/// How far a reply speaks, by the registry's own word: for which areas, and whether everybody whom it asks in turn has answered.
struct ReplyExtent: Sendable {
    /// The areas of a registry that is kept area by area.
    struct Areas: Sendable {
        let list: LocatedPath
        let division: ReplyValue
        let electronicSince: ReplyValue?
    }

    /// Institutions, or whoever else the registry asks in turn.
    struct Parts: Sendable {
        let list: LocatedPath
        let name: ReplyValue?
        /// All must hold for one that has answered.
        let answered: [Condition]
    }

    var areas: Areas?
    var parts: Parts?
    /// All must hold in a reply that is whole.
    var complete: [Condition] = []

    static let maximumParts = 1_024

    /// The areas that a reply lists; empty when it lists none.
    func areas(in view: ReplyView) throws(ReplyMistake) -> [CoveredArea] {
        guard let areas, let nodes = try view.documents.list(areas.list) else { return [] }
        guard nodes.count <= Self.maximumParts else { throw ReplyMistake("has more than \(Self.maximumParts) areas", at: areas.list.place) }
        var covered: [CoveredArea] = []
        for (index, node) in nodes.enumerated() {
            let row = view.entering(node, areas.list, index)
            guard let found = try areas.division.found(in: row, asked: nil) else { throw areas.division.mistake(nil, in: row, "is missing") }
            guard Division.isCode(found.text) else { throw areas.division.mistake(found, in: row, "must be six digits") }
            covered.append(CoveredArea(division: found.text, electronicSince: try areas.electronicSince?.day(in: row, asked: nil)))
        }
        return covered.sorted { $0.division.precedesByBytes($1.division) }
    }

    /// Who has not answered, as far as the reply names them; nil when the reply is whole. A reply without records need not say it.
    func missing(in view: ReplyView, isRequired: Bool) throws(ReplyMistake) -> [String]? {
        var missing: [String] = []
        var isWhole = true
        for condition in complete {
            if try condition.holds(in: view) { continue }
            if try view.find(condition.origin) != nil {
                isWhole = false
            } else if isRequired {
                throw view.mistake(condition.origin, "is missing")
            }
        }
        guard let parts else { return isWhole ? nil : [] }
        guard let nodes = try view.documents.list(parts.list) else {
            if isRequired { throw ReplyMistake("is missing", at: parts.list.place) }
            return isWhole ? nil : []
        }
        guard nodes.count <= Self.maximumParts else { throw ReplyMistake("has more than \(Self.maximumParts) parts", at: parts.list.place) }
        for (index, node) in nodes.enumerated() {
            let row = view.entering(node, parts.list, index)
            var hasAnswered = true
            for condition in parts.answered where try !condition.holds(in: row) { hasAnswered = false }
            if hasAnswered { continue }
            isWhole = false
            if let name = try parts.name?.text(in: row, asked: nil) { missing.append(name) }
        }
        return isWhole ? nil : missing
    }
}

extension ReplyExtent {
    /// Reads `areas?: {each, division, electronicSince?}`, `parts?: {each, name?, answered}` and `complete?: [CONDITION]` of an operation.
    static func reading(_ reader: ObjectReader, _ reply: ReplyReader) -> ReplyExtent {
        var extent = ReplyExtent()
        if let object = reader.optionalObject("areas") {
            let list = each(of: object, reply)
            let inside = list.map { reply.inside($0) } ?? reply
            let division = object.object("division").flatMap { inside.value($0) }
            let since = inside.day("electronicSince", of: object)
            object.finish()
            if let list, let division { extent.areas = Areas(list: list, division: division, electronicSince: since) }
        }
        if let object = reader.optionalObject("parts") {
            let list = each(of: object, reply)
            let inside = list.map { reply.inside($0) } ?? reply
            let name = inside.value("name", of: object)
            let answered = inside.conditions("answered", of: object, required: true)
            reportNeedless(answered, "answered", object)
            object.finish()
            if let list { extent.parts = Parts(list: list, name: name, answered: answered) }
        }
        extent.complete = reply.conditions("complete", of: reader)
        reportNeedless(extent.complete, "complete", reader)
        return extent
    }

    private static func each(of object: ObjectReader, _ reply: ReplyReader) -> LocatedPath? {
        object.string("each", length: 0...512).flatMap { reply.located($0, at: object.pointer(to: "each")) }
    }

    private static func reportNeedless(_ conditions: [Condition], _ key: String, _ reader: ObjectReader) {
        for (index, condition) in conditions.enumerated() where condition.needsNothing {
            reader.problems.add(reader.pointer(to: key) + "/\(index)", "invalid", "what is absent does not say that somebody has answered")
        }
    }
}

/// Codes of administrative divisions (GB/T 2260).
enum Division {
    /// Six digits.
    static func isCode(_ text: String) -> Bool { text.utf8.count == 6 && text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
