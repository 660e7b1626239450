import NIOCore
import NIOSSL

/// How the listener speaks TLS: Mozilla's "intermediate" without its DHE suites, that is TLS 1.2 with forward secrecy and authenticated
/// encryption only, and TLS 1.3 (M9). HTTP/2 is not offered (M8).
enum TLSRules {
    static let cipherSuites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]

    /// Reads the files. A client may come without a certificate; one that it shows must come from the clients' authority, be valid now and
    /// be made for clients, or the handshake fails: an unknown paper is not the same as no paper.
    static func configuration(_ files: FrontDoorConfiguration.TLSFiles) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificatePath).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: files.keyPath, format: .pem)
        let authorities = try NIOSSLCertificate.fromPEMFile(files.clientAuthorityPath)
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = cipherSuites
        configuration.certificateVerification = .optionalVerification
        configuration.trustRoots = .certificates(authorities)
        configuration.sendCANameList = true
        // How long a closed connection waits for the peer to agree.
        configuration.shutdownTimeout = .seconds(1)
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}
