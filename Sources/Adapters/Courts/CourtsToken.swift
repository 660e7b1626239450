import AdapterKit
import ShangMi
import Verification

/// The courts' bearer tokens (RFC 6750), lent by the client-credentials grant (RFC 6749 section 4.4).
enum CourtsToken {
    /// The request for a token, the client authenticated by HTTP Basic (section 2.3.1).
    static func request(_ settings: CourtsAdapter.Settings) -> OutboundRequest {
        let credentials = formEncoded(Array(settings.callerID.utf8)) + [UInt8(ascii: ":")] + formEncoded(settings.clientSecret.bytes)
        return OutboundRequest(
            .post, "/oauth/token",
            headers: [
                OutboundRequest.Header("Content-Type", "application/x-www-form-urlencoded"), OutboundRequest.Header("Accept", "application/json"),
                OutboundRequest.Header("Authorization", "Basic " + Base64.text(of: credentials)),
            ],
            body: Array("grant_type=client_credentials".utf8))
    }

    /// The token in a response (section 5.1), and until when we use it: a tenth of its life, at most 30 s, is kept in reserve.
    ///
    /// Every failure says that the question itself was not sent.
    static func grant(from response: OutboundResponse, requestedAt now: Int64) throws(AdapterFailure) -> (value: Secret, until: Int64) {
        switch response.status {
        case 200: break
        // Section 5.2: invalid_client and its like.
        case 400, 401, 403: throw failure(.credentialsRefused, "http \(response.status)")
        default: throw failure(.registryError, "http \(response.status)")
        }
        do throws(AdapterFailure) {
            let body = try ReplyObject(parsing: response.body)
            let token = Array(try body.text("access_token").utf8)
            guard token.count <= 4_096, token.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw body.problem("access_token", "must be ASCII without spaces")
            }
            guard try body.text("token_type").utf8.map({ $0 | 0x20 }).elementsEqual("bearer".utf8) else {
                throw body.problem("token_type", "must be Bearer")
            }
            let lifetimeSeconds = try body.count("expires_in")
            return (Secret(token), now + Int64(lifetimeSeconds * 1_000 - min(lifetimeSeconds * 100, 30_000)))
        } catch {
            throw failure(error.kind, error.detail)
        }
    }

    /// A failure to get a token.
    static func failure(_ kind: FailureKind, _ detail: String) -> AdapterFailure {
        AdapterFailure(kind, delivery: .didNotHappen, detail: "token: \(detail)")
    }

    /// Whether the courts refuse the token itself (RFC 6750 section 3.1), so that a fresh one may help.
    static func isRefused(in response: OutboundResponse) -> Bool {
        response.status == 401 && response.header("WWW-Authenticate")?.contains("error=\"invalid_token\"") == true
    }

    /// Whether the courts know the client but do not let it ask this (RFC 6750 section 3.1).
    static func isInsufficient(in response: OutboundResponse) -> Bool {
        response.status == 403 && response.header("WWW-Authenticate")?.contains("error=\"insufficient_scope\"") == true
    }

    /// `application/x-www-form-urlencoded`, which section 2.3.1 wants for both halves before base64.
    private static func formEncoded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "*"): [byte]
            case 0x20: [UInt8(ascii: "+")]
            default: Array("%".utf8) + Array(Hexadecimal.text(of: [byte], upperCase: true).utf8)
            }
        }
    }
}

extension OutboundRequest {
    /// The same with a bearer token in its header (RFC 6750 section 2.1).
    func authorised(by token: Secret) -> OutboundRequest {
        var request = self
        request.headers.append(Header("Authorization", "Bearer " + String(decoding: token.bytes, as: UTF8.self)))
        return request
    }
}
