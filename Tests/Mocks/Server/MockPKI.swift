package import NIOSSL

/// The certificates of the mocks: who they are, whom they let in, and who nobody is.
package struct MockPKI: Sendable {
    /// The authority that has signed every certificate here, clients' ones included.
    package let root: NIOSSLCertificate
    /// Server identity by authority (`health`, …).
    package let registries: [String: Identity]
    /// What the fault `wrong-certificate` shows.
    package let untrusted: Identity

    /// A certificate with its key.
    package struct Identity: Sendable {
        package let certificate: NIOSSLCertificate
        package let key: NIOSSLPrivateKey

        package init(certificate: NIOSSLCertificate, key: NIOSSLPrivateKey) {
            self.certificate = certificate
            self.key = key
        }
    }

    package init(root: NIOSSLCertificate, registries: [String: Identity], untrusted: Identity) {
        self.root = root
        self.registries = registries
        self.untrusted = untrusted
    }

    /// Reads what `scripts/make-pki` lays out in a state folder.
    package init(state: String, authorities: [String]) throws(MockStartError) {
        root = try Self.certificate("\(state)/pki/ca.pem")
        var registries: [String: Identity] = [:]
        for authority in authorities { registries[authority] = try Self.identity("\(state)/pki/registries/\(authority)") }
        self.registries = registries
        untrusted = try Self.identity("\(state)/pki/registries/untrusted")
    }

    private static func identity(_ path: String) throws(MockStartError) -> Identity {
        let certificate = try certificate(path + ".pem")
        do { return Identity(certificate: certificate, key: try NIOSSLPrivateKey(file: path + ".key", format: .pem)) } catch {
            throw MockStartError("\(path).key: cannot be read as a PEM private key; scripts/make-pki makes it")
        }
    }

    private static func certificate(_ path: String) throws(MockStartError) -> NIOSSLCertificate {
        if let certificate = try? NIOSSLCertificate.fromPEMFile(path).first { return certificate }
        throw MockStartError("\(path): cannot be read as a PEM certificate; scripts/make-pki makes it")
    }

    /// TLS 1.2 or later, HTTP/1.1, and a client certificate of our root demanded.
    func context(for identity: Identity) throws(MockStartError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(identity.certificate)], privateKey: .privateKey(identity.key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([root])
        configuration.applicationProtocols = ["http/1.1"]
        do { return try NIOSSLContext(configuration: configuration) } catch {
            throw MockStartError("a registry's certificate and key do not fit together: \(error)")
        }
    }
}

/// Why the mocks cannot start, in a sentence for whoever started them.
package struct MockStartError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
