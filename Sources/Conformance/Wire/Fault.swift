import AdapterKit
import Verification

/// The faults of the wire that a question meets.
enum Fault: String, Sendable, Hashable, CaseIterable {
    case silence, drip, cut, reset, noise, shut
}

/// What a question under a fault brought, and what came after.
struct FaultSeen: Sendable {
    let asked: Asked
    /// How long the question was allowed to take.
    let patience: Duration
    /// Why the next question over a good wire was not answered as before; nil when it was.
    let notRecovered: String?
}

extension Trial {
    /// How long a question may take under a fault: short, for the answer will not come.
    static let faultPatience = Duration.milliseconds(400)
    /// What a deadline may be missed by, on a machine that has time.
    static let margin = Duration.milliseconds(250)

    /// Lets a question meet the fault, once for all requirements.
    func seen(_ fault: Fault, _ held: Held) async -> Result<FaultSeen, NotHeld> {
        if let known = remember({ $0.faults[fault] }) { return .success(known) }
        let result = fault == .shut ? await meetClosedDoor(held) : await meet(fault, held)
        if case .success(let seen) = result { remember { $0.faults[fault] = seen } }
        return result
    }

    /// On a connection that has carried an answer, so that the fault meets the answer and not the handshake.
    private func meet(_ fault: Fault, _ held: Held) async -> Result<FaultSeen, NotHeld> {
        line.wire.behave(.pass)
        // What was answered a moment ago left a connection that is good.
        if remember({ $0.lastGood }).map({ $0 + .seconds(5) < .now }) ?? true {
            _ = line.wire.takeTraffic()
            let warm = await ask(held.topic, of: held.adapter)
            guard warm.reply?.statement == held.reply.statement else {
                return .failure(NotHeld("the registry does not answer any more: \(warm.words)"))
            }
            let bytes = line.wire.takeTraffic().bytesFromRegistry
            remember { $0.bytesOfAnswer = bytes }
        }
        let bytes = remember { $0.bytesOfAnswer }
        line.wire.behave(Self.behaviour(fault, bytesOfAnswer: bytes))
        let isTimed = fault == .silence || fault == .drip
        let patience = isTimed ? Self.faultPatience : self.patience
        var asked = await ask(held.topic, of: held.adapter, within: patience)
        // Late may be the machine: only what is late every time is the adapter's.
        for _ in 0..<3 where isTimed && asked.took > patience + Self.margin { asked = await ask(held.topic, of: held.adapter, within: patience) }
        line.wire.behave(.pass)
        let after = await ask(held.topic, of: held.adapter)
        remember { $0.lastGood = after.reply?.statement == held.reply.statement ? .now : nil }
        return .success(FaultSeen(asked: asked, patience: patience, notRecovered: Self.complaint(after, held)))
    }

    /// A registry that takes no connection: on a line of its own, which has none yet.
    private func meetClosedDoor(_ held: Held) async -> Result<FaultSeen, NotHeld> {
        do {
            let line = try await bench.line()
            line.wire.behave(.shut)
            let adapter = try bench.adapter(on: line.pool)
            let asked = await ask(held.topic, of: adapter)
            line.wire.behave(.pass)
            let after = await ask(held.topic, of: adapter)
            await line.close()
            return .success(FaultSeen(asked: asked, patience: patience, notRecovered: Self.complaint(after, held)))
        } catch {
            return .failure(NotHeld("no second line to the registry: \(error)"))
        }
    }

    private static func complaint(_ after: Asked, _ held: Held) -> String? {
        after.reply?.statement == held.reply.statement ? nil : after.words
    }

    private static func behaviour(_ fault: Fault, bytesOfAnswer: Int) -> Misbehaviour {
        switch fault {
        case .silence: .silence
        case .drip: .drip(bytes: 2)
        case .cut: .cut(after: max(1, bytesOfAnswer / 2))
        case .reset: .reset
        case .noise: .noise
        case .shut: .shut
        }
    }
}
