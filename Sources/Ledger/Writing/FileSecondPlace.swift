import Glibc
import ShangMi

/// A second place in two files, which should lie on another disk: `PATH` holds the newest published checkpoint and is replaced as a whole and
/// synced; `PATH.newest` holds that of the newest batch and is overwritten without a sync, so that it outlives the process and may be torn
/// by a power failure, in which case the other one counts. A line with its SHA-256 stands behind it: bytes of two checkpoints in one file would
/// look like a forged one.
///
/// For one log and one writer.
package final class FileSecondPlace: SecondPlace, @unchecked Sendable {
    // `descriptor` and `length` are touched with `monitor` held only.
    private let monitor = Monitor()
    private let path: String
    private var descriptor: Int32 = -1
    private var length = 0

    /// The folder of `path` MUST exist when the first checkpoint comes.
    package init(path: String) { self.path = path }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    package func kept(of log: String) throws(SecondPlaceFailure) -> [KeptCheckpoint] {
        // A name that cannot be looked at is no empty place.
        let published = try content(path)
        let newest = try content(newestPath)
        return [published, newest.flatMap(Self.whole)].compactMap { $0.map { KeptCheckpoint(place: "the file \(path)", note: $0) } }
    }

    package func note(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        try monitor.withLock { () throws(SecondPlaceFailure) in
            if descriptor < 0 {
                descriptor = open(newestPath, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
                guard descriptor >= 0 else { throw failure("open \(newestPath)") }
                length = Int(lseek(descriptor, 0, SEEK_END))
            }
            let bytes = checkpoint.note + Self.digestLine(of: checkpoint.note)
            try write(bytes, to: descriptor)
            if bytes.count < length, ftruncate(descriptor, off_t(bytes.count)) != 0 { throw failure("cut \(newestPath)") }
            length = bytes.count
        }
    }

    package func publish(_ checkpoint: SizedCheckpoint, of log: String) throws(SecondPlaceFailure) {
        try note(checkpoint, of: log)
        let draft = path + ".draft"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("open \(draft)") }
        defer { Glibc.close(file) }
        try write(checkpoint.note, to: file)
        guard fsync(file) == 0 else { throw failure("sync \(draft)") }
        guard rename(draft, path) == 0 else { throw failure("rename \(draft)") }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw failure("open \(folder)") }
        defer { Glibc.close(directory) }
        guard fsync(directory) == 0 else { throw failure("sync \(folder)") }
    }

    private static func digestLine(of note: [UInt8]) -> [UInt8] { Array((Hexadecimal.text(of: Digest.sha256(note)) + "\n").utf8) }

    /// The note in front of its digest; nil when it was left half written. One that somebody has made up is held against our keys.
    private static func whole(_ bytes: [UInt8]) -> [UInt8]? {
        let note = Array(bytes.dropLast(2 * Digest.byteCount + 1))
        return bytes.suffix(2 * Digest.byteCount + 1).elementsEqual(digestLine(of: note)) ? note : nil
    }

    private var newestPath: String { path + ".newest" }

    private func write(_ bytes: [UInt8], to file: Int32) throws(SecondPlaceFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(done)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write beside \(path)") }
            done += count
        }
    }

    /// The bytes of a file; nil when there is none.
    private func content(_ path: String) throws(SecondPlaceFailure) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open \(path)")
        }
        defer { Glibc.close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= SignedNote.byteCountMaximum {
            let count = read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("read \(path)") }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        return bytes
    }

    private func failure(_ what: String) -> SecondPlaceFailure {
        SecondPlaceFailure(place: "the file \(path)", reason: "cannot \(what): \(String(cString: strerror(errno)))")
    }
}
