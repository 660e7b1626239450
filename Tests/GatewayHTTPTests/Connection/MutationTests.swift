import Testing

@testable import GatewayHTTP

/// Requests with bytes changed, dropped, repeated and moved by a seeded generator: whatever comes, no answer says 5xx, every connection
/// ends or goes on, and the door stays open.
@Suite("mutated requests")
struct MutationTests {
    @Test(arguments: 0..<6) func neverYieldAFaultOfOurs(_ seed: UInt64) async throws {
        var limits = FrontDoorLimits()
        limits.head = .milliseconds(300)
        limits.body = .milliseconds(300)
        limits.idle = .milliseconds(300)
        limits.linger = .milliseconds(100)
        try await TestDoor.open(limits: limits) { door in
            var random = SplitMix(state: seed &* 7919 &+ 11)
            let seeds = [
                TestDoor.message("POST", "/v1/verifications", ["Content-Type: application/json"], body: goodInquiry),
                TestDoor.message("GET", "/v1/certificates/lookup?name=%E5%A9%9A", ["Accept: application/json", "Prefer: wait=3"]),
                "POST /v1/verifications HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            ].map { Array($0.utf8) }
            for _ in 0..<40 {
                let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
                try? await wire.send(random.mutated(seeds[Int(random.next() % 3)]))
                let received = await wire.receive()
                #expect(received.isClosed)
                #expect(received.statuses.allSatisfy { $0 < 500 }, "\(received.text)")
            }
            let reply = try await door.request("GET", "/healthz")
            #expect(reply.status == 200)
        }
    }
}

/// SplitMix64: the same bytes for the same seed, everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One to four changes of one kind each.
    mutating func mutated(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0...Int(next() % 4) where !bytes.isEmpty {
            let place = Int(next() % UInt64(bytes.count))
            switch next() % 6 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
            case 3: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
            case 4: bytes.removeSubrange(place..<min(place + 10, bytes.count))
            default: bytes.insert(contentsOf: [[13, 10], [0], [32, 9], [10], [0xFF, 0xFE], [34]][Int(next() % 6)], at: place)
            }
        }
        return bytes
    }
}
