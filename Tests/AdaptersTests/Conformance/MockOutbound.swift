import AdapterKit
import Mocks
import Verification

/// The outbound port with a mock department right behind it: no network, but every byte as it would be on the wire.
actor MockOutbound: Outbound {
    /// What goes wrong with exchanges about datasets. Requests for a token or a fresh secret are left alone.
    enum Interference: Sendable {
        case dialect(DialectFault)
        case response(@Sendable (OutboundResponse) -> OutboundResponse)
        case failure(OutboundFailure)
        /// No answer until the deadline or until the task is cancelled.
        case silence
    }

    private let department: any MockDepartment
    private let world: any World
    /// Milliseconds since 1970, the department's clock.
    private let clock: @Sendable () -> Int64
    private let interference: Interference?
    /// Every request with its deadline, in order of arrival.
    private(set) var arrivals: [(request: OutboundRequest, dataset: RegistryID?, deadline: ContinuousClock.Instant)] = []
    /// What the department thought of every request it answered.
    private(set) var validations: [String] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    init(department: any MockDepartment, world: any World, interference: Interference? = nil, clock: @escaping @Sendable () -> Int64) {
        self.department = department
        self.world = world
        self.interference = interference
        self.clock = clock
    }

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        let received = Self.received(request, at: clock())
        let dataset = department.dataset(of: received)
        arrivals.append((request, dataset, deadline))
        if dataset != nil { announceQuestion() }
        if Task.isCancelled { throw OutboundFailure(.cancelled, delivery: .didNotHappen, detail: "cancelled") }
        guard dataset != nil, let interference else { return answer(department.respond(to: received, world: world)) }
        switch interference {
        case .dialect(let fault): return answer(department.respond(to: received, with: fault, world: world))
        case .response(let change): return change(answer(department.respond(to: received, world: world)))
        case .failure(let failure): throw failure
        case .silence:
            do {
                try await Task.sleep(until: deadline, clock: .continuous)
            } catch {
                throw OutboundFailure(.cancelled, delivery: .mayHaveHappened, detail: "cancelled")
            }
            throw OutboundFailure(.timeout, delivery: .mayHaveHappened, detail: "deadline passed")
        }
    }

    /// Returns once a request about a dataset has come.
    func firstQuestion() async {
        if arrivals.contains(where: { $0.dataset != nil }) { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    private func announceQuestion() {
        let waiting = watchers
        watchers = []
        for watcher in waiting { watcher.resume() }
    }

    private func answer(_ response: MockResponse) -> OutboundResponse {
        validations.append(response.validation)
        return OutboundResponse(
            status: response.status, headers: response.headers.map { OutboundRequest.Header($0.name, $0.value) }, body: response.body)
    }

    /// The request as a server would have parsed it.
    static func received(_ request: OutboundRequest, at milliseconds: Int64) -> MockRequest {
        let target = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let fields = target.count < 2 ? [] : target[1].split(separator: "&")
        let query = fields.map { field -> (name: String, value: String) in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (percentDecoded(parts[0]), parts.count < 2 ? "" : percentDecoded(parts[1]))
        }
        return MockRequest(
            method: request.method.rawValue, path: String(target[0]), query: query,
            headers: request.headers.map { (name: $0.name.lowercased(), value: $0.value) }, body: request.body, receivedAt: milliseconds)
    }

    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
