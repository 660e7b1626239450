import StrictJSON
import Verification

/// The admin door's calls (`registries.md`): every one answers JSON, and a header `X-Mock-Session` names the session, which is made if it is
/// not there.
struct AdminDoor: Sendable {
    let control: MockControl

    func answer(_ request: MockRequest) -> MockResponse {
        guard let session = control.sessions.madeSession(named: request.header("x-mock-session")) else {
            return problem(
                400, "", "invalid-session",
                "a session is named by 1 to 64 letters, digits, dots, hyphens or underscores, and there are at most \(MockSessions.limit)")
        }
        let path = request.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst().map { String($0) ?? "" }
        switch (path.first, path.count) {
        case ("health", 1): return call(request, ["GET": { health(session) }])
        case ("requests", 1):
            return call(request, ["GET": { requests(request, session) }, "DELETE": { done { session.clearRequests() } }])
        case ("faults", 1): return call(request, ["DELETE": { done { control.clearFaults(in: session) } }])
        case ("faults", 2): return call(request, ["PUT": { setFaults(request, path[1], session) }])
        case ("population", 1): return call(request, ["PUT": { setPopulation(request, session) }])
        case ("clock", 1): return call(request, ["PUT": { setClock(request, session) }])
        default: return problem(404, "", "unknown-path", "is no call of the admin door")
        }
    }

    private func call(_ request: MockRequest, _ methods: KeyValuePairs<String, () -> MockResponse>) -> MockResponse {
        if let method = methods.first(where: { $0.key == request.method }) { return method.value() }
        let allowed = methods.map(\.key).joined(separator: ", ")
        let refusal = problem(405, "", "wrong-method", "takes \(allowed)")
        return MockResponse(status: 405, headers: refusal.headers + [("Allow", allowed)], body: refusal.body)
    }

    // MARK: Calls

    private func health(_ session: MockSession) -> MockResponse {
        json(
            200,
            [
                "status": "ok", "session": .string(session.name), "today": .string(session.world.today.description),
                "persons": .integer(session.world.personCount), "departments": .array(control.authorities.map(JSON.string)),
            ])
    }

    private func setFaults(_ request: MockRequest, _ dataset: String, _ session: MockSession) -> MockResponse {
        read(request) { body throws(PopulationMistakes) in
            let rules = try FaultRule.list(body, for: dataset)
            if let registry = RegistryID(rawValue: dataset) { control.setFaults(rules, for: registry, in: session) }
            return ["dataset": .string(dataset), "faults": .integer(rules.count)]
        }
    }

    private func setPopulation(_ request: MockRequest, _ session: MockSession) -> MockResponse {
        read(request, limits: .file) { body throws(PopulationMistakes) in
            let population = try Population(body, defaultToday: control.defaultToday)
            control.replace(population, in: session)
            return ["persons": .integer(population.persons.count), "today": .string(population.today.description)]
        }
    }

    private func setClock(_ request: MockRequest, _ session: MockSession) -> MockResponse {
        read(request) { body throws(PopulationMistakes) in
            let problems = ProblemList()
            let reader = ObjectReader(body, into: problems)
            let today = reader.optionalDate("today")
            let text = reader.optionalString("time")
            let time = text.flatMap(VirtualTime.init)
            if text != nil, time == nil { reader.report("time", "invalid-time", "must be a time of day, written HH:MM") }
            reader.finish()
            let takesTimeAway = body["time"] == .null
            if problems.isEmpty, today == nil, time == nil, !takesTimeAway {
                problems.add("", "missing", "must have today, time, or both")
            }
            guard problems.isEmpty else { throw PopulationMistakes(problems.all) }
            session.setClock(today: today, time: takesTimeAway ? .some(nil) : time.map { .some($0) })
            return ["today": .string(session.world.today.description)]
        }
    }

    private func requests(_ request: MockRequest, _ session: MockSession) -> MockResponse {
        var dataset: RegistryID?
        for (name, value) in request.query {
            guard name == "dataset", DatasetShape.named(value) != nil else {
                return problem(422, "", "unknown-query", "takes one query item, dataset, with a known dataset")
            }
            dataset = RegistryID(rawValue: value)
        }
        let (entries, dropped) = session.requests(of: dataset)
        var writer = JSONWriter(capacity: 128 + entries.count * 240)
        writer.beginObject()
        writer.name("requests")
        writer.beginArray()
        for entry in entries { write(entry, session, to: &writer) }
        writer.endArray()
        writer.name("dropped")
        writer.integer(dropped)
        writer.endObject()
        return MockResponse(status: 200, headers: Self.jsonHeaders, body: writer.bytes)
    }

    private func write(_ entry: RequestLog.Entry, _ session: MockSession, to writer: inout JSONWriter) {
        func text(_ name: StaticString, _ text: String?) {
            writer.name(name)
            if let text { writer.string(text) } else { writer.null() }
        }
        writer.beginObject()
        writer.name("sequence")
        writer.integer(entry.sequence)
        text("time", Timestamp.rfc3339(entry.time))
        text("event", entry.event.rawValue)
        text("authority", entry.authority)
        text("dataset", entry.dataset?.rawValue)
        text("method", entry.method.isEmpty ? nil : entry.method)
        text("path", entry.path.isEmpty ? nil : entry.path)
        text("validation", entry.validation)
        text("session", session.name.isEmpty ? nil : session.name)
        text("fault", entry.fault?.rawValue)
        writer.name("status")
        if let status = entry.status { writer.integer(status) } else { writer.null() }
        writer.endObject()
    }

    // MARK: JSON in and out

    private static let jsonHeaders = [(name: "Content-Type", value: "application/json; charset=utf-8")]

    private func json(_ status: Int, _ value: JSON) -> MockResponse {
        MockResponse(status: status, headers: Self.jsonHeaders, body: value.encoded())
    }

    private func done(_ act: () -> Void) -> MockResponse {
        act()
        return json(200, ["done": true])
    }

    private func read(
        _ request: MockRequest, limits: JSONLimits = .request, _ act: (JSON) throws(PopulationMistakes) -> JSON
    ) -> MockResponse {
        let body: JSON
        do { body = try JSON(parsing: request.body, limits: limits) } catch { return problems(400, PopulationMistakes(error)) }
        do { return json(200, try act(body)) } catch { return problems(422, error) }
    }

    private func problem(_ status: Int, _ pointer: String, _ code: String, _ reason: String) -> MockResponse {
        problems(status, PopulationMistakes([JSONProblem(pointer: pointer, code: code, reason: reason)]))
    }

    private func problems(_ status: Int, _ mistakes: PopulationMistakes) -> MockResponse {
        let list = mistakes.problems.prefix(1_000).map { problem -> JSON in
            ["pointer": .string(problem.pointer), "code": .string(problem.code), "reason": .string(problem.reason)]
        }
        return json(status, ["problems": .array(list)])
    }
}
