import AdapterKit
import Verification

/// What may leave the house. Last, because it looks back at every question that was asked before.
extension ConformanceSuite {
    static let privacy: [Requirement] = [deadlines, personalData]

    private static let deadlines = Requirement(
        "R37", "deadlines go along",
        demand: "Every request that went out had a deadline that is not later than the question's.",
        hint: "Hand `context.deadline` on; for a token request as well."
    ) { trial in
        await trial.withHeld { _ in .judged(trial.remember { $0.late }.sorted(), remark: "\(trial.remember { $0.questions }) questions") }
    }

    private static let personalData = Requirement(
        "R38", "no personal data outside of bodies",
        demand:
            "Neither name nor number, plain, percent-encoded, in base64 or in hexadecimal digits, stands in a path, a header, a log line or the detail of "
            + "a failure; no secret stands in a path or a log line.",
        hint: "Ask by POST and put the person into the body; say in a failure where something is wrong, never what stands there."
    ) { trial in
        await trial.withHeld { held in
            var leaks = trial.remember { $0.leaks }
            let log = trial.bench.log.text
            for topic in [held.topic, trial.sample?.notOnRecord].compactMap({ $0 }) {
                let secrecy = Secrecy(topic, secrets: trial.bench.candidate.settings.secrets)
                if secrecy.isFound(in: log) { leaks.insert("a log line") }
                if secrecy.holdsSecret(log) { leaks.insert("a log line (a secret)") }
            }
            return .judged(leaks.sorted(), remark: "\(trial.remember { $0.questions }) questions")
        }
    }
}
