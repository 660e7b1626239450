import FoundationEssentials

/// CPU time of processes, as Linux tells it in /proc: user and system time in ticks of 10 ms.
enum ProcessTree {
    /// Linux counts these times in hundredths of a second on every platform that we run on (`sysconf(_SC_CLK_TCK)`).
    private static let ticksPerSecond = 100.0

    /// This process.
    static var own: Int { Int(ProcessInfo.processInfo.processIdentifier) }

    /// Seconds that a process and all its living descendants have used; nil when there is no such process.
    static func cpuSeconds(ofTree root: Int) -> Double? {
        var children: [Int: [Int]] = [:]
        var ticks: [Int: Int] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int(name), let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8) else { continue }
            // The command's name stands in parentheses and may hold spaces: fields are counted after the last one.
            guard let end = stat.lastIndex(of: ")") else { continue }
            let fields = stat[stat.index(after: end)...].split(separator: " ")
            guard fields.count > 12, let parent = Int(fields[1]), let user = Int(fields[11]), let system = Int(fields[12]) else { continue }
            children[parent, default: []].append(process)
            ticks[process] = user + system
        }
        guard ticks[root] != nil else { return nil }
        var waiting = [root]
        var sum = 0
        while let process = waiting.popLast() {
            sum += ticks[process] ?? 0
            waiting += children[process] ?? []
        }
        return Double(sum) / ticksPerSecond
    }
}
