import StrictJSON
import Testing
import Verification

@Suite("Reading an inquiry")
struct InquiryTests {
    let catalogue: Catalogue
    let today = ClaimTests.today

    init() throws { catalogue = try ShippedCatalogue.catalogue() }

    private static let good: JSON = [
        "certificate": "marital-status", "subject": ["name": "陈安然", "identifier": ["type": "resident-id", "number": "449901198512040025"]],
        "claims": [["claim": "marital.is", "parameters": ["status": "married", "at": "2026-03-01"]]],
        "purpose": [
            "category": "general", "matter": ["code": "11449900MB000002721000101001000", "name": "城乡居民事项核验"], "case": "BJ-2026-000123",
            "legalBasis": "某法第一条", "consent": "C-1",
        ],
        "clerk": "0031", "whenUnavailable": "report",
    ]

    private func read(_ json: JSON) -> (inquiry: Inquiry?, codes: [String]) {
        let problems = ProblemList()
        let inquiry = Inquiry.read(json, catalogue: catalogue, today: today, into: problems)
        #expect((inquiry == nil) == !problems.isEmpty)
        return (inquiry, problems.all.map { "\($0.pointer) \($0.code)" })
    }

    @Test("A complete inquiry")
    func complete() throws {
        let inquiry = try #require(read(Self.good).inquiry)
        let name = PersonName(text: "陈安然", original: "陈安然")
        #expect(
            inquiry
                == Inquiry(
                    certificate: "marital-status",
                    subject: Person(name: name, identifier: Identifier(type: .residentID, number: "449901198512040025")),
                    normalised: [], claims: [Claim(.maritalIs, [.init("status", .text("married")), .init("at", .date(today))])],
                    purpose: Purpose(
                        category: .general, matterCode: "11449900MB000002721000101001000", matterName: "城乡居民事项核验", caseNumber: "BJ-2026-000123",
                        legalBasis: "某法第一条", consent: "C-1"), clerk: "0031", whenUnavailable: .report))
    }

    @Test("What may be left out")
    func minimal() throws {
        let json = Self.good.changing("/claims") { _ in nil }.changing("/clerk") { _ in nil }.changing("/whenUnavailable") { _ in nil }
            .changing("/purpose") { _ in ["matter": ["code": "M1"], "case": "1"] }
        let inquiry = try #require(read(json).inquiry)
        #expect(inquiry.claims == [Claim(.maritalStatus)])
        #expect(inquiry.whenUnavailable == .defer && inquiry.clerk == nil)
        #expect(inquiry.purpose == Purpose(category: .general, matterCode: "M1", matterName: nil, caseNumber: "1", legalBasis: nil, consent: nil))
    }

    @Test("Without claims each certificate does what the contract says", arguments: CatalogueTests.list.map(\.number))
    func withoutClaims(_ number: Int) throws {
        let certificate = try #require(catalogue.certificates.first { $0.number == number })
        let json = Self.good.changing("/claims") { _ in nil }.changing("/certificate") { _ in .string(certificate.id.rawValue) }
        let (inquiry, codes) = read(json)
        switch certificate.withoutClaims {
        case .askDefault: #expect(inquiry?.claims.map(\.kind) == certificate.defaultClaim.map { [$0] })
        case .refer, .notRequired: #expect(inquiry?.claims == [])
        case .refuse: #expect(codes == ["/claims claims-required"])
        }
        let withoutSubject = read(json.changing("/subject") { _ in nil })
        #expect(withoutSubject.codes.contains("/subject missing") != certificate.isPurelyProcedural)
        if certificate.isPurelyProcedural { #expect(withoutSubject.inquiry?.subject == nil && withoutSubject.inquiry != nil) }
    }

    @Test("Every claim of a certificate may be asked for it, and no other", arguments: CatalogueTests.list.map(\.number))
    func claimsOfCertificate(_ number: Int) throws {
        let certificate = try #require(catalogue.certificates.first { $0.number == number })
        for kind in ClaimKind.allCases {
            let claim: JSON = ["claim": .string(kind.rawValue), "parameters": try #require(ClaimTests.good[kind])]
            let (inquiry, codes) = read(
                Self.good.changing("/claims") { _ in [claim] }.changing("/certificate") { _ in .string(certificate.id.rawValue) })
            if certificate.claims.contains(kind) {
                #expect(inquiry?.claims.map(\.kind) == [kind])
            } else {
                #expect(codes == ["/claims/0/claim claim-not-of-certificate"])
            }
        }
    }

    @Test("Old names are understood", arguments: ["婚姻关系证明", "分居证明", "婚姻状况证明（婚姻关系证明、分居证明）", " 婚姻 状况 证明 ", "MARITAL-STATUS"])
    func oldNames(_ name: String) {
        #expect(read(Self.good.changing("/certificate") { _ in .string(name) }).inquiry?.certificate == "marital-status")
    }

    @Test("What was put right in the subject is reported")
    func normalised() throws {
        let inquiry = try #require(
            read(
                Self.good.changing("/subject") { _ in
                    ["name": " 阿依古丽•买买提", "identifier": ["type": "resident-id", "number": "４４９９０２６３０５０１００３"]]
                }
            ).inquiry)
        #expect(inquiry.normalised == [.fullWidthNumber, .fifteenDigitNumber, .surroundingSpacesInName, .nameSeparator])
        #expect(inquiry.subject?.identifier.number == "449902196305010031")
        #expect(inquiry.subject?.name.text == "阿依古丽·买买提")
    }

    @Test("All mistakes come together, each with its place")
    func together() {
        let codes = read([
            "certificate": "moon-landing", "subject": ["name": 1, "identifier": ["type": "moon", "number": "1"]],
            "claims": [["claim": "x"], ["claim": "death.date", "parameters": ["at": "2026-01-01"]]],
            "purpose": ["category": "fun", "matter": ["name": "x"], "legalBasis": "a\nb"], "clerk": "", "whenUnavailable": "never", "extra": 1,
        ]).codes
        #expect(
            codes == [
                "/certificate unknown-certificate", "/subject/name wrong-type", "/subject/identifier/type unknown-value",
                "/claims/0/claim unknown-value",
                "/claims/1/parameters/at unknown-key", "/purpose/category unknown-value", "/purpose/matter/code missing", "/purpose/case missing",
                "/purpose/legalBasis control-character", "/clerk wrong-length", "/whenUnavailable unknown-value", "/extra unknown-key",
            ])
    }

    @Test(
        "One mistake, one problem",
        arguments: [
            ("/purpose", nil as JSON?, "/purpose missing"), ("/purpose/matter", nil, "/purpose/matter missing"),
            ("/purpose/case", "", "/purpose/case wrong-length"),
            ("/purpose/case", "a\u{202E}b", "/purpose/case control-character"),
            ("/purpose/matter/code", "M\u{85}", "/purpose/matter/code control-character"),
            ("/certificate", nil, "/certificate missing"), ("/claims", .array([]), "/claims wrong-count"),
            ("/claims", .object([]), "/claims wrong-type"),
            ("/subject/identifier/number", "449901198512040026", "/subject/identifier/number wrong-check-character"),
            ("/subject/identifier/number", "449901203001010012", "/subject/identifier/number impossible-birth-date"),
            ("/subject/name", "", "/subject/name empty"), ("/claims/0/parameters/at", "2027-01-01", "/claims/0/parameters/at in-the-future"),
        ] as [(String, JSON?, String)])
    func single(_ pointer: String, _ value: JSON?, _ expected: String) {
        #expect(read(Self.good.changing(pointer) { _ in value }).codes == [expected])
    }

    @Test("Sixteen claims are the limit")
    func tooMany() {
        let claim: JSON = ["claim": "marital.status"]
        #expect(read(Self.good.changing("/claims") { _ in .array(Array(repeating: claim, count: 16)) }).inquiry?.claims.count == 16)
        #expect(read(Self.good.changing("/claims") { _ in .array(Array(repeating: claim, count: 17)) }).codes == ["/claims wrong-count"])
    }

    @Test("Anything at all in any place is refused without trouble")
    func garbage() {
        let probes: [JSON] = [.null, true, 0, "", "\u{1}", [], [:], ["a": 1], [[]], .number("1e400")]
        for pointer in [
            "", "/certificate", "/subject", "/subject/name", "/subject/identifier", "/subject/identifier/type", "/subject/identifier/number",
            "/claims",
            "/claims/0", "/claims/0/claim", "/claims/0/parameters", "/claims/0/parameters/status", "/purpose", "/purpose/matter",
            "/purpose/matter/code",
        ] {
            for probe in probes where !(pointer == "/claims" && probe == .null) {
                #expect(read(Self.good.changing(pointer) { _ in probe }).inquiry == nil, "\(pointer) \(probe.kind)")
            }
        }
    }
}
