import AdapterKit
import CurlTransport
import Verification

/// Secrets, clocks, and the same question twice.
extension ConformanceSuite {
    static let credentials: [Requirement] = [secrets, clock, replay]

    private static let secrets = Requirement(
        "R26", "wrong credentials",
        demand: "With any one of its secrets replaced the question is \"credentials refused\"; that is never an answer.",
        hint: "Find out what the registry says to a wrong signature, key or token, and describe it as a refusal of credentials."
    ) { trial in
        await trial.withHeld { held in
            let names = trial.bench.candidate.settings.secrets.keys.sorted { $0.precedes($1) }
            if names.isEmpty { return .notApplicable("the department has no shared secret") }
            var complaints: [String] = []
            var unchecked: [String] = []
            for name in names {
                var secrets = trial.bench.candidate.settings.secrets
                secrets[name] = secrets[name].map { Secret(other($0.bytes)) }
                // A secret that cannot even be configured needs no refusal.
                guard let adapter = try? trial.bench.adapter(on: trial.line.pool, secrets: secrets) else { continue }
                let asked = await trial.ask(held.topic, of: adapter)
                if asked.reply?.statement == held.reply.statement {
                    unchecked.append(name)
                } else {
                    complaints += asked.complaints(kinds: [.credentialsRefused]).map { "\(name): \($0)" }
                }
            }
            if complaints.isEmpty, unchecked.count == names.count {
                return .notApplicable("the registry does not check \(unchecked.joined(separator: ", "))")
            }
            return .judged(complaints, remark: unchecked.isEmpty ? nil : "the registry does not check \(unchecked.joined(separator: ", "))")
        }
    }

    /// Bytes of the same kinds, all different.
    private static func other(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): (byte - 48 + 5) % 10 + 48
            case UInt8(ascii: "a")...UInt8(ascii: "f"): (byte - 97 + 3) % 6 + 97
            case UInt8(ascii: "A")...UInt8(ascii: "F"): (byte - 65 + 3) % 6 + 65
            case UInt8(ascii: "g")...UInt8(ascii: "z"): (byte - 103 + 10) % 20 + 103
            case UInt8(ascii: "G")...UInt8(ascii: "Z"): (byte - 71 + 10) % 20 + 71
            default: byte
            }
        }
    }

    private static let clock = Requirement(
        "R27", "a clock that is wrong",
        demand:
            "With our clock a quarter of an hour early or late the registry's refusal is \"credentials refused\"; a registry that answers is remarked "
            + "upon.",
        hint: "Find out what the registry says to an old timestamp, and describe it as a refusal of credentials."
    ) { trial in
        await trial.withHeld { held in
            var complaints: [String] = []
            var unchecked: [String] = []
            for minutes in [15, -15] {
                let words = minutes > 0 ? "\(minutes) min fast" : "\(-minutes) min slow"
                guard let adapter = try? trial.bench.adapter(on: trial.line.pool, clockOffsetMilliseconds: Int64(minutes) * 60_000) else { continue }
                let asked = await trial.ask(held.topic, of: adapter)
                if asked.reply?.statement == held.reply.statement {
                    unchecked.append(words)
                } else {
                    complaints += asked.complaints(kinds: [.credentialsRefused]).map { "\(words): \($0)" }
                }
            }
            if complaints.isEmpty, unchecked.count == 2 { return .notApplicable("the registry does not check the clock") }
            return .judged(complaints, remark: unchecked.isEmpty ? nil : "answered \(unchecked.joined(separator: ", "))")
        }
    }

    private static let replay = Requirement(
        "R28", "the same question twice",
        demand:
            "The same question asked again is answered again: with a fresh nonce and time where the registry counts them. Whether it refuses the very "
            + "same bytes is remarked upon.",
        hint: "Take nonce and time anew for every request, and let the signature cover them."
    ) { trial in
        await trial.withHeld { held in
            let first = await trial.ask(held.topic, of: held.adapter)
            let second = await trial.ask(held.topic, of: held.adapter)
            for asked in [first, second] where asked.reply?.statement != held.reply.statement { return .failed(asked.words) }
            guard let request = second.exchanges.last?.request else { return .failed("answered without asking the registry") }
            return .passed(remark: await sentAgain(request, trial, held))
        }
    }

    /// What the registry says to the very same bytes, read by the adapter.
    private static func sentAgain(_ request: OutboundRequest, _ trial: Trial, _ held: Held) async -> String {
        var again = request
        if let session = trial.bench.session { again.headers.append(session) }
        guard let response = try? await trial.line.pool.send(again, deadline: .now + trial.patience) else { return "the same bytes get no answer" }
        guard case .success(let port) = await trial.spoiltPort() else { return "the same bytes get HTTP \(response.status)" }
        let read = await trial.askSpoilt(port, held, by: { _ in response })
        return read.reply?.statement == held.reply.statement ? "the same bytes are answered again" : "the same bytes are refused"
    }
}

extension String {
    fileprivate func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
