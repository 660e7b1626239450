import Foundation
import Testing

/// A sample of `make tamper`: with the seed that is told the same trials can be made again.
@Suite struct TamperTests {
    @Test("whatever is changed in a ledger is found by the audit, and where", .timeLimit(.minutes(5)))
    func sample() throws {
        let seed = UInt64.random(in: 1...1_000_000)
        let folder = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?.deletingLastPathComponent() ?? Bundle.main.bundleURL
        let program = folder.appending(path: "ledger-tamper")
        try #require(FileManager.default.isExecutableFile(atPath: program.path), "ledger-tamper is not built")
        let process = Process()
        let output = Pipe()
        process.executableURL = program
        process.arguments = ["--entries", "300", "--one-of", "1500", "--untouched", "8", "--raw", "60000", "--seed", String(seed)]
        process.standardOutput = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "ledger-tamper --entries 300 --one-of 1500 --untouched 8 --raw 60000 --seed \(seed) says:\n\(said)")
    }
}
