import ShangMi
import Verification

/// What the courts remember between requests: tokens lent and applications filed.
struct CourtsRegisters: Sendable {
    /// One application, waiting to be looked at.
    struct Application: Sendable {
        let number: String
        /// The fault "empty success" struck when it was filed.
        let isEmptied: Bool
        var looksLeft: Int
    }

    /// What the courts think of a token.
    enum TokenVerdict: String {
        case valid
        case unknown = "unknown-token"
        case expired = "expired-token"
        case fromTheFuture = "stale-timestamp"
    }

    /// So many applications are kept; the oldest go first.
    private static let applicationLimit = 50_000
    /// How far a token may lie in the future of a clock that is off.
    private static let toleranceMilliseconds: Int64 = 180_000

    let tokenLifetimeSeconds: Int
    private var lent: [String: Int64] = [:]
    private var applications: [String: Application] = [:]
    private var filed: [String] = []
    private var serial = 0

    init(tokenLifetimeSeconds: Int) {
        self.tokenLifetimeSeconds = tokenLifetimeSeconds
    }

    mutating func lendToken(at now: Int64) -> (value: String, lifetimeSeconds: Int) {
        let lifetime = Int64(tokenLifetimeSeconds) * 1_000
        if lent.count > 1_000 { lent = lent.filter { now < $0.value + lifetime } }
        let token = Hexadecimal.text(of: SecureBytes.random(count: 24))
        lent[token] = now
        return (token, tokenLifetimeSeconds)
    }

    func check(_ authorization: String?, at now: Int64) -> TokenVerdict {
        guard let authorization, authorization.hasPrefix("Bearer "), let lentAt = lent[String(authorization.dropFirst(7))] else { return .unknown }
        if now >= lentAt + Int64(tokenLifetimeSeconds) * 1_000 { return .expired }
        return now < lentAt - Self.toleranceMilliseconds ? .fromTheFuture : .valid
    }

    /// Files an application and gives its query number: 8 digits of date, 6 of division (449901), 6 of serial number.
    mutating func file(_ application: Application, on day: CalendarDate) -> String {
        serial = serial % 999_999 + 1
        let digits = String(serial)
        let number = day.compact + "449901" + String(repeating: "0", count: 6 - digits.count) + digits
        applications[number] = application
        filed.append(number)
        if filed.count >= 2 * Self.applicationLimit {
            for old in filed.prefix(Self.applicationLimit) { applications[old] = nil }
            filed.removeFirst(Self.applicationLimit)
        }
        return number
    }

    /// The application of that number, and whether its answer is ready; every look brings it nearer.
    mutating func look(at number: String) -> (application: Application, isReady: Bool)? {
        guard let application = applications[number] else { return nil }
        applications[number]?.looksLeft = max(0, application.looksLeft - 1)
        return (application, application.looksLeft == 0)
    }
}

/// The one client that the courts know.
struct CourtsClient: Sendable {
    let id: String
    let secret: String

    /// HTTP Basic with both halves form-encoded first (RFC 6749 section 2.3.1); plain ASCII letters, digits, hyphens and dots stay as they are.
    func isAuthenticated(by authorization: String?) -> Bool {
        guard let authorization, authorization.hasPrefix("Basic "), let bytes = Base64.bytes(of: authorization.dropFirst(6)) else { return false }
        let halves = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false).map(Self.formDecoded)
        return halves.count == 2 && SecureBytes.areEqual(halves[0], Array(id.utf8)) && SecureBytes.areEqual(halves[1], Array(secret.utf8))
    }

    private static func formDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(0x20)
            case UInt8(ascii: "%"):
                decoded += Hexadecimal.bytes(of: String(decoding: rest.prefix(2), as: UTF8.self)) ?? [byte]
                rest = rest.dropFirst(2)
            default: decoded.append(byte)
            }
        }
        return decoded
    }
}
