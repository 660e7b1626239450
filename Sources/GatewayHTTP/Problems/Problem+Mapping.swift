import Gateway
import HTTPTypes
import Recording
import StrictJSON

extension Problem {
    /// What the gateway refuses, as the client sees it. Nothing here depends on who the subject is.
    init(_ refusal: Refusal) {
        switch refusal {
        case .forbidden(let objections):
            self.init(.forbidden, detail: "The client, the purpose or the consent does not allow this question", mistakes: objections)
        case .invalid(let mistakes): self.init(invalid: mistakes)
        case .overloaded(let seconds):
            self.init(.overloaded, detail: "As many verifications as allowed are running", retryAfterSeconds: max(1, seconds))
        case .stopping: self.init(.stopping, detail: "The service takes no new questions", retryAfterSeconds: 5)
        }
    }

    /// Mistakes in the inquiry. If all that is missing is what to ask, the code says so.
    init(invalid mistakes: [JSONProblem]) {
        let onlyClaims = !mistakes.isEmpty && mistakes.allSatisfy { $0.code == ProblemCode.claimsRequired.rawValue }
        self.init(
            onlyClaims ? .claimsRequired : .invalidParameters,
            detail: mistakes.count == 1 ? "There is one mistake" : "There are \(mistakes.count) mistakes",
            mistakes: mistakes)
    }

    init(_ error: JSONSyntaxError) {
        if error.code == .tooLarge, error.offset >= JSONLimits.request.bytes {
            self.init(.contentTooLarge)
        } else {
            self.init(.malformedJSON, detail: "The body is not acceptable JSON: \(error)", mistakes: [])
        }
    }

    /// Any error that a handler lets through; nil for what nobody expected.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal)
        case let syntax as JSONSyntaxError: self.init(syntax)
        case is RecordingFailure: self.init(.ledgerUnavailable, retryAfterSeconds: 5)
        default: return nil
        }
    }
}
