package import StrictJSON

/// Why an inquiry is not answered at all. Never depends on whether the subject exists, or on anything that a registry holds.
package enum Refusal: Error, Sendable, Hashable {
    /// The client, purpose or consent does not allow the question (HTTP 403); the pointers name the claims or fields concerned.
    case forbidden([JSONProblem])
    /// The inquiry is well-formed JSON but not a lawful question (HTTP 422).
    case invalid([JSONProblem])
    /// More verifications are running than the daemon takes on (HTTP 503).
    case overloaded(retryAfterSeconds: Int)
    /// The daemon is stopping (HTTP 503).
    case stopping
}
