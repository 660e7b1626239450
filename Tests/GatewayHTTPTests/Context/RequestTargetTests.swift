import StrictJSON
import Testing

@testable import GatewayHTTP

@Suite("targets and queries")
struct RequestTargetTests {
    @Test(arguments: [
        ("/", true), ("/v1/certificates", true), ("/v1/certificates/%E5%A9%9A%E5%A7%BB", true), ("/a/b?x=//..%2F", true), ("//", false),
        ("/a//b", false),
        ("/a/", false), ("/.", false), ("/a/..", false), ("/%2e", false), ("/%2E%2e/a", false), ("/a%2Fb", false), ("/a%5Cb", false), ("/a;b", false),
        ("/a%3Bb", false), ("/a%00", false), ("/a%1f", false), ("/a%7F", false), ("/%", false), ("/%4", false), ("/%zz", false), ("/%C0%80", false),
        ("/%ED%A0%80", false), ("/%25", false), ("/a|b", false), ("/a^b", false), ("/a\"b", false), ("/a?b%", false), ("/a?b=%FF", false),
        ("/a#b", false), ("/é", false), ("/a?名=婚姻", false),
    ])
    func haveOneReading(_ text: String, _ isFine: Bool) throws {
        let target = try #require(RequestTarget(text, host: "a"))
        #expect(target.isUnambiguous == isFine)
    }

    @Test(arguments: [("a", "*", true), ("a", "a:443", true), ("a", "https://a", false), ("a", "https://a/x?y", false)])
    func areReducedToPathAndQuery(_ host: String, _ text: String, _ isNotAPath: Bool) throws {
        #expect(try #require(RequestTarget(text, host: host)).isNotAPath == isNotAPath)
    }

    @Test(arguments: ["", "x y", "ftp://a/", "https://b/", "https://a@a/", "?x", "a/b"]) func ofNoFormAreNone(_ text: String) {
        #expect(RequestTarget(text, host: "a") == nil)
    }

    @Test func parametersAreDecodedAndMistakesCollected() throws {
        #expect(try Query("name=%E5%A9%9A+%E5%A7%BB", names: ["name"])["name"] == "婚 姻")
        #expect(try Query(nil, names: ["name"])["name"] == nil)
        #expect(try Query("name", names: ["name"])["name"] == "")
        let problem = #expect(throws: Problem.self) { try Query("name=a&name=b&x=1&name=%zz", names: ["name"]) }
        #expect(problem?.mistakes.map(\.code) == ["duplicate-name", "unknown-key", "invalid-encoding"])
    }

    /// A path has at most one endpoint, and every endpoint is found by its own template.
    @Test(arguments: Endpoint.allCases) func endpointsAreFound(_ endpoint: Endpoint) {
        #expect(Endpoint(path: endpoint.rawValue.replacing("{id}", with: "death")) == endpoint)
        // What a log serves lies as deep as its tiles.
        let isOfLog = endpoint == .ledger || endpoint == .accessReport
        #expect(Endpoint(path: endpoint.rawValue + "/x/y") == (isOfLog ? .ledger : nil))
    }
}
