import Ledger
import ShangMi
import StrictJSON
import Testing
import Verification

@Suite struct KeyRingTests {
    @Test("one person is one pseudonym, however the number is written")
    func oneNumber() throws {
        let ring = try RingSamples.ring()
        let short = Identifier(type: .residentID, number: "449902630501003")
        let long = Identifier(type: .residentID, number: "449902196305010031")
        #expect(ring.pseudonyms(of: short) == ring.pseudonyms(of: long))
        let check = Identifier(type: .residentID, number: "44990219760509004x")
        #expect(ring.pseudonym(of: check) == ring.pseudonym(of: Identifier(type: .residentID, number: "44990219760509004X")))
        let read = try EntrySamples.person("欧阳建国", "449902630501003")
        #expect(ring.pseudonym(of: read.identifier) == ring.pseudonym(of: long))
    }

    @Test("others are others: another number, another type, another key, fifteen places that are no birth date")
    func otherNumbers() throws {
        let ring = try RingSamples.ring()
        let identifiers = [
            Identifier(type: .residentID, number: "449902196305010031"), Identifier(type: .residentID, number: "449902196305010033"),
            Identifier(type: .passport, number: "449902196305010031"), Identifier(type: .residentID, number: "449902639901003"),
            Identifier(type: .foreignPermanentResidence, number: "449902630501003"),
        ]
        let all = identifiers.flatMap { ring.pseudonyms(of: $0) }
        #expect(Set(all).count == 2 * identifiers.count)
        #expect(Set(all.map(\.key.text)) == ["names-1", "names-2"])
        #expect(ring.pseudonyms(of: identifiers[0]).first == ring.pseudonym(of: identifiers[0]))
        #expect(ring.pseudonym(of: identifiers[0]).key.text == "names-2")
    }

    @Test("an entry is found under everybody whom it is about, each once")
    func entries() throws {
        let samples = try EntrySamples()
        let ring = try RingSamples.ring()
        let entry = RingSamples.sealed(
            IntentRecord(client: samples.client, inquiry: try samples.inquiry()), by: RingSamples.sealer(ring))
        let wanted = ["449901198512040025", "449901198303170018", "449902196305010031"].map {
            ring.pseudonym(of: Identifier(type: .residentID, number: $0))
        }
        #expect(entry.pseudonyms == wanted)
        let none = try EntrySamples().records().filter { !type(of: $0).kind.isAboutPersons }.flatMap(\.identifiers)
        #expect(none.isEmpty)
    }

    @Test("a question's pseudonym depends on person, certificate, claim and parameters")
    func questions() throws {
        let ring = try RingSamples.ring()
        let samples = try EntrySamples()
        let claims = try samples.claims()
        let subject = samples.subject.identifier
        let all = claims.flatMap { ring.pseudonyms(of: $0, for: "marital-status", about: subject) }
        #expect(Set(all).count == 2 * claims.count)
        #expect(ring.pseudonyms(of: claims[0], for: "other", about: subject)[0] != all[0])
        #expect(ring.pseudonyms(of: claims[0], for: "marital-status", about: samples.other.identifier)[0] != all[0])
        #expect(ring.pseudonyms(of: claims[0], for: "marital-status", about: subject)[0] == all[0])
    }

    private static func read(_ text: String) throws -> (KeyRing?, [String]) {
        let problems = ProblemList()
        let ring = KeyRing.read(ObjectReader(try JSON(parsing: Array(text.utf8), limits: .file), into: problems))
        return (ring, problems.all.map { "\($0.pointer) \($0.code)" })
    }

    @Test("a ring is read from its file")
    func reading() throws {
        let key = Base64.text(of: [UInt8](repeating: 3, count: 32))
        let (ring, problems) = try Self.read(
            #"{"wrapping":{"current":"2026","keys":[{"id":"2026","key":"\#(key)"}],"destroyed":["2025"]},"#
                + #""pseudonym":{"current":"a","keys":[{"id":"a","key":"\#(key)"}]},"signing":["hall.example/log+0011aabb"]}"#)
        #expect(problems.isEmpty)
        #expect(ring?.currentWrapping.text == "2026" && ring?.destroyed.map(\.text) == ["2025"] && ring?.signingKeys.count == 1)
    }

    @Test("every mistake of a ring is told at once, and no key")
    func mistakes() throws {
        let key = Base64.text(of: [UInt8](repeating: 3, count: 32))
        let (ring, problems) = try Self.read(
            #"{"wrapping":{"current":"x","keys":[{"id":"a b","key":"\#(key)"},{"id":"b","key":"AAAA"},{"id":"c","key":"\#(key)"},"#
                + #"{"id":"c","key":"\#(key)"}],"destroyed":["c"]},"pseudonym":{"current":"a","keys":[]},"more":1}"#)
        #expect(ring == nil)
        #expect(
            Set(problems) == [
                "/wrapping/keys/0/id invalid-id", "/wrapping/keys/1/key invalid-bytes", "/wrapping/keys/3/id repeated",
                "/wrapping/destroyed/0 invalid-id", "/wrapping/current unknown-key", "/pseudonym/keys wrong-count", "/pseudonym/current unknown-key",
                "/more unknown-key",
            ])
    }
}
