/// What one registry said to one question, or why it said nothing. It never changes, so all who look at it share it.
package final class Answer: Sendable {
    package let question: Question
    package let statement: Statement
    /// The day up to which the registry's data are complete by its own word; nil when it does not say.
    package let dataAsOf: CalendarDate?
    /// The registry's own number for this exchange, for audit; holds no personal data.
    package let reference: String?
    /// The areas that the answer speaks for by the registry's own word; empty when it says nothing of areas.
    package let areas: [CoveredArea]

    package init(
        question: Question, statement: Statement, dataAsOf: CalendarDate? = nil, reference: String? = nil, areas: [CoveredArea] = []
    ) {
        self.question = question
        self.statement = statement
        self.dataAsOf = dataAsOf
        self.reference = reference
        self.areas = areas
    }
}

extension Answer: Hashable {
    package static func == (left: Answer, right: Answer) -> Bool {
        left.question == right.question && left.statement == right.statement && left.dataAsOf == right.dataAsOf
            && left.reference == right.reference && left.areas == right.areas
    }

    package func hash(into hasher: inout Hasher) { question.hash(into: &hasher) }
}

/// What was said. A failure is a statement of its own, so that it can never be mistaken for "no record".
package enum Statement: Sendable, Hashable {
    /// Records were found; at least one.
    case records([Fact])
    /// Some of those whom the registry asks in turn have not answered: records of the others, perhaps none, and who is missing as far as the
    /// registry names them. The records count; that there are no more proves nothing.
    case incomplete([Fact], missing: [String])
    /// The registry looked and holds nothing. What that is worth is decided in one place, from declarations (``RegistryCoverage``).
    case noRecord
    /// The question lies outside what the registry holds.
    case notCovered
    /// The registry holds the number under another name and would say no more.
    case identityMismatch
    /// The registry refuses to answer this gateway or this purpose.
    case denied
    /// The answer will come later.
    case later(Ticket)
    /// It could not be asked, or what came back cannot be believed.
    case unavailable(FailureReport)
}

/// Where to fetch an answer that is not ready: the registry's own query number.
package struct Ticket: Sendable, Hashable {
    package let number: String

    package init(number: String) {
        self.number = number
    }
}

/// Why a registry gave no usable answer, in words fit for the result: no personal data, no addresses.
package struct FailureReport: Sendable, Hashable {
    package let kind: FailureKind
    /// Could the registry have received the question?
    package let delivery: Delivery
    /// A short place or code for whoever runs the gateway: "http 502", "/data/cxjg/0/xm is missing".
    package let detail: String

    package init(kind: FailureKind, delivery: Delivery, detail: String) {
        self.kind = kind
        self.delivery = delivery
        self.detail = detail
    }
}

/// The closed list of ways in which an exchange fails; the raw value is wire contract (`sources[].failure`).
package enum FailureKind: String, Sendable, CaseIterable {
    /// No answer within the deadline.
    case timedOut = "timed-out"
    /// The connection could not be made.
    case connectionFailed = "connection-failed"
    /// The other side is not who it should be, or TLS failed.
    case notTrusted = "not-trusted"
    /// The connection broke while the exchange ran.
    case connectionLost = "connection-lost"
    /// The answer was cut short, larger than allowed, or not in the registry's language.
    case unreadable
    /// The registry answered with a server error or with an error of its own.
    case registryError = "registry-error"
    /// The registry does not accept our credentials, signature or clock.
    case credentialsRefused = "credentials-refused"
    /// The registry is closed at this hour.
    case closed
    /// Our own queue for this registry is full.
    case overloaded
    /// The asker went away.
    case cancelled
}

/// Whether the other side may have acted on what we sent.
package enum Delivery: String, Sendable, CaseIterable {
    case didNotHappen = "did-not-happen"
    case mayHaveHappened = "may-have-happened"
}
