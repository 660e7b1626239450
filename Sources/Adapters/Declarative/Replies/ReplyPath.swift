import StrictJSON

/// A way to a value: a JSON Pointer (RFC 6901), or for XML element names between slashes, `name[2]` for the second of that name,
/// `name[@a='v']` for the one with an attribute, `@a` at the end for an attribute, `.` for the element itself. Prefixes are not looked at.
final class ReplyPath: Sendable {
    private enum Step: Sendable, Hashable {
        case member(String, index: Int?)
        case element(String, position: Int?, attribute: String?, value: String?)
        case attribute(String)
    }

    /// As it was written, for places.
    let text: String
    private let steps: [Step]

    /// Throws with the reason why the text is no such way.
    init(_ text: String, in format: DocumentFormat) throws(ReplyMistake) {
        self.text = format == .xml && !text.hasPrefix("/") ? "/" + text : text
        guard text.utf8.count <= 512 else { throw ReplyMistake("is longer than 512 bytes") }
        steps = try format == .json ? Self.pointer(text) : Self.elements(text)
    }

    /// The names of members to go through one after the other; nil for a way that is not made of names alone, or where one could be an index.
    var memberNames: [String]? {
        var names: [String] = []
        for step in steps {
            guard case .member(let name, nil) = step else { return nil }
            names.append(name)
        }
        return names.isEmpty ? nil : names
    }

    /// What stands there; nil when nothing does. Several elements where one is wanted are a mistake.
    func find(in node: ReplyNode) throws(ReplyMistake) -> ReplyNode? {
        var node = node
        for step in steps {
            guard let next = try Self.step(step, from: node, text) else { return nil }
            node = next
        }
        return node
    }

    /// The text that stands there; nil when none does.
    func text(in node: ReplyNode) throws(ReplyMistake) -> String? {
        do throws(ReplyMistake) {
            return try find(in: node)?.text()
        } catch {
            throw ReplyMistake(error.reason, at: text)
        }
    }

    /// The elements of the array, or all elements of that name; nil when there is no array. XML has no empty lists: no such element is an
    /// empty list where its parent stands.
    func list(in node: ReplyNode) throws(ReplyMistake) -> ReplyRows? {
        if case .json = node {
            guard let found = try find(in: node) else { return nil }
            guard case .json(let document, let place) = found, !found.isNull else { return nil }
            guard let elements = document.elements(of: place) else { throw ReplyMistake("must be an array", at: text) }
            return .json(document, elements)
        }
        var parent = node
        for step in steps.dropLast() {
            guard let next = try Self.step(step, from: parent, text) else { return nil }
            parent = next
        }
        guard case .xml(let element) = parent, case .element(let name, nil, let attribute, let value)? = steps.last else { return nil }
        return .xml(element.children.filter { Self.matches($0, name, attribute, value) })
    }

    /// The place of one row: JSON counts from 0, XML from 1.
    func place(ofRow index: Int, in format: DocumentFormat) -> String { format == .json ? "\(text)/\(index)" : "\(text)[\(index + 1)]" }

    private static func step(_ step: Step, from node: ReplyNode, _ path: String) throws(ReplyMistake) -> ReplyNode? {
        switch (step, node) {
        case (.member(let name, let index), .json(let document, let place)):
            if let elements = document.elements(of: place), let index {
                return elements.indices.contains(index) ? .json(document, elements[index]) : nil
            }
            return document.member(name, of: place).map { .json(document, $0) }
        case (.element(let name, let position, let attribute, let value), .xml(let element)):
            var found: XMLTree?
            var count = 0
            for child in element.children where matches(child, name, attribute, value) {
                count += 1
                if position == nil || position == count { found = child }
            }
            if position == nil, count > 1 { throw ReplyMistake("stands there \(count) times", at: path) }
            return found.map { .xml($0) }
        case (.attribute(let name), .xml(let element)): return element.attribute(name).map { .attribute($0) }
        default: return nil
        }
    }

