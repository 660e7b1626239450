import Foundation
import StrictJSON
import Testing
import Verification

@testable import GatewayHTTP

@Suite("The catalogue over HTTP")
struct CertificateViewsTests {
    let catalogue: Catalogue
    let views: CertificateViews

    private static let shipped = Result {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Config/catalogue.json")
        return try Catalogue(json: JSON(parsing: [UInt8](Data(contentsOf: file)), limits: .file))
    }

    init() throws {
        catalogue = try Self.shipped.get()
        views = CertificateViews(catalogue: catalogue, connected: ["ps-population", "crime-record", "ca-marriage", "court-judgment"])
    }

    private func parsed(_ bytes: [UInt8]?) throws -> JSON { try JSON(parsing: try #require(bytes), limits: .file) }

    @Test("The list has all 23, in order")
    func list() throws {
        let certificates = try #require(try parsed(views.list)["certificates"]?.elements)
        #expect(certificates.compactMap { $0["number"]?.integer } == Array(1...23))
        #expect(certificates[7]["aliases"]?.elements?.compactMap { $0["zh"]?.text } == ["婚姻关系证明", "分居证明"])
    }

    @Test("Each has its own page with everything that a hall needs", arguments: 1...23)
    func details(_ number: Int) throws {
        let certificate = try #require(catalogue.certificates.first { $0.number == number })
        let page = try parsed(views.detail(certificate.id.rawValue))
        #expect(page["id"]?.text == certificate.id.rawValue)
        for member in ["name", "aliases", "routes", "documents", "issuers", "exceptions", "claims", "registries", "sharedCheck", "reissue"] {
            #expect(page[member] != nil, "\(member)")
        }
        let claims = try #require(page["claims"]?.elements)
        #expect(claims.compactMap { $0["claim"]?.text } == certificate.claims.map(\.rawValue))
        for (claim, kind) in zip(claims, certificate.claims) {
            #expect(claim["parameters"] == kind.parametersSchema)
            #expect(claim["valueClaim"]?.flag == kind.isValueClaim)
        }
    }

    @Test("What can be answered follows from the registries that are joined")
    func answerable() throws {
        func answerable(_ id: String, _ claim: ClaimKind) throws -> Bool? {
            try parsed(views.detail(id))["claims"]?.elements?.first { $0["claim"]?.text == claim.rawValue }?["answerable"]?.flag
        }
        #expect(try answerable("no-criminal-record", .crimeNoRecord) == true)
        #expect(try answerable("marital-status", .maritalStatus) == true)
        #expect(try answerable("marital-status", .maritalSeparated) == false)
        #expect(try answerable("disability", .disabilityCertificate) == false)
        let registries = try #require(try parsed(views.detail("no-criminal-record"))["registries"]?.elements)
        #expect(registries.map { $0["id"]?.text } == ["crime-record"] && registries.first?["connected"]?.flag == true)
    }

    @Test("Only ids have pages", arguments: ["", "婚姻状况证明", "Kinship", "kinship/", "moon"])
    func noPage(_ id: String) {
        #expect(views.detail(id) == nil)
    }

    @Test(
        "May it be demanded?",
        arguments: [
            ("婚姻关系证明", "abolished", false), ("kinship", "abolished", false), ("收养人婚姻状况和抚养教育能力证明", "retained", true), ("贫困证明", "not-listed", false),
            ("", "not-listed", false), ("<script>", "not-listed", false),
        ])
    func lookup(_ name: String, _ status: String, _ mayBeDemanded: Bool) throws {
        let answer = try parsed(views.lookup(name: name))
        #expect(answer["status"]?.text == status)
        #expect(answer["mayBeDemanded"]?.flag == mayBeDemanded)
        #expect((answer["legalBasis"]?["zh"]?.text != nil) == (status != "not-listed"))
        #expect((answer["complaint"] == nil) == mayBeDemanded)
        #expect((answer["certificate"]?["id"] != nil) == (status == "abolished"))
    }
}
