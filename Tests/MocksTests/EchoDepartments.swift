import Mocks
import Verification

/// A department whose dialect is the plainest possible: the first path segment is the dataset, the reply says what was asked.
protocol EchoDepartment: MockDepartment {}

extension EchoDepartment {
    func dataset(of request: MockRequest) -> RegistryID? {
        let first = request.path.split(separator: "/").first.flatMap { RegistryID(rawValue: String($0)) }
        return first.flatMap { Self.datasets.contains($0) ? $0 : nil }
    }

    func respond(to request: MockRequest, world: any World) -> MockResponse {
        let number = request.query.first { $0.name == "number" }?.value ?? ""
        let facts = dataset(of: request).map { world.facts(in: $0, under: number).count } ?? 0
        let isSigned = request.header("x-signature") == "good"
        return MockResponse(
            status: 200, headers: [("Content-Type", "text/plain")],
            body: Array("\(Self.authority) \(facts) \(world.today) \(request.body.count)".utf8),
            validation: isSigned ? "ok" : "bad-signature")
    }

    func respond(to request: MockRequest, with fault: DialectFault, world: any World) -> MockResponse {
        MockResponse(status: 200, headers: [], body: Array("\(fault)".utf8))
    }
}

struct TwoDatasets: EchoDepartment {
    static let authority = "health"
    static let datasets: [RegistryID] = [.deathCertificate, .healthService]
    init(credentials: MockCredentials) {}
}

struct OneDataset: EchoDepartment {
    static let authority = "courts"
    static let datasets: [RegistryID] = [.courtJudgment]
    init(credentials: MockCredentials) {}
}
