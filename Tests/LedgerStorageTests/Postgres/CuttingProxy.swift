import Foundation
import PrivatePostgres
import Synchronization

/// Stands between a client and the tests' server, on a socket of its own, and cuts the line at a chosen moment: what a client sends up to a `Sync`
/// (PostgreSQL 15 manual, section 55.2.3) is passed on as a whole.
final class CuttingProxy: Sendable {
    /// What becomes of the chosen `Sync` and what stands before it.
    enum Cut: Sendable {
        /// It never arrives, and the line is dead.
        case before
        /// It arrives and is carried out; its answer is lost, and the line is dead.
        case after
        /// It arrives and is carried out; nothing is heard any more, and the server's end of the line stays open.
        case silence
    }

    private struct State {
        var cut: Cut?
        var passing = 0
        var lines = 0
        /// How each line was cut that was.
        var cuts: [Int: Cut] = [:]
        /// The server's ends of all lines.
        var ends: [Int32] = []
    }

    let folder: String
    private let server: String
    private let listener: Int32
    private let state = Mutex(State())

    init(to cluster: PrivateCluster, named name: String) throws {
        let folder = "/tmp/gatewayd-cut-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
        self.folder = folder
        server = cluster.folder + "/.s.PGSQL.5432"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = try Self.withSocket(folder + "/.s.PGSQL.5432") { descriptor, address, length in
            unlink(folder + "/.s.PGSQL.5432")
            return bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
        }
        Thread.detachNewThread { [self] in accept() }
    }

    /// The words of a connection string that lead here.
    var words: String { "host=\(folder)" }

    /// Lets so many more `Sync` pass, over all lines, and cuts at the one behind them.
    func arm(_ cut: Cut, passing: Int) { state.withLock { ($0.cut, $0.passing) = (cut, passing) } }

    /// Ends the listener and all lines.
    func close() {
        for end in state.withLock({ $0.ends }) { shutdown(end, Int32(SHUT_RDWR)) }
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            guard let upstream = try? Self.withSocket(server, { connect($0, $1, $2) == 0 }) else {
                Glibc.close(client)
                continue
            }
            let line = state.withLock { state in
                state.lines += 1
                state.ends.append(upstream)
                return state.lines
            }
            Thread.detachNewThread { [self] in passRequests(line, client, upstream) }
            Thread.detachNewThread { [self] in passAnswers(line, upstream, client) }
        }
        Glibc.close(listener)
    }

    private func passRequests(_ line: Int, _ client: Int32, _ server: Int32) {
        var waiting: [UInt8] = []
        var place = 0
        var isStarted = false
        while let bytes = Self.read(client) {
            waiting += bytes
            // The first message has no letter.
            while true {
                let head = isStarted ? 1 : 0
                guard waiting.count >= place + head + 4 else { break }
                let length = waiting[(place + head)..<(place + head + 4)].reduce(0) { $0 << 8 | Int($1) }
                guard waiting.count >= place + head + length else { break }
                let isWhole = !isStarted || waiting[place] == UInt8(ascii: "S") || waiting[place] == UInt8(ascii: "X")
                let isSync = isStarted && waiting[place] == UInt8(ascii: "S")
                isStarted = true
                place += head + length
                guard isWhole else { continue }
                let cut = isSync ? nextCut(line) : nil
                if cut == .before { return end(client, server) }
                Self.write(Array(waiting[..<place]), server)
                waiting.removeFirst(place)
                place = 0
            }
        }
        if state.withLock({ $0.cuts[line] }) != .silence { end(client, server) }
    }

    private func passAnswers(_ line: Int, _ server: Int32, _ client: Int32) {
        while let bytes = Self.read(server) {
            switch state.withLock({ $0.cuts[line] }) {
            case .after: return end(client, server)
            case .silence: continue
            case .before, nil: Self.write(bytes, client)
            }
        }
        end(client, server)
    }

    private func nextCut(_ line: Int) -> Cut? {
        state.withLock { state in
            guard let cut = state.cut else { return nil }
            guard state.passing == 0 else {
                state.passing -= 1
                return nil
            }
            state.cuts[line] = cut
            state.cut = nil
            return cut
        }
    }

    private func end(_ one: Int32, _ other: Int32) {
        shutdown(one, Int32(SHUT_RDWR))
        shutdown(other, Int32(SHUT_RDWR))
    }

    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32) {
        var place = 0
        while place < bytes.count {
            let count = bytes[place...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            place += count
        }
    }

    private static func withSocket(_ path: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let isDone = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard isDone else {
            Glibc.close(descriptor)
            throw PrivateCluster.Missing(description: "no socket at \(path)")
        }
        return descriptor
    }
}
