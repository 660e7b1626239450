import StrictJSON
import Testing
import Verification

@Suite("Claims and their parameters")
struct ClaimTests {
    static let today = CalendarDate(year: 2026, month: 3, day: 1) ?? CalendarDate(dayNumber: 0)
    static let person: JSON = ["name": "黄立诚", "identifier": ["type": "resident-id", "number": "449901198303170018"]]

    /// One good set of parameters for each claim, with every parameter that may stand together.
    static let good: [ClaimKind: JSON] = [
        .kinshipRelation: ["other": person, "relation": "parent", "mode": "legal", "at": "2026-03-01"],
        .kinshipSameHousehold: ["other": person, "ever": true], .identityMatch: [:],
        .identityAttribute: ["attribute": "sex", "value": "male"], .identityHukouAt: ["division": "449901", "at": "2020-02-29"],
        .identityDocumentValid: ["documentType": "hk-macao-travel-permit", "documentNumber": "H99000001"],
        .crimeNoRecord: ["period": ["from": "2010-01-01", "to": "2020-01-01"], "scope": "从业禁止"], .rehabStatus: ["at": "2026-01-01"],
        .rehabPerformance: ["from": "2025-01-01", "to": "2025-12-31"], .missingDeclared: ["at": "2026-01-01"], .maritalStatus: ["at": "2026-01-01"],
        .maritalIs: ["status": "never-married", "at": "2026-01-01"], .maritalSpouse: ["spouse": person, "at": "2026-01-01"],
        .maritalSeparated: ["spouse": person, "from": "2024-01-01", "to": "2025-01-01"],
        .birthFact: ["date": "2009-08-08", "place": "示例市", "mother": person, "father": person, "certificateNumber": "A990000001"],
        .aliveAt: ["at": "2026-01-01", "withinDays": 30], .deathIsDead: ["at": "2026-01-01", "asKnownAt": "2026-02-01"], .deathDate: [:],
        .illnessCertificateAuthentic: ["institution": "示例医院", "certificateNumber": "1"],
        .disabilityCertificate: ["category": 4, "level": 2, "at": "2026-01-01"], .fertilityChild: ["child": person],
        .fertilityCountAtMost: ["count": 1, "at": "2026-01-01"], .employmentRegisteredUnemployed: ["at": "2026-01-01"],
        .employmentHardship: ["at": "2026-01-01"], .archiveCustodian: [:], .archiveFact: ["fact": "birth-date", "value": "1970-01-01"],
        .propertyOwns: ["kind": "real-estate", "area": "449901", "at": "2026-01-01"],
        .propertyNone: ["kinds": ["real-estate", "vehicle"], "area": "province", "at": "2026-01-01"],
        .incomeCompare: ["from": "2025-01", "to": "2025-12", "operator": "at-most", "amount": 60_000],
        .inheritanceFacts: ["claimants": [["person": person, "relation": "child"]]],
        .premisesRightToUse: ["address": "样板区一路 1 号", "at": "2026-01-01"], .addressSame: ["old": "一路 1 号", "new": "二路 1 号", "at": "2026-01-01"],
        .personSame: ["other": person], .hardshipLegalAid: ["household": [person], "amount": 2000],
    ]

    private func problems(_ kind: ClaimKind, _ parameters: JSON) -> [JSONProblem] {
        let problems = ProblemList()
        let claim = Claim.read(
            ObjectReader(["claim": .string(kind.rawValue), "parameters": parameters], at: "/claims/0", into: problems), today: Self.today)
        #expect((claim == nil) == !problems.isEmpty)
        return problems.all
    }

    private func codes(_ kind: ClaimKind, _ parameters: JSON) -> [String] { problems(kind, parameters).map { "\($0.pointer) \($0.code)" } }

    @Test("There are 34 claims, and each has a good example")
    func count() {
        #expect(ClaimKind.allCases.count == 34)
        #expect(Set(Self.good.keys) == Set(ClaimKind.allCases))
    }

