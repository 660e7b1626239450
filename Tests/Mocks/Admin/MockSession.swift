import NIOConcurrencyHelpers
package import Verification

/// One world of its own: population, faults, clock and the list of what arrived. Shared by all event loops, so every step is one short lock.
package final class MockSession: Sendable {
    package let name: String
    private let state: NIOLockedValueBox<State>

    private struct State {
        var world: PopulationWorld
        var schedules: [RegistryID: FaultSchedule]
        var time: VirtualTime?
        var log = RequestLog()

        /// The fault that awaits the next exchange of a dataset.
        func upcoming(_ dataset: RegistryID) -> Fault? {
            guard let fault = schedules[dataset]?.upcoming() else { return nil }
            return isSuspended(fault) ? nil : fault
        }

        /// A service that closes by the clock is open by the clock.
        func isSuspended(_ fault: Fault) -> Bool { fault == .closedHours && (time?.isOpeningHour ?? false) }

        mutating func next(_ dataset: RegistryID, in area: String? = nil) -> Fault? {
            if let fault = schedules[dataset]?.upcoming(in: area), isSuspended(fault) { return nil }
            return schedules[dataset]?.next(in: area)
        }
    }

    /// What a new connection to a department meets.
    package enum Door: Sendable, Hashable {
        case open
        /// A certificate of nobody's, on account of that dataset.
        case untrusted(RegistryID)
        /// Every dataset refuses.
        case shut
    }

    /// A population made ready to be asked, with its faults: made once, shared by every session that starts with it.
    struct Start: Sendable {
        let world: PopulationWorld
        let faults: [RegistryID: [FaultRule]]

        init(_ population: Population) {
            world = PopulationWorld(population)
            faults = population.faults
        }
    }

    init(name: String, start: Start) {
        self.name = name
        state = NIOLockedValueBox(Self.state(start))
    }

    private static func state(_ start: Start) -> State { State(world: start.world, schedules: start.faults.mapValues(FaultSchedule.init)) }

    /// The world as it is now.
    package var world: PopulationWorld { state.withLockedValue(\.world) }

    /// Counts one exchange with a dataset: the world to answer from, and what spoils the answer.
    package func exchange(with dataset: RegistryID?, in area: String? = nil) -> (world: PopulationWorld, fault: Fault?) {
        state.withLockedValue { state in
            guard let dataset, !state.schedules.isEmpty else { return (state.world, nil) }
            return (state.world, state.next(dataset, in: area))
        }
    }

    /// What a connection to a department of these datasets would meet now. Counts nothing.
    package func door(of datasets: [RegistryID]) -> Door { state.withLockedValue { Self.door(of: datasets, $0) } }

    /// The same for a connection that is being made; one that is spoilt counts as a spoilt exchange.
    package func openDoor(of datasets: [RegistryID]) -> Door {
        state.withLockedValue { state in
            let door = Self.door(of: datasets, state)
            switch door {
            case .open: break
            case .untrusted(let dataset): _ = state.next(dataset)
            case .shut: for dataset in datasets { _ = state.next(dataset) }
            }
            return door
        }
    }

    private static func door(of datasets: [RegistryID], _ state: State) -> Door {
        guard !state.schedules.isEmpty, !datasets.isEmpty else { return .open }
        if let dataset = datasets.first(where: { state.upcoming($0) == .wrongCertificate }) { return .untrusted(dataset) }
        return datasets.allSatisfy { state.upcoming($0) == .refuse } ? .shut : .open
    }

    // MARK: What the admin door does

    /// Another population with its own faults and day; what arrived stays listed.
    package func replace(_ population: Population) {
        let fresh = Self.state(Start(population))
        state.withLockedValue { state in
            let log = state.log
            state = fresh
            state.log = log
        }
    }

    package func setFaults(_ rules: [FaultRule], for dataset: RegistryID) {
        state.withLockedValue { $0.schedules[dataset] = rules.isEmpty ? nil : FaultSchedule(rules) }
    }

    package func clearFaults() { state.withLockedValue { $0.schedules = [:] } }

    /// Sets the day of the data, the time of day, or both; `time` nil in `.some` takes the time away.
    package func setClock(today: CalendarDate? = nil, time: VirtualTime?? = nil) {
        state.withLockedValue { state in
            if let today { state.world = state.world.on(today) }
            if let time { state.time = time }
        }
    }

    /// What arrived, in order; of one dataset if it is named.
    package func requests(of dataset: RegistryID? = nil) -> (entries: [RequestLog.Entry], dropped: Int) {
        let log = state.withLockedValue(\.log)
        guard let dataset else { return (log.entries, log.dropped) }
        return (log.entries.filter { $0.dataset == dataset }, log.dropped)
    }

    package func clearRequests() { state.withLockedValue { $0.log.clear() } }

    /// Lists one request with the fault that spoilt it and the reaction.
    func note(_ request: MockRequest, authority: String, dataset: RegistryID?, fault: Fault?, reaction: Reaction) {
        let path = LoggedPath.masked(request.path)
        let validation = reaction.response?.validation ?? Reaction.notChecked
        let status: Int? = if case .flood = reaction { 200 } else { reaction.response?.status }
        state.withLockedValue {
            $0.log.add(
                time: request.receivedAt, event: .request, authority: authority, dataset: dataset, method: request.method, path: path,
                validation: validation, fault: fault?.name, status: status)
        }
    }

    /// Lists a connection that was spoilt before a request could be read.
    func noteConnection(at time: Int64, authority: String, dataset: RegistryID?, fault: Fault) {
        state.withLockedValue {
            $0.log.add(
                time: time, event: .connection, authority: authority, dataset: dataset, method: "", path: "", validation: Reaction.notChecked,
                fault: fault.name, status: nil)
        }
    }
}
