import StrictJSON

extension Scenario {
    /// Reads one file; throws at the first mistake with its line.
    init(parsing text: String) throws {
        var lines = try ScriptLine.read(text)[...]
        guard let head = lines.popFirst(), !head.isIndented, head.words.count >= 2 else {
            throw ScenarioMistake(line: 1, what: "the first line is the story's id and title")
        }
        var steps: [Step] = []
        var asks: [AskScript] = []
        // Where the world of each ask stands: whom a question names lives in the world before it.
        var worlds: [Int] = []
        while let line = lines.popFirst() {
            guard !line.isIndented else { throw ScenarioMistake(line: line.number, what: "belongs to no block") }
            let block = lines.prefix { $0.isIndented }
            lines = lines.dropFirst(block.count)
            switch line.words.joined(separator: " ") {
            case "world":
                var world = WorldScript()
                for line in block { try world.read(line) }
                worlds.append(steps.count)
                steps.append(.world(world))
            case "clear faults": steps.append(.clearFaults)
            default:
                guard line.words[0] == "ask" else { throw ScenarioMistake(line: line.number, what: "no block is called \(line.words[0])") }
                guard let place = worlds.last, case .world(var world) = steps[place] else {
                    throw ScenarioMistake(line: line.number, what: "nothing can be asked before there is a world")
                }
                let ask = try AskScript(line, block, world: &world, asksBefore: asks.count)
                steps[place] = .world(world)
                asks.append(ask)
                steps.append(.ask(ask.finished))
            }
        }
        guard !asks.isEmpty else { throw ScenarioMistake(line: head.number, what: "the story asks nothing") }
        id = head.words[0]
        title = head.words.dropFirst().joined(separator: " ")
        self.steps = steps
    }
}

/// An `ask` block while it is read.
private struct AskScript {
    let finished: Scenario.Ask

    init(_ head: ScriptLine, _ block: ArraySlice<ScriptLine>, world: inout WorldScript, asksBefore: Int) throws {
        // ask CLIENT CERTIFICATE [about PERSON key=value…]
        guard head.words.count >= 3 else { throw ScenarioMistake(line: head.number, what: "ask whom for which certificate?") }
        var body: JSON = ["certificate": .string(head.words[2])]
        if head.words.count > 3 {
            guard head.words.count >= 5, head.words[3] == "about" else { throw ScenarioMistake(line: head.number, what: "expected: about PERSON") }
            body = body.setting("subject", to: try Self.person(head.words[4], head, changes: head.pairs(from: 5), world: &world))
        }
        var purpose: JSON = [
            "matter": ["code": "11449900MB000002721000101001000", "name": "城乡居民事项核验"], "case": "S-2026-000001",
            "legalBasis": "政务数据共享条例",
        ]
        var claims: [JSON] = []
        var wait: Int?
        var expectations: [Expectation] = []
        for line in block {
            switch line.words[0] {
            case "claim": claims.append(try Self.claim(line, world: &world))
            case "purpose":
                for (key, value) in try line.pairs(from: 1) {
                    purpose = value == "-" ? purpose.without(key) : purpose.setting(key[...], to: .string(value))
                }
            case "with":
                for (key, value) in try line.pairs(from: 1) {
                    if key == "wait" { wait = Int(value) } else { body = body.setting(key[...], to: .string(value)) }
                }
            default:
                guard let word = Expectation.Word(rawValue: line.words[0]), line.words.count >= 2 else {
                    throw ScenarioMistake(line: line.number, what: "not understood: \(line.words.joined(separator: " "))")
                }
                expectations.append(
                    Expectation(line: line.number, finding: max(0, claims.count - 1), word: word, arguments: Array(line.words.dropFirst())))
            }
        }
        guard !expectations.isEmpty else { throw ScenarioMistake(line: head.number, what: "nothing is expected") }
        for expectation in expectations where expectation.word == .sameAs {
            guard let other = Int(expectation.arguments[0]), (1...max(1, asksBefore)).contains(other), asksBefore > 0 else {
                throw ScenarioMistake(line: expectation.line, what: "same-as wants the number of an earlier ask")
            }
        }
        if !claims.isEmpty { body = body.setting("claims", to: .array(claims)) }
        body = body.setting("purpose", to: purpose)
        finished = Scenario.Ask(line: head.number, client: head.words[1], body: body, waitSeconds: wait, expectations: expectations)
    }

    /// claim KIND key=value…: a value that is a person's id becomes that person.
    private static func claim(_ line: ScriptLine, world: inout WorldScript) throws -> JSON {
        guard line.words.count >= 2 else { throw ScenarioMistake(line: line.number, what: "which claim?") }
        var parameters: JSON = .object([])
        for (key, value) in try line.pairs(from: 2) {
            let people: Set<String> = ["spouse", "other", "mother", "father", "child"]
            if key == "household" {
                let members = try value.split(separator: ",").map { try person(String($0), line, changes: [], world: &world) }
                parameters = parameters.setting(key[...], to: .array(members))
                continue
            }
            if key == "kinds" {
                parameters = parameters.setting(key[...], to: .array(value.split(separator: ",").map { .string(String($0)) }))
                continue
            }
            let json = people.contains(key) ? try person(value, line, changes: [], world: &world) : JSON.written(value, for: key)
            parameters = parameters.setting(key[...], to: json)
        }
        let claim: JSON = ["claim": .string(line.words[1])]
        return parameters.members?.isEmpty == false ? claim.setting("parameters", to: parameters) : claim
    }

    /// A person as a hall names him or her; `changes` are what this hall writes instead of what is true.
    private static func person(
        _ id: String, _ line: ScriptLine, changes: [(key: String, value: String)], world: inout WorldScript
    ) throws -> JSON {
        let stated = Dictionary(changes, uniquingKeysWith: { $1 })
        // Somebody named in full here and nowhere else lives in no registry.
        let entry = world.admit(id) ? world.person(id) : nil
        guard let name = stated["name"] ?? entry?["name"]?.text, let number = stated["number"] ?? entry?["number"]?.text else {
            throw ScenarioMistake(line: line.number, what: "\(id) has no name or no number")
        }
        let unknown = Set(stated.keys).subtracting(["name", "number", "type"])
        guard unknown.isEmpty else { throw ScenarioMistake(line: line.number, what: "a person has no \(unknown.sorted())") }
        return [
            "name": .string(name), "identifier": ["type": .string(stated["type"] ?? identifierType(of: number)), "number": .string(number)],
        ]
    }

    private static func identifierType(of number: String) -> String {
        if number.utf8.count == 18, ["81", "82", "83"].contains(where: number.hasPrefix) { return "hk-macao-taiwan-residence-permit" }
        if number.utf8.count == 18, number.hasPrefix("9") { return "foreign-permanent-residence" }
        return number.hasPrefix("H") ? "hk-macao-travel-permit" : "resident-id"
    }
}

extension JSON {
    /// The same object without that member.
    fileprivate func without(_ name: String) -> JSON { .object((members ?? []).filter { $0.name != name }) }
}
