import Conformance
import StrictJSON
import Testing
import Verification

/// What is written down, and what has changed since.
@Suite struct ReportTests {
    static func department(
        _ name: String = "tax", digest: String = "aa", results: [RequirementResult]? = nil, answers: [AnswerShape]? = nil,
        datasets: [RegistryID] = ["tax"]
    ) -> DepartmentReport {
        DepartmentReport(
            department: name, adapter: "declarative", authority: name, datasets: datasets, digest: digest,
            results: results ?? [
                RequirementResult(requirement: "R01", registry: nil, outcome: .passed(remark: "5 keys"), milliseconds: 3),
                RequirementResult(requirement: "R02", registry: "tax", outcome: .passed, milliseconds: 12),
                RequirementResult(requirement: "R26", registry: "tax", outcome: .notApplicable("no secret"), milliseconds: 1),
                RequirementResult(requirement: "R29", registry: "tax", outcome: .notRun("only mocks"), milliseconds: 0),
            ],
            answers: answers ?? [
                AnswerShape(
                    registry: "tax", records: 2, kinds: [FactShape(kind: "income", fields: ["amount", "period"])],
                    dataAsOf: CalendarDate("2026-03-01"), hasReference: true)
            ])
    }

    static func report(_ departments: DepartmentReport..., only: [String]? = nil) -> ConformanceReport {
        ConformanceReport(
            suite: ConformanceSuite.name, version: ConformanceSuite.version, milliseconds: 1_772_294_400_000, only: only, departments: departments)
    }

    @Test("the JSON report is read back the same")
    func roundTrip() throws {
        let report = Self.report(Self.department(), only: ["R01", "R02"])
        let problems = ProblemList()
        let again = ConformanceReport.read(try JSON(parsing: report.json.encoded(), limits: .file), into: problems)
        #expect(problems.isEmpty, "\(problems.all)")
        #expect(again == report)
    }

