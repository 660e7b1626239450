import StrictJSON
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

/// The document and the code say the same.
@Suite("openapi.json")
struct OpenAPITests {
    private let document: JSON

    init() throws {
        document = try JSON(parsing: PackageResources.openapi_json, limits: .file)
    }

    private func schema(_ name: String) throws -> JSON { try #require(document["components"]?["schemas"]?[name], "no schema \(name)") }

    @Test func isServedAsItIs() async throws {
        try await TestDoor.open { door in
            let reply = try await door.request("GET", "/openapi.json")
            #expect(reply.status == 200 && reply.body == PackageResources.openapi_json)
        }
        #expect(document["openapi"] == "3.1.0")
    }

    @Test func hasTheSamePathsAndMethods() {
        let paths = document["paths"]?.members ?? []
        #expect(Set(paths.map(\.name)) == Set(Endpoint.allCases.map(\.rawValue)))
        for path in paths {
            // HEAD is answered wherever GET is, as the description says once.
            let allow = Endpoint(rawValue: path.name)?.allow.lowercased().replacing(", head", with: "")
            #expect(path.value.members?.map(\.name) == allow.map { [$0] }, "\(path.name)")
        }
    }

    @Test func saysWhichPathsNeedACertificate() {
        for path in document["paths"]?.members ?? [] {
            for operation in path.value.members ?? [] {
                let isProtected = Endpoint(rawValue: path.name)?.isProtected == true
                #expect(operation.value["security"]?.elements?.isEmpty == !isProtected, "\(path.name)")
            }
        }
    }

    @Test(arguments: ProblemCode.allCases) func describesEveryProblem(_ code: ProblemCode) throws {
        let response = try #require(document["components"]?["responses"]?["Problem\(code.status)"])
        let description = response["description"]?.text ?? ""
        #expect(description.contains(" \(code.rawValue)") && response["content"]?["application/problem+json"] != nil)
    }

    /// Statuses that the refusals of an endpoint's own making have.
    @Test(arguments: [
        (Endpoint.verifications, [200, 400, 401, 403, 406, 408, 409, 411, 413, 415, 417, 422, 500, 503]),
        (.verification, [200, 400, 401, 404, 406, 408, 409, 410, 413, 417, 422, 500, 503]),
        (.verificationReceipt, [200, 400, 401, 404, 406, 408, 413, 417, 422, 500, 503]),
        (.receipt, [200, 400, 406, 408, 413, 417, 422, 500, 503]),
        (.accessReport, [200, 400, 401, 403, 406, 408, 411, 413, 415, 417, 422, 500, 503]),
        (.ledger, [200, 400, 404, 408, 413, 417, 422, 500, 503]),
        (.coverage, [200, 400, 401, 406, 408, 411, 413, 415, 417, 422, 500, 503]),
        (.certificates, [200, 400, 406, 408, 413, 417, 422, 500]), (.certificateLookup, [200, 400, 406, 408, 413, 417, 422, 500]),
        (.certificate, [200, 400, 404, 406, 408, 413, 417, 422, 500]), (.description, [200, 400, 408, 413, 417, 500]),
        (.liveness, [200, 400, 408, 413, 417, 500]), (.readiness, [200, 400, 408, 413, 417, 500, 503]), (.metrics, [200, 400, 408, 413, 417, 500]),
    ])
    func documentsEveryStatus(_ endpoint: Endpoint, _ statuses: [Int]) throws {
        let operation = try #require(document["paths"]?[endpoint.rawValue]?.members?.first?.value)
        #expect(operation["responses"]?.members?.compactMap { Int($0.name) } == statuses)
    }

    @Test func listsTheSameWords() throws {
        func words<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> JSON { .array(Word.allCases.map { .string($0.rawValue) }) }
        #expect(try schema("Verdict")["enum"] == words(Verdict.self))
        #expect(try schema("Action")["enum"] == words(Action.self))
        #expect(try schema("ReasonCode")["enum"] == words(ReasonCode.self))
        #expect(try schema("CautionCode")["enum"] == words(CautionCode.self))
        #expect(try schema("TraceRule")["enum"] == words(TraceRule.self))
        #expect(try schema("TraceCode")["enum"] == words(TraceCode.self))
        #expect(try schema("CoverageStop")["properties"]?["stage"]?["enum"] == words(CoverageStop.Stage.self))
        #expect(try schema("CoverageRegistry")["properties"]?["role"]?["enum"] == words(RegisterCoverage.Role.self))
        #expect(try schema("TraceStep")["properties"]?["about"]?["enum"] == words(TraceRole.self))
        #expect(try schema("NextStepKind")["enum"] == words(NextStepKind.self))
        #expect(try schema("SourceOutcome")["enum"] == words(SourceOutcome.self))
        #expect(try schema("FailureKind")["enum"] == words(FailureKind.self))
        #expect(try schema("CorrectionCode")["enum"] == words(CorrectionCode.self))
        #expect(try schema("ClaimKind")["enum"] == words(ClaimKind.self))
        #expect(try schema("IdentifierType")["enum"] == words(IdentifierType.self))
        #expect(try schema("ProblemCode")["enum"] == words(ProblemCode.self))
        #expect(try schema("Failure")["properties"]?["delivery"]?["enum"] == words(Delivery.self))
        #expect(try schema("Purpose")["properties"]?["category"]?["enum"] == words(PurposeCategory.self))
        #expect(try schema("Inquiry")["properties"]?["whenUnavailable"]?["enum"] == words(WhenUnavailable.self))
        #expect(try schema("ShownSubject")["properties"]?["normalised"]?["items"]?["enum"] == words(Normalisation.self))
        #expect(try schema("Finding")["properties"]?["match"]?["items"]?["properties"]?["outcome"]?["enum"] == words(MatchOutcome.self))
    }

    @Test func requiresWhatIsWritten() throws {
        func required(_ name: String) throws -> [String] { try schema(name)["required"]?.elements?.compactMap(\.text) ?? [] }
        #expect(try required("Result") == ResultEncoding.members)
        #expect(try required("Finding") == ResultEncoding.findingMembers)
        #expect(try required("Source") == ResultEncoding.sourceMembers)
        #expect(try schema("TraceStep")["properties"]?.members?.map(\.name) == ResultEncoding.traceMembers)
        #expect(try required("TraceStep") == Array(ResultEncoding.traceMembers.prefix(2)))
        #expect(try required("Problem") == Problem.members)
    }

    /// Every answer that the sample and the catalogue give is of the documented shape.
    @Test func answersAreOfTheDocumentedShape() async throws {
        let checker = SchemaChecker(document: document)
        try await TestDoor.open { door in
            let result = try await door.ask(goodInquiry).json
            #expect(checker.mistakes(of: result, against: "Result") == [])
            let problem = try await door.ask("{}").json
            #expect(checker.mistakes(of: problem, against: "Problem") == [])
            let list = try await door.request("GET", "/v1/certificates").json
            #expect(checker.mistakes(of: list, against: "CertificateList") == [])
            for id in list["certificates"]?.elements?.compactMap({ $0["id"]?.text }) ?? [] {
                let detail = try await door.request("GET", "/v1/certificates/\(id)").json
                #expect(checker.mistakes(of: detail, against: "Certificate") == [], "\(id)")
            }
            for name in ["x", "%E5%A9%9A%E5%A7%BB%E7%8A%B6%E5%86%B5%E8%AF%81%E6%98%8E"] {
                let standing = try await door.request("GET", "/v1/certificates/lookup?name=" + name).json
                #expect(checker.mistakes(of: standing, against: "Standing") == [])
            }
            #expect(checker.mistakes(of: try await door.request("GET", "/readyz").json, against: "Readiness") == [])
        }
        let example = document["paths"]?["/v1/verifications"]?["post"]?["requestBody"]?["content"]?["application/json"]?["example"]
        #expect(checker.mistakes(of: try #require(example), against: "Inquiry") == [])
    }
}
