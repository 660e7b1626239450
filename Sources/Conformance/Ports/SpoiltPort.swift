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
    /// The genuine answer.
    let answer: OutboundResponse
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

    private func makeSpoiltPort(_ held: Held) async -> Result<SpoiltPort, NotHeld> {
        let paper = KeptAnswers(held.exchanges)
        if let adapter = try? bench.adapter(on: paper) {
            let first = await ask(held.topic, of: adapter)
            let second = await ask(held.topic, of: adapter)
            if first.reply?.statement == held.reply.statement, second.reply?.statement == held.reply.statement,
                let answer = second.exchanges.last?.response
            {
                return .success(SpoiltPort(adapter: adapter, paper: paper, steps: second.exchanges.count, answer: answer))
            }
        }
        line.wire.behave(.pass)
        let warm = await ask(held.topic, of: held.adapter)
        guard warm.reply?.statement == held.reply.statement, let answer = warm.exchanges.last?.response else {
            return .failure(NotHeld("the registry does not answer any more: \(warm.words)"))
        }
        return .success(SpoiltPort(adapter: held.adapter, paper: nil, steps: warm.exchanges.count, answer: answer))
    }

    /// Asks about the person on record with one answer spoilt; `step` counts from the first request, nil is the answer proper.
    func askSpoilt(_ port: SpoiltPort, _ held: Held, step: Int? = nil, by spoil: @escaping @Sendable (OutboundResponse) -> OutboundResponse) async -> Asked {
        let place = step ?? port.steps - 1
        let witness = Witness { index, _, genuine in .success(index == place ? spoil(genuine) : genuine) }
        return await ask(held.topic, of: port.adapter, witness: witness)
    }

    /// Asks with the body of the answer replaced.
    func askSpoilt(_ port: SpoiltPort, _ held: Held, body: [UInt8]) async -> Asked {
        await askSpoilt(port, held) { OutboundResponse(status: $0.status, headers: $0.headers, body: body) }
    }

    /// Runs something that needs an answer to spoil.
    func withSpoiltPort(_ body: (Held, SpoiltPort) async -> Outcome) async -> Outcome {
        switch (await held(), await spoiltPort()) {
        case (.success(let held), .success(let port)): await body(held, port)
        case (.failure(let missing), _), (_, .failure(let missing)): missing.outcome
        }
    }
}
