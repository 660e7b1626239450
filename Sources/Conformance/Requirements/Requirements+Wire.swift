import AdapterKit
import CurlTransport
import Synchronization
import Verification

/// What the wire may do, and must not achieve.
extension ConformanceSuite {
    static let wire: [Requirement] = [
        trust, ourCertificate, silence, drip, pieces, cut, reset, noise, shut, cancellation, once, recovery,
    ]

    private static let silence = faulty(
        "R09", "no answer", .silence, kinds: [.timedOut],
        demand: "A registry that takes the question and says nothing is \"timed out\" at the deadline, neither earlier nor later.",
        hint: "Pass the context's deadline to every request; never wait for anything without it.", isTimed: true)

    private static let drip = faulty(
        "R10", "an answer that drips", .drip, kinds: [.timedOut],
        demand: "An answer that comes so slowly that it is not whole at the deadline is \"timed out\" at the deadline.",
        hint: "The deadline is for the whole answer, not for its next byte.", isTimed: true)

    private static let pieces = Requirement(
        "R11", "an answer in small pieces",
        demand: "An answer that arrives seven bytes at a time is the same answer.",
        hint: "This is the transport's; if it fails, the relay or the registry ended the connection early."
    ) { trial in
        await trial.withHeld { held in
            trial.line.wire.behave(.pieces(bytes: 7))
            let asked = await trial.ask(held.topic, of: held.adapter)
            trial.line.wire.behave(.pass)
            return .judged(asked.reply?.statement == held.reply.statement ? [] : [asked.words])
        }
    }

    private static let cut = faulty(
        "R12", "an answer that breaks off", .cut, kinds: [.unreadable, .connectionLost],
        demand: "A connection that ends in the middle of the answer is \"unreadable\" or \"connection lost\", whatever had arrived.",
        hint: "Never read a part of an answer.")

    private static let reset = faulty(
        "R13", "a connection that is reset", .reset, kinds: [.connectionLost],
        demand: "A reset after the question went out is \"connection lost\", and the registry may have heard the question.",
        hint: "Hand the transport's failure on as it is.")

    private static let noise = faulty(
        "R14", "noise on the wire", .noise, kinds: [.unreadable, .connectionLost, .notTrusted],
        demand: "Bytes that are no TLS are a failure of the connection.", hint: "Hand the transport's failure on as it is.")

    private static let shut = faulty(
        "R15", "a closed door", .shut, kinds: [.connectionFailed, .notTrusted], delivery: .didNotHappen,
        demand:
            "A connection that is closed at once is \"connection failed\" (or \"not trusted\", where TLS had begun), and the registry heard nothing.",
        hint: "Hand the transport's failure on as it is, with its delivery.")

    private static func faulty(
        _ id: String, _ title: String, _ fault: Fault, kinds: Set<FailureKind>, delivery: Delivery = .mayHaveHappened, demand: String, hint: String,
        isTimed: Bool = false
    ) -> Requirement {
        Requirement(id, title, demand: demand, hint: hint) { trial in
            await trial.withHeld { held in
                switch await trial.seen(fault, held) {
                case .failure(let missing): return missing.outcome
                case .success(let seen):
                    var complaints = seen.asked.complaints(kinds: kinds)
                    if let failure = seen.asked.failure, failure.delivery != delivery {
                        complaints.append("the delivery is \(failure.delivery.rawValue), must be \(delivery.rawValue)")
                    }
                    if isTimed {
                        let took = seen.asked.took
                        if took > seen.patience + Trial.margin {
                            complaints.append("took \(took.milliseconds) ms of \(seen.patience.milliseconds) ms")
                        }
                        if took < seen.patience / 2 { complaints.append("gave up after \(took.milliseconds) ms of \(seen.patience.milliseconds) ms") }
                    }
                    return .judged(complaints, remark: "\(seen.asked.words); \(seen.asked.took.milliseconds) ms")
                }
            }
        }
    }

    private static let cancellation = Requirement(
        "R16", "a question that is cancelled",
        demand: "A cancelled question ends as \"cancelled\" within 100 ms, measured beyond what this machine needs to notice any cancellation.",
        hint: "Await nothing that does not end with the task: no detached task, no lock, no sleep whose error is dropped."
    ) { trial in
        await trial.withHeld { held in
            var slowest = Duration.zero
            for _ in 0..<5 {
                let (asked, took, lag) = await cancelled(trial, held)
                let complaints = asked.complaints(kinds: [.cancelled])
                guard complaints.isEmpty else { return .judged(complaints) }
                if took <= .milliseconds(100) + lag { return .passed(remark: "\(took.milliseconds) ms") }
                slowest = max(slowest, took)
            }
            return .failed("took \(slowest.milliseconds) ms, five times out of five longer than 100 ms")
        }
    }

    private static func cancelled(_ trial: Trial, _ held: Held) async -> (Asked, took: Duration, lag: Duration) {
        trial.line.wire.behave(.pass)
        _ = await trial.ask(held.topic, of: held.adapter)
        trial.line.wire.behave(.silence)
        let witness = Witness()
        let asking = Task { await trial.ask(held.topic, of: held.adapter, within: .seconds(2), witness: witness) }
        // An adapter that sends nothing is not waited for.
        let hasSent = Task {
            for await _ in witness.sends { return }
        }
        let guardian = Task {
            // Long enough for an entry that allows itself one request per second.
            try? await Task.sleep(for: .seconds(3))
            hasSent.cancel()
        }
        await hasSent.value
        guardian.cancel()
        try? await Task.sleep(for: .milliseconds(10))
        let start = ContinuousClock.now
        asking.cancel()
        let asked = await asking.value
        let took = ContinuousClock.now - start
        trial.line.wire.behave(.pass)
        return (asked, took, took > .milliseconds(100) ? await Lag.now() : .zero)
    }

    private static let once = Requirement(
        "R17", "nothing is sent twice",
        demand: "After a failure of the transport, HTTP 429 or 5xx nothing more is sent for the question; repeating is not the adapter's.",
        hint: "Remove the retry; the gateway decides whether a question is worth another try."
    ) { trial in
        await trial.withHeld { held in
            for fault in Fault.allCases { _ = await trial.seen(fault, held) }
            for status in [429, 500, 503] {
                _ = await trial.ask(
                    held.topic, of: held.adapter,
                    spoiling: { _, _, genuine in .success(OutboundResponse(status: status, headers: genuine.headers, body: [])) })
            }
            return .judged(trial.remember { $0.repeated }.sorted())
        }
    }

    private static let recovery = Requirement(
        "R18", "after a fault",
        demand: "After every fault of the wire the next question is answered as before.",
        hint: "Drop what a failed exchange left behind: half a token, a lock, a counted place."
    ) { trial in
        await trial.withHeld { held in
            var complaints: [String] = []
            for fault in Fault.allCases {
                if case .success(let seen) = await trial.seen(fault, held), let words = seen.notRecovered {
                    complaints.append("after \(fault.rawValue): \(words)")
                }
            }
            return .judged(complaints)
        }
    }
}

extension Asked {
    /// What is wrong with it if it has to be a failure of one of those kinds.
    func complaints(kinds: Set<FailureKind>) -> [String] {
        switch result {
        case .success(let reply): return ["answered: \(reply.statement.words)"]
        case .failure(let failure):
            if kinds.contains(failure.kind) { return [] }
            return ["\(failure.kind.rawValue) (\(failure.detail)), must be \(kinds.map(\.rawValue).sorted().joined(separator: " or "))"]
        }
    }
}
