package import StrictJSON
package import Verification

/// What came of one send, in one word; the raw value is contract.
package enum ExchangeOutcome: String, Sendable, CaseIterable {
    /// Records were found.
    case record
    /// Records of some, while others have not answered.
    case incomplete
    /// The registry holds nothing.
    case noRecord = "no-record"
    /// The question lies outside what the registry holds.
    case notCovered = "not-covered"
    /// The registry holds the number under another name.
    case identityMismatch = "identity-mismatch"
    /// The registry refuses to answer.
    case denied
    /// The answer will come later.
    case pending
    /// No usable answer.
    case unavailable
    /// The reply was no answer yet: another request followed, with a credential that was fetched or renewed.
    case followed

    /// The word for what a registry said.
    package init(_ statement: Statement) {
        self =
            switch statement {
            case .records: .record
            case .incomplete: .incomplete
            case .noRecord: .noRecord
            case .notCovered: .notCovered
            case .identityMismatch: .identityMismatch
            case .denied: .denied
            case .later: .pending
            case .unavailable: .unavailable
            }
    }
}

/// What kind of question a registry was asked; the raw value is contract.
package enum QuestionKind: String, Sendable, CaseIterable {
    case person
    case document
    case place

    /// The kind of a question's topic.
    package init(_ topic: Question.Topic) {
        self =
            switch topic {
            case .person: .person
            case .document: .document
            case .place: .place
            }
    }
}

/// One single send to a registry: a repeated one is an entry of its own.
package struct ExchangeRecord: EntryRecord {
    package static let kind = EntryKind.exchange
    /// Who was asked.
    package let registry: RegistryID
    /// What kind of question it was.
    package let questionKind: QuestionKind
    /// The number that was asked about: the subject's, or one that an earlier answer led to.
    package let about: Identifier
    /// The exchange's own id, as it is in the logs.
    package let exchange: String
    /// Which send of the exchange, the first being 1.
    package let attempt: Int
    /// What came of it.
    package let outcome: ExchangeOutcome
    /// How it failed; nil when it did not.
    package let failure: FailureKind?
    /// Whether the registry may have heard it; nil unless it failed.
    package let delivery: Delivery?
    /// Milliseconds from the send to its end.
    package let elapsedMilliseconds: Int
    /// The day up to which the registry's data are complete by its own word.
    package let dataAsOf: CalendarDate?
    /// The registry's own number for the exchange.
    package let reference: String?

    /// A send that ended with this answer.
    package init(_ answer: Answer, exchange: String, attempt: Int, elapsedMilliseconds: Int) {
        registry = answer.question.registry
        questionKind = QuestionKind(answer.question.topic)
        about = answer.question.person.identifier
        self.exchange = exchange
        self.attempt = attempt
        outcome = ExchangeOutcome(answer.statement)
        if case .unavailable(let report) = answer.statement {
            failure = report.kind
            delivery = report.delivery
        } else {
            failure = nil
            delivery = nil
        }
        self.elapsedMilliseconds = elapsedMilliseconds
        dataAsOf = answer.dataAsOf
        reference = answer.reference
    }

    /// A send after which another followed in the same exchange; `failure` where it failed.
    package init(followed question: Question, by failure: FailureReport?, exchange: String, attempt: Int, elapsedMilliseconds: Int) {
        registry = question.registry
        questionKind = QuestionKind(question.topic)
        about = question.person.identifier
        self.exchange = exchange
        self.attempt = attempt
        outcome = failure == nil ? .followed : .unavailable
        self.failure = failure?.kind
        delivery = failure?.delivery
        self.elapsedMilliseconds = elapsedMilliseconds
        dataAsOf = nil
        reference = nil
    }

    package var identifiers: [Identifier] { [about] }

    package func write(to writer: inout JSONWriter) {
        writer.text("registry", registry.rawValue)
        writer.text("question", questionKind.rawValue)
        writer.object("about", about) { $0.identifierMembers($1) }
        writer.text("exchange", exchange)
        writer.number("attempt", attempt)
        writer.text("outcome", outcome.rawValue)
        writer.text("failure", failure?.rawValue)
        writer.text("delivery", delivery?.rawValue)
        writer.number("elapsedMilliseconds", elapsedMilliseconds)
        writer.day("dataAsOf", dataAsOf)
        writer.text("reference", reference)
    }

    package init?(from reader: ObjectReader) {
        let registry = reader.registry("registry")
        let questionKind = reader.word("question", of: QuestionKind.self)
        let about = reader.object("about") { $0.identifier() }
        let exchange = reader.text("exchange")
        let attempt = reader.integer("attempt", in: 1...1_000_000)
        let outcome = reader.word("outcome", of: ExchangeOutcome.self)
        failure = reader.optionalWord("failure")
        delivery = reader.optionalWord("delivery")
        let elapsedMilliseconds = reader.integer("elapsedMilliseconds", in: 0...Int.max)
        dataAsOf = reader.optionalDay("dataAsOf")
        reference = reader.optionalText("reference")
        guard let registry, let questionKind, let about, let exchange, let attempt, let outcome, let elapsedMilliseconds else { return nil }
        self.registry = registry
        self.questionKind = questionKind
        self.about = about
        self.exchange = exchange
        self.attempt = attempt
        self.outcome = outcome
        self.elapsedMilliseconds = elapsedMilliseconds
    }
}
