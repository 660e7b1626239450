/// What became of one way of tampering.
struct Tally {
    var tried = 0
    var detected = 0
    /// The report names the very entry, row or file.
    var exact = 0
    /// The report names a range that holds the entry.
    var narrowed = 0
    var widest = 0
    /// The database itself takes no such row.
    var refused = 0
    /// Nothing was reported, and nothing that the ledger says of anybody is another.
    var meaningless = 0
    var missed: [String] = []
    var lost: [String] = []

    var isGood: Bool { missed.isEmpty && lost.isEmpty }

    static func += (left: inout Tally, right: Tally) {
        left.tried += right.tried
        left.detected += right.detected
        left.exact += right.exact
        left.narrowed += right.narrowed
        left.widest = max(left.widest, right.widest)
        left.refused += right.refused
        left.meaningless += right.meaningless
        left.missed += right.missed
        left.lost += right.lost
    }

    func line(_ name: String) -> String {
        var text = "\(name): \(tried) tried, \(detected) detected, \(exact) located exactly"
        if narrowed > 0 { text += ", \(narrowed) within a range of at most \(widest) entries" }
        if refused > 0 { text += ", \(refused) not possible" }
        if meaningless > 0 { text += ", \(meaningless) without meaning" }
        if !missed.isEmpty { text += ", MISSED \(missed.count): \(missed.prefix(5).joined(separator: "; "))" }
        if !lost.isEmpty { text += ", NOT LOCATED \(lost.count): \(lost.prefix(5).joined(separator: "; "))" }
        return text
    }
}

/// Where a report has to say that it is.
enum Expected {
    /// At that entry; a range that holds it will do where nothing tells more.
    case entry(Int)
    /// At one of those tables, columns or files.
    case source([String])
    /// From that entry to the end.
    case tail(Int)
}
