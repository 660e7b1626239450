import AdapterKit
import Verification

/// Asks about the person on record and spoils what the adapter gets, without troubling the registry where that can be avoided.
///
/// The answers are those that the registry gave once (``KeptAnswers``), if the adapter accepts them a second time; an adapter whose answers
/// have to belong to their requests is asked over the line, less often.
struct SpoiltPort: Sendable {
    let adapter: any RegistryAdapter
    /// Nil over the line.
    let paper: KeptAnswers?
    /// Requests of one question when no credential has to be fetched; the last one brings the answer.
    let steps: Int
    /// The request that brings the answer.
    let request: OutboundRequest
    /// The genuine answer.
    let answer: OutboundResponse

    /// Whether an exchange is the one that brings the answer. Counting would not do: a token may have to be fetched first, or not.
    fileprivate func isAnswer(_ request: OutboundRequest, _ response: OutboundResponse) -> Bool {
        if paper != nil { return response == answer }
        return request.method == self.request.method && Self.withoutNumbers(request.path) == Self.withoutNumbers(self.request.path)
    }

    /// A path may hold the number of a case.
    private static func withoutNumbers(_ path: String) -> [ArraySlice<UInt8>] {
        Array(path.utf8).split { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension Trial {
    /// How to spoil answers about the person on record, worked out once.
    func spoiltPort() async -> Result<SpoiltPort, NotHeld> {
        if let known = remember({ $0.paper }) { return known }
        let fresh: Result<SpoiltPort, NotHeld> =
            switch await held() {
            case .success(let held): await makeSpoiltPort(held)
            case .failure(let missing): .failure(missing)
            }
        remember { $0.paper = fresh }
        return fresh
    }

    /// How to spoil the answer to any question that was answered, not only the one about the person on record.
    func makeSpoiltPort(_ held: Held) async -> Result<SpoiltPort, NotHeld> {
        for isImpatient in [true, false] {
            let paper = KeptAnswers(held.exchanges, isImpatient: isImpatient)
            guard let adapter = try? bench.adapter(on: paper) else { continue }
            let first = await ask(held.topic, of: adapter, exchangeID: held.exchangeID)
            let second = await ask(held.topic, of: adapter, exchangeID: held.exchangeID)
            if first.reply?.statement == held.reply.statement, second.reply?.statement == held.reply.statement,
                let last = second.exchanges.last, let answer = last.response
            {
                return .success(
                    SpoiltPort(adapter: adapter, paper: paper, steps: second.exchanges.count, request: last.request, answer: answer))
            }
        }
        line.wire.behave(.pass)
        let warm = await ask(held.topic, of: held.adapter)
        guard warm.reply?.statement == held.reply.statement, let last = warm.exchanges.last, let answer = last.response else {
            return .failure(NotHeld("the registry does not answer any more: \(warm.words)"))
        }
        return .success(SpoiltPort(adapter: held.adapter, paper: nil, steps: warm.exchanges.count, request: last.request, answer: answer))
    }

    /// Asks about the person on record with one answer spoilt; `step` counts from the first request, nil is the answer proper.
    func askSpoilt(
        _ port: SpoiltPort, _ held: Held, step: Int? = nil, by spoil: @escaping @Sendable (OutboundResponse) -> OutboundResponse
    ) async -> Asked {
        await askSpoilt(port, held, step: step, with: { .success(spoil($0)) })
    }

    /// The same where the answer may fail to arrive.
    func askSpoilt(
        _ port: SpoiltPort, _ held: Held, step: Int? = nil,
        with spoil: @escaping @Sendable (OutboundResponse) -> Result<OutboundResponse, OutboundFailure>
    ) async -> Asked {
        await ask(
            held.topic, of: port.adapter, exchangeID: port.paper == nil ? nil : held.exchangeID,
            spoiling: { index, request, genuine in
                let isPlace = step.map { $0 == index } ?? port.isAnswer(request, genuine)
                return isPlace ? spoil(genuine) : .success(genuine)
            })
    }

    /// Asks with each of these answers in the place of the genuine one, sixteen at a time, and says what is wrong with what came of it.
    func complaints(
        _ port: SpoiltPort, _ held: Held, _ answers: [(name: String, answer: OutboundResponse)],
        judging judge: @escaping @Sendable (_ name: String, _ status: Int, _ asked: Asked) -> [String]
    ) async -> [String] {
        await inGroups(of: 16, answers.count) { index in
            let (name, answer) = answers[index]
            let asked = await self.askSpoilt(port, held, by: { _ in answer })
            return judge(name, answer.status, asked).map { "\(name): \($0)" }
        }.flatMap { $0 }
    }

    /// Asks with the body of the answer replaced.
    func askSpoilt(_ port: SpoiltPort, _ held: Held, body: [UInt8]) async -> Asked {
        await askSpoilt(port, held, by: { OutboundResponse(status: $0.status, headers: $0.headers, body: body) })
    }

    /// Runs something that needs an answer to spoil.
    func withSpoiltPort(_ body: (Held, SpoiltPort) async -> Outcome) async -> Outcome {
        switch (await held(), await spoiltPort()) {
        case (.success(let held), .success(let port)): await body(held, port)
        case (.failure(let missing), _), (_, .failure(let missing)): missing.outcome
        }
    }
}

/// Runs so many at a time and hands back what they brought, in their order.
func inGroups<Value: Sendable>(of width: Int, _ count: Int, _ run: @escaping @Sendable (Int) async -> Value) async -> [Value] {
    await withTaskGroup(of: (Int, Value).self) { group in
        var brought = [Value?](repeating: nil, count: count)
        for index in 0..<count {
            if index >= width, let (place, value) = await group.next() { brought[place] = value }
            group.addTask { (index, await run(index)) }
        }
        for await (place, value) in group { brought[place] = value }
        return brought.compactMap { $0 }
    }
}
