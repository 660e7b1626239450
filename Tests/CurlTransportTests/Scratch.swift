import Foundation

/// A folder that a test may fill, removed with the last reference to it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/gatewayd-curl-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func copy(_ file: String, _ name: String) throws {
        try Data(contentsOf: URL(filePath: file)).write(to: URL(filePath: path + "/" + name))
    }

    func write(_ text: String, _ name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
        return path + "/" + name
    }
}

/// The environment of this process.
enum Environment {
    static func set(_ names: [String], to value: String) { for name in names { setenv(name, value, 1) } }
}
