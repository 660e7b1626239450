import AdapterKit
import CurlTransport
import ShangMi
import Verification

/// Whom we talk to, and as whom. Once for a department: it is the same door for all its registries.
extension ConformanceSuite {
    static let trust = Requirement(
        "R07", "a registry that is not who it should be",
        demand: "With another root, another pinned key or another host name than the registry's the question is \"not trusted\" and nothing of it is "
            + "sent.",
        hint: "The department's `certificateAuthority` and `pinnedPublicKey` are all that is trusted; put exactly the registry's own there.",
        of: .department
    ) { trial in
        await trial.withHeld { held in
            do {
                let folder = try ScratchFolder(trial.bench.candidate.name + "-\(trial.bench.surroundings.randomBytes(6).map { String($0) }.joined())")
                defer { folder.remove() }
                let stranger = try folder.write(strangersRoot, to: "stranger.pem")
                let pin = "sha256//" + Base64.text(of: trial.bench.surroundings.randomBytes(32))
                let handshake = try await handshakeRecords(trial, held)
                var complaints = await refusals(trial, held, handshake, "another root") { profile, _ in profile.caFile = stranger }
                complaints += await refusals(trial, held, handshake, "another pinned key") { profile, _ in profile.pinnedPublicKey = pin }
                complaints += await refusals(trial, held, handshake, "another host name") { profile, address in
                    profile.baseURL = address.text(withHost: "other-registry.invalid")
                }
                return .judged(complaints)
            } catch {
                return .notRun("no line or file could be made: \(error)")
            }
        }
    }

    /// Encrypted pieces that a good connection needs before its first request, at most: what it sends altogether, less one for each request.
    private static func handshakeRecords(_ trial: Trial, _ held: Held) async throws -> Int {
        let line = try await trial.bench.line()
        let asked = await trial.ask(held.topic, of: try trial.bench.adapter(on: line.pool))
        let traffic = line.wire.takeTraffic()
        await line.close()
        return max(0, traffic.secretRecords - asked.exchanges.count)
    }

    private static func refusals(
        _ trial: Trial, _ held: Held, _ handshake: Int, _ what: String, _ change: (inout DepartmentProfile, Address) -> Void
    ) async -> [String] {
        do {
            let line = try await trial.bench.line(change)
            let asked = await trial.ask(held.topic, of: try trial.bench.adapter(on: line.pool))
            let traffic = line.wire.takeTraffic()
            await line.close()
            var complaints = asked.complaints(kinds: [.notTrusted])
            if let failure = asked.failure, failure.delivery != .didNotHappen { complaints.append("the delivery is \(failure.delivery.rawValue)") }
            if traffic.secretRecords > handshake { complaints.append("more was sent than a handshake") }
            return complaints.map { "\(what): \($0)" }
        } catch {
            return ["\(what): no line could be made (\(error))"]
        }
    }

    static let ourCertificate = Requirement(
        "R08", "without our certificate",
        demand: "Without the client certificate the registry refuses, and that is a failure; a registry that answers anybody is remarked upon.",
        hint: "A registry that lets anybody in who knows the secret should be told to check client certificates.", of: .department
    ) { trial in
        await trial.withHeld { held in
            do {
                let line = try await trial.bench.line { profile, _ in
                    profile.clientCertificateFile = nil
                    profile.clientKeyFile = nil
                }
                let asked = await trial.ask(held.topic, of: try trial.bench.adapter(on: line.pool))
                await line.close()
                switch asked.result {
                case .success(let reply) where reply.statement == held.reply.statement:
                    return .notApplicable("the registry answers without our certificate")
                case .success(let reply): return .failed("answered: \(reply.statement.words)")
                case .failure(let failure): return .passed(remark: failure.kind.rawValue)
                }
            } catch {
                return .notRun("no line could be made: \(error)")
            }
        }
    }

    /// A certificate authority of nobody's: made once with openssl, its key thrown away. Valid until 2126.
    static let strangersRoot = """
        -----BEGIN CERTIFICATE-----
        MIIBiDCCAS2gAwIBAgIUVWOmJAtA0ax5yfqnAIFykre2gswwCgYIKoZIzj0EAwIw
        GDEWMBQGA1UEAwwNbm9ib2R5J3Mgcm9vdDAgFw0yNjExMjMxMzEwMTZaGA8yMTI2
        MTAzMDEzMTAxNlowGDEWMBQGA1UEAwwNbm9ib2R5J3Mgcm9vdDBZMBMGByqGSM49
        AgEGCCqGSM49AwEHA0IABLbfJzJGO92Ttv9ugro8PnxX6vIvoOTN96cqxVRwGZrH
        h7ZSiAqQjFLaoLlE1R3/vBmU4WMAN5bFdOtWP0TgmC6jUzBRMB0GA1UdDgQWBBS4
        4YBHX41qmT0NYK/HeDKo1/h7jjAfBgNVHSMEGDAWgBS44YBHX41qmT0NYK/HeDKo
        1/h7jjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDOG1Djy5hc
        woJeCToveoJm+uQvdRJHeHZsB/qeA4RfMwIhAPvADqjglAzCbpDAOTcVwnaxnPPc
        VYZpfKTTVtB4lAZ2
        -----END CERTIFICATE-----
        """
}
