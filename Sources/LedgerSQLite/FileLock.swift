import Glibc

/// The operating system's lock on one log of a file: a byte of `PATH.lock`, held by an open file and gone with the process, however it ends.
final class FileLock {
    /// Locks that belong to an open file and not to the process (`F_OFD_SETLK` of fcntl(2)); the header shows it to C with GNU extensions only.
    private static let setOwnedLock: Int32 = 37
    private let descriptor: Int32

    /// Nil when another process has it, or another session of this one. Throws the number of the error when the file cannot be opened.
    init?(path: String, log: Int) throws(LockFailure) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LockFailure(number: errno) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = off_t(log)
        lock.l_len = 1
        if fcntl(descriptor, Self.setOwnedLock, &lock) == 0 { return }
        let number = errno
        // A failing initialiser runs no deinit.
        Glibc.close(descriptor)
        guard number == EAGAIN || number == EACCES else { throw LockFailure(number: number) }
        return nil
    }

    deinit { Glibc.close(descriptor) }
}

/// Why a lock file cannot be used.
struct LockFailure: Error {
    /// The number of the error.
    let number: Int32
}
