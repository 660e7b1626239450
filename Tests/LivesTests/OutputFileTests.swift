import Foundation
import Lives
import Testing

/// Where a population may be written.
@Suite struct OutputFileTests {
    @Test("a pipe, a folder and a device are refused and stay; a file is replaced")
    func places() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatewayd-output-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pipe = folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, folder, "/dev/full"] {
            let mistake = #expect(throws: OutputMistake.self) { try OutputFile(path) }
            #expect(mistake?.isMisuse == true && mistake?.description.hasPrefix(path) == true)
        }
        var status = stat()
        #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pipe"])
        for content in [[UInt8](), [1, 2]] {
            let file = try OutputFile(folder + "/new")
            try file.write(content)
            try file.finish()
            #expect(FileManager.default.contents(atPath: folder + "/new") == Data(content))
        }
    }
}
