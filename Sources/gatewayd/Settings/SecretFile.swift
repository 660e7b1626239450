import AdapterKit
import FoundationEssentials

/// A shared secret kept in a file of its own, readable by its owner only.
enum SecretFile {
    /// Why a file cannot serve as a secret.
    enum Refusal: String, Error {
        case unreadable = "names a file that cannot be read"
        case empty = "names a file that is empty"
        case tooLarge = "names a file larger than 64 KiB"
        case readableByOthers = "names a file that others than its owner and group may read; make it 0600"
    }

    /// The content without one trailing newline.
    static func read(_ path: String) -> Result<Secret, Refusal> {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path), let contents = FileManager.default.contents(atPath: path)
        else {
            return .failure(.unreadable)
        }
        if let mode = attributes[.posixPermissions] as? Int, mode & 0o007 != 0 { return .failure(.readableByOthers) }
        var bytes = [UInt8](contents)
        if bytes.count > 64 << 10 { return .failure(.tooLarge) }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes.isEmpty ? .failure(.empty) : .success(Secret(bytes))
    }
}
