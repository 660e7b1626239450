import AdapterKit
import Foundation
import StrictJSON
import Synchronization
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

/// `POST /v1/coverage`: what would be asked and where it would stop, without anybody's data and without a registry.
@Suite("POST /v1/coverage") struct CoverageTests {
    /// A department that nobody may ask here.
    private final class Untouched: RegistryAdapter {
        static let manifest = AdapterManifest(name: "stub", authority: "stub", datasets: [])
        let asked = Atomic<Int>(0)

        init() {}
        init(settings: AdapterSettings, environment: AdapterEnvironment) throws(InvalidSettings) {}

        func ask(_ question: Question, context: ExchangeContext) async throws(AdapterFailure) -> Reply {
            asked.add(1, ordering: .relaxed)
            return Reply(.noRecord)
        }
    }

    private let registries: [RegistryID: RegistryCoverage] = [
        .population: RegistryCoverage(authority: "public-security", from: nil, closedWorldClaims: [.identityHukouAt]),
        .crimeRecord: RegistryCoverage(authority: "public-security", from: nil, closedWorldClaims: [.crimeNoRecord]),
        .marriage: RegistryCoverage(authority: "civil-affairs", from: CalendarDate("1990-01-01"), closedWorldClaims: []),
        .courtJudgment: RegistryCoverage(authority: "courts", from: nil, closedWorldClaims: [.missingDeclared]),
        .deathCertificate: RegistryCoverage(authority: "health", from: CalendarDate("2014-01-01"), closedWorldClaims: []),
        "real-estate": RegistryCoverage(
            authority: "natural-resources", from: nil, closedWorldClaims: [.propertyOwns],
            areas: [CoveredArea(division: "449901", electronicSince: CalendarDate("2009-01-01"))]),
    ]

    private func gateway(_ adapter: Untouched) throws -> Gateway {
        let department = Department(name: "stub", adapter: adapter, timeout: .seconds(1))
        return Gateway(
            catalogue: try StubVerifying().catalogue,
            directory: RegistryDirectory(registries.map { ConnectedRegistry(id: $0.key, coverage: $0.value, department: department) }),
            occupancy: Occupancy(limit: 4),
            environment: GatewayEnvironment(
                wallClock: { 0 }, legalDate: { CalendarDate(dayNumber: 20_513) }, verificationID: { "v" }, exchangeID: { "e" }))
    }

    /// Asks all of these in turn and proves that no registry heard of any of them.
    private func ask(_ bodies: [String], as identity: String? = "hall", _ check: @Sendable (HTTPReply, Int) throws -> Void) async throws {
        let adapter = Untouched()
        try await TestDoor.open(gateway(adapter)) { door in
            for (index, body) in bodies.enumerated() {
                try check(
                    await door.request("POST", "/v1/coverage", as: identity, ["Content-Type: application/json"], body: body), index)
            }
        }
        #expect(adapter.asked.load(ordering: .relaxed) == 0)
    }

    @Test func tellsWhoWouldBeAskedAndWhatSilenceIsWorth() async throws {
        let body = #"{"certificate":"marital-status","purpose":{"legalBasis":true},"birthYear":1985,"at":"2026-03-01"}"#
        try await ask([body, body.replacing("1985", with: "1960")]) { reply, index in
            #expect(reply.status == 200, "\(reply.text)")
            let claim = try #require(try reply.json["claims"]?.elements?.first)
            #expect(claim["claim"] == "marital.status" && claim["rule"] == "marital-fold" && claim["answerable"] == true)
            #expect(claim["parameters"] == ["at": "2026-03-01"])
            #expect(claim["rounds"]?.elements?.first?["registries"] == ["ca-marriage", "court-judgment", "hc-death", "ps-population"])
            #expect(claim["rounds"]?.elements?.first?["certain"] == true && claim["rounds"]?.elements?.last?["certain"] == false)
            let office = claim["registries"]?.elements?.first { $0["registry"] == "ca-marriage" }
            #expect(office?["role"] == "required" && office?["from"] == "1990-01-01" && office?["coversYear"] == false)
            #expect(office?["noRecordMeans"] == "not-covered" && office?["coversDay"] == true)
            #expect(claim["whenNothingIsFound"]?["verdict"] == "no-record")
            #expect(claim["whenNobodyAnswers"]?["verdict"] == "inconclusive")
            #expect(claim["nextSteps"]?.elements?.isEmpty == false, "\(index)")
        }
    }

