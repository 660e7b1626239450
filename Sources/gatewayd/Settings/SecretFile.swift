import AdapterKit

/// A shared secret kept in a file of its own, readable by its owner only.
enum SecretFile {
    /// Why a file cannot serve as a secret.
    enum Refusal: String, Error {
        case unreadable = "names a file that cannot be read"
        case notAFile = "names something that is not a file"
        case empty = "names a file that is empty"
        case tooLarge = "names a file larger than 64 KiB"
        case readableByOthers = "names a file that others than its owner and group may read; make it 0600"
    }

    /// The content without one trailing newline.
    static func read(_ path: String) -> Result<Secret, Refusal> {
        let content: RegularFile.Content
        do throws(RegularFile.Refusal) {
            content = try RegularFile.read(path, limit: 64 << 10)
        } catch {
            switch error {
            case .unreadable: return .failure(.unreadable)
            case .notAFile: return .failure(.notAFile)
            case .tooLarge: return .failure(.tooLarge)
            }
        }
        if content.isOpenToOthers { return .failure(.readableByOthers) }
        var bytes = content.bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes.isEmpty ? .failure(.empty) : .success(Secret(bytes))
    }
}
