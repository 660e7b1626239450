import Testing

@testable import CurlTransport

/// The word by which a caller's cancellation and the pool's thread agree.
@Suite struct TransferTests {
    private func transfer() -> Transfer { Transfer(.question, deadline: .ample) }

    @Test func cancelledFirstItIsNeverGivenToThePool() {
        let transfer = transfer()
        #expect(!transfer.requestCancel())
        #expect(!transfer.submit())
        #expect(!transfer.isCancelling)
    }

    @Test func cancelledWithThePoolThePoolIsToldOnce() {
        let transfer = transfer()
        #expect(transfer.submit())
        #expect(transfer.requestCancel())
        #expect(transfer.isCancelling)
        #expect(!transfer.requestCancel())
    }

    @Test func cancelledAfterItsEndNothingHappens() {
        let transfer = transfer()
        #expect(transfer.submit())
        transfer.end()
        #expect(!transfer.requestCancel())
        #expect(!transfer.isCancelling)
    }
}
