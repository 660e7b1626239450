import AdapterKit
import Verification

/// What is said about whom.
extension ConformanceSuite {
    static let answers: [Requirement] = [onRecord, notOnRecord, otherName, together, dated]

    private static let onRecord = Requirement(
        "R02", "somebody on record",
        demand:
            "The person on record is answered with records, all of them about the number asked and at least one under the person's name where the "
            + "answer has it, within the time the daemon waits.",
        hint: "Look at `gatewayd adapters try`: success condition, paths of the records, where the number stands (`about`), and which column is the "
            + "name of the person asked about."
    ) { trial in
        switch await trial.held() {
        case .failure(let missing):
            // What cannot be answered here is what this requirement is about.
            if trial.sample?.onRecord == nil { return missing.outcome }
            return .failed(missing.outcome.reason ?? "")
        case .success(let held): return judge(held, trial)
        }
    }

    private static func judge(_ held: Held, _ trial: Trial) -> Outcome {
        var complaints: [String] = []
        let strangers = held.facts.count { !held.topic.isMatter(of: $0) }
        if held.facts.isEmpty { complaints.append("an answer of no records, which is no answer") }
        if strangers > 0 { complaints.append("\(strangers) of \(held.facts.count) record(s) are about another number") }
        let names = nameFinding(held)
        if let complaint = names.complaint { complaints.append(complaint) }
        let kinds = Set(held.facts.map(\.shape.kind))
        for kind in trial.sample?.kinds ?? [] where !kinds.contains(kind) { complaints.append("no record of kind \(kind)") }
        if let count = trial.sample?.count, count != held.facts.count {
            complaints.append("\(held.facts.count) record(s) where the sample says \(count)")
        }
        return .judged(
            complaints, remark: "\(held.facts.count) record(s): \(kinds.sorted().joined(separator: ", "))" + (names.remark.map { "; \($0)" } ?? ""))
    }

    /// Whether the records carry the name of the person asked about. A registry that writes no names cannot be blamed for that; a mapping that
    /// leaves out or mixes up what the answer has can.
    private static func nameFinding(_ held: Held) -> (complaint: String?, remark: String?) {
        if case .place = held.topic { return (nil, nil) }
        let person = held.topic.person
        let own = held.facts.flatMap(\.parties).filter { party in
            guard let number = party.number else { return true }
            return [person.identifier.number, held.topic.number].contains { Fact.isSame(number, $0) }
        }
        let names = own.compactMap(\.name)
        if names.contains(where: { [.exact, .normalised].contains(person.name.compared(with: $0)) }) { return (nil, nil) }
        if names.contains(where: { person.name.compared(with: $0) == .variant }) { return (nil, "the name is written in variant characters") }
        let answers = held.exchanges.compactMap(\.response).map { Layers.everything(in: $0.body) }
        let isWritten = answers.contains { $0.contains(person.name.original) || $0.contains(person.name.text) }
        if !names.isEmpty {
            return ("the record(s) about the number carry another name than the sample's: the wrong column, or the wrong sample", nil)
        }
        if isWritten { return ("the answer has the person's name, but no record carries it: the name is not mapped", nil) }
        return (nil, "the answer has no name of the person")
    }

    private static let notOnRecord = Requirement(
        "R03", "somebody who is not on record",
        demand: "An unknown, well-formed number is answered by \"no record\" or \"not covered\", by the registry's own complete word.",
        hint: "Find out how the registry says that it holds nothing: a code, an empty list, a row that says so; describe exactly that."
    ) { trial in
        guard let topic = trial.sample?.notOnRecord else { return .notRun("no sample: notOnRecord of \(trial.registry)") }
        let judged: @Sendable (any RegistryAdapter) async -> Outcome = { adapter in
            let asked = await trial.ask(topic, of: adapter)
            return switch asked.reply?.statement {
            case .noRecord: .passed(remark: "no record")
            case .notCovered: .passed(remark: "not covered")
            default: .failed(asked.words)
            }
        }
        // Of the adapter that has just answered about somebody on record, if there is one: nothing of that may be left.
        if case .success(let held) = await trial.held() { return await judged(held.adapter) }
        return await trial.withAdapter(judged)
    }

