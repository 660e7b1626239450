import StrictJSON
import Testing

/// Every fault of the list, under concurrent questions: the daemon survives, says who failed, concludes nothing from it, and answers questions
/// that need other registries meanwhile.
@Suite(.serialized, .onStage)
struct FaultStormTests {
    /// All faults that a gateway can notice. `empty-success` is the one that it cannot: a register that denies what it holds.
    static let faults: [JSON] = [
        ["fault": "timeout"], ["fault": "slow", "milliseconds": 5000], ["fault": "status", "code": 500], ["fault": "status", "code": 404],
        ["fault": "refuse"], ["fault": "reset"], ["fault": "truncate"], ["fault": "garbage"], ["fault": "wrong-charset"],
        ["fault": "business-error"], ["fault": "expired-secret"], ["fault": "clock-skew", "seconds": 3600], ["fault": "wrong-certificate"],
        ["fault": "drip", "bytesPerSecond": 2], ["fault": "oversize", "mebibytes": 4], ["fault": "closed-hours"],
    ]

    static let population: JSON = [
        "today": "2026-03-01",
        "persons": [
            "P01": ["name": "陈安然", "number": "449901198512040025"], "P02": ["name": "黄立诚", "number": "449901198303170018"],
            "P06": ["name": "李思齐", "number": "449901199511110073"],
        ],
        "registries": ["ca-marriage": ["records": [["kind": "marriage", "a": "P01", "b": "P02", "date": "2010-05-20"]]]],
    ]

    static func question(_ certificate: String, _ name: String, _ number: String) -> JSON {
        [
            "certificate": .string(certificate),
            "subject": ["name": .string(name), "identifier": ["type": "resident-id", "number": .string(number)]],
            "purpose": ["matter": ["code": "11449900MB000002721000101001000"], "case": "BJ-2026-000123"],
        ]
    }

    static let marriage = question("marital-status", "陈安然", "449901198512040025")
    static let crime = question("no-criminal-record", "李思齐", "449901199511110073")

    @Test("a fault decides nothing and stops nobody else", .timeLimit(.minutes(2)), arguments: faults)
    func survives(_ fault: JSON) async throws {
        let stage = try #require(Stage.current)
        try await stage.command("PUT", "/population", Self.population)
        try await stage.command("PUT", "/faults/court-judgment", .array([fault]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let reply = try await stage.verify(Self.marriage, waitSeconds: 1)
                    #expect(reply.status == 200)
                    #expect(reply.body["verdict"]?.text == "inconclusive")
                    let court = reply.body["sources"]?.elements?.first { $0["registry"]?.text == "court-judgment" }
                    #expect(court?["outcome"]?.text == "unavailable")
                    #expect(court?["failure"]?["whoFailed"]?.text == "registry:court-judgment")
                    #expect(reply.body["nextSteps"]?.elements?.isEmpty == false)
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    let reply = try await stage.verify(Self.crime, waitSeconds: 8)
                    #expect(reply.status == 200)
                    #expect(reply.body["verdict"]?.text == "confirmed")
                }
            }
            try await group.waitForAll()
        }
        try await stage.command("DELETE", "/faults", nil)
        let healed = try await stage.verify(Self.marriage, waitSeconds: 8)
        #expect(healed.body["verdict"]?.text == "confirmed")
    }
}
