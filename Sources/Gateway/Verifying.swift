package import Verification

/// The walk, as those see it who have it done: the recording and the front door.
package protocol Verifying: Sendable {
    /// The 23 certificates and everything that is known about them.
    var catalogue: Catalogue { get }
    /// The registries that are joined, whether they answer at the moment or not.
    var connectedRegistries: Set<RegistryID> { get }
    /// Today in Asia/Shanghai, or the fixed day of a test bed.
    func legalDate() -> CalendarDate
    /// Asks on behalf of `client` and waits at most `wait` for registries. Throws only when the question may not be asked or cannot be taken
    /// on. `beforeAsking` is called once before anything is asked; nil comes back when it gives false.
    func verify(
        _ inquiry: Inquiry, for client: Client, within wait: Duration, beforeAsking: (PlannedVerification) async -> Bool
    ) async throws(Refusal) -> Verified?
    /// What a verification would ask and where it would stop; asks no registry and hears of nobody. Throws only where nothing lawful is asked.
    func coverage(of inquiry: CoverageInquiry, for client: Client) throws(Refusal) -> CoverageAnswer
    /// Whether the daemon can do its work now, and which departments can be asked.
    func readiness() -> Readiness
}

extension Gateway: Verifying {}