    @Test func tellsWhereItWouldStop() async throws {
        let bodies = [
            (#"{"certificate":"dog-keeping"}"#, "procedural-gate", "not-required"),
            (#"{"certificate":"marital-status","purpose":{"category":"adoption"}}"#, "exception-gate", "exempt"),
            (#"{"certificate":"illness"}"#, "competent-body", "referred"),
            (#"{"certificate":"disability"}"#, "registries", "inconclusive"),
            (#"{"certificate":"community-rehab","claims":[{"claim":"rehab.status"}]}"#, "admission", nil),
            (
                #"{"certificate":"marital-status","claims":[{"claim":"marital.separated","parameters":{"from":"2020-01-01","to":"2021-01-01"}}]}"#,
                "rule", "inconclusive"
            ),
        ]
        try await ask(bodies.map(\.0)) { reply, index in
            #expect(reply.status == 200, "\(reply.text)")
            let claim = try #require(try reply.json["claims"]?.elements?.first)
            #expect(claim["answerable"] == false && claim["rounds"] == [], "\(bodies[index].0)")
            #expect(claim["stopsAt"]?["stage"]?.text == bodies[index].1, "\(bodies[index].0)")
            #expect(claim["stopsAt"]?["verdict"]?.text == bodies[index].2, "\(bodies[index].0)")
        }
    }

    @Test func countsTheClientsRights() async throws {
        let bodies = [
            #"{"certificate":"marital-status","claims":[{"claim":"marital.status"}]}"#, #"{"certificate":"no-criminal-record"}"#,
            #"{"certificate":"no-criminal-record","purpose":{"legalBasis":true}}"#,
        ]
        try await ask(bodies, as: "employer") { reply, index in
            #expect(reply.status == 200, "\(reply.text)")
            let claim = try #require(try reply.json["claims"]?.elements?.first)
            let codes = claim["stopsAt"]?["objections"]?.elements?.compactMap { $0["code"]?.text }
            #expect(claim["answerable"] == .bool(index == 2))
            #expect(codes == [["requester-not-entitled", "claim-not-allowed"], ["legal-basis-required"], nil][index])
        }
        try await ask([bodies[0]], as: nil) { reply, _ in #expect(reply.status == 401) }
    }

    @Test func tellsWhetherTheAreaIsCovered() async throws {
        let body =
            #"{"certificate":"property","claims":[{"claim":"property.owns","parameters":{"kind":"real-estate"}}],"birthYear":1990,"area":"449901"}"#
        try await ask([body, body.replacing("449901", with: "449902")]) { reply, index in
            #expect(reply.status == 200, "\(reply.text)")
            let claim = try #require(try reply.json["claims"]?.elements?.first)
            let register = claim["registries"]?.elements?.first { $0["registry"] == "real-estate" }
            #expect(claim["parameters"]?["area"]?.text == (index == 0 ? "449901" : "449902"))
            #expect(register?["coversArea"] == .bool(index == 0))
            #expect(register?["electronicSince"]?.text == (index == 0 ? "2009-01-01" : nil))
        }
    }

    /// Whatever could say who somebody is, and whatever is unknown, is refused with its place.
    @Test(arguments: [
        (
            #"{"certificate":"alive","subject":{"name":"欧阳晓梅","identifier":{"type":"resident-id","number":"44990119850312004X"}}}"#, "/subject",
            "personal-data"
        ),
        (#"{"certificate":"alive","name":"欧阳晓梅"}"#, "/name", "unknown-key"),
        (#"{"certificate":"alive","number":"44990119850312004X"}"#, "/number", "unknown-key"),
        (#"{"certificate":"alive","clerk":"0031"}"#, "/clerk", "personal-data"),
        (
            #"{"certificate":"marital-status","claims":[{"claim":"marital.spouse","parameters":{"spouse":{"name":"x"}}}]}"#,
            "/claims/0/parameters/spouse", "personal-data"
        ),
        (
            #"{"certificate":"birth","claims":[{"claim":"birth.fact","parameters":{"date":"1990-05-05"}}]}"#, "/claims/0/parameters/date",
            "personal-data"
        ),
        (
            #"{"certificate":"identity-info","claims":[{"claim":"identity.document-valid","parameters":{"documentType":"passport","documentNumber":"E1"}}]}"#,
            "/claims/0/parameters/documentNumber", "personal-data"
        ),
        (#"{"certificate":"alive","purpose":{"legalBasis":"某法第一条"}}"#, "/purpose/legalBasis", "wrong-type"),
        (#"{"certificate":"alive","purpose":{"case":"BJ-1"}}"#, "/purpose/case", "unknown-key"),
        (#"{"certificate":"alive","birthYear":3000}"#, "/birthYear", "out-of-range"),
        (#"{"certificate":"alive","at":"2030-01-01"}"#, "/at", "in-the-future"),
        (#"{"certificate":"alive","area":"广州"}"#, "/area", "invalid-form"), (#"{"certificate":"none"}"#, "/certificate", "unknown-certificate"),
        (#"{"certificate":"alive","claims":[{"claim":"marital.status"}]}"#, "/claims/0/claim", "claim-not-of-certificate"),
        (#"{"certificate":"marital-status","claims":[{"claim":"marital.is"}]}"#, "/claims/0/parameters/status", "missing"),
        (#"{}"#, "/certificate", "missing"),
    ])
    func refusesWhatItMustNotTake(_ body: String, _ pointer: String, _ code: String) async throws {
        try await ask([body]) { reply, _ in
            #expect(reply.status == 422, "\(reply.text)")
            let places = try reply.json["invalidParameters"]?.elements?.map { [$0["pointer"]?.text, $0["code"]?.text] } ?? []
            #expect(places.contains([pointer, code]), "\(reply.text)")
            #expect(!reply.text.contains("欧阳晓梅") && !reply.text.contains("44990119850312004X"))
        }
    }

    @Test func refusesWhatIsNoQuestionAtAll() async throws {
        try await ask(["", "nonsense", "[]"]) { reply, index in #expect(reply.status == (index == 2 ? 422 : 400)) }
        try await TestDoor.open(gateway(Untouched())) { door in
            let get = try await door.request("GET", "/v1/coverage", as: "hall")
            #expect(get.status == 405 && get["allow"] == "POST")
            let plain = try await door.request("POST", "/v1/coverage", as: "hall", ["Content-Type: text/plain"], body: "{}")
            #expect(plain.status == 415)
        }
    }

    @Test("every certificate and every claim has an answer of the documented shape") func everyClaim() async throws {
        let checker = SchemaChecker(document: try JSON(parsing: PackageResources.openapi_json, limits: .file))
        let catalogue = try StubVerifying().catalogue
        let bodies = catalogue.certificates.flatMap { certificate in
            certificate.claims.map { kind -> String in
                let parameters = kind.parameters.filter { $0.isRequired && !$0.isPersonal }.map { "\"\($0.name)\":\($0.type.sample)" }
                return
                    #"{"certificate":"\#(certificate.id.rawValue)","claims":[{"claim":"\#(kind.rawValue)","parameters":{\#(parameters.joined(separator: ","))}}],"#
                    + #""purpose":{"legalBasis":true,"consent":true},"birthYear":1985,"area":"449901"}"#
            }
        }
        #expect(bodies.count >= ClaimKind.allCases.count)
        try await ask(bodies) { reply, index in
            #expect(reply.status == 200, "\(bodies[index]) \(reply.text)")
            let json = try reply.json
            #expect(checker.mistakes(of: json, against: "Coverage") == [], "\(bodies[index])")
        }
    }
}

extension ParameterType {
    /// A value that fits, as JSON.
    fileprivate var sample: String {
        switch self {
        case .word(let words): "\"\(words[0])\""
        case .words(let words): "[\"\(words[0])\"]"
        case .form: "\"449901\""
        case .integer(let range): "\(range.lowerBound)"
        case .date: "\"2020-01-01\""
        case .month: "\"2020-01\""
        case .onlyTrue: "true"
        case .period: #"{"from":"2020-01-01"}"#
        case .text, .person, .persons, .claimants: "null"
        }
    }
}
