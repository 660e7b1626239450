import Testing
import Verification

@testable import Gateway

/// `archive.custodian` and `archive.fact` (`domain.md` A.3, A.4.9 item 16).
@Suite struct ArchiveTableTests {
    let p17 = Personas.p17.with { $0.birthDate = day("1963-05-01") }

    private func world(_ facts: Fact...) -> RuleWorld { RuleWorld(p17).with(.personalFiles, facts) }

    @Test("Whoever keeps a file is found; several are all named")
    func custodian() throws {
        let one = world(try Record.file(p17.party, "示例市人才服务中心")).finding(.custodian, about: p17)
        #expect(one.verdict == .confirmed && one.value == .word("示例市人才服务中心") && one.restsOn == [.personalFiles] && one.cautions.isEmpty)
        let two = world(
            try Record.file(p17.party, "样板区教育局"), try Record.file(p17.written(under: "449902630501003"), " 示例市人才服务中心"),
            try Record.file(p17.party, "样板区教育局", [("工龄", "29")]))
        let finding = two.finding(.custodian, about: p17)
        #expect(finding.value == .word("样板区教育局、示例市人才服务中心") && finding.cautions == [.severalCustodians])
    }

    @Test("One custodian without the file says nothing; a silent one decides nothing")
    func nowhere() throws {
        #expect(world().finding(.custodian, about: p17).verdict == .noRecord)
        #expect(world().with(.personalFiles, answering: .timedOut).finding(.custodian, about: p17).verdict == .inconclusive)
        #expect(world().with(.personalFiles, answering: .pending).finding(.custodian, about: p17).verdict == .pending)
        let partly = world(try Record.file(p17.party, "示例市人才服务中心"))
            .with(.personalFiles, about: TestPerson(p17.name, "449902630501003"), answering: .timedOut)
        let finding = partly.finding(.custodian, about: p17)
        #expect(finding.verdict == .confirmed && finding.cautions == [.coverageLimited])
        #expect(partly.finding(.inFile("工龄", "29"), about: p17).verdict == .inconclusive)
    }

    @Test(
        "Days, months, years and amounts are compared as such, other texts and numbers of documents only by being the same",
        arguments: [
            ("参加工作时间", "1983-08", "1983-08", Verdict.confirmed), ("参加工作时间", "1983-08", "1983年8月", .confirmed),
            ("参加工作时间", "1983.08", "1983/8/15", .confirmed), ("参加工作时间", "1983-08-01", "1983-08", .inconclusive),
            ("参加工作时间", "1983-09", "1983-08", .refuted), ("参加工作时间", "1983-08-02", "19830801", .refuted),
            ("参加工作时间", "1983.8", "1983.08", .inconclusive), ("工龄", "29", "29", .confirmed), ("工龄", "２９", "29", .confirmed),
            ("工龄", "30", "29", .refuted), ("工龄", "29年", "29", .inconclusive), ("职务", "科员", "科员", .confirmed),
            ("职务", "科长", "科员", .inconclusive), ("党员", "true", "true", .confirmed), ("职务 ", "科员 ", "科员", .confirmed),
            ("学历证书编号", "0012345", "0012345", .confirmed), ("学历证书编号", "12345", "0012345", .inconclusive),
            ("党员编号", "1000.00", "1000", .inconclusive), ("证件号码", "19830801", "1983-08-01", .inconclusive), ("月工资", "1000.00", "1000", .confirmed),
            ("参加工作时间", "1983-13", "1983-13", .confirmed), ("参加工作时间", "1983-13", "1983-12", .inconclusive),
        ])
    func facts(_ name: String, _ stated: String, _ filed: String, _ verdict: Verdict) throws {
        let finding = world(try Record.file(p17.party, "示例市人才服务中心", [("职务", "科员"), ("工龄", "29")].filter { $0.0 != name } + [(name, filed)]))
            .finding(.inFile(name, stated), about: p17)
        #expect(finding.verdict == verdict)
        let outcome: MatchOutcome = verdict == .confirmed ? .match : verdict == .refuted ? .mismatch : .notCompared
        #expect(finding.match.last == FieldMatch(field: "value", outcome: outcome))
    }

    @Test("No file, or a file that does not speak of it, is no record, whatever the register declares")
    func lacking() throws {
        var world = world(try Record.file(p17.party, "示例市人才服务中心", [("工龄", "29")]))
        world.coverage[.personalFiles] = RegistryCoverage(authority: "x", from: nil, closedWorldClaims: [.archiveFact])
        #expect(world.finding(.inFile("职务", "科员"), about: p17).verdict == .noRecord)
        #expect(world.finding(.inFile("职务", "科员"), about: Personas.p06).verdict != .refuted)
    }

    @Test(
        "The day of birth: a file that differs from the household register is a conflict, whatever was stated",
        arguments: [
            ("1963-05-01", "1963-05-01", Verdict.confirmed), ("1963-05-01", "1963年5月", .inconclusive), ("1963-05", "1963-05-01", .confirmed),
            ("1962-05-01", "1962-05-01", .conflict), ("1963-05-01", "1962-05-01", .conflict), ("1961-01-01", "1962-05-01", .conflict),
            ("1962-05-01", "1963-05-01", .refuted), ("1962-05", "1962年5月", .conflict),
        ])
    func births(_ stated: String, _ filed: String, _ verdict: Verdict) throws {
        for (name, written) in [("birth-date", "出生日期"), ("出生年月", "出生时间"), ("出生日期", "birth-date")] {
            let finding = world(try Record.file(p17.party, "示例市人才服务中心", [(written, filed)])).finding(.inFile(name, stated), about: p17)
            #expect(finding.verdict == verdict)
            if verdict == .conflict {
                #expect(finding.restsOn == [.personalFiles, .population].sorted() && finding.reason == .sourcesDisagree)
                #expect(finding.corrections.map(\.code) == [.datesDisagree, .datesDisagree])
            }
        }
    }

    @Test("Two files that tell different things are a conflict")
    func files() throws {
        let world = world(
            try Record.file(p17.party, "甲单位", [("参加工作时间", "1983-08")]), try Record.file(p17.party, "乙单位", [("参加工作时间", "1984-08")]))
        let finding = world.finding(.inFile("参加工作时间", "1983-08"), about: p17)
        #expect(finding.verdict == .conflict && finding.restsOn == [.personalFiles])
        #expect(finding.corrections == [Correction(registry: .personalFiles, code: .datesDisagree)])
        let agreeing = RuleWorld(p17).with(
            .personalFiles, try Record.file(p17.party, "甲单位", [("参加工作时间", "1983-08")]),
            try Record.file(p17.party, "乙单位", [("参加工作时间", "1983年8月")]))
        #expect(agreeing.finding(.inFile("参加工作时间", "1983-08"), about: p17).verdict == .confirmed)
    }
}
