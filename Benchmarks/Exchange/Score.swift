/// What the rounds of one question found.
struct Score: Sendable {
    /// Median and ends of some figures.
    struct Spread: Sendable {
        let least: Double
        let median: Double
        let most: Double

        init(_ figures: [Double]) {
            let sorted = figures.sorted()
            least = sorted.first ?? 0
            most = sorted.last ?? 0
            median = sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        }
    }

    private var rounds: [(native: Double, described: Double)] = []

    /// Adds a round: CPU microseconds per exchange.
    mutating func add(native: Double, described: Double) { rounds.append((native, described)) }

    /// Of the described exchange to the native one, round by round.
    var ratio: Spread { Spread(rounds.map { $0.described / $0.native }) }

    /// One line of the table.
    func row(of contest: Contest) -> String {
        let native = Spread(rounds.map(\.native)).median
        let described = Spread(rounds.map(\.described)).median
        let (dialect, rows, ratio) = (contest.dialect, contest.subject.rows, ratio)
        return "| \(dialect.registry) | \(dialect.form) | \(rows) | \(Self.text(native, 1)) | \(Self.text(described, 1)) "
            + "| \(Self.text(ratio.median, 2)) [\(Self.text(ratio.least, 2))–\(Self.text(ratio.most, 2))] |"
    }

    private static func text(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 1 ? 10.0 : 100.0
        let whole = Int((value * scale).rounded())
        let fraction = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
