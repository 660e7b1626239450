import StrictJSON
import Testing
import Verification

@Suite("The catalogue as it ships")
struct CatalogueTests {
    let catalogue: Catalogue

    init() throws { catalogue = try ShippedCatalogue.catalogue() }

    /// Annex 1 of the founding document, name by name with its other names.
    static let list: [(number: Int, id: CertificateID, name: String, aliases: [String])] = [
        (1, "kinship", "亲属关系证明", []), (2, "identity-info", "居民身份信息证明", ["户籍证明"]), (3, "hukou-item-change", "户口登记项目内容变更申请证明", []),
        (4, "dog-keeping", "居民养犬证明", []), (5, "no-criminal-record", "无犯罪记录证明", []), (6, "community-rehab", "社区戒毒社区康复人员情况证明", ["表现证明"]),
        (7, "missing-person", "人员失踪证明", []), (8, "marital-status", "婚姻状况证明", ["婚姻关系证明", "分居证明"]), (9, "birth", "出生证明", []),
        (10, "alive", "健在证明", []), (11, "death", "死亡证明", []), (12, "illness", "疾病状况证明", ["急诊证明", "意外伤害证明"]),
        (13, "disability", "残疾状况证明", []), (14, "fertility", "婚育状况证明", ["生育状况证明"]), (15, "employment", "居民就业状况证明", []),
        (16, "personal-file", "居民个人档案证明", []),
        (17, "property", "居民财产证明", ["经济状况证明", "收入证明", "偿还能力证明", "房产证明", "银行存款证明", "投资情况证明", "车辆所有权证明"]),
        (18, "inheritance", "遗产继承权证明", []),
        (19, "premises", "市场主体住所证明", ["经营场所证明", "同意住宅改变为经营性用房证明", "社区经营性用房无扰民证明"]), (20, "lost-document", "证件遗失证明", []),
        (21, "same-address", "同一地址证明", []), (22, "same-person", "同属一人证明", []), (23, "legal-aid-hardship", "公民申请法律援助需要的经济困难证明", []),
    ]

    @Test("It is the list: 23 certificates, 17 other names, 20 national and 3 of Guangdong")
    func matchesTheList() {
        #expect(catalogue.certificates.count == 23)
        #expect(catalogue.certificates.flatMap(\.aliases).count == 17)
        for (certificate, entry) in zip(catalogue.certificates, Self.list) {
            #expect(certificate.number == entry.number && certificate.id == entry.id)
            #expect(certificate.name.zh == entry.name && certificate.aliases.map(\.zh) == entry.aliases)
            #expect(certificate.origin == (entry.number <= 20 ? .national : .guangdong))
        }
        #expect(catalogue.claims.count == 34 && catalogue.registries.count == 29 && catalogue.documents.count == 30)
    }

    @Test("Every name finds its certificate, however it is typed", arguments: list.map(\.number))
    func lookup(_ number: Int) throws {
        let entry = try #require(Self.list.first(where: { $0.number == number }))
        let certificate = try #require(catalogue.certificate(entry.id))
        let english = ([certificate.name] + certificate.aliases).map(\.en)
        let printed = entry.aliases.isEmpty ? entry.name : "\(entry.name)（\(entry.aliases.joined(separator: "、"))）"
        for name in [entry.id.rawValue, entry.name, " \(entry.name)\u{3000}", entry.name.map(String.init).joined(separator: " "), printed]
            + entry.aliases + english + english.map({ $0.uppercased() })
        {
            #expect(catalogue.certificate(named: name)?.id == entry.id)
            #expect(catalogue.lookup(name: name) == .abolished(certificate))
        }
    }

    @Test("What is on no list may not be asked for; what is retained has its basis")
    func otherNames() throws {
        for name in ["", "证明", "贫困证明", "（）", "(kinship)", "亲属关系", String(repeating: "证", count: 10_000), "亲属关系证明\u{0}"] {
            #expect(catalogue.lookup(name: name) == .notListed)
        }
        let retained = try #require(catalogue.retained.first)
        #expect(catalogue.lookup(name: retained.name.zh) == .retained(retained))
        #expect(catalogue.lookup(name: try #require(retained.aliases.first).zh) == .retained(retained))
    }

