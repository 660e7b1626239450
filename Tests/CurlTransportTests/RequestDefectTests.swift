import AdapterKit
import Testing

@testable import CurlTransport

@Suite struct RequestDefectTests {
    /// RFC 9110 section 5.6.2, written out.
    private static let tokenCharacters = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

    @Test func aHeaderNameIsATokenAndNothingElse() {
        for byte in UInt8.min...UInt8.max {
            let name = "X" + String(UnicodeScalar(byte)) + "y"
            let defect = OutboundRequest(.get, "/", headers: [.init(name, "value")]).defect
            #expect((defect == nil) == Self.tokenCharacters.utf8.contains(byte), "byte \(byte)")
        }
    }

    @Test func aHeaderValueIsVisibleASCIIBlanksAndTabs() {
        for byte in UInt8.min...UInt8.max {
            let defect = OutboundRequest(.get, "/", headers: [.init("X", "a" + String(UnicodeScalar(byte)) + "b")]).defect
            #expect((defect == nil) == ((0x20...0x7E).contains(byte) || byte == 0x09), "byte \(byte)")
        }
    }

    @Test(arguments: ["te", "HOST", "expect", "upgrade", "trailer", "connection", "Keep-Alive", "content-LENGTH", "transfer-encoding"])
    func whatDescribesTheMessageIsTheTransports(_ name: String) {
        #expect(OutboundRequest(.get, "/", headers: [.init(name, "1")]).defect == "a header belongs to the transport")
    }
}
