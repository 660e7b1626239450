/// The lines of a pool: those that work for somebody, those that are kept, and whose socket is whose.
struct LineTable {
    /// Those that connect, send or wait for an answer; each knows its place here.
    private(set) var busy: [Line] = []
    /// Those that are kept, the one that rested last at the end: it is used first, so that the others grow old and are closed.
    private var idle: [Line] = []
    /// By socket number, once connected.
    private var connected: [Line?] = []
    /// No transfer of a busy line has an earlier deadline (it may be later: that of one that ended).
    private(set) var nextDeadline: ContinuousClock.Instant?

    /// The line of that socket; nil while libcurl is connecting it.
    func line(of socket: Int32) -> Line? { connected.indices.contains(Int(socket)) ? connected[Int(socket)] : nil }

    /// Puts a line to work.
    mutating func employ(_ line: Line, for job: Job) {
        line.job = job
        line.place = busy.count
        busy.append(line)
        let deadline = job.transfer.deadline
        nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline
    }

    /// Takes a line from the busy ones.
    mutating func release(_ line: Line) {
        let last = busy.removeLast()
        guard last !== line else { return }
        last.place = line.place
        busy[line.place] = last
    }

    /// Notes whose socket that of a connected line is.
    mutating func noteConnected(_ line: Line) {
        while connected.count <= Int(line.socket) { connected.append(nil) }
        connected[Int(line.socket)] = line
    }

    /// Forgets a line that is about to be closed.
    mutating func forget(_ line: Line) { if line.socket >= 0 { connected[Int(line.socket)] = nil } }

    /// Keeps a line for the next transfer.
    mutating func keep(_ line: Line) { idle.append(line) }

    /// The kept line that rested last; it is used or closed now.
    mutating func takeIdle() -> Line? { idle.popLast() }

    /// Takes out a kept line.
    mutating func removeIdle(_ line: Line) { idle.removeAll { $0 === line } }

    /// Takes out the busy lines whose deadline is reached. The caller releases them.
    mutating func takeExpired(at now: ContinuousClock.Instant) -> [Line] {
        guard let next = nextDeadline, next <= now else { return [] }
        var expired: [Line] = []
        nextDeadline = nil
        for line in busy {
            guard let deadline = line.job?.transfer.deadline else { continue }
            if deadline <= now { expired.append(line) } else { nextDeadline = nextDeadline.map { min($0, deadline) } ?? deadline }
        }
        return expired
    }

    /// Takes out the kept lines that rested before that.
    mutating func takeIdle(since instant: ContinuousClock.Instant) -> [Line] {
        guard let oldest = idle.first?.idleSince, oldest < instant else { return [] }
        let old = idle.filter { $0.idleSince.map { $0 < instant } ?? true }
        idle.removeAll { line in old.contains { $0 === line } }
        return old
    }
}
