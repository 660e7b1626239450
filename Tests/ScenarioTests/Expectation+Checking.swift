import StrictJSON

/// What came back to one ask.
struct Outcome: Sendable {
    let status: Int
    let body: JSON
    /// How many exchanges reached any registry meanwhile.
    let registryRequests: Int
}

extension Expectation {
    /// Says what is wrong, or nil when the outcome is as expected. `earlier` are the outcomes of the asks before.
    func mistake(in outcome: Outcome, earlier: [Outcome]) -> String? {
        let body = outcome.body
        let wanted = arguments[0]
        let finding = finding(in: body)
        switch word {
        case .status: return compare(String(outcome.status), wanted)
        case .code: return compare(body["code"]?.text, wanted)
        case .overall: return compare(body["verdict"]?.text, wanted)
        case .action: return compare(body["action"]?.text, wanted)
        case .verdict: return compare(finding?["verdict"]?.text ?? body["verdict"]?.text, wanted)
        case .value: return compare(finding?["value"]?.text, wanted)
        case .since: return compare(finding?["since"]?.text, wanted)
        case .asOf: return compare(finding?["asOf"]?.text, wanted)
        case .reason: return compare(finding?["reason"]?["code"]?.text, wanted)
        case .pointer: return contains(texts(body["invalidParameters"], "pointer"))
        case .caution: return contains(texts(finding?["cautions"], "code"))
        case .next: return contains(texts(body["nextSteps"], "kind"))
        case .correction: return contains(pairs(body["corrections"], "registry", "code"))
        case .match: return contains(pairs(finding?["match"], "field", "outcome"))
        case .source: return contains(pairs(body["sources"], "registry", "outcome"))
        case .normalised: return contains((body["subject"]?["normalised"]?.elements ?? []).compactMap(\.text))
        case .asked: return asked(body, outcome.registryRequests)
        case .sameAs:
            guard let number = Int(wanted), earlier.indices.contains(number - 1) else { return say("there is no ask \(wanted) before it") }
            let other = earlier[number - 1]
            guard other.status == outcome.status else { return say("status \(outcome.status), but \(other.status) there") }
            let (one, two) = (Self.text(other.body.withoutTrace), Self.text(body.withoutTrace))
            return one == two ? nil : say("differs:\n    there: \(one)\n    here:  \(two)")
        }
    }

    private func finding(in body: JSON) -> JSON? {
        guard let findings = body["findings"]?.elements, findings.indices.contains(finding) else { return nil }
        return findings[finding]
    }

    private func compare(_ found: String?, _ wanted: String) -> String? {
        if wanted == "none" { return found == nil ? nil : say("found \(found ?? "")") }
        return found == wanted ? nil : say("found \(found ?? "nothing")")
    }

    /// `none`, or every argument (or all of them as one pair) among what was found.
    private func contains(_ found: [String]) -> String? {
        if arguments == ["none"] { return found.isEmpty ? nil : say("found \(found.joined(separator: ", "))") }
        let wanted = word == .correction || word == .match || word == .source ? [arguments.joined(separator: " ")] : arguments
        let missing = wanted.filter { !found.contains($0) }
        return missing.isEmpty ? nil : say("found \(found.isEmpty ? "nothing" : found.joined(separator: ", "))")
    }

    private func asked(_ body: JSON, _ requests: Int) -> String? {
        let sources = texts(body["sources"], "registry")
        if arguments == ["nobody"] {
            return sources.isEmpty && requests == 0 ? nil : say("found \(sources.joined(separator: ", ")) and \(requests) registry requests")
        }
        return Set(sources) == Set(arguments) ? nil : say("found \(sources.joined(separator: ", "))")
    }

    private func say(_ what: String) -> String { "line \(line): \(word.rawValue) \(arguments.joined(separator: " ")): \(what)" }

    private func texts(_ list: JSON?, _ key: String) -> [String] { (list?.elements ?? []).compactMap { $0[key]?.text } }

    private func pairs(_ list: JSON?, _ first: String, _ second: String) -> [String] {
        (list?.elements ?? []).map { ($0[first]?.text ?? "") + " " + ($0[second]?.text ?? "") }
    }

    private static func text(_ json: JSON) -> String { String(decoding: json.encoded(), as: UTF8.self) }
}

extension JSON {
    /// The same without what differs between two equal answers: ids, times, references.
    fileprivate var withoutTrace: JSON {
        let changing: Set<String> = ["id", "instance", "reference", "askedAt", "answeredAt", "elapsedMilliseconds"]
        switch self {
        case .object(let members):
            return .object(
                members.filter { !changing.contains($0.name) }.map { member in
                    // Of a receipt, that there is one.
                    Member(member.name, member.name == "receipt" ? .bool(member.value != .null) : member.value.withoutTrace)
                })
        case .array(let elements): return .array(elements.map(\.withoutTrace))
        default: return self
        }
    }
}
