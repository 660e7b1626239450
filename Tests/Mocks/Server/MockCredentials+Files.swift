import FoundationEssentials

extension MockCredentials {
    /// Reads one secret a file from a folder, without the line end after it. A folder that is not there holds no secrets.
    package init(folder: String) throws(MockStartError) {
        let files = FileManager.default
        guard files.fileExists(atPath: folder) else {
            self.init(secrets: [:])
            return
        }
        var secrets: [String: String] = [:]
        do {
            for name in try files.contentsOfDirectory(atPath: folder) where !name.hasPrefix(".") {
                guard let bytes = files.contents(atPath: "\(folder)/\(name)") else {
                    throw MockStartError("\(folder)/\(name): cannot be read")
                }
                var text = Array(bytes)
                while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { text.removeLast() }
                secrets[name] = String(decoding: text, as: UTF8.self)
            }
        } catch let error as MockStartError {
            throw error
        } catch {
            throw MockStartError("\(folder): cannot be listed")
        }
        self.init(secrets: secrets)
    }

    /// The secrets of every authority under `STATE/secrets`.
    package static func all(state: String, authorities: [String]) throws(MockStartError) -> [String: MockCredentials] {
        var all: [String: MockCredentials] = [:]
        for authority in authorities { all[authority] = try MockCredentials(folder: "\(state)/secrets/\(authority)") }
        return all
    }
}