    @Test("Reader and schema accept the good example and keep every parameter in order", arguments: ClaimKind.allCases)
    func accepted(_ kind: ClaimKind) throws {
        let parameters = try #require(Self.good[kind])
        let reader = ObjectReader(["claim": .string(kind.rawValue), "parameters": parameters], into: ProblemList())
        let claim = try #require(Claim.read(reader, today: Self.today))
        #expect(claim.kind == kind)
        #expect(Set(claim.parameters.map(\.name)) == Set((parameters.members ?? []).map(\.name)))
        #expect(claim.parameters.map(\.name) == kind.parameters.map(\.name).filter { parameters[$0] != nil })
        #expect(ParameterSchemaValidator().accepts(parameters, kind.parametersSchema))
    }

    /// Values of every JSON type, some of them right in one place or another.
    private static let probes: [JSON] = [
        true, false, "", "x", "2026-03-01", "2026-02-30", "2025-07", "2025-13", "449901", "4499011", "province", "sex", "real-estate", "at-least",
        "spouse", "never-married", "resident-id-card", 0, -1, 4, 31, 400, .number("1.5"), .number("1e30"),
        .string(String(repeating: "字", count: 5000)),
        [], ["real-estate"], ["real-estate", "real-estate"], ["moon"], [1], [:], ["from": "2026-01-01"], ["from": "x"], ["upTo": "2026-01-01"],
        person, [person], ["name": "黄立诚"], ["name": "黄立诚", "identifier": ["type": "resident-id"]], [["person": person, "relation": "child"]],
        [["person": person]],
    ]

    @Test("Reader and schema agree when any parameter is replaced by anything", arguments: ClaimKind.allCases)
    func agreeOnValues(_ kind: ClaimKind) throws {
        let good = try #require(Self.good[kind]?.members)
        let validator = ParameterSchemaValidator()
        for specification in kind.parameters {
            for probe in Self.probes {
                let changed = JSON.object(good.filter { $0.name != specification.name } + [.init(specification.name, probe)])
                let schemaSays = validator.accepts(changed, kind.parametersSchema)
                let found = problems(kind, changed)
                // A schema cannot compute check characters or the order of two days; the reader may be stricter there and nowhere else.
                let beyondSchema: Set =
                    kind == .identityDocumentValid ? ["wrong-length", "wrong-form", "wrong-character"] : ["out-of-order", "in-the-future"]
                if schemaSays, !found.isEmpty, found.allSatisfy({ beyondSchema.contains($0.code) }) { continue }
                #expect(schemaSays == found.isEmpty, "\(kind.rawValue) \(specification.name) \(probe.kind)")
            }
        }
    }

    @Test("Reader and schema agree on which parameters may be left out, and refuse unknown ones", arguments: ClaimKind.allCases)
    func agreeOnPresence(_ kind: ClaimKind) throws {
        let good = try #require(Self.good[kind]?.members)
        let validator = ParameterSchemaValidator()
        for left in good {
            let remaining = JSON.object(good.filter { $0.name != left.name })
            #expect(validator.accepts(remaining, kind.parametersSchema) == problems(kind, remaining).isEmpty, "\(kind.rawValue) \(left.name)")
        }
        let more = JSON.object(good + [.init("surprise", 1)])
        #expect(!validator.accepts(more, kind.parametersSchema))
        #expect(codes(kind, more) == ["/claims/0/parameters/surprise unknown-key"])
        let bare = problems(kind, [:])
        #expect(validator.accepts([:], kind.parametersSchema) == bare.isEmpty)
    }

