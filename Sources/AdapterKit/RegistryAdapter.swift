package import Verification

/// One department's language: turns a question into its requests and its replies into facts.
///
/// An adapter MUST answer only questions about datasets of its manifest. It MUST return ``Reply/noRecord`` only when the registry itself
/// says, in a complete and well-formed success reply, that it holds nothing under the number; anything else that is not an answer MUST be
/// thrown as an ``AdapterFailure``. It MUST put into facts only what the reply says, names and numbers as written there, and MUST NOT
/// compare names, apply coverage or weigh what "no record" means: that is the merge's. It MUST check that a record is about the number
/// asked (a reply about somebody else is unreadable). It MUST NOT retry, cache answers, log personal data or put it into a path. It MUST
/// end when the deadline passes or its task is cancelled. It MAY keep credentials' state (tokens, refreshed secrets), guarded for
/// concurrent use. `AdapterConformance` in the tests proves these lines for every adapter.
package protocol RegistryAdapter: Sendable {
    /// What the adapter is and can serve.
    static var manifest: AdapterManifest { get }

    /// What the adapter is with these settings: an adapter that is described by them names its authority and its datasets there. Reads what
    /// may be wrong in many ways and reports nothing: that is the initialiser's.
    static func manifest(for settings: AdapterSettings) -> AdapterManifest

    /// Makes an adapter for one configured department. Throws with the pointer of every setting that is missing, unknown or wrong.
    init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings)

    /// Asks one question. Called concurrently.
    func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply
}

extension RegistryAdapter {
    /// The same whatever the settings.
    package static func manifest(for settings: AdapterSettings) -> AdapterManifest { manifest }
}

/// What an adapter is: its name in `Config/adapters.json`, the authority it speaks to, the datasets it can serve.
package struct AdapterManifest: Sendable, Hashable {
    package let name: String
    package let authority: String
    package let datasets: [RegistryID]

    package init(name: String, authority: String, datasets: [RegistryID]) {
        self.name = name
        self.authority = authority
        self.datasets = datasets
    }
}

/// What a registry replied, in our words.
package struct Reply: Sendable, Hashable {
    package let statement: Statement
    package let dataAsOf: CalendarDate?
    package let reference: String?
    /// The areas that the reply speaks for by the registry's own word; empty when it says nothing of areas.
    package let areas: [CoveredArea]

    /// The statements that an adapter can make; failures are thrown instead.
    package enum Statement: Sendable, Hashable {
        case records([Fact])
        /// Some of those whom the registry asks in turn have not answered; who, as far as it names them.
        case incomplete([Fact], missing: [String])
        case noRecord
        case notCovered
        case identityMismatch
        case denied
        case later(Ticket)
    }

    package init(_ statement: Statement, dataAsOf: CalendarDate? = nil, reference: String? = nil, areas: [CoveredArea] = []) {
        self.statement = statement
        self.dataAsOf = dataAsOf
        self.reference = reference
        self.areas = areas
    }
}

/// What goes along with a question.
package struct ExchangeContext: Sendable {
    /// After this instant nobody waits any more.
    package let deadline: ContinuousClock.Instant
    /// Unique for this exchange, 32 hexadecimal digits: for the registry's log and ours.
    package let exchangeID: String
    /// The purpose, for registries that record it.
    package let matterCode: String
    package let caseNumber: String
    /// The asking hall's unit code (GB 32100).
    package let unitCode: String
    /// W3C `traceparent` to pass on, if there is one.
    package let traceparent: String?

    package init(
        deadline: ContinuousClock.Instant, exchangeID: String, matterCode: String, caseNumber: String, unitCode: String, traceparent: String?
    ) {
        self.deadline = deadline
        self.exchangeID = exchangeID
        self.matterCode = matterCode
        self.caseNumber = caseNumber
        self.unitCode = unitCode
        self.traceparent = traceparent
    }
}

/// What an adapter may use of the world. Everything comes in here; an adapter reads no clock, file or environment of its own.
package struct AdapterEnvironment: Sendable {
    package let outbound: any Outbound
    /// Milliseconds since 1970 by the wall clock: for signatures.
    package let wallClock: @Sendable () -> Int64
    /// Fresh random bytes from a cryptographic source: for nonces.
    package let randomBytes: @Sendable (_ count: Int) -> [UInt8]

    package init(
        outbound: any Outbound, wallClock: @escaping @Sendable () -> Int64, randomBytes: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) {
        self.outbound = outbound
        self.wallClock = wallClock
        self.randomBytes = randomBytes
    }
}
