internal import AdapterKit
internal import Verification

/// What libcurl's callbacks saw of one transfer.
struct Sighting {
    /// The request, or its beginning, went out.
    var sent = false
    /// libcurl wanted to send it a second time.
    var resendRefused = false
    /// The kept connection that libcurl had chosen could not be used; nothing went out.
    var foundStale = false
    var excess: TransferEvidence.Excess?
    var head = ResponseHead()
    var body: [UInt8] = []

    /// Forgets everything but some memory.
    mutating func reset() {
        sent = false
        resendRefused = false
        foundStale = false
        excess = nil
        head.reset()
        body = []
    }

    /// The answer, once libcurl takes it for complete: libcurl accepts a head that was cut, and a body that may have been.
    func response(status: Int) -> Result<OutboundResponse, OutboundFailure> {
        func failure(_ kind: OutboundFailure.Kind, _ detail: String) -> Result<OutboundResponse, OutboundFailure> {
            .failure(OutboundFailure(kind, delivery: .mayHaveHappened, detail: detail))
        }
        guard head.isComplete else { return failure(.truncated, "the header was cut") }
        guard let fields = head.fields() else { return failure(.malformed, "a header line is not a field") }
        switch Framing(fields) {
        case .definite: break
        case .contradictory: return failure(.malformed, "the header contradicts itself about the length")
        case .untilClose:
            guard status == 204 || status == 304 else { return failure(.truncated, "the header does not say where the body ends") }
        }
        return .success(OutboundResponse(status: status, headers: fields, body: body))
    }
}
