import Glibc

/// How far a long piece of work has come, on standard error: a bar where somebody watches, a line every ten seconds otherwise.
final class ProgressLine {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let what: String
    private let begun = ContinuousClock.now
    private var last: ContinuousClock.Instant?

    init(_ what: String) { self.what = what }

    func show(_ done: Int, _ all: Int) {
        let now = ContinuousClock.now
        let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
        if now - (last ?? (isTerminal ? begun - pause : begun)) < pause { return }
        last = now
        let text = text(done, all, now)
        if isTerminal { write("\r\u{1B}[K\(text)") } else { write(text + "\n") }
    }

    /// Clears the bar.
    func end() { if isTerminal, last != nil { write("\r\u{1B}[K") } }

    private func text(_ done: Int, _ all: Int, _ now: ContinuousClock.Instant) -> String {
        let elapsed = (now - begun).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        let part = all > 0 ? Double(done) / Double(all) : 1
        let width = 24
        let full = min(width, Int(part * Double(width)))
        let bar = isTerminal ? "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "] " : ""
        let rate = seconds > 0 ? ", \(Int(Double(done) / seconds))/s" : ""
        return "\(what) \(bar)\(Int(part * 100)) %, \(done) of \(all) entries\(rate)"
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
