import AdapterKit
import StrictJSON
import Verification

/// What configuration an adapter takes.
extension ConformanceSuite {
    static let settings: [Requirement] = [
        Requirement(
            "R01", "settings",
            demand:
                "The settings are accepted as they are; one that is unknown, missing or of another type is refused with its own pointer, and so is a "
                + "missing secret.",
            hint: "Read settings with `ObjectReader` and call `finish()`; name what is missing by its key.", of: .department
        ) { trial in
            let settings = trial.bench.candidate.settings
            if let problems = problems(trial, settings.json, settings.secrets) {
                return .failed("refused as they are: " + InvalidSettings(problems).words)
            }
            guard let members = settings.json.members else { return .failed("the settings are no object") }
            var complaints: [String] = []
            let unknown = problems(trial, .object(members + [JSON.Member("conformance-check", true)]), settings.secrets) ?? []
            if !unknown.contains(where: { $0.pointer.utf8.elementsEqual((settings.pointer + "/conformance-check").utf8) }) {
                complaints.append("an unknown key is not named")
            }
            for member in members {
                let place = settings.pointer + "/" + escaped(member.name)
                let missing = problems(trial, .object(members.filter { $0.name != member.name }), settings.secrets) ?? []
                if !missing.allSatisfy({ $0.pointer.hasPrefix(settings.pointer) }) {
                    complaints.append("without \(member.name) something elsewhere is named")
                }
                let wrong = members.map { $0.name == member.name ? JSON.Member($0.name, .array([.null])) : $0 }
                let named = problems(trial, .object(wrong), settings.secrets) ?? []
                if !named.contains(where: { $0.pointer.hasPrefix(place) }) { complaints.append("another type of \(member.name) is not named") }
            }
            for name in settings.secrets.keys where problems(trial, settings.json, settings.secrets.filter { $0.key != name }) == nil {
                complaints.append(
                    trial.bench.candidate.isDeclarative
                        ? "no template uses the secret \(name): remove it" : "the missing secret \(name) is not noticed")
            }
            if problems(trial, .string("settings"), settings.secrets) == nil { complaints.append("settings that are no object are accepted") }
            let limits = trial.bench.candidate.namedOwnLimits
            let remark = limits.isEmpty ? "" : "; \(limits.joined(separator: ", ")) kept towards the registry, lifted for recorded answers"
            return .judged(complaints, remark: "\(members.count) keys, \(settings.secrets.count) secret(s)\(remark)")
        }
    ]

    /// The mistakes that the adapter finds; nil when it accepts the settings.
    private static func problems(_ trial: Trial, _ json: JSON, _ secrets: [String: Secret]) -> [JSONProblem]? {
        let candidate = trial.bench.candidate
        do throws(InvalidSettings) {
            _ = try candidate.adapter.init(
                settings: AdapterSettings(json: json, pointer: candidate.settings.pointer, secrets: secrets),
                environment: AdapterEnvironment(
                    outbound: trial.line.pool, wallClock: trial.bench.surroundings.wallClock, randomBytes: trial.bench.surroundings.randomBytes))
            return nil
        } catch {
            return error.problems
        }
    }

    private static func escaped(_ key: String) -> String {
        key.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
