package import Verification

/// A verification that may be asked and is about to be: nothing has left the house yet.
package struct PlannedVerification: Sendable {
    /// A UUIDv7, that of the result.
    package let id: String
    /// False where the list itself settles it and no registry hears of it.
    package let asksRegistries: Bool

    package init(id: String, asksRegistries: Bool) {
        self.id = id
        self.asksRegistries = asksRegistries
    }
}

/// What a verification ended with: what is told, and what is only recorded.
package struct Verified: Sendable {
    package let result: VerificationResult
    /// Every exchange that it took, in the order in which they ended, round by round.
    package let exchanges: [Exchange]

    package init(result: VerificationResult, exchanges: [Exchange]) {
        self.result = result
        self.exchanges = exchanges
    }
}
