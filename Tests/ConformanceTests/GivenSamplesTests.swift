import Conformance
import Foundation
import Testing
import Verification

@testable import gatewayd

extension AskingTests {
    /// What the commands say to a samples file.
    @Suite struct GivenSamplesTests {
        @Test("a registry that nobody knows is a mistake, in a file that is good otherwise")
        func unknownRegistry() throws {
            let stage = try #require(Stage.current)
            let mistakes = MistakeList()
            let settings = CandidateDepartments.settings(stage.folder + "/gatewayd.json", into: mistakes)
            let samples = Stage.root + "/Config/demo-samples.json"
            #expect(GivenMistakes.samples(samples, settings, into: mistakes).registries["tax"] != nil)
            #expect(mistakes.isEmpty, "\(mistakes.all)")
            let path = stage.folder + "/samples.json"
            let text = try String(contentsOfFile: samples, encoding: .utf8).replacingOccurrences(of: "\"tax\":", with: "\"tx\":")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            _ = GivenMistakes.samples(path, settings, into: mistakes)
            #expect(mistakes.all.map(\.pointer) == ["/registries/tx"] && mistakes.all.first?.file == path)
        }
    }
}
