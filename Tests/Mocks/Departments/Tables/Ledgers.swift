import Synchronization

/// Nonces seen lately, so that a request cannot be sent twice. Old ones are forgotten once their time stamps are refused anyway.
final class NonceLedger: Sendable {
    private let seen = Mutex<[String: Int64]>([:])

    /// True for the first time.
    func accept(_ nonce: String, at clock: Int64) -> Bool {
        seen.withLock { seen in
            if seen.count > 10_000 { seen = seen.filter { $0.value >= clock - 2 * Check.toleranceMilliseconds } }
            return seen.updateValue(clock, forKey: nonce) == nil
        }
    }
}

/// Cases that a slow registry has accepted, by ticket. The oldest go first when there are too many.
final class CaseLedger: Sendable {
    /// What was asked, and how often it has to be looked at before it is ready.
    struct Case: Sendable {
        let name: String
        let number: String
        let area: String?
        /// The fault "empty success" struck when it was submitted.
        let isEmptied: Bool
        var looksLeft = 1
    }

    private struct State {
        var cases: [String: Case] = [:]
        var order: [String] = []
        var serial = 0
    }

    private static let limit = 50_000
    private let state = Mutex(State())

    /// Takes a case and gives the ticket: a prefix and eight digits, nothing about the person.
    func submit(_ subject: Case, prefix: String) -> String {
        state.withLock { state in
            state.serial = state.serial % 99_999_999 + 1
            let digits = String(state.serial)
            let ticket = prefix + String(repeating: "0", count: 8 - digits.count) + digits
            state.cases[ticket] = subject
            state.order.append(ticket)
            if state.order.count >= 2 * Self.limit {
                for old in state.order.prefix(Self.limit) { state.cases[old] = nil }
                state.order.removeFirst(Self.limit)
            }
            return ticket
        }
    }

    /// Looks at a case; every look brings it nearer. Nil for a ticket that was never given.
    func look(at ticket: String) -> (subject: Case, isReady: Bool)? {
        state.withLock { state in
            guard let subject = state.cases[ticket] else { return nil }
            state.cases[ticket]?.looksLeft = max(0, subject.looksLeft - 1)
            return (subject, subject.looksLeft == 0)
        }
    }

    /// The area that a case is about.
    func area(of ticket: String) -> String? { state.withLock { $0.cases[ticket]?.area } }
}
