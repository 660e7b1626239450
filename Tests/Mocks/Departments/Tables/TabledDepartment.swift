import Charsets
import Verification

/// A department that is mostly tables: it takes a call or refuses it in its own words, and answers with rows made by columns.
///
/// Faults of the dialect are the same for all of them: a fault only changes the ``Visit``, or is one more refusal.
protocol TabledDepartment: MockDepartment {
    /// What a request asks once it is let in.
    associatedtype Call

    /// How each refusal is said here.
    static var words: RefusalWords { get }

    /// Checks credentials, clock and form as the real service would, by the department's own clock.
    func call(in request: MockRequest, at clock: Int64) throws(Refusal) -> Call

    /// Answers what was let in.
    func answer(_ call: Call, to request: MockRequest, _ visit: Visit) throws(Refusal) -> MockResponse

    /// Says no in the department's envelope.
    func refuse(_ words: RefusalWords.Entry, to request: MockRequest, validation: String) -> MockResponse
}

/// The circumstances of one exchange.
struct Visit: Sendable {
    let world: any World
    /// What the department takes for the present, milliseconds since 1970.
    let clock: Int64
    /// Finds nothing, whatever is on record.
    var isEmptied = false
    /// Says one character set and sends another within the envelope.
    var liesAboutCharset = false
    /// What it complains of although the call is good.
    var complaint: Refusal?

    /// The records under a number, or nothing.
    func records(in registry: RegistryID, under number: String) -> [Record] {
        isEmptied ? [] : world.records(in: registry, under: number)
    }
}

/// Why a department does not answer.
enum Refusal: String, Error, Sendable, CaseIterable {
    case unknownPath = "unknown-path"
    case malformed
    case unknownCaller = "unknown-caller"
    case badSignature = "bad-signature"
    case staleTimestamp = "stale-timestamp"
    case replayedNonce = "replayed-nonce"
    case unknownToken = "unknown-token"
    case expiredSecret = "expired-secret"
    case unknownTicket = "unknown-ticket"
    /// The division asked about is not in the register.
    case notCovered = "not-covered"
    case businessError = "business-error"
    case closed

    /// What the list of requests says about the request: the last three are no fault of the asker.
    var validation: String {
        switch self {
        case .notCovered, .businessError, .closed: "ok"
        default: rawValue
        }
    }
}

/// How a department says each refusal.
struct RefusalWords: Sendable {
    struct Entry: Sendable {
        let status: Int
        let code: String
        let message: String
    }

    private let entries: [Refusal: Entry]
    private let other: Entry

    /// `other` is said where the table is silent.
    init(_ entries: [Refusal: (status: Int, code: String, message: String)], other: (status: Int, code: String, message: String)) {
        self.entries = entries.mapValues { Entry(status: $0.status, code: $0.code, message: $0.message) }
        self.other = Entry(status: other.status, code: other.code, message: other.message)
    }

    subscript(_ refusal: Refusal) -> Entry { entries[refusal] ?? other }
}

extension TabledDepartment {
    package func respond(to request: MockRequest, world: any World) -> MockResponse {
        serve(request, Visit(world: world, clock: request.receivedAt))
    }

    package func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        var visit = Visit(world: world, clock: request.receivedAt)
        switch fault {
        case .emptySuccess: visit.isEmptied = true
        case .clockSkew(let seconds): visit = Visit(world: world, clock: request.receivedAt + Int64(seconds) * 1_000)
        case .businessError: visit.complaint = .businessError
        case .closedHours: visit.complaint = .closed
        case .expiredSecret: return refused(.expiredSecret, request)
        case .wrongCharset:
            visit.liesAboutCharset = true
            return serve(request, visit).inGB18030
        }
        return serve(request, visit)
    }

    private func serve(_ request: MockRequest, _ visit: Visit) -> MockResponse {
        do throws(Refusal) {
            let call = try call(in: request, at: visit.clock)
            if let complaint = visit.complaint { throw complaint }
            return try answer(call, to: request, visit)
        } catch {
            return refused(error, request)
        }
    }

    private func refused(_ refusal: Refusal, _ request: MockRequest) -> MockResponse {
        refuse(Self.words[refusal], to: request, validation: refusal.validation)
    }
}

extension MockResponse {
    /// The same text in bytes of another character set than its headers say. Every reply holds Chinese text, so the two differ.
    fileprivate var inGB18030: MockResponse {
        let bytes = try? GB18030.bytes(from: String(decoding: body, as: UTF8.self))
        return MockResponse(status: status, headers: headers, body: bytes ?? [0xB3, 0xC2], validation: validation)
    }
}
