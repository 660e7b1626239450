import AdapterKit
import Adapters
import Foundation
import Gateway
import Mocks
import StrictJSON
import Testing
import Verification

/// The real walk: the gateway, the four native adapters, and the mock departments right behind them, all in memory.
struct WalkRig: Sendable {
    let gateway: Gateway

    /// 2026-03-01 00:00 in Shanghai, milliseconds since 1970.
    private static let now: Int64 = 1_772_294_400_000

    init(_ world: PopulationWorld) throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let catalogue = try Catalogue(json: JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: root + "/Config/catalogue.json"))), limits: .file))
        let entries = try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: root + "/Config/adapters.json"))), limits: .file)
        var registries: [ConnectedRegistry] = []
        for (name, adapter, department) in Self.pairs {
            let entry = try #require(entries["departments"]?[name])
            let secrets = Dictionary(uniqueKeysWithValues: (entry["secrets"]?.members ?? []).map { ($0.name, "secret of \(name)") })
            let outbound = DirectOutbound(department: department.init(credentials: MockCredentials(secrets: secrets)), world: world, time: Self.now)
            let joined = Department(
                name: name,
                adapter: try adapter.init(
                    settings: AdapterSettings(
                        json: entry["settings"] ?? [:], pointer: "/departments/\(name)/settings",
                        secrets: secrets.mapValues { Secret(Array($0.utf8)) }),
                    environment: AdapterEnvironment(
                        outbound: outbound, wallClock: { Self.now }, randomBytes: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } })),
                timeout: .seconds(60))
            for registry in entry["registries"]?.members ?? [] {
                guard let id = RegistryID(rawValue: registry.name) else { continue }
                let claims = registry.value["closedWorldClaims"]?.elements?.compactMap { $0.text.flatMap(ClaimKind.init(rawValue:)) } ?? []
                registries.append(
                    ConnectedRegistry(
                        id: id,
                        coverage: RegistryCoverage(
                            authority: name, from: registry.value["coverageFrom"]?.text.flatMap { CalendarDate($0) }, closedWorldClaims: Set(claims)),
                        department: joined))
            }
        }
        gateway = Gateway(
            catalogue: catalogue, directory: RegistryDirectory(registries), occupancy: Occupancy(limit: 64),
            environment: GatewayEnvironment(
                wallClock: { Self.now }, legalDate: { Generated.today }, verificationID: { "019ca6a0-1c00-7000-8000-000000000000" },
                exchangeID: { "00000000000000000000000000000000" }))
    }

    private static let pairs: [(String, any RegistryAdapter.Type, any MockDepartment.Type)] = [
        ("public-security", PublicSecurityAdapter.self, PublicSecurityDepartment.self),
        ("civil-affairs", CivilAffairsAdapter.self, CivilAffairsDepartment.self),
        ("health", HealthAdapter.self, HealthDepartment.self), ("courts", CourtsAdapter.self, CourtsDepartment.self),
    ]

    private static let hall = Client(
        name: "hall", unitCode: "11449900MB00000197", requesterClass: .governmentDepartment, certificateName: "hall.demo.test",
        claims: Set(ClaimKind.allCases), valueClaims: Set(ClaimKind.allCases))

    /// The finding about one claim.
    func finding(_ claim: Claim, about subject: Person) async throws -> Finding {
        let inquiry = Inquiry(
            certificate: Self.certificate(of: claim.kind), subject: subject, normalised: [], claims: [claim],
            purpose: Purpose(
                category: .general, matterCode: "11449900MB000002721000101001000", matterName: nil, caseNumber: "BJ-2026-000123", legalBasis: nil,
                consent: nil),
            clerk: nil, whenUnavailable: .report)
        return try #require(try await gateway.explain(inquiry, for: Self.hall, within: .seconds(60)).result.findings.first)
    }

    private static func certificate(of kind: ClaimKind) -> CertificateID {
        switch kind {
        case .identityMatch, .identityAttribute, .identityHukouAt, .identityDocumentValid: "identity-info"
        case .crimeNoRecord: "no-criminal-record"
        case .missingDeclared: "missing-person"
        case .aliveAt: "alive"
        case .deathIsDead, .deathDate: "death"
        case .personSame: "same-person"
        default: "marital-status"
        }
    }
}

/// A mock department right behind an adapter: no network, but every byte as it would be on the wire.
private struct DirectOutbound: Outbound {
    let department: any MockDepartment
    let world: PopulationWorld
    let time: Int64

    func send(_ request: OutboundRequest, deadline: ContinuousClock.Instant) async throws(OutboundFailure) -> OutboundResponse {
        let target = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = (target.count < 2 ? [] : target[1].split(separator: "&")).map { field -> (name: String, value: String) in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0).removingPercentEncoding ?? "" }
            return (parts[0], parts.count < 2 ? "" : parts[1])
        }
        let response = department.respond(
            to: MockRequest(
                method: request.method.rawValue, path: String(target[0]), query: query,
                headers: request.headers.map { (name: $0.name.lowercased(), value: $0.value) }, body: request.body, receivedAt: time),
            world: world)
        return OutboundResponse(
            status: response.status, headers: response.headers.map { OutboundRequest.Header($0.name, $0.value) }, body: response.body)
    }
}
