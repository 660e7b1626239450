import AdapterKit
import CurlTransport
import Verification

/// What a registry may send by mistake, and what must not come of it.
extension ConformanceSuite {
    static let spoiltAnswers: [Requirement] = [garbage, truncated, charset, oversize, statuses, stranger, mutations]

    /// What an answer that is none may be called.
    private static let unusable: Set<FailureKind> = [.unreadable, .registryError, .closed]

    private static let garbage = Requirement(
        "R19", "an answer that is none",
        demand:
            "With status 200 and no body, noise, a page of HTML, empty JSON or the answer twice over, the question is \"unreadable\" or a failure of the registry; it is never \"no record\".",
        hint: "Demand the whole envelope: a success condition that an empty object meets is none."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let genuine = port.answer.body
            let bodies: [(String, [UInt8])] = [
                ("nothing", []), ("spaces", Array("  \r\n".utf8)), ("zeros", [UInt8](repeating: 0, count: 64)),
                ("noise", (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }),
                ("a page", Array("<!DOCTYPE html><html><head><title>系统维护</title></head><body><h1>502</h1></body></html>".utf8)),
                ("null", Array("null".utf8)), ("[]", Array("[]".utf8)), ("{}", Array("{}".utf8)), ("a word", Array("ok".utf8)),
                ("an empty element", Array("<a/>".utf8)), ("the answer twice", genuine + genuine),
                ("the answer and more", genuine + Array("garbage".utf8)), ("a mark before it", [0xEF, 0xBB, 0xBF] + genuine),
            ]
            let complaints = await trial.complaints(port, held, bodies.map { ($0.0, port.answer.with($0.1)) }) { _, _, asked in
                asked.complaints(kinds: unusable)
            }
            return .judged(complaints, remark: "\(bodies.count) bodies\(port.paper == nil ? ", asked live" : "")")
        }
    }

    private static let truncated = Requirement(
        "R20", "half an answer",
        demand: "An answer that was cut at any of forty places fails, although the transport took it for whole.",
        hint: "Read the whole body by a reader that knows its end, never by searching in it."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let body = port.answer.body
            let step = max(1, body.count / (port.paper == nil ? 6 : 40))
            let places = (Array(stride(from: 1, to: body.count, by: step)) + [body.count - 1]).filter { $0 > 0 }
            let halves = places.map { ("cut at \($0) of \(body.count)", port.answer.with(Array(body.prefix($0)))) }
            let complaints = await trial.complaints(port, held, halves) { _, _, asked in asked.complaints(kinds: unusable) }
            return .judged(complaints, remark: "\(places.count) places")
        }
    }

    private static let charset = Requirement(
        "R21", "a wrong charset",
        demand:
            "Bytes that the registry's charset does not have, lone surrogates, and an answer in the other of UTF-8 and GB 18030 fail; where the other "
            + "charset cannot be told from the right one, no name may pass as the right one.",
        hint: "Decode strictly, in the one charset that the registry speaks; replace nothing."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let spoilt = SpoiltText.all(port.answer.body)
            if spoilt.isEmpty { return .notApplicable("the answer has no text beyond ASCII and no strings to spoil") }
            var complaints: [String] = []
            var remarks: [String] = []
            for (name, body) in spoilt {
                let asked = await trial.askSpoilt(port, held, body: body)
                if name == SpoiltText.otherCharset, case .records(let facts)? = asked.reply?.statement {
                    // Two-byte and three-byte characters may both be valid; then the names are other names, which the merge sees.
                    let genuine = Set(held.facts.flatMap(\.names).map { Array($0.utf8) })
                    let passes = facts.flatMap(\.names).contains { genuine.contains(Array($0.utf8)) && !$0.utf8.allSatisfy { $0 < 0x80 } }
                    if passes || genuine.isEmpty { complaints.append("\(name): answered: \(facts.count) record(s)") }
                    remarks.append("the other charset was read as other characters")
                } else {
                    complaints += asked.complaints(kinds: unusable).map { "\(name): \($0)" }
                }
            }
            return .judged(complaints, remark: (spoilt.map(\.name) + remarks).joined(separator: ", "))
        }
    }

    private static let oversize = Requirement(
        "R22", "an answer that is too large",
        demand:
            "An answer beyond the department's limit is \"unreadable\"; one of half a mebibyte of blanks is read or refused within the time for a "
            + "question.",
        hint: "The limit is `limits.responseBytes`; nothing in the adapter may grow faster than the body."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            var complaints: [String] = []
            let limit = trial.bench.candidate.profile.bodyLimitBytes
            // What the pool says of it, which is the only one who sees so many bytes.
            let tooLarge = OutboundFailure(.tooLarge, delivery: .mayHaveHappened, detail: "the body is larger than \(limit) bytes")
            complaints += await trial.askSpoilt(port, held, with: { _ in .failure(tooLarge) }).complaints(kinds: [.unreadable])
            let blanks = [UInt8](repeating: UInt8(ascii: " "), count: max(0, min(limit, 1 << 19) - port.answer.body.count))
            let padded = await trial.askSpoilt(port, held, body: port.answer.body + blanks)
            if padded.took > trial.patience + Trial.margin { complaints.append("half a mebibyte took \(padded.took.milliseconds) ms") }
            if padded.reply != nil, padded.reply?.statement != held.reply.statement { complaints.append("with blanks: \(padded.words)") }
            var remark = "limit \(limit) bytes"
            // Over the wire as well, where the genuine answer is larger than the smallest limit.
            if port.answer.body.count > 1_024 {
                complaints += await small(trial, held)
                remark += ", tried on the wire"
            }
            return .judged(complaints, remark: remark)
        }
    }

    private static func small(_ trial: Trial, _ held: Held) async -> [String] {
        do {
            let line = try await trial.bench.line { profile, _ in profile.bodyLimitBytes = 1_024 }
            let asked = await trial.ask(held.topic, of: try trial.bench.adapter(on: line.pool))
            await line.close()
            return asked.complaints(kinds: [.unreadable])
        } catch {
            return ["no line could be made: \(error)"]
        }
    }

    private static let statuses = Requirement(
        "R23", "an HTTP status that is no success",
        demand: "401 and 403 are \"credentials refused\", other statuses of 400 and more a failure of the registry, whatever stands in the body.",
        hint: "Look at the status before the body, except where the registry's own manual says otherwise."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let answers = [204, 302, 400, 401, 403, 404, 429, 500, 502, 503, 599].flatMap { status in
                [("the genuine body", port.answer.body), ("a foreign body", Array("<html>不可用</html>".utf8))].map { name, body in
                    ("\(status) with \(name)", OutboundResponse(status: status, headers: port.answer.headers, body: body))
                }
            }
            let complaints = await trial.complaints(port, held, answers) { _, status, asked in
                asked.complaints(kinds: [401, 403].contains(status) ? [.credentialsRefused] : [.registryError, .unreadable, .closed, .overloaded])
            }
            return .judged(complaints)
        }
    }

    private static let stranger = Requirement(
        "R24", "somebody else's record",
        demand: "An answer in which another number stands in the place of the asked one is \"unreadable\"; it is never handed on.",
        hint: "Check the number of every record (`about`) against the number asked."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let number = held.topic.number
            guard let swapped = SpoiltText.swapping(number, in: port.answer.body) else {
                return .notApplicable("the registry's answer does not say which number it is about")
            }
            let asked = await trial.askSpoilt(port, held, body: swapped)
            return .judged(asked.complaints(kinds: [.unreadable]), remark: "the number in the answer was replaced")
        }
    }

    private static let mutations = Requirement(
        "R25", "seeded injuries",
        demand:
            "Hundreds of answers with flipped, lost, repeated and inserted bytes never crash the adapter, never become \"no record\", and never a "
            + "record without the asked number.",
        hint: "The seed in the reason makes the same injury again."
    ) { trial in
        await trial.withSpoiltPort { held, port in
            let rounds = port.paper == nil ? min(24, trial.bench.surroundings.mutations) : trial.bench.surroundings.mutations
            let found = await inGroups(of: 16, rounds) { await injured(trial, held, port, seed: UInt64($0)) }
            return .judged(found.compactMap(\.complaint), remark: "\(rounds) injuries, \(found.count(where: \.survived)) of them read all the same")
        }
    }

    private static func injured(_ trial: Trial, _ held: Held, _ port: SpoiltPort, seed: UInt64) async -> (complaint: String?, survived: Bool) {
        // Every fourth hits a step before the answer, where there is one.
        let step = seed % 4 == 3 ? Int(seed / 4) % port.steps : nil
        let asked = await trial.askSpoilt(
            port, held, step: step,
            by: { genuine in
                var generator = SeededGenerator(seed: seed)
                return OutboundResponse(status: genuine.status, headers: genuine.headers, body: generator.spoilt(genuine.body))
            })
        guard let reply = asked.reply else { return (nil, false) }
        switch reply.statement {
        case .noRecord: return ("seed \(seed): no record", true)
        case .incomplete(let facts, _) where facts.isEmpty: return (nil, true)
        case .records(let facts), .incomplete(let facts, _):
            if facts.isEmpty { return ("seed \(seed): an answer of no records", true) }
            if !facts.allSatisfy({ held.topic.isMatter(of: $0) }) { return ("seed \(seed): a record without the asked number", true) }
            return (nil, true)
        case .notCovered, .identityMismatch, .denied, .later: return (nil, true)
        }
    }
}

extension OutboundResponse {
    /// The same with another body.
    fileprivate func with(_ body: [UInt8]) -> OutboundResponse { OutboundResponse(status: status, headers: headers, body: body) }
}
