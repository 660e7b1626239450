import Gateway
import GatewayHTTP
import StrictJSON
import Synchronization
import Testing
import Verification

/// One generation of the configuration takes the place of another while requests run.
@Suite struct SuccessionTests {
    @Test func aRequestEndsOnTheGenerationThatItBeganWith() async throws {
        let ended = Mutex<[Int]>([])
        let gate = Gate()
        var slow = try StubVerifying()
        slow.answer = { inquiry, _, _ throws(Refusal) in
            await gate.pass()
            return .sample(inquiry)
        }
        slow.freshID = { "019ca6a0-1c00-7000-8000-000000000001" }
        var quick = try StubVerifying()
        quick.connectedRegistries = []
        quick.readinessNow = Readiness(isReady: false, departments: [])
        quick.freshID = { "019ca6a0-1c00-7000-8000-000000000002" }
        let next = Generation(number: 2, verifying: quick)
        // Only the succession holds the first one.
        let succession = Succession(Generation(number: 1, verifying: slow) { number in ended.withLock { $0.append(number) } })
        try await TestDoor.open(succession: succession) { door in
            #expect(try await door.request("GET", "/readyz").status == 200)
            let certificate = try await door.request("GET", "/v1/certificates/no-criminal-record").text
            async let first = door.ask(goodInquiry)
            await gate.waitUntilAsked()
            succession.pass(to: next)
            #expect(try await door.ask(goodInquiry).json["id"] == "019ca6a0-1c00-7000-8000-000000000002")
            #expect(try await door.request("GET", "/readyz").status == 503)
            #expect(try await door.request("GET", "/v1/certificates/no-criminal-record").text != certificate)
            #expect(ended.withLock { $0 } == [])
            gate.open()
            #expect(try await first.json["id"] == "019ca6a0-1c00-7000-8000-000000000001")
        }
        #expect(ended.withLock { $0 } == [1])
    }

    @Test func aGenerationThatNobodyUsesEndsWhenItIsSucceeded() throws {
        let ended = Mutex<[Int]>([])
        let make = { number in
            Generation(number: number, verifying: try StubVerifying()) { number in ended.withLock { $0.append(number) } }
        }
        let succession = Succession(try make(1))
        var held: Generation? = succession.present
        succession.pass(to: try make(2))
        succession.pass(to: try make(3))
        #expect(ended.withLock { $0 } == [2])
        #expect(succession.present.number == 3)
        #expect(held?.number == 1)
        held = nil
        #expect(ended.withLock { $0 } == [2, 1])
    }
}

/// Holds whoever passes until it is opened, and says when somebody waits.
private final class Gate: Sendable {
    private let asked = AsyncStream.makeStream(of: Void.self)
    private let opened = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        asked.continuation.yield()
        for await _ in opened.stream { return }
    }

    func waitUntilAsked() async {
        for await _ in asked.stream { return }
    }

    func open() { opened.continuation.yield() }
}
