import AdapterKit
import Mocks
import StrictJSON
import Testing
import Verification

/// Requirements C40 to C49: what leaves the house, what configuration is accepted, and what no byte may achieve.
@Suite("Adapter conformance: privacy and hostility")
struct AdapterPrivacyConformance {
    @Test("C40 no personal data in a path or header, and both are clean ASCII", arguments: Candidate.exchanges)
    func requests(exchange: Candidate.Exchange) async throws {
        let person = Person("阿依古丽·买买提", "449906199007270029")
        let facts = exchange.facts(about: person, seed: 40)
        let rig = try Rig(exchange.candidate, world: StubWorld().holding(facts, in: exchange.registry, under: person.identifier.number))
        _ = try await rig.ask(exchange.registry, person)
        let requests = await rig.outbound.arrivals.map(\.request)
        #expect(!requests.isEmpty)
        for request in requests {
            #expect(request.path.hasPrefix("/"))
            expectNoPersonalData(in: request.path, about: person)
            #expect(request.path.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            for header in request.headers {
                expectNoPersonalData(in: header.value, about: person)
                #expect(header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
                #expect(header.value.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            }
        }
    }

    @Test("C41 a setting that is unknown, missing or wrong is named with its pointer", arguments: Candidate.all)
    func settings(candidate: Candidate) throws {
        guard case .object(let members) = candidate.settings else {
            Issue.record("settings are no object")
            return
        }
        func problems(_ settings: JSON, secrets: [String: String]? = nil) -> [JSONProblem] {
            do {
                _ = try Rig.adapter(candidate, settings: settings, secrets: secrets ?? candidate.secrets, outbound: ChangeableOutbound())
                return []
            } catch {
                return (error as? InvalidSettings)?.problems ?? []
            }
        }
        #expect(problems(candidate.settings).isEmpty)
        let unknown = problems(.object(members + [JSON.Member("conformance", true)]))
        #expect(unknown.map(\.pointer) == ["/departments/0/settings/conformance"])
        for member in members {
            let missing = problems(.object(members.filter { $0.name != member.name }))
            #expect(missing.allSatisfy { $0.pointer.hasPrefix("/departments/0/settings/\(member.name)") }, "\(member.name)")
            let wrong = problems(.object(members.map { $0.name == member.name ? JSON.Member($0.name, .array([.null])) : $0 }))
            #expect(!wrong.isEmpty, "\(member.name)")
        }
        for name in candidate.secrets.keys {
            #expect(!problems(candidate.settings, secrets: candidate.secrets.filter { $0.key != name }).isEmpty, "\(name)")
        }
        #expect(!problems(.string("no object")).isEmpty)
    }

    /// Flips, cuts, repeats and inserts bytes in genuine replies: an adapter may give up, or still read the reply, but never crashes, never
    /// hands on a record about somebody else, and never takes a spoilt record for "no record".
    @Test("C42 thousands of spoilt replies yield nothing about somebody else", arguments: Candidate.exchanges)
    func mutations(exchange: Candidate.Exchange) async throws {
        let number = Person.subject.identifier.number
        var survivors = 0
        for seed in UInt64(0)..<4 {
            let facts = exchange.facts(about: .subject, seed: 420 + seed)
            let world = StubWorld().holding(facts, in: exchange.registry, under: number)
            for round in UInt64(0)..<300 {
                let rig = try Rig(
                    exchange.candidate, world: world,
                    interference: .response { genuine in
                        var generator = SeededGenerator(seed: seed << 32 | round)
                        return OutboundResponse(status: genuine.status, headers: genuine.headers, body: generator.spoilt(genuine.body))
                    })
                do {
                    let reply = try await rig.ask(exchange.registry)
                    survivors += 1
                    #expect(reply.statement != .noRecord, "seed \(seed) round \(round)")
                    guard case .records(let received) = reply.statement else { continue }
                    #expect(!received.isEmpty)
                    #expect(received.contains { $0.numbers.contains(number) }, "seed \(seed) round \(round)")
                } catch {
                    expectNoPersonalData(in: error.detail, about: .subject)
                }
            }
        }
        #expect(survivors < 1_200)
    }
}

extension SeededGenerator {
    /// The bytes with one to three random injuries.
    mutating func spoilt(_ genuine: [UInt8]) -> [UInt8] {
        var bytes = genuine
        for _ in 0..<integer(1...3) where !bytes.isEmpty {
            let place = integer(0...bytes.count - 1)
            switch integer(1...6) {
            case 1: bytes[place] ^= UInt8(1 << integer(0...7))
            case 2: bytes[place] = UInt8(integer(0...255))
            case 3: bytes.remove(at: place)
            case 4: bytes.insert(UInt8(integer(0...255)), at: place)
            case 5: bytes.removeSubrange(place..<min(bytes.count, place + integer(1...40)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + integer(1...40))], at: place)
            }
        }
        return bytes
    }
}
