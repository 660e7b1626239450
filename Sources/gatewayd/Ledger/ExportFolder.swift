import Glibc
import Ledger

/// The folder of an exported log.
final class ExportFolder {
    let path: String
    /// Folders in which something was made since the last ``settle()``.
    private var touched: Set<String> = []

    init(path: String) { self.path = path }

    /// The bytes of a file below it; nil when there is none. Throws what the file system says otherwise.
    func bytes(of name: String) throws -> [UInt8]? {
        let file = "\(path)/\(name)"
        if access(file, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
        do throws(RegularFile.Refusal) {
            return try RegularFile.read(file, limit: SealedBundle.byteCountMaximum).bytes
        } catch {
            throw StorageFailure.unreadable("\(file): \(error == .tooLarge ? "too large" : "no file that can be read")")
        }
    }

    /// Writes and syncs a file below it; the folders on the way are made. ``settle()`` syncs the names.
    func write(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        var descriptor = create(file)
        if descriptor < 0, errno == ENOENT {
            var folder = path
            for part in name.split(separator: "/").dropLast() {
                folder += "/" + part
                if mkdir(folder, 0o755) != 0, errno != EEXIST { throw failure("make", folder) }
            }
            descriptor = create(file)
        }
        guard descriptor >= 0 else { throw failure("make", file) }
        defer { close(descriptor) }
        touched.insert(Self.folder(of: file))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write", file) }
            done += count
        }
        guard fsync(descriptor) == 0 else { throw failure("sync", file) }
    }

    /// Brings the names of everything that was written to the disk.
    func settle() throws {
        var folders = touched.union([path])
        for folder in touched where folder.utf8.count > path.utf8.count {
            var above = folder
            while above.utf8.count > path.utf8.count {
                above = Self.folder(of: above)
                folders.insert(above)
            }
        }
        for folder in folders.union([Self.folder(of: path)]) {
            let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure("open", folder) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
        }
        touched = []
    }

    /// Replaces a file as a whole: what is read is the old one or the new one.
    func replace(_ name: String, by bytes: [UInt8]) throws {
        try write(bytes, to: name + ".draft")
        try settle()
        guard rename("\(path)/\(name).draft", "\(path)/\(name)") == 0 else { throw failure("replace", "\(path)/\(name)") }
        try settle()
    }

    /// Takes a file away, if it is there, and its folder if that was all in it.
    func remove(_ name: String) {
        unlink("\(path)/\(name)")
        rmdir(Self.folder(of: "\(path)/\(name)"))
    }

    private static func folder(of file: String) -> String {
        guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    private func create(_ file: String) -> Int32 { open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644) }

    private func failure(_ what: String, _ file: String) -> Refusal { Refusal(reason: "cannot \(what) \(file): \(String(cString: strerror(errno)))") }

    /// Why something was not written.
    struct Refusal: Error { let reason: String }
}
