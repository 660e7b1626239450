import StrictJSON

/// A comparison of one text of a reply or a row with texts of the entry.
final class Condition: Sendable {
    enum Test: Sendable {
        case isOneOf([String])
        /// There is a text, and it is none of these.
        case isNoneOf([String])
        /// There is something other than null, an empty text or an empty list.
        case isPresent(Bool)
    }

    let origin: ReplyOrigin
    let test: Test
    /// Further conditions that must hold as well.
    let and: [Condition]
    /// The list of which one element must fulfil it; nil for a condition on the reply or row itself.
    let list: LocatedPath?

    init(origin: ReplyOrigin, test: Test, and: [Condition], list: LocatedPath? = nil) {
        self.origin = origin
        self.test = test
        self.and = and
        self.list = list
    }

    /// Whether it holds.
    func holds(in view: ReplyView) throws(ReplyMistake) -> Bool {
        guard let list else { return try holdsPlainly(in: view) }
        for (index, node) in (try view.documents.list(list) ?? .few([])).enumerated() {
            if try holdsPlainly(in: view.entering(node, list, index)) { return true }
        }
        return false
    }

    private func holdsPlainly(in view: ReplyView) throws(ReplyMistake) -> Bool {
        switch test {
        case .isOneOf(let words):
            guard let found = try view.text(origin), words.contains(where: { $0.isByteIdentical(to: found) }) else { return false }
        case .isNoneOf(let words):
            guard let found = try view.text(origin), !words.contains(where: { $0.isByteIdentical(to: found) }) else { return false }
        case .isPresent(let wanted):
            guard try view.find(origin).map(\.isSomething) ?? false == wanted else { return false }
        }
        for other in and where try !other.holds(in: view) { return false }
        return true
    }

    /// True when it holds by words that the entry lists, here or in a condition beside it, or by nothing but absence (which counts only after
    /// success was said). Whatever holds by anything but some words, or by anything at all, would take what nobody foresaw.
    var isSaid: Bool { needsNothing || namesWords }

    /// True when it holds only by words that the entry lists.
    var namesWords: Bool { if case .isOneOf = test { true } else { and.contains(where: \.namesWords) } }

    /// True when it can hold although the reply says nothing anywhere.
    var needsNothing: Bool { if case .isPresent(false) = test, list == nil { and.allSatisfy(\.needsNothing) } else { false } }
}

extension Array where Element == Condition {
    /// Whether one of them holds.
    func anyHolds(in view: ReplyView) throws(ReplyMistake) -> Bool {
        for condition in self where try condition.holds(in: view) { return true }
        return false
    }
}

extension ReplyNode {
    fileprivate var isSomething: Bool {
        switch self {
        case .json(let document, let place):
            switch document.kind(of: place) {
            case .null: false
            case .string: !document.isEmptyText(place)
            case .array: !(document.elements(of: place) ?? []).isEmpty
            default: true
            }
        case .attribute(let text): !text.utf8.isEmpty
        case .xml(let element): !element.children.isEmpty || !element.text.utf8.isEmpty
        }
    }
}
