/// What the rounds of one question found.
struct Score: Sendable {
    private var rounds: [(native: Double, described: Double)] = []

    /// Adds a round: CPU microseconds per exchange.
    mutating func add(native: Double, described: Double) { rounds.append((native, described)) }

    /// Of the described exchange to the native one, round by round.
    var ratio: Spread { Spread(rounds.map { $0.described / $0.native }) }

    /// One line of the table.
    func row(of contest: Contest) -> String {
        let native = Spread(rounds.map(\.native)).median
        let described = Spread(rounds.map(\.described)).median
        return
            "| \(contest.dialect.registry) | \(contest.dialect.form) | \(contest.subject.rows) | \(native.text(1)) | \(described.text(1)) | \(ratio.text(2)) |"
    }
}

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

    /// "1.02 [0.98–1.07]".
    func text(_ digits: Int) -> String { "\(median.text(digits)) [\(least.text(digits))–\(most.text(digits))]" }
}

extension Double {
    /// The figure, which is not negative, with so many digits behind the point.
    func text(_ digits: Int) -> String {
        let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        let whole = Int((self * Double(scale)).rounded())
        let fraction = String(whole % scale)
        return "\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