    @Test("Item 20 names twelve official documents and seven commercial vouchers")
    func lostDocuments() throws {
        let lost = try #require(catalogue.certificate("lost-document")?.lostDocuments)
        #expect(
            lost.official.compactMap { catalogue.documents[$0]?.name.zh } == [
                "居民身份证", "居民户口簿", "出入境证件", "结婚证", "离婚证", "老年人优待证", "残疾人证", "残疾军人证", "车辆行驶证", "出生医学证明", "居民死亡医学证明（推断）书", "学历学位证书",
            ])
        #expect(lost.commercial.compactMap { catalogue.documents[$0]?.name.zh } == ["银行卡", "存折", "保险合同", "邮政汇款单", "邮政包裹单", "电卡", "天然气卡"])
        #expect(catalogue.documents["passbook"]?.issuer.en == "the handling bank")
    }

    @Test("Defaults are those of the contract")
    func defaults() {
        let defaults = Dictionary(uniqueKeysWithValues: catalogue.certificates.map { ($0.number, $0.defaultClaim) }).compactMapValues { $0 }
        #expect(
            defaults == [
                2: .identityMatch, 5: .crimeNoRecord, 7: .missingDeclared, 8: .maritalStatus, 9: .birthFact, 10: .aliveAt, 11: .deathIsDead,
                13: .disabilityCertificate, 15: .employmentRegisteredUnemployed, 16: .archiveCustodian,
            ])
        func numbers(_ what: Certificate.WithoutClaims) -> [Int] { catalogue.certificates.filter { $0.withoutClaims == what }.map(\.number) }
        #expect(numbers(.notRequired) == [3, 4, 20])
        #expect(numbers(.refer) == [6, 12, 23])
        #expect(numbers(.refuse) == [1, 14, 17, 18, 19, 21, 22])
        #expect(catalogue.certificates.filter(\.isPurelyProcedural).map(\.number) == [3, 4, 20])
    }

    @Test("Sharing, exceptions and routes are those of the document")
    func law() {
        #expect(catalogue.certificates.filter { $0.routes.contains(.sharedCheck) }.map(\.number) == [1, 2, 8, 10, 11, 14, 16, 17, 18])
        #expect(catalogue.certificates.filter { !$0.sharedCheck.authorities.isEmpty }.map(\.number) == [1, 2, 8, 10, 11, 14, 16, 17, 18])
        let exceptions = Dictionary(uniqueKeysWithValues: catalogue.certificates.map { ($0.number, $0.exceptions.map(\.category)) })
        #expect(
            exceptions.filter { !$0.value.isEmpty } == [
                1: [.realEstateRegistration, .notarisation], 8: [.lostArchive, .adoption], 14: [.adoption], 16: [.stateRules], 17: [.legalAid],
            ])
        #expect(Set(catalogue.certificates.flatMap(\.claims)) == Set(ClaimKind.allCases))
        #expect(Set(catalogue.certificates.flatMap(\.routes)) == Set(Route.allCases))
    }

    @Test("Sources of the claims of this house")
    func sources() {
        #expect(catalogue.sources(for: .crimeNoRecord) == ClaimSources(required: ["crime-record"], advisory: []))
        #expect(catalogue.sources(for: .identityMatch) == ClaimSources(required: ["ps-population"], advisory: []))
        #expect(
            catalogue.sources(for: .maritalStatus)
                == ClaimSources(required: ["ca-marriage", "court-judgment"], advisory: ["hc-death", "ps-population"]))
        #expect(catalogue.sources(for: .maritalSeparated) == ClaimSources(required: [], advisory: []))
        #expect(catalogue.claims[.deathIsDead]?.defeaters == ClaimSources(required: ["court-judgment"], advisory: []))
    }

    @Test("Nothing in it sends a person to a committee")
    func wording() throws {
        var texts: [String] = []
        func collect(_ json: JSON) {
            switch json {
            case .string(let text): texts.append(text)
            case .array(let elements): elements.forEach(collect)
            case .object(let members): members.forEach { collect($0.value) }
            default: break
            }
        }
        collect(try ShippedCatalogue.json().changing("/source") { _ in nil })
        for text in texts {
            for word in ["居委", "村委", "居民委员会", "村民委员会", "自治组织", "ommittee"] { #expect(!text.contains(word)) }
        }
    }

    @Test("Codes have a sentence in both languages, each its own")
    func texts() {
        func check(_ texts: [Text]) {
            #expect(texts.allSatisfy { $0.zh.hasSuffix("。") && $0.en.hasSuffix(".") })
            #expect(Set(texts.map(\.zh)).count == texts.count && Set(texts.map(\.en)).count == texts.count)
        }
        check(Verdict.allCases.map(\.text))
        check(ReasonCode.allCases.map(\.text))
        check(CautionCode.allCases.map(\.text))
        check(CorrectionCode.allCases.map(\.text))
        check(FailureKind.allCases.map(\.text))
    }
}

