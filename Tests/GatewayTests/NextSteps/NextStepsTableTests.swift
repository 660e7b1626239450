import Gateway
import Testing
import Verification

/// The table certificates × verdicts: which ways each certificate has, and in what order they are offered.
@Suite("The ways on, certificate by certificate")
struct NextStepsTableTests {
    let catalogue: Catalogue
    private static let day = CalendarDate(dayNumber: 20_513)

    init() throws { catalogue = try GatewayWalkTests.catalogue() }

    private func steps(
        _ number: Int, _ claim: Claim?, _ verdict: Verdict, _ reason: ReasonCode = .noRecordFound, purpose: PurposeCategory = .general,
        restsOn: [RegistryID] = [], corrections: [Correction] = []
    ) throws -> [NextStep] {
        let certificate = try #require(catalogue.certificates.first { $0.number == number })
        guard let claim = claim ?? certificate.claims.first.map({ Claim($0) }) else {
            return NextSteps.steps(for: [], verdict: verdict, certificate: certificate, purpose: purpose, catalogue: catalogue)
        }
        return NextSteps.steps(
            for: Finding(claim: claim, verdict: verdict, reason: reason, asOf: Self.day, restsOn: restsOn, corrections: corrections),
            certificate: certificate, purpose: purpose, catalogue: catalogue)
    }

    private func letters(_ steps: [NextStep]) -> String {
        String(
            steps.map { step -> Character in
                switch step.kind {
                case .presentOriginal: "O"
                case .reissue: "R"
                case .declaration: "D"
                case .commitment: "C"
                case .assistanceCheck: "A"
                case .caseQuery: "Q"
                case .manualCheck: "M"
                case .correctionRequest: "X"
                case .referIssuer: "I"
                case .complaint: "!"
                case .retry: "T"
                }
            })
    }

    /// O original, R reissue, D declaration, C commitment, A assistance check, Q case query, M manual check, X correction, I issuer or decider,
    /// T try again, ! complaint. Read from A.2 of the list: no record · conflict · a source failed · referred · refuted.
    static let table: [(Int, String)] = [
        (1, "ORDCIA MXOI TOC IORDC! MX"), (2, "ORA MXO TO OR! MX"), (5, "III MXIII T III! MX"), (6, "I MXI T I! MX"), (7, "I MXI T I! MX"),
        (8, "ORDCA MXO TOC ORDC! MX"), (9, "OR MXO TO OR! MX"), (10, "MA MX T ! MX"), (11, "ORIIIA MXOIII TO IIIOR! MX"),
        (12, "OII MXOII TO IIO! MX"), (13, "ORII MXOII TO IIOR! MX"), (14, "ORDCA MXO TOC ORDC! MX"), (15, "ODCI MXOI TOC IODC! MX"),
        (16, "DCIA MXI TC IDC! MX"), (17, "ORDCQA MXO TOC ORDC! MX"), (18, "ORIIIA MXOIII TO IIIOR! MX"), (19, "ODCI MXOI TOC IODC! MX"),
        (21, "DCI MXI TC IDC! MX"), (22, "O MXO TO O! MX"), (23, "MDCI MXI TC IDC! MMX"),
    ]

    @Test("Each certificate's ways", arguments: table)
    func ways(_ number: Int, _ expected: String) throws {
        let found = try [
            letters(steps(number, nil, .noRecord)), letters(steps(number, nil, .conflict, .sourcesDisagree)),
            letters(steps(number, nil, .inconclusive, .sourceUnavailable)), letters(steps(number, nil, .referred, .competentBodyOnly)),
            letters(steps(number, nil, .refuted, .recordedOtherwise)),
        ]
        #expect(found.joined(separator: " ") == expected)
        #expect(letters(try steps(number, nil, .confirmed, .recorded)).isEmpty)
    }

    @Test("Procedural certificates: nobody may ask", arguments: [(3, "I!"), (4, "ID!"), (20, "I" + String(repeating: "R", count: 19) + "!")])
    func procedural(_ number: Int, _ expected: String) throws { #expect(letters(try steps(number, nil, .notRequired)) == expected) }

    @Test("All twenty-three stand in one of the tables")
    func all() {
        #expect(Set(Self.table.map(\.0) + [3, 4, 20]) == Set(catalogue.certificates.map(\.number)))
    }

    @Test("Documents are called by their names, and each lost one has its office")
    func documents() throws {
        let steps = try steps(8, Claim(.maritalStatus), .noRecord)
        #expect(steps[0].text.zh == "请本人出示任何一种已有材料：结婚证、离婚证、人民法院生效裁判文书或者离婚证明书、配偶死亡证明等。")
        #expect(
            steps[1].text.zh
                == "材料遗失的，请本人申请补办：结婚证、离婚证向婚姻登记机关申请；人民法院生效裁判文书或者离婚证明书向作出裁判的人民法院申请；配偶死亡证明向医疗卫生机构、公安机关或者人民法院申请。")
        #expect(steps[0].legalBasis?.zh.hasSuffix("第 8 项") == true)
        for certificate in catalogue.certificates where certificate.reissue != nil && !certificate.originals.documents.isEmpty {
            let reissue = try #require(try self.steps(certificate.number, nil, .noRecord).first { $0.kind == .reissue })
            for document in reissue.documents {
                #expect(reissue.text.zh.contains(try #require(catalogue.documents[document]).issuer.zh))
            }
        }
    }

