internal import Glibc

/// Reading of the small files that hold certificates and keys.
enum PEMFile {
    /// Larger ones are refused, with this many bytes: a bundle of all public roots has a fifth of it.
    static let limitBytes = 1_024 * 1_024

    /// Why a file cannot be used, with its path.
    struct Unreadable: Error {
        let reason: String
    }

    /// The whole file, if it is a regular file that looks like PEM.
    static func read(_ path: String) -> Result<[UInt8], Unreadable> {
        // A pipe is no file either, but opening one would wait for whoever writes to it.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(Unreadable(reason: "\(path): \(words(errno))")) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .failure(Unreadable(reason: "\(path): not a file"))
        }
        guard status.st_size <= limitBytes else { return .failure(Unreadable(reason: "\(path): larger than \(limitBytes) bytes")) }
        var bytes = [UInt8](repeating: 0, count: limitBytes)
        var filled = 0
        while filled < limitBytes {
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress.map { unsafe $0 + filled }, limitBytes - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(Unreadable(reason: "\(path): \(words(errno))")) }
            if count == 0 { break }
            filled += count
        }
        bytes.removeSubrange(filled...)
        guard String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ") else {
            return .failure(Unreadable(reason: "\(path): no PEM text"))
        }
        return .success(bytes)
    }

    private static func words(_ code: Int32) -> String {
        unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
