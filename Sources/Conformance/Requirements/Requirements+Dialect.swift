import AdapterKit
import Verification

/// What registries say of themselves when something is wrong: only mock registries can be told to say it.
extension ConformanceSuite {
    static let dialectFaults: [Requirement] = [
        ordered("R29", "a business error", "business-error", becomes: [.registryError]),
        ordered("R30", "an expired secret", "expired-secret", becomes: [.credentialsRefused]),
        ordered("R31", "closed hours", "closed-hours", becomes: [.closed]),
        ordered("R32", "the registry's clock is fast or slow", "clock-skew", "seconds", 900, becomes: [.credentialsRefused], orUnnoticed: true),
        ordered("R33", "a charset fault of the registry", "wrong-charset", becomes: [.unreadable]),
        ordered("R34", "a large answer of the registry", "oversize", "mebibytes", 2, becomes: [.unreadable]),
        ordered("R35", "garbage of the registry", "garbage", becomes: [.unreadable, .connectionLost]),
        emptySuccess,
    ]

    private static func ordered(
        _ id: String, _ title: String, _ fault: String, _ key: String? = nil, _ value: Int = 0, becomes kinds: Set<FailureKind>,
        orUnnoticed mayPass: Bool = false
    ) -> Requirement {
        let words = kinds.map(\.rawValue).sorted().joined(separator: " or ")
        return Requirement(
            id, title,
            demand: "When the registry says so itself (the mock's fault `\(fault)`), the question is \(words)"
                + (mayPass ? ", or answered by a registry that has no clock." : "."),
            hint: "Find the code for it in the registry's manual and describe what it means."
        ) { trial in
            await trial.withHeld { held in
                await trial.underOrder(fault, key, value) {
                    let asked = await trial.ask(held.topic, of: held.adapter)
                    if mayPass, asked.reply?.statement == held.reply.statement { return .notApplicable("the registry does not check the clock") }
                    let complaints = asked.complaints(kinds: kinds)
                    return .judged(complaints, remark: asked.failure.map { "\($0.kind.rawValue): \($0.detail)" })
                }
            }
        }
    }

    private static let emptySuccess = Requirement(
        "R36", "an empty success",
        demand: "A complete and well-formed success with nothing in it is \"no record\" (decision 13); it is no failure and no record.",
        hint: "If the registry has another word for \"nothing\", an empty list may be refused: say so in the entry."
    ) { trial in
        await trial.withHeld { held in
            await trial.underOrder("empty-success", nil, 0) {
                let asked = await trial.ask(held.topic, of: held.adapter)
                if asked.reply?.statement == .noRecord { return .passed }
                if let failure = asked.failure, failure.kind == .unreadable { return .passed(remark: "refused: \(failure.detail)") }
                return .failed(asked.words)
            }
        }
    }
}

extension Trial {
    /// Orders a fault from the mock registries, runs something, and takes the fault away; the registry must answer as before then.
    func underOrder(_ fault: String, _ key: String?, _ value: Int, _ body: () async -> Outcome) async -> Outcome {
        guard let admin = bench.surroundings.mockAdmin else { return .notRun("only mock registries can be told to (--mock-admin)") }
        guard case .success(let held) = await held() else { return .notRun(NotHeld.unanswered) }
        let door = MockDoor(admin)
        do {
            try await door.setFault(fault, key: key, value: value, for: registry)
            let outcome = await body()
            try await door.clear(registry)
            let after = await ask(held.topic, of: held.adapter)
            if after.reply?.statement != held.reply.statement { return .failed("afterwards: \(after.words)") }
            return outcome
        } catch {
            try? await door.clear(registry)
            return .notRun("the admin door: \(error)")
        }
    }
}