    @Test("Mistakes are all reported together, with pointers")
    func together() {
        #expect(
            codes(.incomeCompare, ["from": "2025-1", "operator": "less", "amount": -1, "x": 0]) == [
                "/claims/0/parameters/from invalid-month", "/claims/0/parameters/to missing", "/claims/0/parameters/operator unknown-value",
                "/claims/0/parameters/amount out-of-range", "/claims/0/parameters/x unknown-key",
            ])
        #expect(
            codes(
                .maritalSpouse,
                ["spouse": ["name": "\n", "identifier": ["type": "resident-id", "number": "449901198303170017", "y": 1]], "at": "x"])
                == [
                    "/claims/0/parameters/spouse/name control-character", "/claims/0/parameters/spouse/identifier/y unknown-key",
                    "/claims/0/parameters/spouse/identifier/number wrong-check-character", "/claims/0/parameters/at invalid-date",
                ])
    }

    @Test("No day lies in the future, and today does not")
    func future() {
        #expect(codes(.aliveAt, ["at": "2026-03-02"]) == ["/claims/0/parameters/at in-the-future"])
        #expect(codes(.deathIsDead, ["asKnownAt": "2026-03-02"]) == ["/claims/0/parameters/asKnownAt in-the-future"])
        #expect(
            codes(.incomeCompare, ["from": "2026-03", "to": "2026-04", "operator": "at-most", "amount": 1]) == [
                "/claims/0/parameters/to in-the-future"
            ])
        #expect(codes(.aliveAt, ["at": "2026-03-01"]).isEmpty)
    }

    @Test(
        "What must hold between parameters",
        arguments: [
            (ClaimKind.rehabPerformance, ["from": "2025-02-01", "to": "2025-01-31"] as JSON, "to out-of-order"),
            (.crimeNoRecord, ["period": ["from": "2025-02-01", "to": "2025-01-31"]], "period/to out-of-order"),
            (.crimeNoRecord, ["period": [:]], "period missing"),
            (.incomeCompare, ["from": "2025-12", "to": "2025-01", "operator": "at-most", "amount": 1], "to out-of-order"),
            (.identityHukouAt, [:], "division missing"), (.identityHukouAt, ["division": "449901", "address": "x"], "address excludes-each-other"),
            (.kinshipSameHousehold, ["other": person, "at": "2026-01-01", "ever": true], "ever excludes-each-other"),
            (.kinshipSameHousehold, ["other": person, "ever": false], "ever unknown-value"),
            (.identityAttribute, ["attribute": "sex", "value": "1"], "value unknown-value"),
            (.identityAttribute, ["attribute": "birth-date", "value": "1985-02-30"], "value invalid-date"),
            (.identityAttribute, ["attribute": "former-name", "value": "\u{200B}"], "value control-character"),
            (
                .identityDocumentValid, ["documentType": "resident-id-card", "documentNumber": "449901198303170017"],
                "documentNumber wrong-check-character"
            ),
            (.identityDocumentValid, ["documentType": "resident-id", "documentNumber": "449901198303170018"], "documentType unknown-value"),
            (.archiveFact, ["fact": "a\u{1}", "value": "b"], "fact control-character"),
            (.propertyNone, ["kinds": ["vehicle", "vehicle"], "area": "449901"], "kinds/1 repeated"),
        ] as [(ClaimKind, JSON, String)])
    func rules(_ kind: ClaimKind, _ parameters: JSON, _ expected: String) {
        #expect(codes(kind, parameters) == ["/claims/0/parameters/" + expected])
    }

    @Test("A document's number is put into its normal form")
    func documentNumber() throws {
        let reader = ObjectReader(
            ["claim": "identity.document-valid", "parameters": ["documentType": "resident-id-card", "documentNumber": "44990219760509004x"]],
            into: ProblemList())
        #expect(try #require(Claim.read(reader, today: Self.today)).text("documentNumber") == "44990219760509004X")
    }

    @Test("An unknown claim, a claim without parameters object, wrong types")
    func shape() {
        for (json, code) in [
            (["claim": "marital.guess"] as JSON, "/c/claim unknown-value"), (["claim": 1], "/c/claim wrong-type"), ([:], "/c/claim missing"),
            (["claim": "death.date", "parameters": []], "/c/parameters wrong-type"), ([], "/c wrong-type"),
            (["claim": "death.date", "p": 1], "/c/p unknown-key"),
        ] {
            let problems = ProblemList()
            #expect(Claim.read(ObjectReader(json, at: "/c", into: problems), today: Self.today) == nil || code.hasSuffix("unknown-key"))
            #expect(problems.all.contains { "\($0.pointer) \($0.code)" == code })
        }
        #expect(Claim.read(ObjectReader(["claim": "death.date"], into: ProblemList()), today: Self.today) == Claim(.deathDate))
    }

    @Test("Value claims are those of the contract")
    func valueClaims() {
        #expect(
            Set(ClaimKind.allCases.filter(\.isValueClaim)) == [
                .rehabStatus, .rehabPerformance, .maritalStatus, .deathDate, .archiveCustodian, .addressSame,
            ])
    }
}
