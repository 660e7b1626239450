import Verification

extension Identity {
    /// One person under two of his or her numbers, as far as the registers tell; the same whoever of the two is asked about (`domain.md` A.4.10,
    /// property 6).
    ///
    /// A number that one of them used to have and the other one has now ties nobody together where the population register keeps both, each
    /// under a present number and a name of his or her own: two persons who once shared one number are told by name (A.4.9 item 22).
    func mayBeOne(with other: Identity) -> Bool {
        persons.contains { other.has(number: $0.identifier.number) } && !isToldApart(from: other)
    }

    private func isToldApart(from other: Identity) -> Bool {
        guard [self, other].allSatisfy({ $0.isEstablished && $0.isClosed && !$0.registrations.isEmpty }) else { return false }
        guard compared(with: other.person.name.original) == .mismatch, other.compared(with: person.name.original) == .mismatch else { return false }
        let theirs = other.registrations.compactMap(\.holder.number)
        return !registrations.compactMap(\.holder.number).contains { mine in theirs.contains { $0.isSameNumber(as: mine) } }
    }
}