    @Test("Property: the title and the departments of the kind in question")
    func property() throws {
        let land = try steps(17, Claim(.propertyOwns, [.init("kind", .text("real-estate"))]), .noRecord)
        #expect(land.first?.documents == ["real-estate-cert"])
        #expect(land.first { $0.kind == .caseQuery }?.text.zh == "可以按法定程序和权限，向房地产管理部门、自然资源部门个案查询。")
        let both = try steps(17, Claim(.propertyNone, [.init("kinds", .words(["vehicle", "deposit"]))]), .noRecord)
        #expect(both.first?.documents == ["deposit-proof", "vehicle-licence"])
        let gap = try steps(17, Claim(.propertyNone, [.init("kinds", .words(["vehicle", "real-estate"]))]), .noRecord, .coverageGap)
        let search = try #require(gap.first { $0.kind == .referIssuer })
        #expect(search.text.zh.contains("纸质登记资料") && search.legalBasis == catalogue.stepBases[.registerSearch])
        #expect(!land.contains { $0.kind == .referIssuer })
        let car = try steps(17, Claim(.propertyNone, [.init("kinds", .words(["vehicle"]))]), .noRecord, .coverageGap)
        #expect(!car.contains { $0.kind == .referIssuer })
        let income = try steps(17, Claim(.incomeCompare), .inconclusive, .coverageGap)
        #expect(letters(income) == "DCQA" && income.last?.text.zh.contains("税务机关") == true && income.last?.text.zh.contains("证券") == false)
    }

    @Test("An illness certificate goes to the institution that is named on it")
    func institution() throws {
        let claim = Claim(.illnessCertificateAuthentic, [.init("institution", .text("示例市第一人民医院")), .init("certificateNumber", .text("B1"))])
        let steps = try steps(12, claim, .referred, .competentBodyOnly)
        #expect(steps.first?.text.zh == "请向出具机构“示例市第一人民医院”核实这份证明是否由其出具。")
        #expect(letters(steps) == "IIIO!")
    }

    @Test("A correction names the department and what seems wrong; an objection the departments on which the answer rests")
    func corrections() throws {
        let wrong = [Correction(registry: .personalFiles, code: .datesDisagree), Correction(registry: .population, code: .datesDisagree)]
        let conflict = try steps(16, Claim(.archiveFact), .conflict, .sourcesDisagree, corrections: wrong)
        #expect(
            conflict.filter { $0.kind == .correctionRequest }.map(\.text.zh) == [
                "请向个人档案保管单位提出数据校核：与其他部门登记的日期不一致。", "请向公安机关提出数据校核：与其他部门登记的日期不一致。",
            ])
        let number = try steps(
            13, Claim(.disabilityCertificate), .inconclusive, .recordsAmbiguous,
            corrections: [Correction(registry: .disability, code: .numberDiffers)])
        #expect(letters(number) == "MXO")
        let refuted = try steps(8, Claim(.maritalIs), .refuted, .endedByJudgment, restsOn: [.marriage, .courtJudgment])
        #expect(refuted.last?.text.zh == "当事人有异议的，可以向民政部门、人民法院申请核查、更正。")
    }

    @Test("Whoever is not registered where registration makes the status is told where to apply")
    func application() throws {
        #expect(letters(try steps(15, Claim(.employmentRegisteredUnemployed), .refuted, .authoritativeNegative)) == "MXI")
        #expect(letters(try steps(13, Claim(.disabilityCertificate), .refuted, .authoritativeNegative)) == "MXII")
        #expect(letters(try steps(5, Claim(.crimeNoRecord), .refuted, .recordedOtherwise)) == "MX")
    }

    @Test("No commitment where a status or title would be made of it", arguments: [PurposeCategory.adoption, .notarisation, .realEstateRegistration])
    func noCommitment(_ purpose: PurposeCategory) throws {
        for (number, _) in Self.table {
            for verdict in [Verdict.noRecord, .inconclusive, .pending, .referred] {
                #expect(try !steps(number, nil, verdict, .noRecordFound, purpose: purpose).contains { $0.kind == .commitment })
            }
        }
    }

    @Test("A commitment stands in exactly where the list's entry allows it")
    func commitment() throws {
        for certificate in catalogue.certificates where !certificate.isPurelyProcedural {
            let offers = try steps(certificate.number, nil, .noRecord).contains { $0.kind == .commitment }
            #expect(offers == certificate.allowsCommitment, "\(certificate.id)")
        }
    }

    @Test("A kinship by marriage is shown by other papers than one by birth")
    func kinship() throws {
        let spouse = try steps(1, Claim(.kinshipRelation, [.init("relation", .text("spouse"))]), .noRecord)
        #expect(spouse.first?.documents == ["hukou-book", "marriage-cert"])
        let child = try steps(1, Claim(.kinshipRelation, [.init("relation", .text("child"))]), .noRecord)
        #expect(child.first?.documents == ["hukou-book", "birth-cert"])
    }
}
