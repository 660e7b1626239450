/// Every adapter that has to conform: one line for each.
extension Candidate {
    static let all: [Candidate] = [
        .publicSecurity,
        .civilAffairs,
        .health,
        .courts,
    ]
}
