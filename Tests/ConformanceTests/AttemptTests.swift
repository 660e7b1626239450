import AdapterKit
import Conformance
import Foundation
import StrictJSON
import Testing
import Verification

extension AskingTests {
    /// What `adapters try` shows.
    @Suite struct AttemptTests {
        private func attempt(_ department: String, _ registry: RegistryID, isUnmasked: Bool) async throws -> (Attempt, Candidate, Question.Topic) {
            let stage = try #require(Stage.current)
            let candidate = try #require(try stage.candidates(department).first)
            let topic = try #require(try Stage.samples().registries[registry]?.onRecord)
            let attempt = try await stage.turns.taking {
                try await Attempt.ask(
                    candidate, registry: registry, topic: topic, purpose: .usual, surroundings: stage.surroundings(), isUnmasked: isUnmasked)
            }
            return (attempt, candidate, topic)
        }

        static let places: [(String, RegistryID)] = [
            ("health", "hc-death"), ("civil-affairs", "ca-marriage"), ("hrss", "hrss-employment"), ("dpf", "dpf"), ("courts", "court-judgment"),
            ("finance-payroll", "finance-payroll"), ("nfra", "nfra"), ("csrc", "csrc"), ("credit", "credit"), ("samr", "samr"),
        ]

        @Test("neither person nor secret is shown, in whatever layer they lie", arguments: places)
        func masked(_ department: String, _ registry: RegistryID) async throws {
            let (attempt, candidate, topic) = try await attempt(department, registry, isUnmasked: false)
            #expect(attempt.isAnswered)
            #expect(attempt.text.contains("── request 1 ──") && attempt.text.contains("record(s)"))
            #expect(!attempt.text.contains(topic.person.name.text), "the name")
            #expect(!attempt.text.contains(topic.person.identifier.number), "the number")
            for (name, secret) in candidate.settings.secrets {
                #expect(!attempt.text.contains(String(decoding: secret.bytes, as: UTF8.self)), "\(name)")
            }
            #expect(attempt.text.contains(String(topic.person.name.text.prefix(1)) + "＊"))
            #expect(!attempt.text.contains("sha256"), "every body of the demo can be masked")
        }

        @Test("unmasked shows the person, and still no secret", arguments: places.prefix(4).map { $0 })
        func unmasked(_ department: String, _ registry: RegistryID) async throws {
            let (attempt, candidate, topic) = try await attempt(department, registry, isUnmasked: true)
            #expect(attempt.text.contains(topic.person.name.text) && attempt.text.contains(topic.person.identifier.number))
            for (name, secret) in candidate.settings.secrets {
                #expect(!attempt.text.contains(String(decoding: secret.bytes, as: UTF8.self)), "\(name)")
            }
        }
    }
}
