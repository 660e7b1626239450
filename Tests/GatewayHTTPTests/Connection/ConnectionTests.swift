import NIOSSL
import Synchronization
import Testing

@testable import Gateway
@testable import GatewayHTTP

@Suite("connections")
struct ConnectionTests {
    @Test func oneMoreThanTheCapIsClosedAtOnce() async throws {
        var limits = FrontDoorLimits()
        limits.connections = 3
        try await TestDoor.open(limits: limits) { door in
            var wires: [Wire] = []
            for _ in 0..<3 {
                let wire = try await Wire.connect(door)
                try await wire.send(TestDoor.message("GET", "/healthz"))
                #expect(try await wire.response().status == 200)
                wires.append(wire)
            }
            let surplus = try await Wire.plain(door)
            #expect(await surplus.receive().isClosed)
            // Those inside are served as before, and a place that becomes free is given away again.
            try await wires[0].send(TestDoor.message("GET", "/healthz"))
            #expect(try await wires[0].response().status == 200)
            await wires[1].close()
            let isServed = try await eventuallyServed(door)
            #expect(isServed)
        }
    }

    private func eventuallyServed(_ door: TestDoor) async throws -> Bool {
        for _ in 0..<200 {
            if let reply = try? await door.request("GET", "/healthz") { return reply.status == 200 }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test(arguments: [TLSVersion.tlsv1, .tlsv11]) func oldTLSIsRefused(_ version: TLSVersion) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(maximumVersion: version))
            await wire.trySend(TestDoor.message("GET", "/healthz"))
            let received = await wire.receive()
            #expect(received.bytes.isEmpty && received.isClosed && received.failure != nil)
        }
    }

    @Test(arguments: [
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256", "AES256-SHA", "ECDHE-RSA-AES128-SHA",
    ])
    func suitesWithoutForwardSecrecyAndAuthenticatedEncryptionAreRefused(_ suite: String) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(maximumVersion: .tlsv12, cipherSuites: suite))
            await wire.trySend(TestDoor.message("GET", "/healthz"))
            let received = await wire.receive()
            #expect(received.bytes.isEmpty && received.isClosed && received.failure != nil)
        }
    }

    @Test(arguments: ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"])
    func modernSuitesOfTLS12AreServed(_ suite: String) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall", maximumVersion: .tlsv12, cipherSuites: suite))
            try await wire.send(TestDoor.message("GET", "/healthz"))
            #expect(try await wire.response().status == 200)
        }
    }

    @Test func http2IsNotOffered() async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(applicationProtocols: ["h2", "http/1.1"]))
            try await wire.send(TestDoor.message("GET", "/healthz"))
            #expect(try await wire.response().status == 200)
        }
    }

    @Test(arguments: ["hall", "employer", "several"]) func aKnownCertificateIsAClient(_ identity: String) async throws {
        let asked = Asked()
        var stub = try StubVerifying()
        stub.answer = { inquiry, client, _ throws(Refusal) in
            asked.note(client.name)
            return .sample(inquiry)
        }
        try await TestDoor.open(stub) { door in
            let reply = try await door.ask(goodInquiry, as: identity)
            #expect(reply.status == 200)
            #expect(asked.names == [identity == "several" ? "workload" : identity])
        }
    }

    @Test(arguments: [nil, "nobody", "nameless"] as [String?]) func anUnknownClientGets401OnProtectedPathsOnly(_ identity: String?) async throws {
        try await TestDoor.open { door in
            let reply = try await door.ask("no JSON", as: identity)
            #expect(reply.status == 401)
            #expect(reply.code == "client-unknown")
            let list = try await door.request("GET", "/v1/certificates", as: identity)
            #expect(list.status == 200)
        }
    }

    /// A certificate that does not verify ends the handshake: wrong authority, wrong time, wrong use.
    @Test(arguments: ["selfmade", "expired", "gateway", "registries/courts"]) func aCertificateThatDoesNotVerifyIsRefused(
        _ identity: String
    ) async throws {
        try await TestDoor.open { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: identity))
            await wire.trySend(TestDoor.message("GET", "/healthz"))
            let received = await wire.receive()
            #expect(received.bytes.isEmpty && received.isClosed && received.failure != nil, "\(received.text)")
        }
    }

    @Test func runningRequestsEndBeforeTheDoorCloses() async throws {
        let started = Flag()
        let goOn = Flag()
        var stub = try StubVerifying()
        stub.answer = { inquiry, _, _ throws(Refusal) in
            started.raise()
            await goOn.wait()
            return .sample(inquiry)
        }
        let wire = try await TestDoor.open(stub) { door in
            let wire = try await Wire.connect(door, as: Wire.Papers(identity: "hall"))
            try await wire.send(TestDoor.message("POST", "/v1/verifications", ["Content-Type: application/json"], body: goodInquiry))
            await started.wait()
            Task {
                try await Task.sleep(for: .milliseconds(200))
                goOn.raise()
            }
            return wire
        }
        let reply = try await wire.response()
        #expect(reply.status == 200)
        #expect(reply["connection"] == "close")
    }
}

/// Remembers what was said.
final class Asked: Sendable {
    private let said = Mutex<[String]>([])

    func note(_ word: String) { said.withLock { $0.append(word) } }

    var names: [String] { said.withLock { $0 } }
}
