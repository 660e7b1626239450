import NIOSSL

extension NIOSSLCertificate {
    /// The DNS and URI names of the certificate (subject alternative names), by which clients are known. Names that are not plain visible
    /// ASCII are left out: a name with U+0000 or a look-alike in it must not be taken for another.
    var namesForClients: [String] {
        _subjectAlternativeNames().compactMap { name in
            guard name.nameType == .dnsName || name.nameType == .uri else { return nil }
            return name.contents.withUnsafeBufferPointer { bytes in
                guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
