package import Verification

/// The uniform result outside of HTTP: the bytes that `POST /v1/verifications` would send.
package enum UniformResult {
    package static func bytes(of result: VerificationResult, catalogue: Catalogue) -> [UInt8] { ResultEncoding(catalogue: catalogue).encode(result) }
}
