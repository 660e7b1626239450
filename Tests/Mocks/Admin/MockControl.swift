package import Verification

/// What can be done to running mocks: the admin door over HTTP and tests in the same process do the same through it.
package struct MockControl: Sendable {
    package let sessions: MockSessions
    private let desks: [DepartmentDesk]
    /// The day that a population without one believes it is.
    package let defaultToday: CalendarDate

    init(sessions: MockSessions, desks: [DepartmentDesk], today: CalendarDate) {
        self.sessions = sessions
        self.desks = desks
        defaultToday = today
    }

    /// The unnamed session, which a gateway sees.
    package var session: MockSession { sessions.unnamed }

    /// The faults of one dataset, in order, in place of those it had.
    package func setFaults(_ rules: [FaultRule], for dataset: RegistryID, in session: MockSession? = nil) {
        (session ?? sessions.unnamed).setFaults(rules, for: dataset)
        closeKeptWhereDoorsChanged()
    }

    /// No faults any more, in no dataset.
    package func clearFaults(in session: MockSession? = nil) {
        (session ?? sessions.unnamed).clearFaults()
    }

    /// Another population, with the faults that it brings.
    package func replace(_ population: Population, in session: MockSession? = nil) {
        (session ?? sessions.unnamed).replace(population)
        closeKeptWhereDoorsChanged()
    }

    /// What arrived in the unnamed session.
    package func requests(of dataset: RegistryID? = nil) -> [RequestLog.Entry] { sessions.unnamed.requests(of: dataset).entries }

    /// The authorities that are served.
    package var authorities: [String] { desks.map(\.authority) }

    private func closeKeptWhereDoorsChanged() {
        for desk in desks { desk.closeKeptIfDoorChanged() }
    }
}
