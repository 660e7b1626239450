import StrictJSON
import Testing
import Verification

@testable import Gateway
@testable import GatewayHTTP

@Suite("POST /v1/verifications")
struct VerificationsTests {
    @Test func aGoodQuestionGetsTheUniformResult() async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask(goodInquiry)
            #expect(reply.status == 200, "\(reply.text)")
            #expect(reply["content-type"] == "application/json")
            #expect(reply["cache-control"] == "no-store")
            #expect(reply["preference-applied"] == nil)
            let json = try reply.json
            #expect(json.members?.map(\.name) == ResultEncoding.members)
            #expect(json["verdict"] == "confirmed")
            #expect(json["subject"]?["name"] == "欧**梅")
            #expect(json["subject"]?["identifier"]?["number"] == "4499**********004X")
            #expect(json["findings"]?.elements?.first?.members?.map(\.name) == ResultEncoding.findingMembers)
            #expect(json["findings"]?.elements?.first?["restsOn"] == ["crime-record", "ps-population"])
            #expect(json["sources"]?.elements?.allSatisfy { $0.members?.map(\.name) == ResultEncoding.sourceMembers } == true)
            #expect(json["sources"]?.elements?.last?["failure"]?["whoFailed"] == "registry:court-judgment")
            #expect(json["askedAt"] == "2026-03-01T09:30:00.000+08:00")
            #expect(json["answeredAt"] == "2026-03-01T09:30:00.123+08:00")
            #expect(json["receipt"] == .null && json["ticket"] == .null)
        }
    }
}
