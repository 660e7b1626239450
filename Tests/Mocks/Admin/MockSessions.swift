import NIOConcurrencyHelpers

/// The sessions of one process: the one without a name, and those that the admin door was asked for by `X-Mock-Session`.
package final class MockSessions: Sendable {
    /// Named sessions at most; each has a population of its own.
    package static let limit = 256

    /// What requests without the header see.
    package let unnamed: MockSession
    /// What a new session starts with; they share it until one gets another population.
    private let start: MockSession.Start
    private let named = NIOLockedValueBox<[String: MockSession]>([:])

    package init(population: Population) {
        start = MockSession.Start(population)
        unnamed = MockSession(name: "", start: start)
    }

    /// The session that a request belongs to; nil when nobody has made it.
    package func session(named name: String?) -> MockSession? {
        guard let name else { return unnamed }
        return named.withLockedValue { $0[name] }
    }

    /// The same, made anew from the population that the process was started with when it is not there. Nil when there are too many or the
    /// name is not 1 to 64 letters, digits, dots, hyphens or underscores.
    package func madeSession(named name: String?) -> MockSession? {
        guard let name else { return unnamed }
        let isNameChar: (UInt8) -> Bool = { $0.isASCIILetterOrDigit || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0) }
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(isNameChar) else { return nil }
        if let known = session(named: name) { return known }
        let fresh = MockSession(name: name, start: start)
        return named.withLockedValue { sessions in
            if let known = sessions[name] { return known }
            guard sessions.count < Self.limit else { return nil }
            sessions[name] = fresh
            return fresh
        }
    }
}