@Suite("A broken catalogue is refused with every mistake")
struct BrokenCatalogueTests {
    private func problems(_ json: JSON) -> [String] {
        do throws(InvalidCatalogue) {
            _ = try Catalogue(json: json)
            return []
        } catch {
            return error.problems.map { "\($0.pointer) \($0.code)" }
        }
    }

    @Test(
        "One thing wrong",
        arguments: [
            ("/certificates/0/claims/0", "marital.guess" as JSON?, "/certificates/0/claims/0 unknown-value"),
            ("/certificates/1/defaultClaim", "crime.no-record", "/certificates/1/defaultClaim not-among-claims"),
            ("/certificates/1/defaultClaim", nil, "/certificates/1/defaultClaim contradiction"),
            ("/certificates/1/number", 1, "/certificates/1/number repeated"), ("/certificates/1/id", "kinship", "/certificates/1/id repeated"),
            ("/certificates/1/aliases/0/zh", "亲 属关系证明", "/certificates/1/aliases repeated"),
            ("/certificates/2/claims", ["crime.no-record"], "/certificates/2/claims contradiction"),
            ("/certificates/0/originals/documents/0", "moon-rock", "/certificates/0/originals/documents/0 unknown-value"),
            ("/certificates/0/sharedCheck/authorities/0", "nobody", "/certificates/0/sharedCheck/authorities/0 unknown-value"),
            ("/certificates/0/exceptions/0/category", "general", "/certificates/0/exceptions contradiction"),
            ("/certificates/19/lostDocuments/commercial/0", "moon-rock", "/certificates/19/lostDocuments/commercial/0 unknown-value"),
            ("/certificates/0/name/en", "", "/certificates/0/name/en wrong-length"),
            ("/certificates/0/routes/0", "walk", "/certificates/0/routes/0 unknown-value"),
            ("/claims/death.date", nil, "/claims missing"), ("/claims/death.date/mergeRule", "guess", "/claims/death.date/mergeRule unknown-value"),
            ("/claims/death.date/sources/required/0", "moon", "/claims/death.date/sources/required/0 unknown-value"),
            ("/registries/tax", nil, "/claims/income.compare/sources/required/0 unknown-value"),
            ("/registries/tax/authority", "nobody", "/registries/tax/authority unknown-value"),
            ("/routes/court", nil, "/routes missing"), ("/documents/lease", nil, "/certificates/18/originals/documents/1 unknown-value"),
            ("/timeLimits/0/count", 0, "/timeLimits/0/count out-of-range"), ("/edition", nil, "/edition missing"),
        ] as [(String, JSON?, String)])
    func mistakes(_ pointer: String, _ value: JSON?, _ expected: String) throws {
        #expect(problems(try ShippedCatalogue.json().changing(pointer) { _ in value }).contains(expected))
    }

    @Test(
        "An unknown key is a mistake at every level",
        arguments: ["", "/certificates/0", "/certificates/0/name", "/claims/death.date", "/registries/tax", "/timeLimits/0"])
    func unknownKeys(_ pointer: String) throws {
        #expect(problems(try ShippedCatalogue.json().changing(pointer) { $0.adding("surprise", 1) }) == ["\(pointer)/surprise unknown-key"])
    }

    @Test("Mistakes are reported together")
    func together() throws {
        let json = try ShippedCatalogue.json().changing("/certificates/0/id") { _ in nil }.changing("/certificates/5/number") { _ in "six" }
            .changing("/source") { _ in nil }
        let found = problems(json)
        for expected in ["/certificates/0/id missing", "/certificates/5/number wrong-type", "/source missing"] { #expect(found.contains(expected)) }
        #expect(problems([]).count > 5)
    }
}