    private static let otherName = Requirement(
        "R04", "another name under the right number",
        demand: "Under the right number and another name the registry's records are handed on as written, or its own \"identity mismatch\"; never "
            + "\"no record\" where that would be believed.",
        hint: "A registry that compares names itself must be read as identity-mismatch, or must not be declared closed-world."
    ) { trial in
        await trial.withHeld { held in
            if case .place = held.topic { return .notApplicable("the question is about a place") }
            guard let name = trial.sample?.otherName ?? PersonName.differing(from: held.topic.person.name) else {
                return .notRun("no sample: otherName of \(trial.registry)")
            }
            let asked = await trial.ask(held.topic.named(name), of: held.adapter)
            switch asked.reply?.statement {
            case .records(let facts), .incomplete(let facts, _):
                let strangers = facts.count { !held.topic.isMatter(of: $0) }
                return .judged(strangers > 0 ? ["\(strangers) record(s) about another number"] : [], remark: "records; the merge compares names")
            case .identityMismatch: return .passed(remark: "identity mismatch, by the registry's own word")
            case .denied: return .passed(remark: "denied")
            case .notCovered: return .passed(remark: "not covered")
            case .noRecord:
                let claims = trial.coverage?.closedWorldClaims ?? []
                if claims.isEmpty { return .passed(remark: "no record: the registry looks for name and number together; it is not closed-world") }
                return .failed("no record, which would be believed as a negative for \(claims.map(\.rawValue).sorted().joined(separator: ", "))")
            case .later, nil: return .failed(asked.words)
            }
        }
    }

    private static let together = Requirement(
        "R05", "many at once",
        demand: "Sixteen questions at once, about all the people of the samples in turn, two at least, are each answered about their own person.",
        hint: "Nothing of a question may be kept in the adapter; look for state that two questions share."
    ) { trial in
        await trial.withHeld { held in
            var topics = [held.topic] + (trial.sample?.alsoOnRecord ?? [])
            if let unknown = trial.sample?.notOnRecord { topics.append(unknown) }
            // The samples may name somebody twice.
            var all: [Question.Topic] = []
            for topic in topics where !all.contains(where: { $0.number.utf8.elementsEqual(topic.number.utf8) }) { all.append(topic) }
            guard all.count > 1 else { return .notRun("only one person is in the samples: give alsoOnRecord or notOnRecord of \(trial.registry)") }
            let people = all
            let complaints = await withTaskGroup(of: String?.self) { group in
                for index in 0..<16 {
                    let topic = people[index % people.count]
                    group.addTask { mistake(in: await trial.ask(topic, of: held.adapter), about: topic, held) }
                }
                var complaints: [String] = []
                for await complaint in group { if let complaint { complaints.append(complaint) } }
                return complaints
            }
            return .judged(complaints, remark: "16 questions about \(people.count) different people")
        }
    }

    private static func mistake(in asked: Asked, about topic: Question.Topic, _ held: Held) -> String? {
        switch asked.reply?.statement {
        case .records(let facts):
            if !facts.allSatisfy({ topic.isMatter(of: $0) }) { return "records about somebody else" }
            return topic == held.topic && asked.reply?.statement != held.reply.statement ? "other records than alone" : nil
        case .noRecord, .notCovered: return topic == held.topic ? "no record about the person on record" : nil
        default: return asked.words
        }
    }

    private static let dated = Requirement(
        "R06", "day of the data and reference",
        demand:
            "What the registry says about how far its data reach, and its own number for the exchange, are handed on; a registry need not say either.",
        hint: "If the reply shows such a day or number, describe `dataAsOf` and `reference`."
    ) { trial in
        await trial.withHeld { held in
            let day = held.reply.dataAsOf.map { "data as of \($0)" } ?? "no day of the data"
            let secrecy = Secrecy(held.topic, secrets: [:])
            if let reference = held.reply.reference, secrecy.isFound(in: reference) { return .failed("the reference holds personal data") }
            if let day = held.reply.dataAsOf, day > CalendarDate(milliseconds: trial.bench.surroundings.wallClock()).adding(days: 1) {
                return .failed("the data reach into the future: \(day)")
            }
            return .passed(remark: "\(day), \(held.reply.reference == nil ? "no reference" : "a reference")")
        }
    }
}

extension Trial {
    /// Runs something with a fresh adapter on the line.
    func withAdapter(_ body: (any RegistryAdapter) async -> Outcome) async -> Outcome {
        do throws(InvalidSettings) {
            let adapter = try bench.adapter(on: line.pool)
            line.wire.behave(.pass)
            return await body(adapter)
        } catch {
            return .notRun("the settings are wrong: \(error.words)")
        }
    }
}

extension PersonName {
    /// A name that is certainly another: one that nobody in the demo has.
    fileprivate static func differing(from name: PersonName) -> PersonName? {
        ["登记另名", "对照异名"].map { PersonName(text: $0, original: $0) }.first { $0.compared(with: name.text) == .mismatch }
    }
}

extension CalendarDate {
    /// The day in China (UTC+8) at milliseconds since 1970.
    init(milliseconds: Int64) {
        let shifted = milliseconds + 8 * 3_600_000
        self.init(dayNumber: Int32(shifted / 86_400_000 - (shifted % 86_400_000 < 0 ? 1 : 0)))
    }
}