    private static func matches(_ element: XMLTree, _ name: String, _ attribute: String?, _ value: String?) -> Bool {
        guard element.name.isByteIdentical(to: name) else { return false }
        guard let attribute else { return true }
        return element.attribute(attribute)?.isByteIdentical(to: value ?? "") ?? false
    }
}

extension ReplyPath {
    private static func pointer(_ text: String) throws(ReplyMistake) -> [Step] {
        if text.utf8.isEmpty { return [] }
        guard text.hasPrefix("/") else { throw ReplyMistake("must be a JSON Pointer, which begins with /") }
        var steps: [Step] = []
        for part in text.unicodeScalars.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            var name = ""
            var isEscape = false
            for scalar in part {
                switch (isEscape, scalar) {
                case (false, "~"): isEscape = true
                case (true, "0"), (true, "1"):
                    name += scalar == "0" ? "~" : "/"
                    isEscape = false
                case (true, _): throw ReplyMistake("has a ~ that is neither ~0 nor ~1")
                default: name.unicodeScalars.append(scalar)
                }
            }
            if isEscape { throw ReplyMistake("has a ~ that is neither ~0 nor ~1") }
            let isIndex = (1...6).contains(name.utf8.count) && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
            steps.append(.member(name, index: isIndex && (name == "0" || !name.hasPrefix("0")) ? Int(name) : nil))
        }
        return steps
    }

    private static func elements(_ text: String) throws(ReplyMistake) -> [Step] {
        if text.utf8.elementsEqual(".".utf8) { return [] }
        let written = text.hasPrefix("/") ? text.unicodeScalars.dropFirst() : Substring(text).unicodeScalars
        let parts = written.split(separator: "/", omittingEmptySubsequences: false)
        var steps: [Step] = []
        for (index, part) in parts.enumerated() {
            if part.first == "@" {
                guard index == parts.count - 1 else { throw ReplyMistake("has an attribute before its end") }
                steps.append(.attribute(try name(part.dropFirst())))
            } else {
                steps.append(try element(part))
            }
        }
        return steps
    }

    private static func element(_ part: Substring.UnicodeScalarView) throws(ReplyMistake) -> Step {
        guard let open = part.firstIndex(of: "[") else { return .element(try name(part), position: nil, attribute: nil, value: nil) }
        guard part.last == "]" else { throw ReplyMistake("has a bracket that is not closed") }
        let name = try name(part[..<open])
        let inside = part[part.index(after: open)...].dropLast()
        if inside.first == "@" {
            let halves = inside.dropFirst().split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[1].count >= 2, halves[1].first == "'", halves[1].last == "'" else {
                throw ReplyMistake("knows [2] and [@name='value'] only")
            }
            return .element(name, position: nil, attribute: try Self.name(halves[0]), value: String(halves[1].dropFirst().dropLast()))
        }
        guard let position = Int(String(inside)), (1...100_000).contains(position) else { throw ReplyMistake("knows [2] and [@name='value'] only") }
        return .element(name, position: position, attribute: nil, value: nil)
    }

    private static func name(_ part: Substring.UnicodeScalarView) throws(ReplyMistake) -> String {
        let isName = part.first.map { !"-.0123456789".unicodeScalars.contains($0) } ?? false
        guard isName, part.allSatisfy({ $0.properties.isAlphabetic || $0.properties.numericType != nil || "-_.".unicodeScalars.contains($0) }) else {
            throw ReplyMistake("has a part that is no name of an element or attribute")
        }
        return String(part)
    }
}

extension XMLTree {
    /// The attribute of that name, whatever its prefix.
    fileprivate func attribute(_ name: String) -> String? {
        attributes.first { key, _ in
            key.isByteIdentical(to: name) || String(key.split(separator: ":").last ?? "").isByteIdentical(to: name)
        }?.value
    }
}
