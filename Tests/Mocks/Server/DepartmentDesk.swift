import FoundationEssentials
import Verification

/// Where the requests of one department arrive: finds the session, counts the exchange, lets the fault or the department answer, takes notes.
struct DepartmentDesk: Sendable {
    let authority: String
    let datasets: [RegistryID]
    let department: any MockDepartment
    let sessions: MockSessions
    let connections: KeptConnections

    init(_ type: any MockDepartment.Type, credentials: MockCredentials, sessions: MockSessions) {
        authority = type.authority
        datasets = type.datasets
        department = type.init(credentials: credentials)
        self.sessions = sessions
        connections = KeptConnections()
    }

    /// What a connection that is being made meets. Which session it will belong to is not known yet, so the unnamed one decides.
    func openDoor() -> MockSession.Door {
        let door = sessions.unnamed.openDoor(of: datasets)
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        switch door {
        case .open: break
        case .untrusted(let dataset):
            sessions.unnamed.noteConnection(at: now, authority: authority, dataset: dataset, fault: .wrongCertificate)
        case .shut: sessions.unnamed.noteConnection(at: now, authority: authority, dataset: nil, fault: .refuse)
        }
        return door
    }

    /// One request, from arrival to reaction. Runs on the event loop.
    func receive(_ request: MockRequest) -> Reaction {
        guard let session = sessions.session(named: request.header("x-mock-session")) else {
            return .answer(.plain(status: 400, "no such mock session; any call of the admin door makes it\n", validation: "unknown-session"))
        }
        let dataset = department.dataset(of: request)
        let (world, fault) = session.exchange(with: dataset, in: dataset == nil ? nil : department.area(of: request))
        let reaction =
            if let fault {
                Reaction.to(fault) {
                    department.respond(to: request, world: world)
                } inDialect: {
                    department.respond(to: request, with: $0, world: world)
                }
            } else {
                Reaction.answer(department.respond(to: request, world: world))
            }
        session.note(request, authority: authority, dataset: dataset, fault: fault, reaction: reaction)
        closeKeptIfDoorChanged()
        return reaction
    }

    /// Ends kept connections where new ones would meet a closed door or another certificate.
    func closeKeptIfDoorChanged() {
        if sessions.unnamed.door(of: datasets) != .open { connections.closeWhenIdle() }
    }
}
