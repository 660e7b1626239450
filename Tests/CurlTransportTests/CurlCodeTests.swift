import AdapterKit
import CurlTransport
import Testing
import Verification

/// The table from libcurl's codes to ours. Numbers are those of libcurl 7.88.1.
@Suite struct CurlCodeTests {
    typealias Kind = OutboundFailure.Kind

    @Test(
        arguments: [
            (3, Kind.malformed), (6, .resolve), (7, .connect), (27, .overloaded), (35, .tls), (45, .connect), (53, .tls), (55, .connect),
            (56, .connect),
            (58, .certificate), (59, .tls), (60, .certificate), (77, .certificate), (82, .certificate), (83, .certificate), (90, .certificate),
            (91, .certificate), (98, .certificate), (89, .connect), (2, .connect), (28, .connect),
        ] as [(UInt32, Kind)])
    func beforeTheRequestWentOutItDidNotHappen(_ code: UInt32, _ kind: Kind) {
        let failure = CurlCode(rawValue: code).failure(TransferEvidence())
        #expect(failure.kind == kind)
        #expect(failure.delivery == .didNotHappen)
    }

    @Test(
        arguments: [
            (1, Kind.malformed), (27, .overloaded), (28, .timeout), (52, .reset), (55, .reset), (56, .reset), (80, .tls), (999, .reset),
        ] as [(UInt32, Kind)])
    func afterTheRequestWentOutItMayHaveHappened(_ code: UInt32, _ kind: Kind) {
        var evidence = TransferEvidence()
        evidence.sent = true
        let failure = CurlCode(rawValue: code).failure(evidence)
        #expect(failure.kind == kind)
        #expect(failure.delivery == .mayHaveHappened)
    }

    @Test func evidenceDecidesBetweenKinds() {
        func kind(_ code: UInt32, _ adjust: (inout TransferEvidence) -> Void) -> Kind {
            var evidence = TransferEvidence()
            adjust(&evidence)
            return CurlCode(rawValue: code).failure(evidence).kind
        }
        #expect(kind(28) { $0.deadlinePassed = true } == .timeout)
        #expect(kind(56) { ($0.sent, $0.answerBegan) = (true, true) } == .truncated)
        #expect(kind(56) { ($0.sent, $0.words) = (true, "tlsv13 alert certificate required") } == .certificate)
        #expect(kind(35) { $0.words = "sslv3 alert bad certificate" } == .certificate)
        #expect(kind(35) { $0.words = "wrong version number" } == .tls)
    }

    @Test func libcurlsDescriptionOfTheCaseIsNotPassedOn() {
        var evidence = TransferEvidence()
        evidence.words = "Failed to connect to 10.1.2.3 port 443"
        let failure = CurlCode(rawValue: 7).failure(evidence)
        #expect(failure.detail == "curl 7: Couldn't connect to server")
    }
}
