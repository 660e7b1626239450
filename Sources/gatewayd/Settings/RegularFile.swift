import Glibc

/// Reading of the files that a configuration names. Whatever stands there, it neither blocks nor takes more memory than allowed: a pipe that
/// nobody writes to must not keep the daemon from saying what is wrong.
enum RegularFile {
    /// Why a file was not read.
    enum Refusal: Error, Hashable {
        case unreadable, notAFile, tooLarge
    }

    struct Content {
        let bytes: [UInt8]
        /// Others than its owner and group may read or change it.
        let isOpenToOthers: Bool
    }

    /// The whole file, at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(Refusal) -> Content {
        // Without O_NONBLOCK opening a pipe waits for whoever writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_size <= limit else { throw .tooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable }
            if count == 0 { break }
            bytes += piece[..<count]
            // It may grow while it is read.
            guard bytes.count <= limit else { throw .tooLarge }
        }
        return Content(bytes: bytes, isOpenToOthers: status.st_mode & 0o007 != 0)
    }
}