    @Test("a report that is none is refused with pointers")
    func broken() throws {
        let problems = ProblemList()
        _ = ConformanceReport.read(
            try JSON(parsing: Array(#"{"suite":{"name":"x"},"departments":[{"department":1,"results":[{"outcome":"good"}]}]}"#.utf8), limits: .file),
            into: problems)
        let pointers = Set(problems.all.map(\.pointer))
        #expect(pointers.isSuperset(of: ["/suite/version", "/when", "/departments/0/department", "/departments/0/results/0/outcome"]))
    }

    @Test("the text shows every outcome, and a hint where something failed")
    func text() {
        let failed = RequirementResult(requirement: "R24", registry: "tax", outcome: .failed("answered: 1 record(s)"), milliseconds: 1)
        let text = Self.report(Self.department(results: Self.department().results + [failed])).text
        for piece in [
            "✓ R01 settings: 5 keys", "– R26", "? R29", "✗ R24 somebody else's record: answered: 1 record(s)", "→ Check the number", "NOT YET: tax",
        ] {
            #expect(text.contains(piece), "\(piece)")
        }
        #expect(Self.report(Self.department()).text.contains("some could not be tried: tax"))
    }

    @Test("a hint follows the failure, and what rests on a failure is said once")
    func hints() {
        func text(_ id: String, _ reason: String, adapter: String = "declarative") -> String {
            let left = ["R03", "R04", "R05"].map {
                RequirementResult(
                    requirement: $0, registry: "tax", outcome: .notRun("the person on record is not answered: \(reason)"), milliseconds: 0)
            }
            let failed = RequirementResult(requirement: id, registry: "tax", outcome: .failed(reason), milliseconds: 1)
            let department = DepartmentReport(
                department: "tax", adapter: adapter, authority: "tax", datasets: ["tax"], digest: "aa", results: [failed] + left, answers: [])
            return Self.report(department).text
        }
        let refused = text(
            "R02", "the person on record is not answered: credentials-refused (did-not-happen): /ret means that our credentials are refused")
        #expect(refused.contains("→ Check the contents of the secret's file") && !refused.contains("success condition"))
        #expect(refused.contains("? R03 R04 R05: not tried, because R02 is not met"))
        #expect(refused.split(separator: "\n").count { $0.contains("/ret means") } == 1)
        #expect(text("R02", "not-trusted (did-not-happen): no").contains("`certificateAuthority`"))
        #expect(text("R02", "closed (did-not-happen): outside").contains("`openingHours`"))
        #expect(text("R02", "overloaded (may-have-happened): x").contains("`perSecond`"))
        let unreadable = text("R02", "x: unreadable (may-have-happened): /data/0/xm is missing")
        #expect(unreadable.contains("→ Look at /data/0/xm in") && unreadable.contains("success condition"))
        let unknown = RequirementResult(requirement: "R03", registry: "tax", outcome: .failed("closed (did-not-happen): outside"), milliseconds: 1)
        let both = Self.department(results: [
            RequirementResult(
                requirement: "R02", registry: "tax", outcome: .failed("the person on record is not answered: closed (did-not-happen): outside"),
                milliseconds: 1), unknown,
        ])
        #expect(Self.report(both).text.contains("✗ R03 somebody who is not on record: as R02\n"))
        // What was spoilt on purpose says nothing about secrets.
        #expect(!text("R23", "404: credentials-refused (http 404), must be registry-error").contains("secret's file"))
        #expect(!text("R01", "an unknown key is not named").contains("ObjectReader"))
        #expect(!text("R16", "took 300 ms").contains("detached"))
        #expect(text("R16", "took 300 ms", adapter: "registers").contains("detached"))
    }

    @Test("a registry of which nobody on record was asked about is named")
    func withoutFirst() {
        func places(_ outcome: Outcome) -> [String] {
            let result = RequirementResult(requirement: "R02", registry: "tax", outcome: outcome, milliseconds: 0)
            return Self.report(Self.department(results: [result])).withoutFirst
        }
        #expect(places(.notRun("no sample")) == ["tax tax"] && places(.passed).isEmpty && places(.failed("x")).isEmpty)
    }

    @Test("nothing has changed where nothing has")
    func noDrift() {
        let drift = Drift(from: Self.report(Self.department()), to: Self.report(Self.department()), wholeConfiguration: true)
        #expect(drift.changes.isEmpty && !drift.isWorse)
    }

    @Test("what got worse is told from what merely changed")
    func drift() {
        func changes(to new: DepartmentReport, only: [String]? = nil) -> [(words: String, isWorse: Bool)] {
            Drift(from: Self.report(Self.department()), to: Self.report(new, only: only), wholeConfiguration: false).changes.map {
                ($0.words, $0.isWorse)
            }
        }
        func with(_ outcome: Outcome, _ id: String) -> DepartmentReport {
            Self.department(
                results: Self.department().results.map {
                    $0.requirement == id ? RequirementResult(requirement: id, registry: $0.registry, outcome: outcome, milliseconds: 1) : $0
                })
        }
        #expect(changes(to: with(.failed("late"), "R02")).first?.words == "tax R02 passed → failed: late")
        #expect(changes(to: with(.failed("late"), "R02")).first?.isWorse == true)
        #expect(changes(to: with(.notRun("no sample"), "R02")).first?.isWorse == true)
        #expect(changes(to: with(.passed, "R26")).first?.isWorse == false)
        #expect(changes(to: with(.failed("no"), "R29")).first?.isWorse == true)
        #expect(changes(to: Self.department(digest: "bb")).map(\.isWorse) == [false])
        let fewer = Self.department(results: Array(Self.department().results.dropLast()))
        #expect(changes(to: fewer).map(\.isWorse) == [true])
        #expect(changes(to: fewer, only: ["R01", "R02", "R26"]).isEmpty)
        #expect(changes(to: Self.department("csrc")).map(\.words) == ["is new"])
    }

    @Test("the shape of an answer drifts too")
    func shapes() {
        func changes(_ answer: AnswerShape) -> [(words: String, isWorse: Bool)] {
            Drift(from: Self.report(Self.department()), to: Self.report(Self.department(answers: [answer])), wholeConfiguration: false).changes.map {
                ($0.words, $0.isWorse)
            }
        }
        let lost = changes(
            AnswerShape(
                registry: "tax", records: 1, kinds: [FactShape(kind: "income", fields: ["period", "person"])], dataAsOf: CalendarDate("2026-02-01"),
                hasReference: false))
        #expect(
            lost.map(\.words) == [
                "tax income has lost amount", "tax income has gained person", "tax answers 1 record(s), 2 before",
                "tax its data reach 2026-02-01, further back than 2026-03-01", "tax gives no more reference",
            ])
        #expect(lost.map(\.isWorse) == [true, false, false, true, true])
        let other = changes(
            AnswerShape(registry: "tax", records: 2, kinds: [FactShape(kind: "refund", fields: [])], dataAsOf: nil, hasReference: true))
        #expect(other.map(\.isWorse) == [true, false, true])
    }

    @Test("a department that is joined no more is missed only where all were asked for")
    func gone() {
        let old = Self.report(Self.department(), Self.department("csrc", datasets: ["csrc"]))
        #expect(Drift(from: old, to: Self.report(Self.department()), wholeConfiguration: true).isWorse)
        #expect(!Drift(from: old, to: Self.report(Self.department()), wholeConfiguration: false).isWorse)
    }
}
