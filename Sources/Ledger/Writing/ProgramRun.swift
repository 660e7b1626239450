import Glibc

/// A program that is run to its end, with bytes on its standard input and its standard output read afterwards. Blocks its thread.
enum ProgramRun {
    /// How it ended.
    enum Ending: Equatable {
        /// By itself, with this code, having written this.
        case exited(Int32, [UInt8])
        /// By a signal.
        case killed(Int32)
        /// It was killed because it took too long.
        case tookTooLong
        /// It could not be started, for this reason of the system.
        case notStarted(Int32)
    }

    /// Bytes of the output that are read.
    static let outputMaximum = 1 << 16

    /// - Parameters:
    ///   - words: The path of the program, and its arguments.
    ///   - timeoutMilliseconds: When it is killed, with everything that it has started.
    static func run(_ words: [String], input: [UInt8], timeoutMilliseconds: Int) -> Ending {
        // Files without names and not pipes: nobody has to read while somebody writes, and nobody dies of a reader that is gone.
        let (source, sink) = (nameless(), nameless())
        defer { for file in [source, sink] where file >= 0 { close(file) } }
        guard source >= 0, sink >= 0, put(input, into: source) else { return .notStarted(errno) }
        var process: pid_t = 0
        let code = spawned(words, source, sink, &process)
        guard code == 0 else { return .notStarted(code) }
        var status: Int32 = 0
        let end = Monitor.nowNanoseconds + UInt64(max(0, timeoutMilliseconds)) * 1_000_000
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            if ended < 0, errno != EINTR { return .notStarted(errno) }
            if Monitor.nowNanoseconds >= end {
                kill(-process, SIGKILL)
                while waitpid(process, &status, 0) < 0, errno == EINTR {}
                return .tookTooLong
            }
            usleep(2000)
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited((status >> 8) & 0xFF, content(of: sink)) : .killed(signal)
    }

    private static func spawned(_ words: [String], _ source: Int32, _ sink: Int32, _ process: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source, 0)
        posix_spawn_file_actions_adddup2(&actions, sink, 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that what it starts can be ended with it; no signal blocked or ignored that this process blocks or ignores.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var arguments = Self.copies(words)
        var environment = Self.copies(["PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"])
        defer { for word in arguments + environment { free(word) } }
        return posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
    }

    /// What C takes for a list of words; every one has to be freed.
    private static func copies(_ words: [String]) -> [UnsafeMutablePointer<CChar>?] { words.map { (word: String) in strdup(word) } + [nil] }

    /// A file that is gone when it is closed.
    private static func nameless() -> Int32 {
        var template = Array("/tmp/gatewayd-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        if file >= 0 {
            unlink(template)
            _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        }
        return file
    }

    private static func put(_ bytes: [UInt8], into file: Int32) -> Bool {
        bytes.isEmpty || (write(file, bytes, bytes.count) == bytes.count && lseek(file, 0, SEEK_SET) == 0)
    }

    private static func content(of file: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: outputMaximum)
        let count = pread(file, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(0, count)))
    }
}
