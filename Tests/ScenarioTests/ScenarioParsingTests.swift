import Mocks
import StrictJSON
import Testing
import Verification

/// The scenario files as text: what they say, and that mistakes in them do not pass.
@Suite struct ScenarioParsingTests {
    @Test("every story in the folder can be read", arguments: try Story.all())
    func reads(_ story: Story) throws {
        let scenario = try Scenario(parsing: story.text)
        #expect(story.name.hasPrefix(scenario.id + "-"))
    }

    @Test("every world is a population that the mock registries take", arguments: try Story.all())
    func population(_ story: Story) throws {
        let today = try #require(CalendarDate(WorldScript.today))
        for case .world(let world) in try Scenario(parsing: story.text).steps {
            do {
                _ = try Population(world.population, defaultToday: today)
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test("the issue's scenarios are all there")
    func complete() throws {
        let ids = Set(try Story.all().map { try Scenario(parsing: $0.text).id })
        let wanted = (1...11).map { $0 < 10 ? "S0\($0)" : "S\($0)" } + ["S15", "S17", "S19", "S20", "S21", "S23", "S24", "S25"]
        #expect(Set(wanted).subtracting(ids).isEmpty)
    }

    @Test("a world becomes a population file")
    func world() throws {
        let scenario = try Scenario(
            parsing: """
                T01  a test
                world   # of two
                  ca-marriage marriage P16 P15 2012-02-02 as.P16.name=\\u{E863}文涛
                  crime-record covers coverageFrom=1980-01-01
                  court-judgment fault timeout times=1
                ask hall marital-status about P16
                  claim marital.spouse spouse=P15 at=2020-01-01
                  verdict confirmed
                """)
        guard case .world(let world) = try #require(scenario.steps.first) else { return #expect(Bool(false)) }
        #expect(
            String(decoding: world.population.encoded(), as: UTF8.self) == """
                {"today":"2026-03-01","persons":{"P16":{"name":"䶮文涛","number":"44990619680215009X"},\
                "P15":{"name":"阿依古丽·买买提","number":"449906199007270029"}},\
                "registries":{"ca-marriage":{"records":[{"kind":"marriage","a":"P16","b":"P15","date":"2012-02-02",\
                "as":{"P16":{"name":"\u{E863}文涛"}}}]},"crime-record":{"coverageFrom":"1980-01-01","records":[]}},\
                "faults":{"court-judgment":[{"fault":"timeout","times":1}]}}
                """)
        guard case .ask(let ask) = try #require(scenario.steps.last) else { return #expect(Bool(false)) }
        #expect(ask.body["subject"]?["identifier"]?["number"]?.text == "44990619680215009X")
        #expect(ask.body["claims"]?.elements?.first?["parameters"]?["spouse"]?["name"]?.text == "阿依古丽·买买提")
    }

    @Test(
        "mistakes are told with their line",
        arguments: [
            ("T01 a test", "asks nothing"), ("T01 a test\nask hall alive about P01\n  verdict confirmed", "before there is a world"),
            ("T01 a test\nworld\nask hall alive about P77\n  verdict confirmed", "line 3: P77 has no name"),
            ("T01 a test\nworld\nask hall alive about P01\n  verdikt confirmed", "line 4: not understood"),
            ("T01 a test\nworld\nask hall alive about P01", "nothing is expected"),
            ("T01 a test\nworld\n  ca-marriage marriage P01 P02 P03", "line 3: P03 has no place"),
            ("T01 a test\nworld\n  hc-death death P99", "nobody is called P99"), ("T01 a test\nplay", "no block"),
            ("T01 \"a test", "quotation mark"),
        ])
    func mistakes(_ text: String, _ message: String) {
        let error = #expect(throws: ScenarioMistake.self) { try Scenario(parsing: text) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}

/// The expectations themselves: each word must be able to fail.
@Suite struct ExpectationTests {
    private static let answer = """
        {"id":"1","verdict":"confirmed","action":"accept","subject":{"normalised":["spaces-in-number"]},"findings":[{"claim":"marital.status",\
        "verdict":"confirmed","value":"divorced","asOf":"2026-03-01","since":"2019-06-20","reason":{"code":"ended-by-judgment"},\
        "match":[{"field":"name","outcome":"normalised"}],"cautions":[{"code":"former-name"}]}],\
        "sources":[{"registry":"ca-marriage","outcome":"record","elapsedMilliseconds":3}],\
        "corrections":[{"registry":"ps-population","code":"death-not-recorded"}],"nextSteps":[{"kind":"retry"}]}
        """

    @Test(
        "holds and fails as it should",
        arguments: [
            ("status 200", "status 403"), ("overall confirmed", "overall refuted"), ("action accept", "action wait"),
            ("verdict confirmed", "verdict refuted"), ("value divorced", "value none"), ("since 2019-06-20", "since 2019-06-21"),
            ("as-of 2026-03-01", "as-of none"), ("reason ended-by-judgment", "reason recorded"), ("caution former-name", "caution none"),
            ("match name normalised", "match name match"), ("source ca-marriage record", "source ca-marriage no-record"),
            ("correction ps-population death-not-recorded", "correction none"), ("next retry", "next retry complaint"),
            ("asked ca-marriage", "asked nobody"), ("normalised spaces-in-number", "normalised none"), ("code none", "code forbidden"),
            ("pointer none", "pointer /subject"), ("same-as 1", "same-as 2"),
        ])
    func words(_ holds: String, _ fails: String) throws {
        let body = try JSON(parsing: Array(Self.answer.utf8), limits: .request)
        let outcome = Outcome(status: 200, body: body, registryRequests: 2)
        let again = Outcome(status: 200, body: body.setting("id", to: "2"), registryRequests: 2)
        let other = Outcome(status: 200, body: body.setting("verdict", to: "refuted"), registryRequests: 2)
        #expect(try expectation(holds).mistake(in: outcome, earlier: [again, other]) == nil)
        #expect(try expectation(fails).mistake(in: outcome, earlier: [again, other]) != nil)
    }

    private func expectation(_ text: String) throws -> Expectation {
        let words = text.split(separator: " ").map(String.init)
        let word = try #require(words.first.flatMap(Expectation.Word.init))
        return Expectation(line: 1, finding: 0, word: word, arguments: Array(words.dropFirst()))
    }
}
