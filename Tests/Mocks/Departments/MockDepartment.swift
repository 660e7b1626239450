package import Verification

/// One department as its registries would answer: checks credentials and signatures, looks up the world, speaks its own dialect.
///
/// It is the other side of a `RegistryAdapter` and shares no code with it beyond ``Fact`` and the primitives of cryptography. It MUST
/// reject a request whose headers, signature, clock or secret are wrong, in its own dialect's words, and record why. It looks records up by
/// the number alone and returns them as written, so that the gateway has to compare names itself.
package protocol MockDepartment: Sendable {
    /// The authority whose registries these are: `public-security`, `tax`, …: also the name of its certificate and of its folder of secrets.
    static var authority: String { get }
    static var datasets: [RegistryID] { get }

    init(credentials: MockCredentials)

    /// Which dataset a request is for, so that faults can be applied to it; nil for anything else (token, secret refresh, unknown path).
    func dataset(of request: MockRequest) -> RegistryID?

    /// The division (six digits) that a request is about, where the dataset is divided into areas; faults may be meant for one of them.
    func area(of request: MockRequest) -> String?

    /// Answers as the real registry would.
    func respond(to request: MockRequest, world: any World) -> MockResponse

    /// Answers with a fault that only the dialect can express.
    func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse
}

extension MockDepartment {
    /// Most datasets know no areas.
    package func area(of request: MockRequest) -> String? { nil }
}

/// Faults that are said in a department's own words; all others are made by the server below HTTP.
package enum DialectFault: Sendable, Hashable {
    /// HTTP 200 and a success envelope that holds no rows, whatever is on record.
    case emptySuccess
    /// HTTP 200 and an error code of the dialect.
    case businessError
    /// The dialect's way of saying that the secret, token or key is no longer valid.
    case expiredSecret
    /// The registry's clock is off by so many seconds, so that correct signatures look too old or too new.
    case clockSkew(seconds: Int)
    /// The dialect's way of saying that the service is closed now.
    case closedHours
    /// A well-formed success reply in the wrong character set (GBK bytes where UTF-8 is promised, or the other way round).
    case wrongCharset
}

/// One request as the mock received it.
package struct MockRequest: Sendable {
    package let method: String
    package let path: String
    /// Decoded query items, in order.
    package let query: [(name: String, value: String)]
    /// Names in lower case.
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// The mock's wall clock when it arrived, milliseconds since 1970.
    package let receivedAt: Int64

    package init(
        method: String, path: String, query: [(name: String, value: String)], headers: [(name: String, value: String)], body: [UInt8],
        receivedAt: Int64
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.receivedAt = receivedAt
    }

    /// The first value of a header, by its lower-case name.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What a mock answers, and what it thought of the request.
package struct MockResponse: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// "ok", or why the request was rejected: "bad-signature", "stale-timestamp", "unknown-token", "malformed", …
    package let validation: String

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8], validation: String = "ok") {
        self.status = status
        self.headers = headers
        self.body = body
        self.validation = validation
    }
}

/// Secrets by name ("token", "app-secret", "client-id", …), the same that the gateway's entry for the department refers to.
package struct MockCredentials: Sendable {
    package let secrets: [String: String]

    package init(secrets: [String: String]) { self.secrets = secrets }
}

/// What is true in one session of the mocks: a population, projected into registries.
package protocol World: Sendable {
    /// The day that the data believe it is.
    var today: CalendarDate { get }
    /// Every fact that a registry holds in which that number stands as written, in file order. For `ps-population` and `ps-exit-entry` also
    /// those that it links to the number.
    func facts(in registry: RegistryID, under number: String) -> [Fact]
    /// The day up to which the registry's data are complete.
    func dataAsOf(_ registry: RegistryID) -> CalendarDate
    /// Since when which area of the registry is electronic; empty where it knows no areas.
    func areas(of registry: RegistryID) -> [AreaCoverage]
    /// The institutions behind the registry and whether they have answered; empty where it knows none.
    func institutions(of registry: RegistryID) -> [InstitutionAnswer]
}

extension World {
    package func areas(of registry: RegistryID) -> [AreaCoverage] { [] }
    package func institutions(of registry: RegistryID) -> [InstitutionAnswer] { [] }

    /// The records under that number (or name of a place, or code of an enterprise) that no typed fact stands for.
    func records(in registry: RegistryID, under number: String) -> [Record] {
        facts(in: registry, under: number).compactMap { if case .record(let record) = $0 { record } else { nil } }
    }
}

/// One area of a registry that is kept area by area.
package struct AreaCoverage: Sendable, Hashable {
    /// GB/T 2260 division, six digits.
    package let division: String
    /// Nil when the area's register is not electronic, or nobody says since when.
    package let electronicSince: CalendarDate?

    package init(division: String, electronicSince: CalendarDate?) {
        self.division = division
        self.electronicSince = electronicSince
    }
}

/// One of the institutions that a registry asks in turn.
package struct InstitutionAnswer: Sendable, Hashable {
    package let name: String
    package let hasAnswered: Bool

    package init(name: String, hasAnswered: Bool) {
        self.name = name
        self.hasAnswered = hasAnswered
    }
}
